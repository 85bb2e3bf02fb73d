"""Papers that prove something, drawn in code: one-page PDFs and pictures of building sites, all marked as made up."""

import zlib
from collections.abc import Sequence

from luodi.demo import chance

_WIDTH, _HEIGHT = 480, 320
_SKY, _CLOUD, _EARTH, _ROAD, _WALL, _WINDOW, _CRANE, _BANNER = range(8)
_COLOURS = bytes.fromhex("c9dcea f2f6f9 a58a6a 77716a d8d2c6 5c7c95 e0a32e b5382f".replace(" ", ""))
_GROUND = 236


def paper(title: str, lines: Sequence[str]) -> bytes:
    """Return a PDF of one page: a title, its lines, and that all of it is made up."""
    told = [_text(20, 80, 760, title)]
    told += [_text(12, 80, 710 - 26 * nth, line) for nth, line in enumerate(lines)]
    told += [_text(12, 80, 90, "演示用的合成数据，不是真实文书"), "0.75 0.1 0.1 RG 2 w 400 150 90 90 re S"]
    told.append(_text(14, 415, 190, "演示专用"))
    stream = "\n".join(told).encode("ascii")
    return _document(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
            b" /DescendantFonts [6 0 R] >>",
            b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /W [1 95 500]"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
            b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
            b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        ]
    )


def picture(name: str) -> bytes:
    """Return a PNG of a building site with a crane; another name gives another site."""
    rng = chance.source(f"picture/{name}", 0)
    rows = [bytearray([_SKY if y < _GROUND else _EARTH]) * _WIDTH for y in range(_HEIGHT)]
    _fill(rows, (0, 292, _WIDTH, _HEIGHT), _ROAD)
    for _ in range(3):
        x, y = rng.randrange(0, 400), rng.randrange(16, 70)
        _fill(rows, (x, y, x + rng.randrange(40, 90), y + 12), _CLOUD)
    x = 24
    while x < 380:
        wide, top = rng.randrange(56, 110), rng.randrange(110, 200)
        _fill(rows, (x, top, x + wide, _GROUND), _WALL)
        for y in range(top + 10, _GROUND - 12, 22):
            for window in range(x + 8, x + wide - 12, 18):
                _fill(rows, (window, y, window + 9, y + 11), _WINDOW)
        x += wide + rng.randrange(14, 40)
    mast = rng.randrange(120, 330)
    _fill(rows, (mast, 40, mast + 7, _GROUND), _CRANE)
    _fill(rows, (mast - 60, 46, min(mast + 150, _WIDTH), 53), _CRANE)
    _fill(rows, (mast + 110, 53, mast + 112, 120), _ROAD)
    _fill(rows, (60, 252, 300, 274), _BANNER)
    return _png(rows)


def _fill(rows: Sequence[bytearray], box: tuple[int, int, int, int], colour: int) -> None:
    left, top, right, bottom = box
    right = min(right, _WIDTH)
    for row in rows[top:bottom]:
        row[left:right] = bytes([colour]) * (right - left)


def _png(rows: Sequence[bytearray]) -> bytes:
    head = _WIDTH.to_bytes(4, "big") + _HEIGHT.to_bytes(4, "big") + b"\x08\x03\0\0\0"
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    parts = [(b"IHDR", head), (b"PLTE", _COLOURS), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in parts
    )


def _text(size: int, x: int, y: int, said: str) -> str:
    return f"BT /F {size} Tf {x} {y} Td <{said.encode('utf-16-be').hex()}> Tj ET"


def _document(objects: Sequence[bytes]) -> bytes:
    """Put numbered objects behind each other, with the table that says where each begins."""
    out, starts = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
