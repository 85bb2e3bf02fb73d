"""A process that is killed while it writes leaves a whole ledger, with everything that it was told is safe."""

import random
import subprocess
import sys
import time

from config.environment import TOP

N_KILLS = 3
RECORDER = [sys.executable, "-P", "-m", "tests.endurance.recorder"]


def test_a_killed_writer_leaves_no_half_and_loses_nothing_it_was_told_is_safe(
    own_database: dict[str, str],
) -> None:
    environment = {
        **own_database,
        "PYTHONPATH": f"{TOP / 'src'}:{TOP}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    rng = random.Random(2020)
    told: list[str] = []
    for _ in range(N_KILLS):
        told += record_and_kill(environment, seconds=rng.uniform(0.2, 0.8))
    kept = subprocess.run(
        [*RECORDER, "list"], env=environment, check=True, capture_output=True, text=True, cwd=TOP
    )
    codes = kept.stdout.split()
    assert len(told) >= N_KILLS
    assert set(told) <= set(codes)
    assert len(codes) - len(told) <= N_KILLS  # committed, and killed before it could say so
    verified = subprocess.run(
        [TOP / "luodi", "verify_ledger"], env=environment, check=False, capture_output=True, text=True
    )
    assert (verified.returncode, verified.stdout) == (0, "")


def record_and_kill(environment: dict[str, str], *, seconds: float) -> list[str]:
    """Return the codes that the program said before it was killed."""
    with subprocess.Popen(
        [*RECORDER, "record"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=TOP,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        return process.stdout.read().split()
