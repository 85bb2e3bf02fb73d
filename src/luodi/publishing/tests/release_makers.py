"""Texts with figures in them, taken through other hands and published, as a test needs them."""

from dataclasses import dataclass
from datetime import date, timedelta

from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Cast, Clock, make_press
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_signed
from luodi.publishing import services
from luodi.publishing.choices import PieceKind
from luodi.publishing.composing.nodes import Nature
from luodi.publishing.composing.situation import Reference
from luodi.publishing.models import Piece, Publication
from luodi.publishing.release_choices import OutletKind
from luodi.publishing.selectors.recomputing import figures_now
from luodi.publishing.services import NewOutlet
from luodi.publishing.services.writing import write_piece

JULY = Period.between(date(2020, 1, 1), date(2020, 7, 31))
ASKED = (
    ("signed.count", Nature.VALUE, "1个"),
    ("signed.amount", Nature.VALUE, "1亿元"),
    ("signed.industrial.count_share", Nature.VALUE, "1%"),
)
TEXT = "示例市1—7月招商引资情况\n2020年1—7月，全市新签约项目{0}，总投资{1}，工业项目占{2}。\n"


@dataclass(frozen=True)
class _Asked:
    code: str
    nature: str
    shown: str
    period: Period = JULY
    scope: str = "city"
    standing: str = "VERIFIED"


@dataclass(frozen=True)
class Desk:
    """Who has what to do with a text, and the projects that it tells of."""

    cast: Cast
    clock: Clock
    press: Account
    projects: list[Project]

    @property
    def city(self) -> City:
        return self.cast.city


def make_desk(cast: Cast, clock: Clock) -> Desk:
    """Three signed projects of two counties, one of them no industrial one, and a press officer."""
    many = [
        make_signed(by=cast.liu, verifier=cast.qin, name="云溪光学镜片生产线", signed_on="2020-06-10"),
        make_signed(by=cast.liu, verifier=cast.qin, name="云溪氢能装备项目", signed_on="2020-07-02"),
        make_signed(
            by=cast.wu, verifier=cast.qin, name="石桥冷链物流园", area="349922", industry="G59",
            signed_on="2020-07-08",
        ),
    ]  # fmt: skip
    clock.advance(hours=1)
    return Desk(cast, clock, make_press(cast, login="shu", at=clock.now), many)


def make_draft(desk: Desk, *, by: Account | None = None, text: str = TEXT) -> Piece:
    """A text whose three numbers are references, as of now."""
    known = ledger.resolve(desk.city)
    asked = [_Asked(code, nature, shown) for code, nature, shown in ASKED]
    told = figures_now(desk.city, asked, known)
    references, at, said = [], 0, text
    for nth, (one, number) in enumerate(zip(asked, told, strict=True)):
        at = said.index(f"{{{nth}}}")
        said = said.replace(f"{{{nth}}}", number.text)
        references.append(
            Reference(
                code=one.code, nature=Nature(one.nature), period=JULY, scope="city", claimed=False,
                shown=number.text, exact=number.exact, unit="", start=at, end=at + len(number.text),
            )
        )  # fmt: skip
    return write_piece(
        kind=PieceKind.RELEASE,
        title=said.splitlines()[0],
        text=said,
        period=JULY,
        issued_on=desk.clock.day,
        as_of=known,
        figures=references,
        actor=by or desk.press,
        at=desk.clock.now,
    )


def submitted(desk: Desk, piece: Piece) -> Piece:
    services.check_piece(piece=piece, actor=desk.press, at=desk.clock.now)
    services.submit_piece(piece=piece, actor=desk.press, at=desk.clock.now)
    piece.refresh_from_db()
    return piece


def approved(desk: Desk, piece: Piece) -> Piece:
    """Checked and sent by the press officer, passed by the centre, approved by a leader."""
    piece = submitted(desk, piece)
    services.pass_piece(piece=piece, actor=desk.cast.zhong, at=desk.clock.now)
    services.approve_piece(piece=piece, actor=desk.cast.hong, at=desk.clock.now)
    piece.refresh_from_db()
    return piece


def outlet(on: date) -> NewOutlet:
    return NewOutlet(OutletKind.CONFERENCE, "第8场新闻发布会", on)


def publish(desk: Desk, piece: Piece, *, by: Account | None = None) -> Publication:
    desk.clock.now += timedelta(minutes=1)
    return services.publish_piece(
        piece=piece,
        outlets=[outlet(desk.clock.day)],
        is_public=True,
        actor=by or desk.press,
        at=desk.clock.now,
    )


def make_publication(desk: Desk) -> Publication:
    return publish(desk, approved(desk, make_draft(desk)))


def corrected(desk: Desk, project: Project, field: Field, value: object, *, reason: str = "抄录有误") -> None:
    """Ask for a correction of a project, and let the verifier accept it, an hour before what comes next."""
    desk.clock.advance(days=1)
    by = desk.cast.liu if project.unit == desk.cast.units.yunxi else desk.cast.wu
    pending = projects.correct_project(
        project=project, corrections={field: value}, reason=reason, actor=by, at=desk.clock.now
    )
    assert pending is not None
    projects.accept_correction(pending=pending, actor=desk.cast.qin, at=desk.clock.now)
    desk.clock.advance(hours=1)
