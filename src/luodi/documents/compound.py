"""What is checked of an old Excel workbook (a compound file): that it is one, and that nothing in it is active."""

from typing import BinaryIO

from luodi.kernel.findings import Refusal

_CHUNK = 1024 * 1024
_NAME = 64
"""A directory entry's name lies whole within its sector, in UTF-16."""


class WorkbookRefused(Refusal):
    """A compound file that is no workbook, or one with macros or embedded objects."""


def _named(*names: str) -> tuple[bytes, ...]:
    return tuple((name + "\0").encode("utf-16-le") for name in names)


_STREAMS = _named("Workbook", "Book")
_MACROS = _named("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA")
_OBJECTS = (*_named("\x01Ole10Native", "\x01CompObj\x00Package"), "MBD0".encode("utf-16-le"))
_LOCKED = _named("EncryptedPackage", "EncryptionInfo")


def check_workbook(content: BinaryIO) -> None:
    """Raises: WorkbookRefused."""
    found = _found(content, (*_STREAMS, *_MACROS, *_OBJECTS, *_LOCKED))
    if found & set(_LOCKED):
        raise WorkbookRefused("文件已加密，请取消密码后再上传", field="file")
    if not found & set(_STREAMS):
        raise WorkbookRefused("文件的内容不是 Excel 工作簿，和扩展名 .xls 不符", field="file")
    if found & set(_MACROS):
        raise WorkbookRefused("文件里有宏，请另存为不含宏的 .xlsx 再上传", field="file")
    if found & set(_OBJECTS):
        raise WorkbookRefused("文件里嵌有其他对象（OLE），请删去后再上传", field="file")


def _found(content: BinaryIO, marks: tuple[bytes, ...]) -> set[bytes]:
    content.seek(0)
    told: set[bytes] = set()
    kept = b""
    while chunk := content.read(_CHUNK):
        window = kept + chunk
        told |= {mark for mark in marks if mark in window}
        kept = chunk[-_NAME:]
    return told
