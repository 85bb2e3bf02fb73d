"""Written instructions of leaders in 2020: made into items, answered when these were closed, or still waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from luodi.actions.models import ActionItem
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.demo.sponsoring import stuck
from luodi.demo.steps import YEAR, Step, ask, close, follow, report
from luodi.organisation.models import Account, Person, Unit
from luodi.projects.models import Project
from luodi.sponsorship import services
from luodi.sponsorship.models import Instruction, Sponsorship

_FIRST, _MAYOR, _DEPUTY = 0, 1, 5
"""Places in the list of leaders; the first has an account."""


@dataclass(frozen=True)
class Wanted:
    """What an instruction wants of a unit; who keeps it does it."""

    unit: str
    owner: str
    title: str
    due: date
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Word:
    on: date
    leader: int
    text: str
    about: Callable[[Cast], Unit | Project]
    wants: tuple[Wanted, ...] = ()
    answer: tuple[date, str] | None = None


def _unit(code: str) -> Callable[[Cast], Unit]:
    return lambda cast: cast.units[code]


def _stuck(cast: Cast) -> Project:
    return stuck(cast.city).project


def _own(cast: Cast) -> Project:
    """The second of the projects that the first leader sponsors."""
    rows = Sponsorship.objects.filter(city=cast.city, leader=cast.leaders[_FIRST]).open().with_all()
    return list(rows.order_by("project__code"))[-1].project


_WORDS = (
    Word(
        date(YEAR, 7, 10), _FIRST, "电子信息企业招工难，请县里会同人社局拿出办法，不能让开了工的厂子等人。",
        _unit("SHOU"),
        (
            Wanted(
                "SHOU", "SHOU", "制定电子信息企业用工保障方案", date(YEAR, 7, 31),
                (report(7, 29, "方案已印发，三季度组织专场招聘 4 场、校企对接 2 场。", "用工保障方案"), close(7, 30)),
            ),
        ),
        (date(YEAR, 8, 3), "县里已会同市人社局印发用工保障方案，三季度安排专场招聘 4 场，7 月已招 216 人。"),
    ),
    Word(
        date(YEAR, 8, 21), _DEPUTY, "这个项目拖不起。请县里讲清楚卡在哪里，八月底前务必投产。", _stuck,
        (
            Wanted(
                "FENGTAI", "FENGTAI", "召开现场会，列出投产卡点和责任人", date(YEAR, 8, 26),
                (
                    report(8, 24, "现场会已开，卡点两项：二期 38 亩用地 6 户未搬迁、用地批次未下达。", "现场会记录"),
                    close(8, 25, "卡点已另行立项督办，同意销号。"),
                ),
            ),
        ),
    ),
    Word(
        date(YEAR, 9, 8), _MAYOR, "标准厂房空置要摸清底数，低效用地要有处置意见，月底给我一个准数。", _unit("JINGKAI"),
        (
            Wanted(
                "JINGKAI", "JINGKAI", "摸清标准厂房空置底数", date(YEAR, 9, 25),
                (report(9, 21, "共核查 41 栋，空置 9 栋、6.8 万平方米，附清单。", "标准厂房空置清单"),),
            ),
            Wanted("DEPT25", "ziran", "提出低效用地处置意见", date(YEAR, 9, 30)),
        ),
    ),
    Word(
        date(YEAR, 9, 17), _FIRST, "请包保专班每两周报一次进展，需要我出面协调的直接提出来。", _own,
        (
            Wanted(
                "JINGKAI", "JINGKAI", "报送第一期进展和需要协调的事项", date(YEAR, 9, 25),
                (ask(9, 22, "供电增容方案国庆后才能定，想连同需要协调的事项一并报。", (10, 12)),),
            ),
        ),
    ),
)  # fmt: skip


@dataclass
class Instructions:
    cast: Cast
    _given: dict[Word, Instruction] = field(default_factory=dict)
    _items: dict[Wanted, ActionItem] = field(default_factory=dict)

    def write_into(self, journal: Journal) -> None:
        for word in _WORDS:
            journal.add(moment(word.on, 11, 10), partial(self.give, word))
            for wanted in word.wants:
                journal.add(moment(word.on, 15, 5), partial(self.ask, word, wanted))
                follow(journal, self.cast, wanted.steps, partial(self.item, wanted))
            if word.answer is not None:
                on, said = word.answer
                journal.add(moment(on, 10, 15), partial(self.answer, word, said))

    def give(self, word: Word, at: datetime) -> None:
        """The first leader writes for himself; the centre enters what others wrote on paper."""
        about = word.about(self.cast)
        leader: Person = self.cast.leaders[word.leader]
        own = Account.objects.filter(city=self.cast.city, person=leader).first()
        self._given[word] = services.give_instruction(
            leader=leader,
            given_on=word.on,
            text=word.text,
            project=about if isinstance(about, Project) else None,
            unit=about if isinstance(about, Unit) else None,
            actor=own or self.cast.centre,
            at=at,
        )

    def ask(self, word: Word, wanted: Wanted, at: datetime) -> None:
        self._items[wanted] = services.add_item(
            instruction=self._given[word],
            title=wanted.title,
            owner=self.cast.keepers[wanted.owner],
            unit=self.cast.units[wanted.unit],
            deadline=wanted.due,
            actor=self.cast.centre,
            at=at,
        )

    def item(self, wanted: Wanted) -> ActionItem:
        rows = ActionItem.objects.select_related("owner__person", "asked_by__person", "unit")
        return rows.get(pk=self._items[wanted].pk)

    def answer(self, word: Word, said: str, at: datetime) -> None:
        about = word.about(self.cast)
        actor = self.cast.keepers[about.code] if isinstance(about, Unit) else self.cast.centre
        services.answer_instruction(instruction=self._given[word], answer=said, actor=actor, at=at)
