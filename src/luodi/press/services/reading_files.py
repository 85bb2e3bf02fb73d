"""Read the text of a draft from a file on the disk."""

from pathlib import Path

from luodi.kernel.findings import Refusal
from luodi.papers import intake

_ENCODINGS = ("utf-8-sig", "gb18030")
_PAPERS = frozenset({".docx", ".pdf"})


class FileRefused(Refusal):
    """A file that is not there, or that is no text."""


def text_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """Return a file's text and what there is to say about the reading of it.

    Shape: a text file as it is, so that offsets are those of the file; papers as ``papers.intake`` reads them.
    Raises: FileRefused; what ``papers.intake`` refuses.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise FileRefused(f"读不了文件 {path}") from problem
    if path.suffix.lower() in _PAPERS:
        found = intake.read(content, path.name)
        return found.text, found.notes
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding), ()
        except UnicodeDecodeError:
            continue
    raise FileRefused(f"{path.name} 不是文本文件")
