"""What may be kept: the allow-list of file types, by extension, first bytes and size."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from luodi.documents.compound import check_workbook
from luodi.kernel.archives import ATTACHMENT, MB, SHEET, Limits, check_archive
from luodi.kernel.findings import Refusal

MOST = 20 * MB
MOST_OF_SHEET = 64 * MB
_LONGEST_NAME = 200
_HEAD = 4096
_RISKY_WORDS = (
    "ade adp apk app asp aspx bat bin chm cmd com cpl dll dmg docm dotm exe gadget hta htm html inf ins iso jar js jse "
    "jsp lnk mht mhtml msc msi msp ocx php pif pl potm ppam ppsm pptm ps1 py rar reg scf scr sct sh sldm svg svgz swf "
    "sys url vb vbe vbs ws wsc wsf wsh xhtml xlam xlm xlsb xlsm xltm xml zip 7z"
)
_RISKY = frozenset(_RISKY_WORDS.split())
"""Extensions that a name may not have anywhere, not even before an allowed one."""
_MARKUP = re.compile(
    rb"^\s*(<!--|<\?|<!doctype|<(html|head|body|script|svg|table|meta|style|iframe|object|embed)\b|mime-version:)",
    re.IGNORECASE,
)
_ACTIVE_PDF = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_BOM = b"\xef\xbb\xbf"
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


class FileRefused(Refusal):
    """A file that is not kept: of another type than its name says, too large, or with active content."""


@dataclass(frozen=True)
class FileKind:
    """A type of file. ``is_shown`` says whether a browser shows it within a page; ``limit`` is in bytes."""

    extension: str
    media_type: str
    label: str
    limit: int = MOST
    is_shown: bool = False


KINDS: dict[str, FileKind] = {
    kind.extension: kind
    for kind in (
        FileKind("pdf", "application/pdf", "PDF", is_shown=True),
        FileKind("jpg", "image/jpeg", "JPEG 图片", is_shown=True),
        FileKind("jpeg", "image/jpeg", "JPEG 图片", is_shown=True),
        FileKind("png", "image/png", "PNG 图片", is_shown=True),
        FileKind("webp", "image/webp", "WebP 图片", is_shown=True),
        FileKind(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档"
        ),
        FileKind(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Excel 工作簿",
            limit=MOST_OF_SHEET,
        ),
        FileKind("xls", "application/vnd.ms-excel", "Excel 97 工作簿", limit=MOST_OF_SHEET),
        FileKind("csv", "text/csv", "CSV 表格", limit=MOST_OF_SHEET),
        FileKind("txt", "text/plain", "文本"),
        FileKind("ofd", "application/ofd", "OFD 版式文件"),
    )
}
SHOWN_TYPES = frozenset(kind.media_type for kind in KINDS.values() if kind.is_shown)
SHEETS = frozenset({"xlsx", "xls", "csv"})
EVERY_EXTENSION = "、".join(kind for kind in KINDS if kind != "jpeg")


def clean_name(name: str) -> str:
    """Return the file's name without a folder, in NFC.

    Raises: FileRefused for a name that hides something: invisible or direction-turning characters, a risky extension
    before the last one, or no name at all.
    """
    plain = unicodedata.normalize("NFC", name).replace("\\", "/")
    last = PurePosixPath(plain).name.strip()
    if any(unicodedata.category(char) in _INVISIBLE for char in last):
        raise FileRefused("文件名里有看不见的字符，请改名后再上传", field="file")
    if not last or last.startswith(".") or len(last) > _LONGEST_NAME:
        raise FileRefused(f"文件名不能为空，也不能超过 {_LONGEST_NAME} 个字", field="file")
    inner = [part.strip().lower() for part in last.split(".")[1:-1]]
    if risky := next((part for part in inner if part in _RISKY), None):
        raise FileRefused(f"文件名里夹着扩展名 .{risky}，请改名后再上传", field="file")
    return last


def kind_of(name: str) -> FileKind:
    """Return the type that the name claims.    Raises: FileRefused when that type is not kept."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(extension)
    if kind is None:
        said = f"不能上传 .{extension} 文件" if extension else "文件没有扩展名"
        raise FileRefused(f"{said}，可以上传：{EVERY_EXTENSION}", field="file")
    return kind


