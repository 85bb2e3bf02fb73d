"""What is checked of a zip archive (xlsx, docx, ofd) before anything parses it: size, shape, and what lies within.

Pure: reads the stream, opens nothing else, and reaches for no network. A part is inflated once and only counted and
searched, so that an archive which understates its size is found out at the limit that it stated.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from luodi.kernel.findings import Refusal

MB = 1024 * 1024
_CHUNK = 256 * 1024
_SMALL = 1 * MB
"""Below this size the ratio says nothing: a few blank cells pack a hundredfold."""
_MOST_RELATIONS = 8 * MB
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_LOCAL_SIGNATURE = b"PK\3\4"
_KEPT = 64
"""Bytes of a chunk that are searched again with the next one, so that no mark hides on the seam."""
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_LOCAL_BOOK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/externalLinkPath[^\"']*[\"']")
_REMOTE = re.compile(rb"Target\s*=\s*[\"']\s*(?:https?:|ftp:|file:(?://[^/]|/*\\\\)|\\\\|//)", re.IGNORECASE)


class ArchiveRefused(Refusal):
    """An archive that is none, is larger than it may be, or holds what a document has no need of."""


@dataclass(frozen=True)
class Limits:
    """``expanded`` in bytes; ``ratio`` is expanded by packed.

    ``is_text_only``: embedded objects and links outwards are let be, for only the words are read and nothing is kept,
    opened or followed.
    """

    expanded: int
    entries: int = 2_000
    ratio: int = 100
    is_text_only: bool = False


ATTACHMENT = Limits(expanded=200 * MB)
SHEET = Limits(expanded=800 * MB)
"""A sheet of 64 MB and 200,000 rows, as Excel and WPS write it, stays below."""


@dataclass(frozen=True)
class Contents:
    """What was found: the names of the parts, and whether formulas refer to other workbooks on a local disk."""

    names: tuple[str, ...]
    refers_to_others: bool = False


@dataclass(frozen=True)
class _Mark:
    """What is searched for. One of ``hints`` is in every match, and to look for a plain text is far quicker."""

    found: re.Pattern[bytes]
    message: str
    hints: tuple[bytes, ...] = (b"",)

    def is_in(self, window: bytes) -> bool:
        return any(hint in window for hint in self.hints) and self.found.search(window) is not None


_EMBEDDED = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
_FORBIDDEN_PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"vba(project|data)", re.IGNORECASE), "文件里有宏，请另存为不含宏的格式再上传"),
    (re.compile(r"/(macrosheets|dialogsheets|ctrlprops)/", re.IGNORECASE), "文件里有宏表，请删去后再上传"),
    (re.compile(r"(^|/)activex/", re.IGNORECASE), "文件里有 ActiveX 控件，请删去后再上传"),
    (_EMBEDDED, "文件里嵌有其他对象（OLE），请删去后再上传"),
    (re.compile(r"\.(exe|dll|js|vbs|bat|cmd|ps1|scr|hta|html?|svg)$", re.IGNORECASE), "压缩包里有可执行内容"),
)
_FORBIDDEN_XML = (
    _Mark(
        re.compile(rb"<!(DOCTYPE|ENTITY)|<\0!\0[DE]\0|\0<\0!\0[DE]"),
        "文件里有 DTD 或实体定义，不能上传",
        (b"<!", b"<\0!"),
    ),
    _Mark(
        re.compile(rb"<(\w+:)?(ddeLink|oleLink|oleObject)\b|instrText[^>]*>\s*DDE"),
        "文件里有 DDE 或 OLE 链接，请断开链接后再上传",
        (b"ddeLink", b"oleLink", b"oleObject", b"instrText"),
    ),
    _Mark(re.compile(rb"macroEnabled", re.IGNORECASE), "文件里有宏，请另存为不含宏的格式再上传"),
)
_MACRO_MARK = _FORBIDDEN_XML[2]


def check_archive(source: BinaryIO, *, limits: Limits = ATTACHMENT, needs: tuple[str, ...] = ()) -> Contents:
    """Check an archive before it is parsed, and leave the stream at its start.

    ``needs`` are parts that must be there (``[Content_Types].xml``). Hyperlinks are text and stay; templates,
    pictures and data that would be fetched from elsewhere are refused; formulas that refer to a workbook on a local
    disk are only reported, for whoever reads the file reads the last values and follows nothing.
    Raises: ArchiveRefused.
    """
    source.seek(0, 2)
    size = source.tell()
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
            _check_shape(entries, size, limits)
            _check_names(entries, needs, limits)
            refers = [_check_part(source, entry, limits) for entry in entries if not entry.is_dir()]
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError) as error:
        raise ArchiveRefused("文件已损坏或不是这种格式，请用 Excel 或 WPS 重新保存后再上传") from error
    except (ValueError, RuntimeError) as error:
        raise ArchiveRefused("文件已加密或结构异常，请取消密码、重新保存后再上传") from error
    finally:
        source.seek(0)
    return Contents(tuple(entry.filename for entry in entries), any(refers))


def _check_shape(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise ArchiveRefused(f"文件里有 {len(entries)} 个部件，超过上限 {limits.entries} 个")
    expanded = sum(entry.file_size for entry in entries)
    if expanded > limits.expanded:
        raise ArchiveRefused(
            f"文件展开后有 {expanded // MB} MB，超过上限 {limits.expanded // MB} MB，请拆分后再上传"
        )
    if expanded > _SMALL and expanded > limits.ratio * size:
        raise ArchiveRefused(f"文件展开后是原来的 {expanded // max(size, 1)} 倍，不像正常的文件，不予解析")
    if sum(entry.compress_size for entry in entries) > size:
        raise ArchiveRefused("文件的部件互相重叠，不予解析")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ArchiveRefused("文件已加密，请取消密码后再上传")


def _check_names(entries: list[zipfile.ZipInfo], needs: tuple[str, ...], limits: Limits) -> None:
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise ArchiveRefused("文件里有重名的部件，不予解析")
    for name in names:
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or "\0" in name:
            raise ArchiveRefused("文件里的部件路径越界，不予解析")
        for pattern, message in _FORBIDDEN_PARTS:
            if pattern.search(name) and not (limits.is_text_only and pattern is _EMBEDDED):
                raise ArchiveRefused(message)
    lacking = [name for name in needs if name not in names]
    if lacking:
        raise ArchiveRefused("文件的内容和扩展名不符，请用 Excel 或 WPS 重新保存后再上传")


def _check_part(source: BinaryIO, entry: zipfile.ZipInfo, limits: Limits) -> bool:
    """Inflate one part and search it; return whether it refers to a workbook on a local disk."""
    is_relations = entry.filename.endswith(".rels")
    is_xml = is_relations or entry.filename.lower().endswith((".xml", ".vml"))
    marks = [one for one in _FORBIDDEN_XML if one is not _MACRO_MARK or "Content_Types" in entry.filename]
    if is_relations and entry.file_size > _MOST_RELATIONS:
        raise ArchiveRefused("文件里的链接过多，不予解析")
    whole: list[bytes] = []
    for window in _windows(source, entry):
        if not is_xml:
            continue
        for mark in marks:
            if mark.is_in(window):
                raise ArchiveRefused(mark.message)
        if is_relations:
            whole.append(window[_KEPT:] if whole else window)
    return _check_relations(b"".join(whole)) if is_relations and not limits.is_text_only else False


def _windows(source: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the part chunk by chunk, each behind the last bytes of the one before."""
    kept = b""
    for chunk in _inflated(source, entry):
        yield kept + chunk
        kept = chunk[-_KEPT:].rjust(_KEPT, b" ")


