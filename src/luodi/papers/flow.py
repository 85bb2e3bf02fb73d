"""A paper as the blocks that the PDF template sets, each already in rows, cells and millimetres.

Source: GB/T 9704-2012, 7 and 10; what is placed on the first page is measured from the upper left of the type area.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from luodi.kernel.dates import day_words
from luodi.papers import measures
from luodi.papers.measures import LEFT_EDGE, PAGE_HEIGHT, PAGE_WIDTH, POINT, ROW, TOP, WIDTH
from luodi.papers.paper import Annex, Block, Gap, Heading, Kind, Paper, Paragraph, Picture, Table

Told = dict[str, Any]
_TEXT = 15.75
_KEPT = 4 * measures.CELLS
"""A last paragraph of so many em, which are four lines, is taken to the next page with the signature."""
_RULE, _THICK, _THIN = 0.7, 1.0, 0.35
"""The thickness of the red rule, and of the two of a letter, in millimetres."""


def parts(paper: Paper) -> list[Told]:
    """Return the sections: pages that stand and pages that lie."""
    told: list[Told] = [{"lies": paper.lies, "blocks": list(_main(paper))}]
    for at, annex in enumerate(paper.annexes, start=1):
        shown = list(_annex(annex, at if len(paper.annexes) > 1 else 0))
        if told[-1]["lies"] == annex.lies:
            told[-1]["blocks"] += [{"type": "page"}, *shown]
        else:
            told.append({"lies": annex.lies, "blocks": shown})
    if paper.imprint is not None:
        if told[-1]["lies"]:
            told.append({"lies": False, "blocks": []})
        told[-1]["blocks"].append(imprint(paper))
    return told


def _main(paper: Paper) -> Iterator[Told]:
    yield from _HEADS[paper.kind](paper)
    if paper.title:
        yield _title(paper.title, cells=27 if paper.lies else 19)
        if paper.head_note:
            yield _line(paper.head_note, align="center", face="kai")
        yield {"type": "gap", "rows": 1}
    if paper.addressees:
        yield _line(f"{'，'.join(paper.addressees)}：", sticky=True)
    told = [shown(block, lies=paper.lies) for block in paper.blocks]
    if told and is_kept(paper):
        told[-1]["sticky"] = True
    yield from told
    yield from _end(paper)


def is_kept(paper: Paper) -> bool:
    """Return whether the last paragraph goes with the signature: no page is to hold a signature and no text."""
    last = paper.blocks[-1] if paper.blocks else None
    is_signed = paper.kind != Kind.MINUTES and bool(
        paper.sign.issuers or paper.sign.signed_on or paper.annexes
    )
    return is_signed and isinstance(last, Paragraph | Heading) and measures.breadth(_said(last)) <= _KEPT


def _said(block: Heading | Paragraph) -> str:
    return f"{block.text}{block.rest if isinstance(block, Heading) else block.label}"


def _end(paper: Paper) -> Iterator[Told]:
    if paper.annexes:
        yield {"type": "annexes", "lines": annex_lines(paper)}
    if paper.kind != Kind.MINUTES and (paper.sign.issuers or paper.sign.signed_on):
        yield _sign(paper)
    if paper.remark:
        yield _paragraph(Paragraph(f"（{paper.remark.strip('（）')}）"))
    if paper.foot:
        yield _paragraph(Paragraph(paper.foot, is_indented=False, is_small=True))


def _annex(annex: Annex, number: int) -> Iterator[Told]:
    yield _line(f"附件{number or ''}", face="hei")
    yield {"type": "gap", "rows": 1}
    yield _title(annex.title, cells=27 if annex.lies else 19)
    yield {"type": "gap", "rows": 1}
    for block in annex.blocks:
        yield shown(block, lies=annex.lies)


def shown(block: Block, *, lies: bool = False) -> Told:
    if isinstance(block, Heading):
        return {"type": "heading", "text": block.text, "level": block.level, "rest": block.rest}
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Table):
        return _table(block, lies=lies)
    if isinstance(block, Picture):
        return {"type": "picture", "picture": block}
    return _gap(block)


def _gap(gap: Gap) -> Told:
    return {"type": "page"} if gap.is_page else {"type": "gap", "rows": gap.lines}


def _paragraph(one: Paragraph) -> Told:
    return {
        "type": "paragraph",
        "text": one.text,
        "label": one.label,
        "align": one.align,
        "indented": one.is_indented and one.align == "left",
        "hanging": one.is_hanging and bool(one.label),
        "small": one.is_small,
    }


def _table(table: Table, *, lies: bool) -> Told:
    if not table.rows:
        return _paragraph(Paragraph("无。"))
    return {
        "type": "table",
        "title": table.title,
        "unit": table.unit,
        "note": table.note,
        "heads": table.heads,
        "rows": table.rows,
        "shares": measures.shares(table, lies=lies),
        "aligns": measures.alignments(table),
        "totals": table.totals,
    }


def _title(title: str, cells: int) -> Told:
    lines = measures.title_lines(title, cells)
    return {"type": "title", "lines": lines, "rows": title_rows(lines)}


def title_rows(lines: Sequence[str]) -> int:
    """Return how high the title is: a line is a row, several have a little more, and together whole rows."""
    return 1 if len(lines) <= 1 else math.ceil(len(lines) * 1.2)


def _line(text: str, *, align: str = "left", face: str = "fang", sticky: bool = False) -> Told:
    return {"type": "line", "text": text, "align": align, "face": face, "sticky": sticky}


def annex_lines(paper: Paper) -> list[Told]:
    """Return number and name of each annex; one alone has no number."""
    if len(paper.annexes) == 1:
        return [{"number": "", "text": paper.annexes[0].title}]
    return [{"number": f"{at}. ", "text": one.title} for at, one in enumerate(paper.annexes, start=1)]


def _sign(paper: Paper) -> Told:
    sign = paper.sign
    where = measures.signature(sign.issuers, sign.signed_on, is_sealed=sign.is_sealed)
    return {
        "type": "sign",
        "gap": where.gap,
        "issuers": sign.issuers,
        "day": day_words(sign.signed_on) if sign.signed_on else "",
        "sealed": sign.is_sealed,
    }


def imprint(paper: Paper) -> Told:
    """Return the imprint; for letters without rules and without who printed it."""
    given = paper.imprint
    assert given is not None
    lines = []
    if given.copies:
        lines.append({"left": f"抄送：{'，'.join(given.copies)}。", "right": "", "hang": 3})
    if paper.kind != Kind.LETTER and (given.printed_by or given.printed_on):
        printed = f"{day_words(given.printed_on)}印发" if given.printed_on else ""
        lines.append({"left": given.printed_by, "right": printed, "hang": 0})
    is_letter = paper.kind == Kind.LETTER
    return {"type": "imprint", "lines": lines, "ruled": not is_letter, "even": paper.kind == Kind.DOCUMENT}


def _text(text: str | list[tuple[str, str]], *, row: float, **more: Any) -> Told:
    """Return a line that is placed; ``row`` is where its row begins, in rows below the type area's upper edge."""
    parts = [(text, "fang")] if isinstance(text, str) else text
    return {
        "kind": "text",
        "parts": [{"text": one, "face": face} for one, face in parts],
        "x": 0.0,
        "y": row * ROW,
        "width": WIDTH,
        "size": _TEXT,
        "pitch": ROW,
        "align": "left",
        "red": False,
        **more,
    }


