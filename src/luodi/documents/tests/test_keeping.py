"""Files lie outside the database under the hash of their content: whole, once, and before any row speaks of them."""

import hashlib
import io
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from luodi.documents.models import StoredFile
from luodi.documents.services import FileLost, keep, open_file, sweep
from luodi.documents.services import folder as places
from luodi.documents.services.keeping import DiskRefused
from luodi.documents.tests import makers
from luodi.kernel.archives import MB
from luodi.kernel.findings import Refusal

pytestmark = pytest.mark.django_db
START = datetime(2020, 8, 3, 9, 0, tzinfo=UTC)


def lying(where: Path) -> list[str]:
    return sorted(path.relative_to(where).as_posix() for path in where.rglob("*") if path.is_file())


def test_a_file_lies_under_the_hash_of_its_content(folder: Path) -> None:
    content = makers.pdf("云溪")
    kept = keep(content, "投资协议.pdf", at=START)
    sha256 = hashlib.sha256(content).hexdigest()
    assert (kept.sha256, kept.size, kept.media_type) == (sha256, len(content), "application/pdf")
    assert lying(folder) == [f"{sha256[:2]}/{sha256[2:]}"]
    with open_file(kept) as file:
        assert file.read() == content


def test_the_same_content_is_kept_once_whatever_its_name(folder: Path) -> None:
    one, two = (keep(io.BytesIO(makers.pdf()), name, at=START) for name in ("合同.pdf", "协议.pdf"))
    assert one == two
    assert len(lying(folder)) == StoredFile.objects.count() == 1


def test_what_is_refused_leaves_nothing_behind(folder: Path) -> None:
    for content, name in ((b"MZ", "合同.pdf"), (b"x" * (20 * MB + 1), "合同.txt"), (b"", "合同.png")):
        with pytest.raises(Refusal):
            keep(content, name, at=START)
    assert lying(folder) == []
    assert not StoredFile.objects.exists()


def test_only_the_programs_own_user_can_read_the_files(folder: Path) -> None:
    keep(makers.pdf(), "合同.pdf", at=START)
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*")} == {0}


def test_a_file_that_was_lost_is_put_back_by_sending_it_again() -> None:
    kept = keep(makers.pdf(), "合同.pdf", at=START)
    places.place_of(kept.sha256).unlink()
    with pytest.raises(FileLost, match="找不到"):
        open_file(kept)
    assert [row.pk for row in sweep(at=START).lost] == [kept.pk]
    keep(makers.pdf(), "合同.pdf", at=START)
    assert not sweep(at=START).lost


def test_a_full_disk_is_said_plainly(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskRefused, match="磁盘已满"):
        keep(makers.pdf(), "合同.pdf", at=START)
    assert lying(folder) == []
    assert not StoredFile.objects.exists()


def test_the_sweep_takes_old_orphans_and_drafts_and_nothing_else() -> None:
    kept = keep(makers.pdf("1"), "合同.pdf", at=START)
    with transaction.atomic():
        orphan = keep(makers.pdf("2"), "合同.pdf", at=START)
        transaction.set_rollback(True)
    draft, file = places.new_draft()
    file.close()
    later = START.fromtimestamp(time.time(), START.tzinfo) + timedelta(hours=23)
    assert not sweep(at=later).orphans
    trial = sweep(at=later + timedelta(hours=2), is_trial=True)
    assert (trial.orphans, trial.drafts) == ([orphan.sha256], 1)
    assert draft.exists()
    swept = sweep(at=later + timedelta(hours=2))
    assert (swept.orphans, swept.drafts, swept.lost) == ([orphan.sha256], 1, [])
    assert not draft.exists()
    assert not places.place_of(orphan.sha256).exists()
    assert places.place_of(kept.sha256).exists()


def test_an_orphan_that_is_named_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        orphan = keep(makers.pdf(), "合同.pdf", at=START)
        transaction.set_rollback(True)
    aside = places.set_aside

    def named_meanwhile(path: Path) -> Path | None:
        StoredFile.objects.create(
            sha256=orphan.sha256, size=orphan.size, media_type="application/pdf", stored_at=START
        )
        return aside(path)

    monkeypatch.setattr(places, "set_aside", named_meanwhile)
    swept = sweep(at=START.fromtimestamp(time.time(), START.tzinfo) + timedelta(days=2))
    assert not swept.lost
    assert places.place_of(orphan.sha256).exists()


def test_the_command_reports_rows_without_files(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("sweep_files")
    assert "0 个" in capsys.readouterr().out
    kept = keep(makers.pdf(), "合同.pdf", at=START)
    places.place_of(kept.sha256).write_bytes(b"short")
    with pytest.raises(CommandError, match="从备份恢复"):
        call_command("sweep_files", "--dry-run")
    assert kept.sha256 in capsys.readouterr().out


KILLED = """
import os, sys
from datetime import datetime, UTC
import django
django.setup()
from luodi.documents.services import keeping
from luodi.documents.tests import makers
steps = int(sys.argv[1])
real = {name: getattr(os, name) for name in ("fsync", "open", "replace")}
def dying(name):
    def call(*args, **kwargs):
        global steps
        if steps <= 0:
            os._exit(9)
        steps -= 1
        return real[name](*args, **kwargs)
    return call
for name in real:
    setattr(os, name, dying(name))
draft, sha256, _ = keeping._drafted(__import__("io").BytesIO(makers.pdf("killed")), keeping.kinds.kind_of("a.pdf"))
keeping._placed(draft, sha256)
"""


@pytest.mark.parametrize("step", range(8))
def test_a_writer_killed_at_any_step_leaves_a_whole_file_or_a_draft(
    step: int, folder: Path, tmp_path: Path
) -> None:
    surroundings = {**os.environ, "LUODI_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", KILLED, str(step)], env=surroundings, check=False, cwd=Path.cwd())
    for path in folder.rglob("*"):
        if path.is_file() and path.parent.name != ".drafts":
            assert path.read_bytes() == makers.pdf("killed")
