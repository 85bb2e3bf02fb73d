"""A piece as an official paper: its text's levels, tables and annexes in the form that its kind has."""

import re
from datetime import date

from luodi.kernel.dates import day_words
from luodi.organisation.models import City
from luodi.papers.paper import (
    Annex,
    Block,
    Heading,
    Imprint,
    Kind,
    Paper,
    Paragraph,
    Picture,
    Sign,
    Table,
)
from luodi.publishing.charts import drawn
from luodi.publishing.choices import PieceKind
from luodi.publishing.composing.layout import Laid, Part, Sort, lay
from luodi.publishing.models import Piece, PieceVersion

_FORMS = {
    PieceKind.MONTHLY: Kind.PLAIN,
    PieceKind.BULLETIN: Kind.DOCUMENT,
    PieceKind.SPECIAL: Kind.PLAIN,
    PieceKind.MINUTES: Kind.MINUTES,
    PieceKind.SUPERVISION: Kind.LETTER,
    PieceKind.RELEASE: Kind.PLAIN,
    PieceKind.CORRECTION: Kind.PLAIN,
}
_LANDSCAPE_FROM = 9
_NUMBER = re.compile(r"-?[0-9.]+|—|")


def paper_of(piece: Piece, version: PieceVersion) -> Paper:
    """Return the version as a paper, whatever file it becomes."""
    return paper_from(
        version.text,
        kind=PieceKind(piece.kind),
        city=piece.city,
        number=piece.document_number,
        issued_on=piece.issued_on,
        foot="演示数据（合成）" if piece.city.is_demo else "",
    )


def paper_from(
    text: str,
    *,
    kind: PieceKind,
    city: City,
    number: str = "",
    issued_on: date | None = None,
    foot: str = "",
) -> Paper:
    """Return a text as a paper of its kind; minutes have their issuer in the head, releases the day."""
    laid = lay(text)
    form = _FORMS[kind]
    body, sign = _signed(laid, laid.parts)
    addressees = [one for one in body if one.sort == Sort.ADDRESSEE][:1]
    copies = [laid.said(one) for one in body if one.sort == Sort.COPIES]
    title = next((laid.said(one) for one in laid.parts if one.sort == Sort.TITLE), "")
    shown = [one for one in body if one.sort not in (Sort.TITLE, Sort.COPIES) and one not in addressees]
    return Paper(
        blocks=_blocks(laid, shown),
        title="" if form == Kind.MINUTES else title,
        kind=form,
        mark=_mark(kind, city, title),
        number=number,
        addressees=tuple(laid.said(one).rstrip("：") for one in addressees),
        annexes=tuple(_annex(laid, head, parts) for head, parts in laid.annexes),
        head_note=f"（{day_words(issued_on)}）" if issued_on and kind == PieceKind.RELEASE else "",
        sign=Sign((_issuer(city),), issued_on) if form == Kind.MINUTES else sign,
        imprint=_imprint(copies),
        foot=foot,
    )


def _mark(kind: PieceKind, city: City, title: str) -> str:
    """Return the red mark; a paper without a number is shown with the mark of its issuer all the same."""
    if kind == PieceKind.MINUTES:
        return title
    issuer = _issuer(city)
    return {PieceKind.BULLETIN: f"{issuer}文件", PieceKind.SUPERVISION: issuer}.get(kind, "")


def _issuer(city: City) -> str:
    return f"{city.name}招商服务中心"


def _signed(laid: Laid, parts: tuple[Part, ...]) -> tuple[list[Part], Sign]:
    """Take the issuer and the day off the end of the text, where a paper has them in a form of their own."""
    rest = list(parts)
    if len(rest) < 3 or not _DAY.fullmatch(laid.said(rest[-1])):
        return rest, Sign()
    day = _DAY.fullmatch(laid.said(rest.pop()))
    assert day is not None
    issuer = laid.said(rest[-1])
    issuers: tuple[str, ...] = ()
    if rest[-1].sort == Sort.TEXT and len(issuer) <= _LONGEST_ISSUER and not issuer.endswith(("。", "：")):
        rest.pop()
        issuers = (issuer,)
    return rest, Sign(issuers=issuers, signed_on=date(*(int(one) for one in day.groups())))


_DAY = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_LONGEST_ISSUER = 24


def _imprint(copies: list[str]) -> Imprint | None:
    if not copies:
        return None
    named = [one.removeprefix("抄送：").rstrip("。") for one in copies if one.startswith("抄送：")]
    return Imprint(copies=tuple(named))


def _annex(laid: Laid, head: Part, parts: tuple[Part, ...]) -> Annex:
    wide = any(one.sort == Sort.TABLE and len(one.rows[0]) >= _LANDSCAPE_FROM for one in parts)
    return Annex(title=head.label, blocks=_blocks(laid, list(parts)), lies=wide)


def _blocks(laid: Laid, parts: list[Part]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    table: Part | None = None
    for at, part in enumerate(parts):
        if part.sort == Sort.TABLE:
            table = part
            blocks.append(_table_at(laid, parts, at))
        elif part.sort == Sort.CHART:
            picture = _picture(part, table)
            blocks += [picture] if picture else []
        elif part.sort not in (Sort.CAPTION, Sort.NOTE) or not _beside_table(parts, at):
            blocks.append(_words(laid, part))
    return tuple(blocks)


def _words(laid: Laid, part: Part) -> Block:
    said = laid.said(part)
    if part.sort == Sort.HEADING and part.head_end > part.start:
        head, rest = laid.text[part.start : part.head_end], laid.text[part.head_end : part.end]
        return Heading(head, level=part.level, rest=rest)
    if part.sort == Sort.SPEAKER:
        return Paragraph("", label=said)
    if part.label:
        return Paragraph(said[len(part.label) :], label=said[: len(part.label)], is_hanging=True)
    return Paragraph(said)


def _table_at(laid: Laid, parts: list[Part], at: int) -> Table:
    after = parts[at + 1] if at + 1 < len(parts) else None
    caption = parts[at - 1] if at and parts[at - 1].sort == Sort.CAPTION else None
    note = laid.said(after).removeprefix("注：") if after and after.sort == Sort.NOTE else ""
    return _table(parts[at], laid.said(caption) if caption else "", f"注：{note}" if note else "")


def _beside_table(parts: list[Part], at: int) -> bool:
    """Whether the part is a table's caption or note, which the table has already taken."""
    beside = at + 1 if parts[at].sort == Sort.CAPTION else at - 1
    return 0 <= beside < len(parts) and parts[beside].sort == Sort.TABLE


def _table(part: Part, title: str, note: str) -> Table:
    heads, *rows = [tuple(cell.text for cell in row) for row in part.rows]
    width = len(heads)
    filled = tuple((*row, *[""] * (width - len(row)))[:width] for row in rows)
    is_total = bool(filled) and any(cell in ("全市", "合计", "总计") for cell in filled[-1][:2])
    return Table(heads=heads, rows=filled, title=title, note=note, totals=1 if is_total else 0)


def _picture(part: Part, table: Part | None) -> Picture | None:
    """Return the chart of the table above; None where the columns are not there or there is nothing to draw."""
    if table is None or part.chart is None:
        return None
    rows = [[cell.text for cell in row] for row in table.rows]
    content = drawn(part.chart, rows)
    if not content:
        return None
    return Picture(content, title=part.chart.title, text=f"{part.chart.title}，数见上表")