def _rule(y: float, *, x: float = 0.0, length: float = WIDTH, thick: float = _RULE) -> Told:
    return {"kind": "line", "x": x, "y": y, "length": length, "thick": thick, "red": True}


def _corner(paper: Paper) -> list[Told]:
    """Return number of the copy, secrecy and urgency, in this order downwards from the upper left."""
    told = ((paper.copy_number, "fang"), (paper.secrecy, "hei"), (paper.urgency, "hei"))
    return [_text([(text, face)], row=at) for at, (text, face) in enumerate(one for one in told if one[0])]


def _mark(paper: Paper, *, top: float, most: float) -> tuple[Told, float]:
    """Return the red mark and where its characters end, in millimetres below the type area's upper edge."""
    size = measures.mark_size(paper.mark, most=most)
    high = size * POINT
    # The characters of a typeface leave a twentieth of their square free above and below.
    mark = _text(
        [(paper.mark, "xbs")],
        row=0,
        size=size,
        pitch=high,
        align="center",
        red=True,
        y=top - 0.05 * high,
        x=-10.0,
        width=WIDTH + 20,
    )
    return mark, top + 0.9 * high


def _plain(paper: Paper) -> Iterator[Told]:
    corner = _corner(paper)
    if corner:
        yield {"type": "placed", "items": corner}
        yield {"type": "gap", "rows": len(corner) + 1}
    if paper.number:
        yield _line(paper.number, align="center")
        yield {"type": "gap", "rows": 1}


