"""The benchmark's one command: ``.venv/bin/python bench/run.py --n 100000 --db sqlite``."""

import os
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    os.chdir(TOP)
    environment = {**os.environ, "PYTHONPATH": f"{TOP / 'src'}:{TOP}"}
    os.execve(sys.executable, [sys.executable, "-P", "-m", "bench", *sys.argv[1:]], environment)
