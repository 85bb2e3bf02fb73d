"""Files that are no sheets, or more than sheets: refused at once, in Chinese, before anything is parsed."""

import io
import zipfile
from collections.abc import Callable

import pytest

from luodi.importing.reading import read_workbook
from luodi.importing.tests.sheets import Page, read_one, workbook
from luodi.kernel.findings import Refusal

ROWS = [["项目名称", "总投资（万元）"], ["云溪供水工程", 100]]


def changed(change: Callable[[str, bytes], bytes], **added: bytes) -> io.BytesIO:
    """Return a good workbook with its parts changed, and others added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(workbook(Page(ROWS))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, change(name, good.read(name)))
        for name, content in added.items():
            bad.writestr(name.replace("__", "/"), content)
    out.seek(0)
    return out


def in_sheet(old: bytes, new: bytes) -> io.BytesIO:
    return changed(lambda name, part: part.replace(old, new) if name.endswith("sheet1.xml") else part)


def same(_: str, part: bytes) -> bytes:
    return part


FAR = b'<row r="300001"><c r="A300001"><v>1</v></c></row></sheetData>'
WIDE = b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'
FAR_WITH_OTHER_QUOTES = b"<row r='9'><c r='XFD9'><v>1</v></c></row></sheetData>"
BAD: dict[str, tuple[Callable[[], io.BytesIO], str]] = {
    "a bomb": (lambda: changed(same, xl__worksheets__sheet9=b"0" * 300_000_000), "台账.xlsx"),
    "an entity": (lambda: in_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'), "台账.xlsx"),
    "macros": (lambda: changed(same, **{"xl__vbaProject.bin": b"x"}), "台账.xlsx"),
    "rows without end": (lambda: in_sheet(b"</sheetData>", FAR), "台账.xlsx"),
    "columns without end": (lambda: in_sheet(b"</sheetData>", WIDE), "台账.xlsx"),
    "columns without end, oddly written": (lambda: in_sheet(b"</sheetData>", FAR_WITH_OTHER_QUOTES), "台账.xlsx"),
    "a page of the web": (lambda: io.BytesIO("<html><table><tr><td>项目</td></tr></table>".encode()), "台账.xls"),
    "rubbish named xlsx": (lambda: io.BytesIO(b"rubbish" * 100), "台账.xlsx"),
    "half a file": (lambda: io.BytesIO(workbook(Page(ROWS)).getvalue()[:3000]), "台账.xlsx"),
    "rubbish named csv": (lambda: io.BytesIO(bytes(range(256)) * 40), "台账.csv"),
    "a program": (lambda: io.BytesIO(b"MZ" + b"a,b\n" * 40), "台账.csv"),
    "another kind": (lambda: io.BytesIO(b"%PDF-1.4 ..."), "台账.pdf"),
    "an old kind with macros": (lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000), "台账.xls"),
    "too many columns of text": (lambda: io.BytesIO((",".join("a" * 300) + "\n").encode() * 3), "台账.csv"),
    "too many lines of text": (lambda: io.BytesIO(b"a,b\n" * 200_010), "台账.csv"),
    "nothing": (lambda: io.BytesIO(b""), "台账.xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_says_why(name: str) -> None:
    make, called = BAD[name]
    content = make()
    with pytest.raises(Refusal) as refused:
        read_workbook(content, called)
    assert any("一" <= character <= "鿿" for character in str(refused.value))


def test_a_good_file_is_not() -> None:
    assert len(read_one(ROWS)) == 1


def test_two_hundred_thousand_rows_are_within_the_limit() -> None:
    book = read_workbook(io.BytesIO("项目名称\n".encode() + "云溪供水工程\n".encode() * 200_000), "台账.csv")
    assert len(book.sheets[0].rows) == 200_001