def _document(paper: Paper) -> Iterator[Told]:
    mark, end = _mark(paper, top=measures.MARK_BELOW_TOP, most=52)
    at = math.ceil(end / ROW - 0.2) + 2
    items = [*_corner(paper), mark]
    if paper.signer:
        items.append(_text(f"　{paper.number}", row=at))
        items.append(_text([("签发人：", "fang"), (f"{paper.signer}　", "kai")], row=at, align="right"))
    else:
        items.append(_text(paper.number, row=at, align="center"))
    below = (at + 0.5) * ROW + _TEXT * POINT / 2 + measures.RULE_BELOW_NUMBER
    items.append(_rule(below))
    yield {"type": "placed", "items": items}
    yield {"type": "gap", "rows": math.ceil(below / ROW) + 2}


def _letter(paper: Paper) -> Iterator[Told]:
    mark, end = _mark(paper, top=measures.LETTER_MARK_BELOW_EDGE - TOP, most=44)
    x = (PAGE_WIDTH - measures.LETTER_RULE_WIDTH) / 2 - LEFT_EDGE
    first = end + measures.RULE_BELOW_NUMBER
    last = PAGE_HEIGHT - measures.LETTER_RULE_ABOVE_EDGE - TOP
    length = measures.LETTER_RULE_WIDTH
    at = math.ceil(((first + 2.0) + _TEXT * POINT * 7 / 8 - (ROW - _TEXT * POINT) / 2) / ROW * 4) / 4
    corner = [{**one, "y": one["y"] + at * ROW} for one in _corner(paper)]
    items = [
        mark,
        _rule(first, x=x, length=length, thick=_THICK),
        _rule(first + 1.3, x=x, length=length, thick=_THIN),
        _text(paper.number, row=at, align="right"),
        *corner,
        _rule(last - 1.3, x=x, length=length, thick=_THIN),
        _rule(last, x=x, length=length, thick=_THICK),
    ]
    yield {"type": "unnumbered"}
    yield {"type": "placed", "items": items}
    yield {"type": "gap", "rows": math.ceil(at + max(len(corner), 1)) + 2}


def _minutes(paper: Paper) -> Iterator[Told]:
    mark, end = _mark(paper, top=measures.MARK_BELOW_TOP, most=52)
    at = math.ceil(end / ROW - 0.2) + 1
    items = [*_corner(paper), mark]
    if paper.number:
        items.append(_text(paper.number, row=at, align="center"))
    at += 2 if paper.number else 1
    items.append(_text("　" + "　".join(paper.sign.issuers), row=at))
    if paper.sign.signed_on:
        items.append(_text(f"{day_words(paper.sign.signed_on)}　", row=at, align="right"))
    below = (at + 0.5) * ROW + _TEXT * POINT / 2 + measures.RULE_BELOW_NUMBER
    items.append(_rule(below))
    yield {"type": "placed", "items": items}
    yield {"type": "gap", "rows": math.ceil(below / ROW) + (2 if paper.title else 1)}


_HEADS = {Kind.PLAIN: _plain, Kind.DOCUMENT: _document, Kind.LETTER: _letter, Kind.MINUTES: _minutes}
