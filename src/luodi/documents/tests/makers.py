"""Make files of every kind that is kept, and of many that are not, in memory."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def pdf(text: str = "1") -> bytes:
    return f"%PDF-1.4\n1 0 obj<</Type/Catalog/Note({text})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()


def png(shade: int = 0) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


def jpg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


def webp() -> bytes:
    return (
        b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
    )


def zipped(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def xlsx(extra: Mapping[str, str | bytes] | None = None, types: str = CONTENT_TYPES) -> bytes:
    return zipped(
        {"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>", **(extra or {})},
    )


def docx(extra: Mapping[str, str | bytes] | None = None) -> bytes:
    return zipped(
        {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<document/>", **(extra or {})},
    )


def ofd() -> bytes:
    return zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>"})


def xls(*entries: str) -> bytes:
    """The shape of a compound file: its first bytes, and the names in its directory."""
    names = b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *entries))
    return COMPOUND + b"\0" * 504 + names + b"\0" * 512


def relations(*ones: str) -> str:
    return f"<Relationships>{''.join(ones)}</Relationships>"


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="r1" Type="http://x/relationships/{kind}" Target="{target}" TargetMode="External"/>'


def understated(parts: Mapping[str, bytes], said: int) -> bytes:
    """An archive whose directory says that every part is ``said`` bytes long, with a check sum that fits."""
    raw = bytearray(zipped(parts))
    contents = list(parts.values())
    for signature, size_at, sum_at in ((b"PK\x03\x04", 22, 14), (b"PK\x01\x02", 24, 16)):
        start = -1
        for content in contents:
            start = raw.index(signature, start + 1)
            struct.pack_into("<I", raw, start + size_at, said)
            struct.pack_into("<I", raw, start + sum_at, zlib.crc32(content[:said]))
    return bytes(raw)
