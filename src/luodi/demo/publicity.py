"""What goes out: the half year's news and the notice that puts it right, August's report, the release of September."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from luodi.demo import plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.kernel.periods import Period
from luodi.organisation.models import Account
from luodi.publishing import services as publishing
from luodi.publishing.briefs import NewPiece
from luodi.publishing.choices import PieceKind, TemplateState
from luodi.publishing.models import Countersign, Piece, Publication, TemplateVersion
from luodi.publishing.release_choices import OutletKind, OwnerKind
from luodi.publishing.services import NewOutlet

_TEMPLATES_ON = date(2020, 7, 30)
_HALF, _AUGUST = date(2020, 6, 30), date(2020, 8, 31)
_NEWS = """@种类 新闻发布稿
@名称 招商引资短讯
@标题 {城市}{本期}招商引资进展
{本期}，全市新签约项目{新签约项目}，总投资{新签约项目总投资}。其中，工业项目{新签约工业项目}，总投资{新签约工业项目总投资}。
新开工项目{新开工项目}，总投资{新开工项目总投资}；新投产项目{新投产项目}。
外出招商活动{外出招商活动}，接待来访客商{接待客商批次}。
"""
"""The city's own template beside those that come with the system."""
_OWNERS_BY = "关于明确招商引资数据归口单位的通知（示例招办〔2020〕20号）"
_WEBSITE = "淮南市人民政府网站（演示）"
_RELEASE_WORDS = {
    "主题": "聚焦产业转型，加大招商力度",
    "系列名称": "聚焦六稳六保",
    "参会媒体": "市广播电视台、市日报社等新闻单位",
}


@dataclass(frozen=True)
class Text:
    """A text on its way: written on one day, out on another; without ``out`` it stays with whoever reviews it."""

    key: str
    kind: PieceKind
    last: date
    written: datetime
    out: datetime | None
    is_public: bool = False
    outlets: tuple[tuple[OutletKind, str], ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    number: str = ""
    template: str = ""


_TEXTS = (
    Text(
        key="half",
        kind=PieceKind.RELEASE,
        last=_HALF,
        written=moment(date(2020, 8, 3), 16),
        out=moment(date(2020, 8, 4), 9),
        is_public=True,
        outlets=((OutletKind.WEBSITE, _WEBSITE), (OutletKind.NEW_MEDIA, "政务微信公众号（演示）")),
        template="招商引资短讯",
    ),
    Text(
        key="report",
        kind=PieceKind.MONTHLY,
        last=_AUGUST,
        written=moment(date(2020, 9, 14), 9),
        out=moment(date(2020, 9, 15), 11),
        outlets=((OutletKind.DOCUMENT, "印发各县区、园区"),),
        words={"下步打算": "围绕三季度序时进度，逐县区调度签约未开工项目。"},
        number="淮招月报〔2020〕8号",
    ),
    Text(
        key="september",
        kind=PieceKind.RELEASE,
        last=_AUGUST,
        written=moment(date(2020, 9, 21), 14),
        out=moment(date(2020, 9, 21), 16, 30),
        is_public=True,
        outlets=((OutletKind.CONFERENCE, "第8场新闻发布会"), (OutletKind.WEBSITE, _WEBSITE)),
        words={**_RELEASE_WORDS, "场次": "8"},
    ),
    Text(
        key="bulletin",
        kind=PieceKind.BULLETIN,
        last=_AUGUST,
        written=moment(plan.RELEASE, 10),
        out=None,
    ),
)


@dataclass
class Publicity:
    cast: Cast
    _pieces: dict[str, Piece] = field(default_factory=dict)
    _out: dict[str, Publication] = field(default_factory=dict)

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_TEMPLATES_ON, 10), self.prepare)
        for text in _TEXTS:
            journal.add(text.written, partial(self.write, text))
            if text.out is not None:
                journal.add(text.out, partial(self.publish, text))
        journal.add(moment(date(2020, 8, 14), 6), self.look)
        journal.add(moment(date(2020, 8, 17), 10), self.write_notice)
        journal.add(moment(date(2020, 8, 18), 9), self.publish_notice)

    def prepare(self, at: datetime) -> None:
        """Put the templates that come with the system to use; the centre's own figures are confirmed by the centre."""
        publishing.install_templates(actor=self.cast.press, at=at)
        own = publishing.write_template(text=_NEWS, remark="用于网站", actor=self.cast.press, at=at)
        publishing.adopt_template(version=own, actor=self.cast.press, at=at)
        publishing.set_owner(
            group="项目推进",
            kind=OwnerKind.UNIT,
            unit=self.cast.centre.unit,
            valid_from=at.date(),
            source=_OWNERS_BY,
            actor=self.cast.centre,
            at=at,
        )

    def write(self, text: Text, at: datetime) -> None:
        """Compose, check and send it for review."""
        rows = TemplateVersion.objects.filter(template__city=self.cast.city, template__kind=text.kind)
        rows = rows.filter(state=TemplateState.ADOPTED).order_by("pk")
        template = rows.get(template__title=text.template) if text.template else rows[0]
        new = NewPiece(
            period=Period.year_to_date(text.last),
            issued_on=(text.out or at).date(),
            words=text.words,
            document_number=text.number,
        )
        self._send(
            text.key, publishing.compose_piece(template=template, new=new, actor=self.cast.press, at=at), at
        )
        if text.out is not None:
            self._let_pass(text.key, at)

    def publish(self, text: Text, at: datetime) -> None:
        outlets = [NewOutlet(kind, name, at.date()) for kind, name in text.outlets]
        self._publish(text.key, outlets, at, is_public=text.is_public)

    def look(self, at: datetime) -> None:
        publishing.look_at_all(city=self.cast.city, at=at)

    def write_notice(self, at: datetime) -> None:
        """The half year is put right, after the verifiers had looked at what was claimed twice."""
        piece = publishing.write_revision(publication=self._out["half"], actor=self.cast.press, at=at)
        self._send("notice", piece, at)
        self._let_pass("notice", at)

    def publish_notice(self, at: datetime) -> None:
        outlets = [NewOutlet(OutletKind.WEBSITE, _WEBSITE, at.date())]
        self._publish("notice", outlets, at, is_public=True)

    def _send(self, key: str, piece: Piece, at: datetime) -> None:
        publishing.check_piece(piece=piece, actor=self.cast.press, at=at)
        publishing.submit_piece(piece=piece, actor=self.cast.press, at=at)
        self._pieces[key] = piece

    def _let_pass(self, key: str, at: datetime) -> None:
        """The centre reviews, whoever owns the figures countersigns, a leader approves."""
        piece = self._pieces[key]
        publishing.pass_piece(piece=piece, remark="内容属实，数据已核", actor=self.cast.centre, at=at)
        for one in Countersign.objects.filter(piece=piece).standing():
            publishing.confirm_countersign(countersign=one, actor=self.cast.centre, at=at)
        publishing.approve_piece(piece=piece, remark="同意发布", actor=leader_of(self.cast), at=at)

    def _publish(self, key: str, outlets: list[NewOutlet], at: datetime, *, is_public: bool) -> None:
        piece = Piece.objects.get(pk=self._pieces[key].pk)
        self._out[key] = publishing.publish_piece(
            piece=piece,
            outlets=outlets,
            is_public=is_public,
            as_it_stood=True,
            actor=self.cast.press,
            at=at,
        )


def leader_of(cast: Cast) -> Account:
    """Return the account of the leader who approves what goes out."""
    return Account.objects.get(city=cast.city, login="leader")