def _inflated(source: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflate the part itself, not as far as it claims to reach: other readers do not stop there either."""
    source.seek(entry.header_offset)
    header = source.read(_LOCAL_HEADER.size)
    signature, n_name, n_extra = _LOCAL_HEADER.unpack(header)
    if signature != _LOCAL_SIGNATURE or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile
    source.seek(n_name + n_extra, 1)
    is_packed = entry.compress_type == zipfile.ZIP_DEFLATED
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    told, left = 0, entry.compress_size
    pending = b""
    while left or pending or (is_packed and told and not inflater.eof):
        packed = pending or source.read(min(_CHUNK, left))
        left -= 0 if pending else len(packed)
        chunk = inflater.decompress(packed, _CHUNK) if is_packed else packed
        pending = inflater.unconsumed_tail if is_packed else b""
        told += len(chunk)
        is_cut = not packed and not chunk
        if told > entry.file_size or inflater.unused_data or is_cut:
            raise ArchiveRefused("文件的部件比它自己声明的大，不予解析")
        if chunk:
            yield chunk
    if told != entry.file_size:
        raise zipfile.BadZipFile


def _check_relations(xml: bytes) -> bool:
    refers = False
    for one in _RELATIONSHIP.findall(xml):
        if not _EXTERNAL.search(one) or _HYPERLINK.search(one):
            continue
        if not _LOCAL_BOOK.search(one) or _REMOTE.search(one):
            raise ArchiveRefused("文件链接着外部的内容，打开时会去别处读取，请断开链接后再上传")
        refers = True
    return refers
