"""Pictures of a paper: what they are, how large they may stand, and vector ones as pixels for a word processor."""

import re
import struct
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from luodi.papers import fonts
from luodi.papers.measures import HEIGHT, ROW, WIDTH
from luodi.papers.paper import Picture

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_VIEW = re.compile(rb'viewBox\s*=\s*["\']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)')
_SIZE = re.compile(rb'<svg\b[^>]*?\bwidth\s*=\s*["\']([\d.]+)[^>]*?\bheight\s*=\s*["\']([\d.]+)')


def kind_of(content: bytes) -> str:
    """Return png, jpg or svg by the first bytes, else nothing."""
    if content.startswith(_PNG):
        return "png"
    if content.startswith(_JPEG):
        return "jpg"
    return "svg" if b"<svg" in content[:2048] else ""


def ratio(content: bytes) -> float:
    """Return the height for a breadth of one; three fifths where it is not said."""
    kind = kind_of(content)
    if kind == "png" and len(content) >= 24:
        wide, high = struct.unpack(">II", content[16:24])
    elif kind == "jpg":
        wide, high = _jpeg(content)
    else:
        found = _VIEW.search(content[:4096]) or _SIZE.search(content[:4096])
        wide, high = (float(found.group(1)), float(found.group(2))) if found else (0, 0)
    return high / wide if wide and high else 0.6


def fitted(picture: Picture, *, lies: bool) -> tuple[float, float]:
    """Return breadth and height in millimetres: as wished, but no larger than the type area without its title."""
    most_wide, most_high = (HEIGHT, WIDTH - 6 * ROW) if lies else (WIDTH, HEIGHT - 6 * ROW)
    shape = ratio(picture.content)
    wide = min(picture.width or most_wide, most_wide)
    if wide * shape > most_high:
        wide = most_high / shape
    return wide, wide * shape


def as_pixels(content: bytes, *, ppi: float = 200) -> bytes:
    """Return an SVG as PNG; what has pixels already comes back as it is.    Raises: typst.TypstError."""
    if kind_of(content) != "svg":
        return content
    with TemporaryDirectory(prefix="luodi-picture-") as folder:
        top = Path(folder)
        (top / "picture.svg").write_bytes(content)
        said = '#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg", width: 156mm)\n'
        (top / "picture.typ").write_text(said, "utf-8")
        made = typst.compile(
            str(top / "picture.typ"), root=folder, font_paths=fonts.folders(), format="png", ppi=ppi
        )
    assert isinstance(made, bytes)
    return made


def _jpeg(content: bytes) -> tuple[int, int]:
    """Return breadth and height out of the frame's head."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", content[at + 5 : at + 9])
            return wide, high
        at += 2 + length
    return 0, 0
