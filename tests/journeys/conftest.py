"""A served city with something to look at, and people who sign in to it with a real browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from luodi.desk.tests.makers import Portfolio, make_portfolio
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import PASSWORD, Cast, Clock

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass
class Visitor:
    """One signed-in browser; it remembers errors on its console and requests that would leave the machine."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)

    def watch(self) -> None:
        here = urlsplit(self.address).netloc
        self.page.on("request", lambda request: self._leaving(request.url, here))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def _leaving(self, url: str, here: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != here:
            self.wrong.append(f"left the machine: {url}")


def session_of(account: Account, address: str) -> dict[str, str]:
    """Return the cookie of a new session, as the form would give one."""
    client = Client()
    client.force_login(account)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


@pytest.fixture
def served(transactional_db: None, live_server: LiveServer, cast: Cast, clock: Clock) -> LiveServer:
    """The city lives on in August 2020 for the server's threads too."""
    behind = int((timezone.now() - clock.now - timedelta(hours=3)).total_seconds())
    City.objects.filter(pk=cast.city.pk).update(clock_behind_seconds=behind)
    return live_server


@pytest.fixture
def portfolio(served: LiveServer, cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


@pytest.fixture
def visit(
    served: LiveServer, browser: Browser, browser_context_args: dict
) -> Iterator[Callable[..., Visitor]]:
    """Open a browser that is signed in, and see at the end that nothing went wrong behind the pages."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def open_for(account: Account, size: dict[str, int] = DESK, *, by_form: bool = False) -> Visitor:
        context = browser.new_context(**{**browser_context_args, "viewport": size})
        contexts.append(context)
        if not by_form:
            context.add_cookies([session_of(account, served.url)])
        visitor = Visitor(context.new_page(), served.url)
        visitor.watch()
        visitors.append(visitor)
        page = visitor.go("/login/" if by_form else "/")
        if by_form:
            page.get_by_label("登录名").fill(account.login)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(lambda url: "/login/" not in url)
        return visitor

    yield open_for
    for context in contexts:
        context.close()
    assert [wrong for visitor in visitors for wrong in visitor.wrong if "status of 4" not in wrong] == []


@pytest.fixture
def moment(clock: Clock) -> datetime:
    """Before anything of the portfolio was recorded."""
    return clock.now - timedelta(minutes=30)
