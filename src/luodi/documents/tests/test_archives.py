"""Archives are refused before anything parses them, quickly and in little memory."""

import io
import time
import tracemalloc
import zipfile
from dataclasses import replace

import pytest

from luodi.documents.tests import makers
from luodi.kernel.archives import ATTACHMENT, MB, SHEET, ArchiveRefused, Limits, check_archive

NULLS = b"\0" * MB


def refused(content: bytes, limits: Limits = ATTACHMENT) -> str:
    with pytest.raises(ArchiveRefused) as refusal:
        check_archive(io.BytesIO(content), limits=limits)
    return str(refusal.value)


def bomb(megabytes: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as part:
        for _ in range(megabytes):
            part.write(NULLS)
    return made.getvalue()


def test_what_expands_beyond_the_limit_is_refused_at_once_and_in_little_memory() -> None:
    content = bomb(201)
    tracemalloc.start()
    begun = time.perf_counter()
    assert "超过上限 200 MB" in refused(content)
    assert time.perf_counter() - begun < 1
    assert tracemalloc.get_traced_memory()[1] < 50 * MB
    tracemalloc.stop()


def test_what_expands_a_hundredfold_is_refused() -> None:
    assert "不像正常的文件" in refused(bomb(20))


def test_a_part_that_understates_its_size_is_found_out_where_it_said_it_would_end() -> None:
    content = makers.understated({"xl/a.xml": NULLS * 50}, said=1000)
    tracemalloc.start()
    assert "比它自己声明的大" in refused(content)
    assert tracemalloc.get_traced_memory()[1] < 50 * MB
    tracemalloc.stop()


def test_too_many_parts_are_refused() -> None:
    assert "2001 个部件" in refused(makers.zipped({f"{i}.xml": "" for i in range(2001)}))


def test_paths_that_lead_out_are_refused() -> None:
    for name in ("../a.xml", "/a.xml", "a/../../b.xml"):
        assert "越界" in refused(makers.zipped({name: "1"}))


def test_parts_that_differ_in_case_alone_are_refused() -> None:
    assert "重名" in refused(makers.zipped({"xl/a.xml": "1", "xl/A.xml": "2"}))


def test_an_encrypted_part_is_refused() -> None:
    raw = bytearray(makers.zipped({"a.xml": "1"}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "加密" in refused(bytes(raw))


def test_a_mark_on_the_seam_of_two_chunks_is_found() -> None:
    for lead in range(256 * 1024 - 9, 256 * 1024 + 1, 3):
        content = makers.zipped({"a.xml": b" " * lead + b"<!DOCTYPE x>" + bytes(range(256)) * 40})
        assert "DTD" in refused(content, replace(SHEET, ratio=10_000))


def test_formulas_that_refer_to_another_local_workbook_are_reported() -> None:
    link = makers.relations(makers.relation("externalLinkPath", "file:///C:/台账.xlsx"))
    content = makers.xlsx({"xl/externalLinks/_rels/externalLink1.xml.rels": link})
    assert check_archive(io.BytesIO(content)).refers_to_others
    assert not check_archive(io.BytesIO(makers.xlsx())).refers_to_others


def test_the_stream_is_left_at_its_start() -> None:
    source = io.BytesIO(makers.xlsx())
    names = check_archive(source, needs=("xl/workbook.xml",)).names
    assert names == ("[Content_Types].xml", "xl/workbook.xml")
    assert source.tell() == 0


def test_any_bytes_are_read_or_refused_and_never_fail_otherwise() -> None:
    whole = makers.xlsx({"xl/worksheets/sheet1.xml": "<x/>" * 100})
    for i in range(0, len(whole), 3):
        broken = bytearray(whole)
        broken[i] ^= 0xFF
        try:
            check_archive(io.BytesIO(bytes(broken)))
        except ArchiveRefused:
            continue
