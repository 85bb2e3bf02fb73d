"""Who gets what from which address: every route is tried with every role, and stands in ``access.toml``."""

import tomllib
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from luodi.actions import services as actions
from luodi.actions.models import ItemProof
from luodi.actions.tests.makers import make_item
from luodi.agencies import services as agencies
from luodi.agencies.choices import StatedKind
from luodi.agencies.tests.makers import make_agency, make_claim, make_introduction, make_mandate
from luodi.answers import services as answers
from luodi.answers.services import NewEntry
from luodi.assessment import services as assessment
from luodi.assessment.choices import GroupKind
from luodi.assessment.record_choices import CitationKind, Colour
from luodi.assessment.services import NewCitation, Wording
from luodi.assessment.tests.group_makers import SCHEME, make_adopted, make_group, make_run
from luodi.assessment.tests.record_makers import call as call_for
from luodi.assessment.tests.record_makers import (
    enter,
    make_office,
    make_published,
    make_round,
    object_to,
    sheet_of,
)
from luodi.assessment.tests.record_makers import make_event as make_mark_event
from luodi.chains.tests.makers import link_of, make_chain, make_supply
from luodi.crediting import services as crediting
from luodi.crediting.tests.makers import make_report, split
from luodi.desk import urls
from luodi.desk.tests.makers import Portfolio, make_portfolio
from luodi.directory.tests.makers import make_association, make_hometowner
from luodi.disclosure.tests.makers import make_proposed
from luodi.documents import services as documents
from luodi.documents.tests.makers import pdf, png
from luodi.duplicates import services as duplicates
from luodi.duplicates.choices import Kind as DuplicateKind
from luodi.duplicates.choices import Level as DuplicateLevel
from luodi.enterprises import services as enterprises
from luodi.enterprises.choices import AdviserKind
from luodi.enterprises.services import NewNomination
from luodi.enterprises.tests.makers import add_check, add_contact, add_mark, make_adviser, make_enterprise
from luodi.importing import services as importing
from luodi.importing.models import ExportRequest
from luodi.importing.tests.exports import make_prepared
from luodi.importing.tests.makers import bring, workbook
from luodi.jobs import services as jobs
from luodi.kernel.dates import VagueDate
from luodi.kernel.money import Yuan
from luodi.kernel.periods import Period
from luodi.leads.tests.makers import make_lead
from luodi.ledger.kinds import Capital, Proof
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.opportunities import services as opportunities
from luodi.opportunities.tests.makers import make_described
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, Grant, HandOver, Post
from luodi.organisation.tests.makers import Cast, Clock, make_account, make_press
from luodi.outbox import services as outbox
from luodi.outbox.tests.makers import make_email, make_mail_server
from luodi.outreach import services as outreach
from luodi.outreach.tests.makers import make_event, make_visit, new_trip
from luodi.outreach.tests.meeting_makers import make_meeting
from luodi.press import services as press
from luodi.press.choices import TermKind, Verdict
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.models import Funds, Project
from luodi.publishing import services as publishing
from luodi.publishing.release_choices import OwnerKind
from luodi.publishing.tests.release_makers import (
    corrected,
    make_desk,
    make_publication,
    submitted,
)
from luodi.publishing.tests.release_makers import make_draft as make_text
from luodi.recognition import services as recognition
from luodi.recognition.tests.makers import add
from luodi.reviews.models import AgendaLine, Seat
from luodi.reviews.tests.makers import make_invited
from luodi.revising.tests.makers import ask, correction
from luodi.rosters import services as rosters
from luodi.rosters.choices import RosterKind
from luodi.sponsorship.tests.makers import make_instruction, make_node, make_sponsored, take_in
from luodi.targets import services as targets
from luodi.targets.tests.makers import make_draft, make_plan, make_sheet, target_of, told
from luodi.teams import services as teams
from luodi.teams.tests.makers import make_member, make_squad, mark

Row = dict[str, int]
with (Path(__file__).parent / "access.toml").open("rb") as file:
    TABLE = tomllib.load(file)
