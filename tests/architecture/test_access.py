"""Who gets what from which address: every route is tried with every role, and stands in ``access.toml``."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from luodi.crediting import services as crediting
from luodi.crediting.tests.makers import make_report, split
from luodi.desk import urls
from luodi.desk.tests.makers import Portfolio, make_portfolio
from luodi.documents.tests.makers import pdf
from luodi.duplicates import services as duplicates
from luodi.duplicates.choices import Kind as DuplicateKind
from luodi.duplicates.choices import Level as DuplicateLevel
from luodi.importing import services as importing
from luodi.importing.models import ExportRequest
from luodi.importing.tests.makers import bring, workbook
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.ledger.kinds import Capital, Proof
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Grant, HandOver, Post
from luodi.organisation.tests.makers import Cast, Clock, make_account
from luodi.outreach.tests.makers import make_event
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.models import Funds, Project
from luodi.recognition import services as recognition
from luodi.recognition.tests.makers import add
from luodi.revising.tests.makers import ask, correction
from luodi.rosters import services as rosters
from luodi.rosters.choices import RosterKind

Row = dict[str, int]
with (Path(__file__).parent / "access.toml").open("rb") as file:
    TABLE = tomllib.load(file)
ROUTES = sorted(pattern.name or "" for pattern in urls.urlpatterns if hasattr(pattern, "name"))
READ_ONLY = {"scopes", "search", "indicators", "explorer", "figure", "projects", "project", "waiting", "units", "unit",
             "evidence", "samples", "sample",
             "people", "accounts", "account", "trail", "health", "home", "duplicates", "project-duplicates",
             "filing", "filing-rules", "month", "notices", "handed", "project-history", "project-money",
             "project-milestones", "checklist",
             "project-credit", "agreements", "agreement", "firsts", "first", "rosters", "roster", "signings", "signing",
             "proof", "bulks", "bulk",
             "imports", "import", "import-template", "import-progress", "import-marked", "exports"}  # fmt: skip


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


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


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
        "milestone": [portfolio.signed.code, "REGISTERED"],
        "record": [portfolio.signed.code, str(paid_in(portfolio.signed, cast.liu, clock).ordinal)],
        "step": ["REGISTERED"],
        "duplicate": [_pair(portfolio, cast.qin, clock)],
        "correction": [str(correction.pk)],
        "unit": ["YUNXI"],
        "person": [cast.liu.person.code],
        "post": [str(Post.objects.get(person=cast.hong.person).pk)],
        "account": [cast.liu.login],
        "grant": [str(Grant.objects.get(account=cast.liu).pk)],
        "month": ["2020-08"],
        "declaration": ["2020-08", "YUNXI"],
        "notice": [str(notice_to(cast.liu, clock).pk)],
        "hand": [str(hand_over_to(cast.liu, cast, clock).pk)],
        "import": [bring(workbook(), by=cast.liu).number],
        "export": [str(asked_by(cast.liu, clock).pk)],
        **credited(portfolio, cast, clock),
        **recognised(portfolio, cast, clock),
    }


def recognised(portfolio: Portfolio, cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """Evidence of a claim that waits, and a sample of Yunxi's with its first item."""
    shown = add(portfolio.claimed, "CONTRACT", by=cast.liu)
    said = {"unit": cast.units.yunxi, "period": Period.month(2020, 7), "size": 1, "seed": "七月"}
    run = recognition.draw_sample(**said, actor=cast.qin, at=clock.now)
    return {
        "evidence": [str(shown.pk)],
        "claim": [portfolio.claimed.code],
        "sample": [str(run.pk)],
        "finding": [str(run.items.get().pk)],
    }


def credited(portfolio: Portfolio, cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A split that waits for Yunxi, a first report and a bulk correction of Yunxi's, a roster and an event."""
    yunxi, park = cast.units.yunxi, cast.units.park
    new = rosters.NewRoster(name="重点项目", kind=RosterKind.KEY_PROJECT)
    first = make_report(by=cast.liu, investor_name="另一公司", project_name="新材料")
    proof = crediting.add_proof(report=first, content=pdf(), name="纪要.pdf", actor=cast.liu, at=clock.now)
    alike = correction([portfolio.claimed], Field.ORIGIN, "320500")
    return {
        "agreement": [split(portfolio.claimed, (yunxi, 6000), (park, 4000), by=cast.zhong).code],
        "first": [first.code],
        "proof": [str(proof.pk)],
        "roster": [rosters.create_roster(new, actor=cast.zhong, at=clock.now).code],
        "signing": [make_event(by=cast.zhong).code],
        "bulk": [ask(alike, by=cast.liu).code],
    }


def paid_in(project: Project, by: Account, clock: Clock) -> Funds:
    entry = projects.FundsEntry(
        project=project,
        occurred_on=VagueDate.day(clock.day),
        amount=Yuan.from_wan(100),
        proof=Proof.BANK,
        capital=Capital.DOMESTIC,
    )
    return projects.record_funds([entry], actor=by, at=clock.now)[0]


def asked_by(account: Account, clock: Clock) -> ExportRequest:
    said = {"address": "/projects/", "n_rows": 6000, "reason": "年度核对"}
    return importing.ask(title="项目台账", **said, actor=account, at=clock.now)


def notice_to(account: Account, clock: Clock) -> Notice:
    notices.tell([account], kind=NoticeKind.INFO, title="已结账", at=clock.now)
    return Notice.objects.get(account=account)


def hand_over_to(account: Account, cast: Cast, clock: Clock) -> HandOver:
    admins = {"system_admin": cast.system_admin, "security_admin": cast.security_admin}
    leaving = make_account(login="zou", name="邹", unit=cast.units.yunxi, roles=(Role.CLERK,), **admins)
    said = {"on": clock.day, "reason": "轮岗", "actor": cast.system_admin, "at": clock.now}
    return organisation.hand_over(leaving=leaving, successor=account, **said)


def _pair(portfolio: Portfolio, by: Account, clock: Clock) -> str:
    """The code of a case on Yunxi's project and Shiqiao's."""
    match = duplicates.Match(DuplicateLevel.L4, ("联系电话相同",), ())
    pair = duplicates.Pair(DuplicateKind.PROJECT, portfolio.signed.pk, portfolio.started.pk, match)
    return duplicates.open_cases([pair], city=by.city, actor=by, at=clock.now)[0].code


def spelled_out(row: Row) -> Row:
    """Return the status of each role; what names a role goes before what names a group that it is in."""
    told: Row = {}
    for name, members in TABLE["groups"].items():
        if name in row:
            told |= dict.fromkeys(members, row[name])
    return told | {name: status for name, status in row.items() if name not in TABLE["groups"]}


def arguments(route: str, address: dict[str, list[str]]) -> list[str]:
    plain = {
        "project-new",
        "checklist-new",
        "unit-new",
        "person-new",
        "account-new",
        "import-new",
        "import-template",
        "export-ask",
        "evidence-rules",
        "sample-new",
    }
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
            answer = getattr(client, method)(path)
            told[role] = answer.status_code
            if answer.streaming:
                list(answer)  # to its end, where the file is closed
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
