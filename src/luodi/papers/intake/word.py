"""The text of a Word file as it reads once every tracked change is accepted.

Tables stand row by row where they are, footnotes and text boxes after the paragraph that they belong to. Nothing is
opened but the parts within, after ``kernel.archives`` has looked at them.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from luodi.kernel.archives import MB, Limits, check_archive
from luodi.papers.intake.text import Intake, IntakeRefused, Piece, PieceKind, joined

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LIMITS = Limits(expanded=200 * MB, is_text_only=True)
_MOST_DEEP = 200
_MAIN, _FOOT, _END = "word/document.xml", "word/footnotes.xml", "word/endnotes.xml"
_GONE = frozenset(
    {
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "pPr",
        "rPr",
        "sectPr",
        "tblPr",
        "annotationRef",
        "rt",
    }
)
_MARKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_Told = tuple[str, Piece]


@dataclass
class _Seen:
    """What the reader of the text has to know of the file."""

    notes: dict[str, str]
    n_changes: int = 0
    n_hidden: int = 0
    n_pictures: int = 0
    n_tables: int = 0
    n_notes: int = 0
    waiting: list[_Told] = field(default_factory=list)
    """Footnotes and boxes of the paragraph that is being read."""


def from_word(content: bytes) -> Intake:
    """Return the draft.    Raises: IntakeRefused, ArchiveRefused for macros, bombs and damaged files."""
    check_archive(BytesIO(content), limits=_LIMITS, needs=("[Content_Types].xml", _MAIN))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            body = _parsed(archive.read(_MAIN))
            names = set(archive.namelist())
            seen = _Seen({})
            for part, label in ((_FOOT, "脚注"), (_END, "尾注")):
                if part in names:
                    seen.notes |= dict(_notes(_parsed(archive.read(part)), label, seen))
            has_comments = "word/comments.xml" in names
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, RecursionError) as error:
        raise IntakeRefused(
            "文件已损坏，读不出文字，请用 Word 或 WPS 重新保存后再上传", field="file"
        ) from error
    told = list(_blocks(body, seen, depth=0))
    return joined(told, _said(seen, has_comments=has_comments))


def _parsed(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(xml, parser)


def _said(seen: _Seen, *, has_comments: bool) -> list[str]:
    said = []
    if seen.n_changes:
        said.append(f"文中有 {seen.n_changes} 处修订，按全部接受后的文字核对")
    if seen.n_hidden:
        said.append(f"文中有 {seen.n_hidden} 处隐藏文字，没有核对")
    if seen.n_pictures:
        said.append(f"文中有 {seen.n_pictures} 张图片，图片里的文字没有核对")
    if has_comments:
        said.append("批注没有核对")
    return said


def _name(node: etree._Element) -> str:
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _attribute(node: etree._Element, name: str) -> str:
    return node.get(f"{_W}{name}") or node.get(f"{_STRICT}{name}") or ""


def _notes(root: etree._Element, label: str, seen: _Seen) -> Iterator[tuple[str, str]]:
    for one in root:
        kind = _attribute(one, "type")
        if _name(one) in ("footnote", "endnote") and kind in ("", "normal"):
            text = "".join(text for text, _ in _blocks(one, seen, depth=1))
            yield f"{label}{_attribute(one, 'id')}", text


def _blocks(parent: etree._Element, seen: _Seen, *, depth: int) -> Iterator[_Told]:
    """Yield the pieces under ``parent`` in order; paragraphs whose mark was deleted run into the next one."""
    if depth > _MOST_DEEP:
        raise IntakeRefused("文件的结构嵌套过深，不予解析", field="file")
    kept = ""
    for node in parent:
        name = _name(node)
        if name == "p":
            kept += _line(node, seen, depth=depth)
            if _is_mark_gone(node):
                continue
            yield kept, Piece(0, 0)
            kept = ""
            yield from _waiting(seen)
        elif name == "tbl":
            yield from _rows(node, seen, depth=depth)
        elif name not in _GONE:
            yield from _blocks(node, seen, depth=depth + 1)
    if kept:
        yield kept, Piece(0, 0)
        yield from _waiting(seen)


def _waiting(seen: _Seen) -> list[_Told]:
    told, seen.waiting = seen.waiting, []
    return told


def _rows(table: etree._Element, seen: _Seen, *, depth: int) -> Iterator[_Told]:
    seen.n_tables += 1
    number, at = seen.n_tables, 0
    later: list[_Told] = []
    for row in _under(table, "tr"):
        at += 1
        if _is_gone(row):
            seen.n_changes += 1
            continue
        cells = []
        for cell in _under(row, "tc"):
            inner = list(_blocks(cell, seen, depth=depth + 1))
            cells.append(
                " ".join(
                    text.strip() for text, piece in inner if piece.kind == PieceKind.TEXT and text.strip()
                )
            )
            later += [one for one in inner if one[1].kind != PieceKind.TEXT]
        yield "\t".join(cells), Piece(0, 0, PieceKind.TABLE, f"第{number}个表格第{at}行")
        yield from later
        later = []


def _under(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield rows or cells, also those within content controls."""
    for node in parent:
        name = _name(node)
        if name == wanted:
            yield node
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _under(node, wanted)


def _is_gone(row: etree._Element) -> bool:
    return any(_name(one) == "del" for shape in row if _name(shape) == "trPr" for one in shape)


def _is_mark_gone(paragraph: etree._Element) -> bool:
    for shape in paragraph:
        if _name(shape) == "pPr":
            return any(_name(one) == "del" for run in shape if _name(run) == "rPr" for one in run)
    return False


def _line(parent: etree._Element, seen: _Seen, *, depth: int) -> str:
    """Return the text of a paragraph or of what lies within it, its runs joined."""
    if depth > _MOST_DEEP:
        raise IntakeRefused("文件的结构嵌套过深，不予解析", field="file")
    told = []
    for node in parent:
        name = _name(node)
        if name in _MARKED:
            seen.n_changes += 1
        if node.tag == _FALLBACK or name in _GONE:
            continue
        if name == "t":
            told.append(node.text or "")
        elif name == "r" and _is_hidden(node):
            seen.n_hidden += 1
        else:
            told.append(_sign(node, name, seen, depth))
    return "".join(told)


def _sign(node: etree._Element, name: str, seen: _Seen, depth: int) -> str:
    if name in _SIGNS:
        return "" if name == "br" and _attribute(node, "type") == "page" else _SIGNS[name]
    if name in ("footnoteReference", "endnoteReference"):
        label = "脚注" if name == "footnoteReference" else "尾注"
        text = seen.notes.get(f"{label}{_attribute(node, 'id')}", "")
        seen.n_notes += 1
        seen.waiting.append((text, Piece(0, 0, PieceKind.FOOTNOTE, f"{label}{seen.n_notes}")))
        return ""
    if name == "txbxContent":
        for text, piece in list(_blocks(node, seen, depth=depth + 1)):
            kind = PieceKind.BOX if piece.kind == PieceKind.TEXT else piece.kind
            seen.waiting.append((text, Piece(0, 0, kind, piece.place or "文本框")))
        return ""
    if etree.QName(node).localname == "blip" if isinstance(node.tag, str) else False:
        seen.n_pictures += 1
    return _line(node, seen, depth=depth + 1)


def _is_hidden(run: etree._Element) -> bool:
    for shape in run:
        if _name(shape) == "rPr":
            return any(
                _name(one) == "vanish" and _attribute(one, "val") not in ("0", "false") for one in shape
            )
    return False
