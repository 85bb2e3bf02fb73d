"""``./luodi write_figure_docs``: write the page of every indicator from the catalogue."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.environment import TOP
from luodi.figures import reference

FOLDER = TOP / "docs" / "figures"


class Command(BaseCommand):
    help = "从指标目录生成 docs/figures/ 下每个指标的说明页和目录页"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="写到哪个文件夹，默认 docs/figures")

    def handle(self, *, folder: Path, **_: Any) -> None:
        pages = reference.pages()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for page in folder.glob("*.md"):
                if page.name not in pages:
                    page.unlink()
            for name, text in pages.items():
                (folder / name).write_text(text, encoding="utf-8")
        except OSError as problem:
            raise CommandError(f"写不了文件夹 {folder}") from problem
        self.stderr.write(f"已写入 {len(pages)} 页：{folder}")
