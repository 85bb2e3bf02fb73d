"""Who gets what from which address: every route is tried with every role, and stands in ``access.toml``."""

import tomllib
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from luodi.desk import urls
from luodi.desk.tests.makers import Portfolio, make_portfolio
from luodi.kernel.money import Yuan
from luodi.organisation.models import Account, Grant, Post
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects import services as projects
from luodi.projects.choices import Field

Row = dict[str, int]
with (Path(__file__).parent / "access.toml").open("rb") as file:
    TABLE = tomllib.load(file)
ROUTES = sorted(pattern.name or "" for pattern in urls.urlpatterns if hasattr(pattern, "name"))
READ_ONLY = {"scopes", "search", "indicators", "explorer", "figure", "projects", "project", "waiting", "units", "unit",
             "people", "accounts", "account", "trail", "health", "home"}  # fmt: skip


@pytest.fixture
def roles(cast: Cast) -> dict[str, Account | None]:
    return {
        "guest": None,
        "none": cast.wai,
        "centre": cast.zhong,
        "reviewer": cast.qin,
        "clerk": cast.liu,
        "other": cast.wu,
        "leader": cast.hong,
        "system": cast.system_admin,
        "security": cast.security_admin,
        "audit": cast.audit_admin,
    }


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


@pytest.fixture
def address(portfolio: Portfolio, cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """What stands in the addresses, by the first word of the route's name."""
    doubled = {Field.TOTAL: Yuan.from_yi(2)}
    correction = projects.correct_project(
        project=portfolio.signed, corrections=doubled, reason="抄录有误", actor=cast.liu, at=clock.now
    )
    assert correction is not None
    return {
        "project": [portfolio.claimed.code],
        "correction": [str(correction.pk)],
        "unit": ["YUNXI"],
        "person": [cast.liu.person.code],
        "post": [str(Post.objects.get(person=cast.hong.person).pk)],
        "account": [cast.liu.login],
        "grant": [str(Grant.objects.get(account=cast.liu).pk)],
    }


def spelled_out(row: Row) -> Row:
    """Return the status of each role; what names a role goes before what names a group that it is in."""
    told: Row = {}
    for name, members in TABLE["groups"].items():
        if name in row:
            told |= dict.fromkeys(members, row[name])
    return told | {name: status for name, status in row.items() if name not in TABLE["groups"]}


def arguments(route: str, address: dict[str, list[str]]) -> list[str]:
    plain = {"project-new", "unit-new", "person-new", "account-new"}
    return [] if route in plain else address.get(route.split("-")[0], [])


def expected_of(method: str, route: str, roles: dict[str, Account | None]) -> Row:
    if method == "post" and route not in TABLE["post"]:
        return dict.fromkeys(roles, 405)
    return spelled_out(TABLE[method][route])


def statuses(method: str, roles: dict[str, Account | None], path: str) -> Row:
    told: Row = {}
    for role, account in roles.items():
        client = Client()
        if account is not None:
            client.force_login(account)
        with transaction.atomic():
            told[role] = getattr(client, method)(path).status_code
            transaction.set_rollback(True)
    return told


def test_every_route_is_in_the_table() -> None:
    assert sorted(TABLE["get"]) == ROUTES
    assert set(ROUTES) - READ_ONLY == set(TABLE["post"])


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_what_the_table_says(
    method: str, roles: dict[str, Account | None], address: dict[str, list[str]]
) -> None:
    different = {}
    for route in ROUTES:
        path = reverse(f"desk:{route}", args=arguments(route, address))
        expected = expected_of(method, route, roles)
        for role, status in statuses(method, roles, path).items():
            if status != expected[role]:
                different[f"{route} by {role}"] = (status, expected[role])
    assert not different
