"""Pictures of the pages, at the width of a desk and of a phone, of a demo city that is built for it and thrown away.

./luodi setup --tests
.venv/bin/python -m scripts.take_screenshots                  the pictures of the documents, into docs/images/
.venv/bin/python -m scripts.take_screenshots --all FOLDER     every screen in its full length, to be looked at
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

from scripts import machine
from scripts.cluster import free_port

TOP = Path(__file__).resolve().parent.parent
IMAGES = TOP / "docs" / "images"
SIZES = {"": (1440, 960), "-phone": (390, 844)}
"""What a picture's name ends in, and the window that it was taken in."""
LARGEST = 300 * 1024
"""What a picture in the repository may weigh."""
JULY = "from=2020-01-01&to=2020-07-31"


@dataclass(frozen=True)
class Screen:
    """A page by its address; with ``link`` the page that the first such link there leads to, and ``then`` below it.

    ``sizes`` are those in which it stands in the documents; ``status`` is how the server answers.
    """

    name: str
    path: str
    login: str = "centre"
    link: str = ""
    then: str = ""
    sizes: tuple[str, ...] = ()
    status: int = 200


_A_PROJECT = "#rows tbody th a"
SCREENS = (
    Screen("home", "/", sizes=("", "-phone")),
    Screen("home-as-of", "/?as_of=2020-08-01T00:00"),
    Screen("explorer", f"/figures/?code=signed.count&by=unit&{JULY}"),
    Screen("explorer-months", "/figures/?code=signed.amount&by=month&from=2020-01-01&to=2020-12-31"),
    Screen("figure", f"/figures/open/?code=signed.industrial.count&{JULY}", sizes=("",)),
    Screen("ratio", f"/figures/open/?code=signed.industrial.count_share&{JULY}"),
    Screen("indicators", "/indicators/"),
    Screen("projects", "/projects/"),
    Screen("project", "/projects/P2020-0030/", sizes=("",)),
    Screen("project-as-of", "/projects/P2020-0030/?as_of=2020-08-01T00:00"),
    Screen("project-new", "/projects/new/"),
    Screen("project-stage", "/projects/?tab=signed", link=_A_PROJECT, then="stage/"),
    Screen("project-change", "/projects/?tab=signed", link=_A_PROJECT, then="change/"),
    Screen("project-correct", "/projects/?tab=signed", link=_A_PROJECT, then="correct/"),
    Screen("search", "/search/?q=锂电池"),
    Screen("road", "/road/", login="shou", sizes=("-phone",)),
    Screen("calendar", "/calendar/?unit=SHOU", sizes=("",)),
    Screen("map", "/map/"),
    Screen("teams", "/teams/"),
    Screen("trips", "/trips/", login="shou"),
    Screen("trip", "/trips/", login="shou", link="tbody th a"),
    Screen("leads", "/leads/", login="shou"),
    Screen("chains", "/chains/"),
    Screen("opportunities", "/opportunities/"),
    Screen("enterprises", "/enterprises/"),
    Screen("advisers", "/advisers/"),
    Screen("agencies", "/agencies/"),
    Screen("calendar-days", "/calendar-days/"),
    Screen("inbox", "/notices/", login="shou"),
    Screen("items", "/actions/?tab=overdue"),
    Screen("worklists", "/worklists/"),
    Screen("reviews", "/reviews/"),
    Screen("sponsorships", "/sponsorships/"),
    Screen("leader", "/leader/", login="leader"),
    Screen("targets", "/targets/", sizes=("",)),
    Screen("cascade", "/targets/cascade/"),
    Screen("assessment", "/assessment/"),
    Screen("board", "/assessment/groups/KH2020-0001/runs/3/"),
    Screen("scheme", "/assessment/groups/KH2020-0001/schemes/1/"),
    Screen("score", "/assessment/groups/KH2020-0001/runs/3/members/SHOU/", sizes=("",)),
    Screen("press", "/press/", login="press", link="tbody th a", sizes=("",)),
    Screen("pieces", "/publishing/", login="press"),
    Screen("piece", "/publishing/", login="press", link="tbody th a"),
    Screen("templates", "/publishing/templates/", login="press"),
    Screen("register", "/publishing/register/", login="press"),
    Screen("publication", "/publishing/register/", login="press", link="tbody th a"),
    Screen("moved", "/publishing/moved/", login="press"),
    Screen("ask", "/ask/?q=今年1到7月新签约工业项目有多少个，占比多少？", login="press"),
    Screen("book", "/book/", login="press"),
    Screen("open-data", "/open-data/", login="press"),
    Screen("jobs", "/jobs/", login="system-340400"),
    Screen("units", "/units/"),
    Screen("unit", "/units/SHOU/"),
    Screen("people", "/people/"),
    Screen("clerk-home", "/", login="shou"),
    Screen("leader-home", "/", login="leader"),
    Screen("waiting", "/waiting/", login="reviewer"),
    Screen("accounts", "/accounts/", login="security-340400"),
    Screen("account", "/accounts/", login="security-340400", link="tbody th a"),
    Screen("trail", "/trail/", login="audit-340400"),
    Screen("health", "/health/", login="system-340400"),
    Screen("missing", "/projects/P0000-0000/", status=404),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--all", type=Path, metavar="FOLDER", help="every screen in its full length, into this folder"
    )
    parser.add_argument("--only", nargs="*", help="these screens alone, by their names")
    options = parser.parse_args(arguments)
    found = machine.chromium()
    if found is None:
        print("没有找到 Chromium 或 Chrome", file=sys.stderr)
        return 1
    folder: Path = options.all or IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in SCREENS if not options.only or one.name in options.only]
    with demo() as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=machine.CHROMIUM_FLAGS)
        heavy = list(_take(browser, address, password, wanted, folder, whole=bool(options.all)))
        browser.close()
    if heavy:
        print(f"超过 {LARGEST // 1024} KB：{'、'.join(path.name for path in heavy)}", file=sys.stderr)
    return 1 if heavy and not options.all else 0


