"""Workers that are killed at work: every job is done, and each of them once."""

import random
import subprocess
import sys
import time

from config.environment import TOP

N_JOBS, N_KILLS, PATIENCE = 40, 4, 60
WORKER = [sys.executable, "-P", "-m", "tests.endurance.worker"]


def test_killed_workers_leave_every_job_done_once(own_database: dict[str, str]) -> None:
    environment = {**own_database, "PYTHONPATH": f"{TOP / 'src'}:{TOP}"}
    subprocess.run([*WORKER, "ask", str(N_JOBS)], env=environment, check=True, cwd=TOP)
    rng = random.Random(2020)
    for _ in range(N_KILLS):
        kill_at_work(environment, seconds=rng.uniform(0.1, 0.4))
    workers = [subprocess.Popen([*WORKER, "work"], env=environment, cwd=TOP) for _ in range(2)]
    try:
        for _ in range(PATIENCE):
            said = subprocess.run(
                [*WORKER, "list"], env=environment, check=True, cwd=TOP, capture_output=True
            )
            if said.stdout.split()[-2:] == [b"0", b"0"]:
                break
            time.sleep(0.5)
    finally:
        for one in workers:
            one.kill()
            one.wait()
    assert said.stdout.decode() == f"[1] {N_JOBS} 0 0\n"


def kill_at_work(environment: dict[str, str], *, seconds: float) -> None:
    with subprocess.Popen([*WORKER, "work"], env=environment, stdout=subprocess.PIPE, cwd=TOP) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        process.kill()
