"""A paper as PDF: set by typst on the grid of the standard, its typefaces within it.

Source: GB/T 9704-2012. The same paper gives the same bytes: nothing in the file tells when it was made.
"""

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from luodi.kernel.findings import Refusal
from luodi.papers import flow, fonts, measures, pictures
from luodi.papers.paper import Paper

TYPE = "application/pdf"
_TEMPLATE = Path(__file__).parent / "data" / "paper.typ"


class PdfRefused(Refusal):
    """A PDF that cannot be made: no typeface with Chinese, or a picture that is none."""


def is_possible() -> bool:
    """Return whether this machine has typefaces with Chinese."""
    return fonts.are_enough()


def written(paper: Paper) -> bytes:
    """Return the paper as PDF.    Raises: PdfRefused."""
    with _prepared(paper) as (folder, name):
        made = _compiled(folder, name, format="pdf")
    assert isinstance(made, bytes)
    return made


def shown(paper: Paper, *, ppi: float = 96) -> tuple[bytes, ...]:
    """Return each page as PNG, for a look before it is printed.    Raises: PdfRefused."""
    with _prepared(paper) as (folder, name):
        made = _compiled(folder, name, format="png", ppi=ppi)
    return (made,) if isinstance(made, bytes) else tuple(made)


@contextmanager
def _prepared(paper: Paper) -> Iterator[tuple[str, str]]:
    if not is_possible():
        raise PdfRefused(f"服务器上没有中文字体，不能生成 PDF；{fonts.HOW}", field="kind")
    with TemporaryDirectory(prefix="luodi-paper-") as folder:
        top = Path(folder)
        told = json.dumps(_told(paper, top), ensure_ascii=False)
        (top / "data.json").write_bytes(told.encode("utf-8", "ignore"))
        (top / "paper.typ").write_bytes(_TEMPLATE.read_bytes())
        yield folder, str(top / "paper.typ")


def _compiled(folder: str, name: str, **more: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return typst.compile(name, root=folder, font_paths=fonts.folders(), **more)
        except typst.TypstError as error:
            raise PdfRefused(
                "PDF 没有生成：图片可能已损坏，请撤下后重传，或改选 Word", field="kind"
            ) from error


def _told(paper: Paper, top: Path) -> dict[str, Any]:
    parts = flow.parts(paper)
    nth = 0
    for part in parts:
        for block in part["blocks"]:
            if block["type"] == "picture":
                nth += 1
                block.update(_pictured(block.pop("picture"), nth, top, lies=part["lies"]))
    return {
        "title": paper.title.replace("\n", "") or paper.mark,
        "author": [one for one in paper.sign.issuers if one],
        "row": measures.ROW,
        "cell": measures.CELL,
        "numbered": paper.is_numbered,
        "faces": fonts.faces(),
        "parts": parts,
    }


def _pictured(picture: Any, nth: int, top: Path, *, lies: bool) -> dict[str, Any]:
    kind = pictures.kind_of(picture.content)
    if not kind:
        raise PdfRefused("图片不是 PNG、JPEG 或 SVG，不能放入文件", field="kind")
    name = f"picture-{nth}.{kind}"
    (top / name).write_bytes(picture.content)
    width, height = pictures.fitted(picture, lies=lies)
    return {
        "file": name,
        "width": width,
        "height": height,
        "title": picture.title,
        "alt": picture.text or picture.title or "图",
    }