@contextlib.contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """Build a demo city in a folder of its own and serve it; yield its address and the password of its accounts."""
    with tempfile.TemporaryDirectory(prefix="luodi-pictures-") as data:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        environment["LUODI_DATA"] = data
        luodi, port = TOP / "luodi", free_port()
        built = subprocess.run(
            [luodi, "demo", "--no-serve"], env=environment, check=True, capture_output=True, text=True
        )
        told = re.search(r"密码都是 (\S+)", built.stdout)
        assert told, built.stdout
        server = subprocess.Popen(
            [luodi, "serve", "--port", str(port), "--workers", "1"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.stdout
            started = next((line for line in server.stdout if "落地已启动" in line), "")
            if not started:
                raise SystemExit("服务没有启动")
            yield f"http://127.0.0.1:{port}/", told[1]
        finally:
            server.terminate()
            server.wait(timeout=30)


def _take(
    browser: Browser, address: str, password: str, screens: list[Screen], folder: Path, *, whole: bool
) -> Iterator[Path]:
    """Take the pictures, and yield those that weigh too much."""
    for ending, (width, height) in SIZES.items():
        for login in dict.fromkeys(one.login for one in screens):
            mine = [one for one in screens if one.login == login and (whole or ending in one.sizes)]
            if not mine:
                continue
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai"
            )
            page = context.new_page()
            _sign_in(page, address, login, password)
            for screen in mine:
                _open(page, address, screen)
                path = folder / f"{screen.name}{ending}.png"
                page.screenshot(path=path, full_page=whole, animations="disabled")
                if path.stat().st_size > LARGEST:
                    yield path
            context.close()


def _sign_in(page: Page, address: str, login: str, password: str) -> None:
    page.goto(urljoin(address, "login/"))
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("main button")
    page.wait_for_load_state("networkidle")
    if "/login/" in page.url:
        raise SystemExit(f"{login} 登录不了：{page.inner_text('main')}")


def _open(page: Page, address: str, screen: Screen) -> None:
    answer = page.goto(urljoin(address, screen.path), wait_until="networkidle")
    if screen.link:
        leads_to = page.locator(screen.link).first.get_attribute("href") or ""
        path, mark, query = leads_to.partition("?")
        answer = page.goto(urljoin(address, f"{path}{screen.then}{mark}{query}"), wait_until="networkidle")
    if answer is None or answer.status != screen.status:
        raise SystemExit(f"{screen.name}：{page.url} 的回答不是 {screen.status}")
    page.wait_for_timeout(300)  # a chart fades in


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
