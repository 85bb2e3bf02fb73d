"""Send out what was approved: text, figures with their rows and the made files are frozen, and it happens once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luodi.documents import services as documents
from luodi.documents.models import StoredFile
from luodi.enterprises import numbering
from luodi.ledger import services as ledger
from luodi.notices.choices import NoticeKind
from luodi.organisation.choices import Role
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.papers import pdf, word
from luodi.publishing import flow, policies
from luodi.publishing.choices import FigureState, PieceState
from luodi.publishing.flow import FlowRefused
from luodi.publishing.models import Outlet, Piece, PieceVersion, Publication
from luodi.publishing.release_choices import OutletKind, StepKind
from luodi.publishing.rules import text_digest
from luodi.publishing.selectors.measuring import can_be_asked
from luodi.publishing.selectors.obstacles import as_of, checked, current, figures_of, obstacles, pending
from luodi.publishing.selectors.paper import paper_of
from luodi.publishing.selectors.recomputing import figures_now
from luodi.publishing.services import flow_trail as trail
from luodi.publishing.services.freezing import Gathered, freeze, gather
from luodi.publishing.services.looking import settle_by_notice

PREFIX = "FB"
_MOST_TOLD = 3


@dataclass(frozen=True)
class NewOutlet:
    """Through which channel, and on which day."""

    kind: OutletKind
    name: str
    on: date
    link: str = ""


@dataclass(frozen=True)
class Made:
    """The files that go out; without free fonts on the machine there is no PDF."""

    word: StoredFile | None
    pdf: StoredFile | None


def moved_since(piece: Piece, version: PieceVersion) -> list[str]:
    """Return in words which numbers the ledger says otherwise by now than at the piece's moment of knowledge."""
    now = ledger.resolve(piece.city)
    if now.entry == piece.entry:
        return []
    rows = [row for row in figures_of(version) if can_be_asked(row) and row.state != FigureState.LOST]
    told = zip(rows, figures_now(piece.city, rows, now), strict=True)
    return [f"“{row.found}”现为“{said.text}”" for row, said in told if said.text != row.shown]


def publish_piece(
    *,
    piece: Piece,
    outlets: Sequence[NewOutlet],
    is_public: bool,
    as_it_stood: bool = False,
    actor: Account,
    at: datetime,
    expected_version: int | None = None,
) -> Publication:
    """Publish an approved piece; ``as_it_stood`` lets it go out although the ledger has moved on since its as-of.

    Raises: Blocked while an error is open, a reference broken, or a correction waits on a fact behind a figure;
    FlowRefused when it is not approved or out already; EditedMeanwhile; NotAllowed.
    """
    policies.require_publishing(actor)
    flow.after(StepKind.PUBLISHED, PieceState(Piece.objects.get(pk=piece.pk).state))
    said = _said(outlets)
    version = current(piece)
    flow.check_clear(StepKind.PUBLISHED, obstacles(piece, version))
    _check_moved(piece, version, as_it_stood=as_it_stood)
    gathered = gather(piece, version, checked(piece, version))
    made = _made(piece, version, at)
    with transaction.atomic():
        row = trail.lock_piece(piece, expected_version=expected_version)
        flow.after(StepKind.PUBLISHED, PieceState(row.state))
        if current(row).pk != version.pk:
            raise FlowRefused("文稿刚刚有了新的一稿，请刷新后再办")
        flow.check_clear(StepKind.PUBLISHED, pending(row.city, figures_of(version), as_of(row)))
        new = _written(row, version, gathered, made, is_public=is_public, actor=actor, at=at)
        _put_outlets(new, said, actor, at)
        told = "、".join(one.name for one in said)
        changes = {"发布编号": [None, new.code], "渠道": [None, told], "流水号": [None, new.entry]}
        trail.take(row, StepKind.PUBLISHED, version, changes=changes, actor=actor, at=at)
        settle_by_notice(row, actor, at)
        _tell(row, new, actor, at)
    return new


def _said(outlets: Sequence[NewOutlet]) -> list[NewOutlet]:
    if not outlets:
        raise FlowRefused("请写明通过什么渠道发布", field="outlets")
    return [check_outlet(one) for one in outlets]


def check_outlet(one: NewOutlet) -> NewOutlet:
    """Return the channel with its words tidied.    Raises: FlowRefused without a name, or with a long one."""
    name = flow.reason_of(one.name or one.kind.label, "渠道名称", "name", most=80)
    return NewOutlet(one.kind, name, one.on, one.link.strip()[:300])


def _check_moved(piece: Piece, version: PieceVersion, *, as_it_stood: bool) -> None:
    moved = moved_since(piece, version) if not as_it_stood else []
    if moved:
        more = f"等 {len(moved)} 处" if len(moved) > _MOST_TOLD else ""
        raise FlowRefused(
            f"成稿以后台账有变动：{'；'.join(moved[:_MOST_TOLD])}{more}。"
            "仍按文中的统计时点发布的，请勾选确认；要用新数的，请退回重新生成",
            field="as_it_stood",
        )


def _made(piece: Piece, version: PieceVersion, at: datetime) -> Made:
    """Make and keep the files, before anything is locked."""
    paper = paper_of(piece, version)
    kept = documents.keep(word.written(paper), "发布稿.docx", at=at)
    try:
        printed = documents.keep(pdf.written(paper), "发布稿.pdf", at=at)
    except pdf.PdfRefused:
        printed = None
    return Made(kept, printed)


def _written(
    row: Piece,
    version: PieceVersion,
    gathered: Gathered,
    made: Made,
    *,
    is_public: bool,
    actor: Account,
    at: datetime,
) -> Publication:
    (code,) = numbering.take(city_id=row.city_id, prefix=PREFIX, year=day_of(at).year, n=1)
    new = Publication.objects.create(
        city=row.city,
        code=code,
        piece=row,
        version=version,
        kind=row.kind,
        title=row.title,
        document_number=row.document_number,
        as_of=row.as_of,
        entry=row.entry,
        text=version.text,
        sha256=text_digest(version.text),
        word=made.word,
        pdf=made.pdf,
        is_public=is_public,
        published_at=at,
        published_by=actor,
        looked_at=at,
    )
    freeze(new, gathered)
    return new


def _put_outlets(new: Publication, outlets: Sequence[NewOutlet], actor: Account, at: datetime) -> None:
    Outlet.objects.bulk_create(
        Outlet(
            publication=new, kind=one.kind, name=one.name, on=one.on, link=one.link,
            noted_at=at, noted_by=actor,
        )
        for one in outlets
    )  # fmt: skip


def _tell(row: Piece, new: Publication, actor: Account, at: datetime) -> None:
    told = [row.author, *policies.holders_of(Role.LEADER, row.city_id)]
    trail.tell(told, row, f"文稿已发布：{new.title}（{new.code}）", kind=NoticeKind.INFO, but=actor, at=at)