def check_size(kind: FileKind, size: int) -> None:
    """Raises: FileRefused for an empty file or one above its type's limit; ``size`` is as far as it was read."""
    if size == 0:
        raise FileRefused("文件是空的", field="file")
    if size > kind.limit:
        raise FileRefused(
            f"文件超过 {kind.limit // MB} MB（{kind.label}的上限），请压缩或拆分后再上传", field="file"
        )


def check_content(kind: FileKind, content: BinaryIO) -> None:
    """Check that the bytes are of the type that the name claims, without anything active; leave it at its start.

    Raises: FileRefused, ArchiveRefused.
    """
    content.seek(0)
    head = content.read(_HEAD)
    try:
        _check_head(kind, head)
        if kind.extension in _PARTS:
            limits: Limits = SHEET if kind.extension in SHEETS else ATTACHMENT
            check_archive(content, limits=limits, needs=_PARTS[kind.extension])
        elif kind.extension == "xls":
            check_workbook(content)
        elif kind.extension == "pdf":
            _check_pdf(content)
        elif kind.extension in ("csv", "txt"):
            _check_text(content)
    finally:
        content.seek(0)


_PARTS: dict[str, tuple[str, ...]] = {
    "docx": ("[Content_Types].xml", "word/document.xml"),
    "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    "ofd": ("OFD.xml",),
}
_FIRST_BYTES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-1.", b"%PDF-2."),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "webp": (b"RIFF",),
    "docx": (b"PK\3\4",),
    "xlsx": (b"PK\3\4",),
    "ofd": (b"PK\3\4",),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
}
_COMPOUND = _FIRST_BYTES["xls"][0]


def _check_head(kind: FileKind, head: bytes) -> None:
    wanted = _FIRST_BYTES.get(kind.extension)
    if _MARKUP.search(head.removeprefix(_BOM)) and kind.extension != "pdf":
        raise FileRefused(f"文件的内容是网页，不是{kind.label}，请用 Excel 或 WPS 另存后再上传", field="file")
    if wanted is None:
        return
    if kind.extension in _PARTS and head.startswith(_COMPOUND):
        raise FileRefused("文件已加密或是旧格式，请取消密码、另存为新格式后再上传", field="file")
    is_webp = kind.extension != "webp" or head[8:12] == b"WEBP"
    if not head.startswith(wanted) or not is_webp:
        raise FileRefused(f"文件的内容不是{kind.label}，和扩展名 .{kind.extension} 不符", field="file")


def _check_pdf(content: BinaryIO) -> None:
    content.seek(0)
    whole = content.read()
    if b"%%EOF" not in whole[-2048:]:
        raise FileRefused("PDF 不完整，请重新导出后再上传", field="file")
    if _ACTIVE_PDF.search(whole):
        raise FileRefused("PDF 里有脚本、启动命令或嵌入的文件，请“打印为 PDF”后再上传", field="file")


def _check_text(content: BinaryIO) -> None:
    content.seek(0)
    whole = content.read()
    if whole.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in whole:
        raise FileRefused("文件的内容不是文本", field="file")
    else:
        encodings = ("utf-8", "gb18030")
    if not any(_decodes(whole, encoding) for encoding in encodings):
        raise FileRefused("文件的内容不是文本，或编码无法识别，请另存为 UTF-8 后再上传", field="file")
    if whole.startswith((b"MZ", b"\x7fELF", b"#!")):
        raise FileRefused("文件的内容是程序，不是文本", field="file")


def _decodes(whole: bytes, encoding: str) -> bool:
    try:
        whole.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