ROUTES = sorted(pattern.name or "" for pattern in urls.urlpatterns if hasattr(pattern, "name"))
READ_ONLY = {"ask", "book", "entry", "open-data", "disclosed",
             "scopes", "search", "indicators", "explorer", "figure", "projects", "project", "waiting", "units", "unit",
             "evidence", "samples", "sample",
             "opportunities", "opportunity", "profile", "site-photo", "chains", "chain", "link", "supplies",
             "people", "accounts", "account", "trail", "health", "jobs", "home", "duplicates", "project-duplicates",
             "filing", "filing-rules", "month", "notices",
             "message-settings", "message-log", "message-servers", "handed", "project-history", "project-money",
             "project-milestones", "checklist",
             "project-credit", "agreements", "agreement", "firsts", "first", "rosters", "roster", "signings", "signing",
             "proof", "bulks", "bulk",
             "road-token", "road-firms", "road-topics", "road-offline", "road-worker", "meetings", "meeting", "photo",
             "reviews", "review", "review-pack", "review-minutes", "review-paper", "review-invitation",
             "leads", "lead", "actions", "action", "action-sheet", "actions-rules", "item-proof",
             "leader", "sponsorships", "sponsorships-mine", "sponsorship", "project-sponsorship",
             "instructions", "instruction", "instruction-file",
             "targets", "targets-cascade", "holding", "targets-plans", "plan", "plan-file",
             "assessment", "group", "scheme", "scheme-trial", "run", "run-suppose", "run-compare", "score",
             "inputs", "input-file", "points", "point", "point-file", "ratings", "appraisals", "objections",
             "objection", "objection-file", "lists", "citations", "citation", "citation-paper",
             "worklists", "worklist", "worklists-rates", "worklists-pace",
             "firms", "firm", "firm-people", "firm-met", "firm-due", "firm-duplicates", "firm-history", "checked-file",
             "directory", "association", "hometowner", "advisers", "adviser", "nomination", "agencies", "agency",
             "letter", "introduction", "feerules", "feerule",
             "calendar-days", "above-scale", "teams", "team", "team-attendance", "calendar", "feeds", "ics", "map",
             "trips", "trip", "trip-paper", "visits", "visit", "visit-paper", "material", "events", "event", "lumps",
             "imports", "import", "import-template", "import-progress", "import-marked", "exports", "prepared",
             "press", "rulings", "terms", "draft", "kept-check",
             "register", "register-figures", "publication", "published-figure", "publication-word", "publication-pdf",
             "moved", "owners", "countersigns", "countersign", "piece-flow", "piece-compare",
             "pieces", "pieces-new", "piece", "piece-word", "piece-pdf",
             "edition", "templates", "template", "template-trial",
             "notices-count"}  # fmt: skip


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
        "press": make_press(cast),
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
    out = released(cast, clock)
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
        "prepared": [str(make_prepared(by=cast.liu, at=clock.now).pk)],
        "job": [str(jobs.enqueue("jobs.tidy", at=clock.now).pk)],
        **gone_out(cast, clock),
        **credited(portfolio, cast, clock),
        **met(cast, clock),
        **recognised(portfolio, cast, clock),
        **offered(cast, clock),
        "lead": [make_lead(by=cast.liu).code],
        "worklist": ["signed"],
        **followed(cast, clock),
        **sponsored(cast),
        **squad_of_yunxi(cast, clock),
        **noted(cast),
        **aimed(cast, clock),
        **assessed(cast, clock),
        **recorded(cast, clock),
        **introduced(cast, clock),
        **called(cast),
        **messaged(cast, clock),
        **checked(cast, clock),
        **told_to_all(cast, clock),
        **out,
    }


