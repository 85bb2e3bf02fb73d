"""The text of a revision notice (更正说明): what was published, what it is now, and why. No database, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from luodi.kernel.dates import day_words

_LONGEST_TITLE = 120
_MOST_REASONS, _MOST_NAMED = 12, 3


@dataclass(frozen=True)
class NoticeLine:
    """One number that is put right: what it is, of when and of whom, what was published and what holds now."""

    name: str
    when: str
    scope: str
    was: str
    now: str

    @property
    def data(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Reason:
    """An entry of the ledger that moved something; ``labels`` are the things that it moved."""

    act: str
    entry: int
    on: date
    said: str
    labels: tuple[str, ...]

    @property
    def text(self) -> str:
        named = "、".join(f"“{one}”" for one in self.labels[:_MOST_NAMED])
        named += f"等{len(self.labels)}个" if len(self.labels) > _MOST_NAMED else ""
        why = f"，原因：{self.said.rstrip('。')}" if self.said else ""
        return f"{day_words(self.on)}{self.act}：{named}{why}（流水号{self.entry}）。"


@dataclass(frozen=True)
class Notice:
    """What a notice is about. ``known_on`` is the day up to which the published numbers knew the ledger.

    ``n_places``: in how many places of the text the numbers stand.
    """

    title: str
    number: str
    published_on: date
    known_on: date
    lines: Sequence[NoticeLine]
    n_places: int
    reasons: Sequence[str]
    remark: str
    issuer: str
    issued_on: date


@dataclass(frozen=True)
class Written:
    """The notice's text; ``places`` are start and end of each line's new number, in the order of the lines."""

    title: str
    text: str
    places: tuple[tuple[int, int], ...]


def written(notice: Notice) -> Written:
    """Write the notice: its title in the first line, the table, the reasons, who signs and when."""
    title = f"关于《{notice.title}》有关数据的更正说明"
    if len(title) > _LONGEST_TITLE:
        title = f"关于{day_words(notice.published_on)}发布的有关数据的更正说明"
    text = f"{title}\n{_opening(notice)}\n一、更正前后对照\n|序号|指标|期间|范围|原发布|更正为|\n"
    places = []
    for nth, line in enumerate(notice.lines, start=1):
        text += f"|{nth}|{line.name}|{line.when}|{line.scope}|{line.was}|"
        places.append((len(text), len(text) + len(line.now)))
        text += f"{line.now}|\n"
    text += "二、更正原因\n"
    text += "".join(f"{nth}. {one}\n" for nth, one in enumerate(_told(notice), start=1))
    text += f"其他内容不变，有关数据以本说明为准。\n{notice.issuer}\n{day_words(notice.issued_on)}\n"
    return Written(title, text, tuple(places))


def _opening(notice: Notice) -> str:
    number = f"（{notice.number}）" if notice.number else ""
    many = f"{len(notice.lines)}个数" if len(notice.lines) > 1 else "一个数"
    many += f"（文中{notice.n_places}处）" if notice.n_places > len(notice.lines) else ""
    return (
        f"{day_words(notice.published_on)}发布的《{notice.title}》{number}，数据的统计时点为"
        f"{day_words(notice.known_on)}。发布以后，台账有更正或者补报，其中{many}随之变化，现更正如下。"
    )


def _told(notice: Notice) -> list[str]:
    reasons = [f"{notice.remark.rstrip('。')}。"] if notice.remark else []
    reasons += list(notice.reasons[:_MOST_REASONS])
    if len(notice.reasons) > _MOST_REASONS:
        reasons.append(f"其余{len(notice.reasons) - _MOST_REASONS}项台账更正和补报，列在登记簿中。")
    return reasons or ["统计范围或者口径有调整。"]


def grouped(causes: Iterable[tuple[str, int, date, str, str]]) -> list[Reason]:
    """Return the entries that moved something, each once with all that it moved, in the ledger's order.

    Shape: given as act, entry, day, reason and the label of the thing.
    """
    found: dict[int, Reason] = {}
    for act, entry, on, said, label in causes:
        before = found.get(entry)
        labels = before.labels if before else ()
        labels = labels if label in labels else (*labels, label)
        found[entry] = Reason(act, entry, on, said, labels)
    return [found[entry] for entry in sorted(found)]
