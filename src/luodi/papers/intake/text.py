"""What was read of a draft, and plain text in whatever encoding it comes."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from luodi.kernel.findings import Refusal

MOST_CHARACTERS = 400_000
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事"
    "平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直"
    "题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指区强投亿元项"
    "這為個國時來們對會發動說種後學經進著電裡現實體機當點從業應開還無與關區間資總數線長樣億項簽約"
)
"""Frequent characters, simplified and traditional: text in the wrong encoding has few of them."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NAMES = {"gb18030": "GB18030", "big5": "Big5（繁体）", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}


class IntakeRefused(Refusal):
    """A draft that cannot be read: of another type, too long, locked, or pictures of text."""


class PieceKind(StrEnum):
    TEXT = "text"
    TABLE = "table"
    FOOTNOTE = "footnote"
    BOX = "box"


@dataclass(frozen=True)
class Piece:
    """A paragraph, a row of a table, a footnote; ``start`` and ``end`` are where it stands in the whole text."""

    start: int
    end: int
    kind: PieceKind = PieceKind.TEXT
    place: str = ""
    page: int | None = None


@dataclass(frozen=True)
class Intake:
    """The draft: its text with a line for each piece, the pieces in order, and what its reader has to know."""

    text: str
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()

    def place_at(self, offset: int) -> str:
        """Return where in the file that character stood (第3页, 第2个表格第4行); nothing when it is not said."""
        at = bisect_right(self.pieces, offset, key=lambda one: one.start) - 1
        return self.pieces[at].place if at >= 0 else ""


def joined(told: Iterable[tuple[str, Piece]], notes: Iterable[str] = ()) -> Intake:
    """Return the pieces one under the other; their offsets are set here.

    Raises: IntakeRefused for none, or more than can be checked at once.
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for text, piece in told:
        clean = cleaned(text)
        if not clean:
            continue
        texts.append(clean)
        pieces.append(replace(piece, start=at, end=at + len(clean)))
        at += len(clean) + 1
    if not texts:
        raise IntakeRefused("文件里没有文字", field="file")
    if at > MOST_CHARACTERS:
        raise IntakeRefused(
            f"文稿有 {at:,} 个字，超过一次能核对的 {MOST_CHARACTERS:,} 个字，请分开上传", field="file"
        )
    return Intake("\n".join(texts), tuple(pieces), tuple(notes))


def cleaned(text: str) -> str:
    """Return the text without what nobody sees: invisible characters would tear numbers apart."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\v", "\n")
    kept = "".join(
        one for one in plain if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Co", "Cs")
    )
    return kept.strip("\n\t ")


def from_plain(content: bytes) -> Intake:
    """Return the lines of a text file.    Raises: IntakeRefused for what is no text."""
    text, name = decoded(content)
    if not _is_text(text):
        _no_text()
    lines = cleaned(text).split("\n")
    notes = [f"文件不是 UTF-8 编码，按 {name} 读取"] if name else []
    return joined(((line, Piece(0, 0)) for line in lines), notes)


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text, and the name of its encoding when that is not UTF-8.    Raises: IntakeRefused."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _strict(content, encoding) or _no_text(), ""
    wide = _wide(content)
    if wide:
        text = _strict(content, wide)
        return text or _no_text(), _NAMES[wide]
    if b"\0" in content:
        _no_text()
    plain = _strict(content, "utf-8")
    if plain is not None:
        return plain, ""
    read = [(text, encoding) for encoding in ("gb18030", "big5") if (text := _strict(content, encoding))]
    if not read:
        _no_text()
    text, encoding = max(read, key=lambda one: _likeness(one[0]))
    return text, _NAMES[encoding]


def _wide(content: bytes) -> str:
    """Return which UTF-16 it is without a mark: half of the bytes of line feeds and figures are nought then."""
    if len(content) < 4 or len(content) % 2:
        return ""
    sample = content[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 100 < len(sample):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_text(text: str) -> bool:
    """Return whether most of it is what people write: letters, Chinese characters and their marks."""
    known = sum(1 for one in text if one.isspace() or "\x20" < one < "\x7f" or "\u2000" < one < "\uffe6")
    return known * 10 >= len(text) * 7


def _likeness(text: str) -> float:
    foreign = sum(1 for one in text if one > "\x7f")
    return sum(1 for one in text if one in _COMMON) / max(foreign, 1)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _no_text() -> str:
    raise IntakeRefused("文件的内容不是文本，或编码无法识别，请另存为 UTF-8 后再上传", field="file")