def told_to_all(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """An answer of the book, and a figure that was proposed for the public."""
    author = make_press(cast, login="xuanchuan", at=clock.now)
    entry = answers.write_entry(NewEntry(question="示例问题", text="示例答复"), actor=author, at=clock.now)
    return {"entry": [entry.code], "disclosed": [make_proposed(by=author).code]}


def checked(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A draft that Yunxi's clerk brought, its check, a ruling on a remark, and a word of the city."""
    new = press.NewDraft(text="1—7月，全市新签约项目9个，其中工业项目12个。")
    draft = press.bring(new, actor=cast.liu, at=clock.now)
    found = draft.checks.get().report["findings"][0]
    verdict = {"verdict": Verdict.ACCEPTED, "reason": "示例", "actor": cast.zhong, "at": clock.now}
    word = press.NewTerm(words="百日攻坚", kind=TermKind.SCOPE, scope="unit:YUNXI")
    return {
        "draft": [str(draft.number)],
        "kept": [str(draft.number), "1"],
        "ruling": [str(press.rule(finding=found, **verdict).pk)],
        "term": [str(press.add_term(word, actor=cast.zhong, at=clock.now).pk)],
    }


def released(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A text that went out, a number of it that has moved since, and another that Yunxi is asked to countersign."""
    desk = make_desk(cast, clock)
    out = make_publication(desk)
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    (move,) = publishing.look_again(publication=out, at=clock.now)
    publishing.set_owner(
        group="项目推进", kind=OwnerKind.UNIT, unit=cast.units.yunxi, valid_from=clock.day, source="办〔2020〕3号",
        actor=cast.zhong, at=clock.now,
    )  # fmt: skip
    asked, text = submitted(desk, make_text(desk)), make_text(desk)
    template = publishing.install_templates(actor=desk.press, at=clock.now)[0].template
    return {
        "piece": [text.code],
        "edition": [text.code, "1"],
        "quoted": [text.code, "1"],
        "template": [template.code],
        "publication": [out.code],
        "published": [out.code, "1"],
        "move": [str(move.pk)],
        "countersign": [str(asked.countersigns.get().pk)],
    }


def called(cast: Cast) -> dict[str, list[str]]:
    """A review meeting of Yunxi's that was announced to the county itself, its line and its seat."""
    code = make_invited(cast.units.yunxi, by=cast.liu).code
    line, seat = AgendaLine.objects.latest("pk"), Seat.objects.latest("pk")
    return {
        "review": [code],
        "agenda": [code, str(line.pk)],
        "seat": [code, str(seat.pk)],
        "decision": [code, "1"],
    }


def assessed(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A group with Yunxi in it, its published result, and a draft of other rules."""
    group = make_group(cast.zhong, clock.now, cast.units.yunxi)
    make_adopted(group, by=cast.zhong, adopts=cast.hong, at=clock.now)
    run = make_run(group, by=cast.zhong, at=clock.now)
    until = clock.day + timedelta(days=7)
    assessment.publish_run(run=run, objections_until=until, actor=cast.zhong, at=clock.now)
    assessment.write_scheme(group=group, text=SCHEME, actor=cast.zhong, at=clock.now)
    return {
        "group": [group.code],
        "member": [str(group.memberships.get().pk)],
        "scheme": [group.code, "2"],
        "run": [group.code, "1"],
        "score": [group.code, "1", "YUNXI"],
    }


def recorded(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """What stands beside the figures of Yunxi: a number and an event to confirm, a round in which its clerk rates, its
    self-assessment, its objection, its place on a list, and a circular about it that is drafted."""
    at, yunxi, scan = clock.now, cast.units.yunxi, (pdf(), "公报.pdf")
    office = make_office(cast, at, kind=GroupKind.CAMPAIGN)
    number = enter(office, yunxi, "50", by=cast.zhong, at=at, evidence=scan)
    event = make_mark_event(office, yunxi, by=cast.liu, at=at, evidence=scan)
    rated = make_round(office, (cast.liu, "bureaus"), by=cast.zhong, at=at)
    call_for(office, by=cast.zhong, at=at)
    run = make_published(office, by=cast.zhong, at=at)
    objection = object_to(run, yunxi, by=cast.liu, at=at, evidence=scan)
    listed = {"member": office.member(yunxi), "colour": Colour.RED, "title": "", "reason": "实绩突出"}
    words = Wording(
        title="通报", text="予以表扬。", issuer="示例市招商服务中心", document="示例招办〔2020〕5号"
    )
    new = NewCitation(kind=CitationKind.PRAISE, year=2020, members=[office.member(yunxi)], wording=words)
    return {
        "input": [str(number.pk)],
        "point": [str(event.pk)],
        "rating": [str(rated.pk)],
        "appraisal": [str(sheet_of(office, yunxi).pk)],
        "objection": [str(objection.pk)],
        "listed": [str(assessment.list_by_hand(**listed, actor=cast.zhong, at=at).pk)],
        "citation": [assessment.draft_citation(new, actor=office.ding, at=at).code],
    }


def aimed(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A target of Yunxi's, and a draft that may be issued, with its document and a sheet."""
    make_plan(cast.zhong, clock, told(cast.units.yunxi, "signed.amount", 60))
    draft = make_draft(cast.zhong, clock, told(cast.units.shiqiao, "signed.amount", 30))
    scan = (documents.keep(pdf(), "计划.pdf", at=clock.now), "计划.pdf")
    said = {"title": draft.title, "document": draft.document, "issued_on": draft.issued_on, "file": scan}
    draft = targets.change_plan(plan=draft, **said, actor=cast.zhong, at=clock.now)
    sheet = make_sheet(draft, by=cast.zhong, at=clock.now)
    return {
        "holding": ["YUNXI"],
        "target": [str(target_of(cast.units.yunxi).pk)],
        "plan": [draft.code],
        "column": [draft.code, "signed.amount"],
        "workbook": [draft.code, str(sheet.pk)],
    }


def sponsored(cast: Cast) -> dict[str, list[str]]:
    """A project of Yunxi's that a leader sees through, with a crew, a node, and an instruction about it."""
    held = make_sponsored(cast.hong.person, by=cast.liu)
    node = make_node(held, "领导调研", "2020-09-01", by=cast.liu)
    scan = (pdf(), "批示.pdf")
    return {
        "sponsorship": [held.code],
        "leaver": [cast.hong.person.code],
        "crew": [str(take_in(held, cast.liu, by=cast.liu).pk)],
        "node": [str(node.pk)],
        "instruction": [make_instruction(held.project, cast.hong.person, by=cast.zhong, scan=scan).code],
    }


def introduced(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """Yunxi's part of the directory, an adviser and a recommendation, and what an agency of the county introduced."""
    mandate = make_mandate(make_agency(by=cast.liu), by=cast.zhong)
    row = make_introduction(by=cast.liu, mandate=mandate)
    said = {"on": clock.day, "amount": Yuan.from_wan(100), "basis": "协议", "kind": StatedKind.LOAN}
    stated = agencies.state_amount(introduction=row, **said, actor=cast.liu, at=clock.now)
    claim = make_claim(row, by=cast.liu)
    new = NewNomination(kind=AdviserKind.ENVOY, name="推荐者", unit=cast.units.yunxi, grounds="乡贤")
    adviser = make_adviser(by=cast.liu, until=clock.day)
    return {
        "association": [make_association(by=cast.liu).code],
        "hometowner": [make_hometowner(by=cast.liu).code],
        "adviser": [adviser.code],
        "letter": [adviser.code, "1"],
        "nomination": [enterprises.nominate(new, actor=cast.liu, at=clock.now).code],
        "agency": [mandate.agency.code],
        "mandate": [str(mandate.pk)],
        "introduction": [row.code],
        "stated": [str(stated.pk)],
        "fee": [row.code, str(claim.pk)],
        "feerule": [mandate.rule.code],
    }


def messaged(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A channel of the county clerk's with a message in it, and a host that was let in."""
    make_mail_server(port=25, by=cast.system_admin)
    channel = make_email(by=cast.liu)
    test = outbox.ask_for_test(channel=channel, actor=cast.liu, at=clock.now)
    said = {"host": "im.example.org", "port": 443, "is_inside": True, "reason": "自建平台"}
    host = outbox.allow_host(**said, actor=cast.system_admin, at=clock.now)
    return {"channel": [str(channel.pk)], "delivery": [str(test.pk)], "host": [str(host.pk)]}


def squad_of_yunxi(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A squad of Yunxi's with the county's clerk as member, a month that is submitted, and the clerk's feed."""
    member = make_member(make_squad(cast.units.yunxi, by=cast.zhong), cast.liu.person, by=cast.liu)
    team, feed, secret = member.unit, *teams.issue_feed(name="手机", unit=None, actor=cast.liu, at=clock.now)
    mark(member, clock.day.replace(month=7), by=cast.liu)
    sheet = teams.submit_month(team, "2020-07", actor=cast.liu, at=clock.now)
    return {
        "team": [team.code],
        "secondment": [str(member.pk)],
        "sheet": [str(sheet.pk)],
        "feed": [str(feed.pk)],
        "ics": [secret],
    }


def noted(cast: Cast) -> dict[str, list[str]]:
    """A firm of Yunxi's with a mark, somebody to ask for, and something that was looked into."""
    firm = make_enterprise(by=cast.liu)
    shown = add_check(firm, by=cast.liu, files=[(pdf(), "公示.pdf")])
    return {
        "firm": [firm.code],
        "mark": [str(add_mark(firm, by=cast.liu).pk)],
        "contact": [str(add_contact(firm, by=cast.liu).pk)],
        "check": [str(shown.pk)],
        "checked": [str(shown.files.get().pk)],
        "met": [firm.code, "1"],
    }


def offered(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """An opportunity of Yunxi's with a picture, a chain with its first link, and a supply."""
    row = make_described(by=cast.liu)
    said = {"content": png(), "name": "厂区.png", "actor": cast.liu, "at": clock.now}
    picture = opportunities.add_photo(opportunity=row, **said)
    chain = make_chain(by=cast.zhong)
    firms = [make_enterprise(by=cast.liu, name=name) for name in ("甲玻璃公司", "乙面板公司")]
    return {
        "opportunity": [row.code],
        "profile": [row.code],
        "site": [str(picture.pk)],
        "chain": [chain.code],
        "link": [str(link_of(chain, "整机").pk)],
        "supply": [str(make_supply(*firms, by=cast.liu).pk)],
    }


def met(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A meeting of Yunxi's with a picture."""
    meeting = make_meeting(by=cast.liu)
    photo = outreach.add_photo(meeting, png(), "现场.png", actor=cast.liu, at=clock.now)
    return {"meeting": [meeting.code], "photo": [str(photo.pk)]}


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


def gone_out(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """A plan of Yunxi's that waits for approval, a visit that was received, and a paper of the visit."""
    outreach.set_approval(unit=cast.units.yunxi, trips=True, visits=False, actor=cast.liu, at=clock.now)
    trip = outreach.plan(new_trip(by=cast.liu), actor=cast.liu, at=clock.now)
    visit = make_visit(by=cast.liu)
    paper = outreach.add_file(thing=visit, content=pdf(), name="方案.pdf", actor=cast.liu, at=clock.now)
    return {"trip": [trip.code], "visit": [visit.code], "material": ["visit", str(paper.pk)]}


def followed(cast: Cast, clock: Clock) -> dict[str, list[str]]:
    """An item of Yunxi's that is to be done, and what shows that another was."""
    done = make_item(by=cast.liu)
    proof = actions.NewProof(pdf(), "回执.pdf")
    actions.finish_item(item=done, result="已寄出", proofs=[proof], actor=cast.liu, at=clock.now)
    return {
        "action": [make_item(by=cast.liu).code],
        "item": [str(ItemProof.objects.get(report__item=done).pk)],
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
        "signing": ["FAIR-2020"],
        "event": [make_event(by=cast.zhong).code],
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
    return Notice.objects.get(account=account, title="已结账")


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
    told |= {name: status for name, status in row.items() if name not in TABLE["groups"]}
    if not {"press", "business", "inside"} & set(row):
        told["press"] = told["leader"]
    return told


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


def signed_in(roles: dict[str, Account | None]) -> dict[str, SimpleCookie]:
    """Sign each role in once; every request then begins with these cookies, whatever the one before did to its own."""
    cookies = {}
    for role, account in roles.items():
        client = Client()
        if account is not None:
            client.force_login(account)
        cookies[role] = client.cookies
    return cookies


def statuses(method: str, sessions: dict[str, SimpleCookie], path: str) -> Row:
    told: Row = {}
    client = Client()
    for role, cookies in sessions.items():
        client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
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
    sessions = signed_in(roles)
    for route in ROUTES:
        path = reverse(f"desk:{route}", args=arguments(route, address))
        expected = expected_of(method, route, roles)
        for role, status in statuses(method, sessions, path).items():
            if status != expected[role]:
                different[f"{route} by {role}"] = (status, expected[role])
    assert not different
