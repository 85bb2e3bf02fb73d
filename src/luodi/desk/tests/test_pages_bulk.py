"""Bulk corrections and rosters in the browser."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import load_workbook

from luodi.desk.tests.makers import make_portfolio, signed_in
from luodi.kernel.money import Yuan
from luodi.outreach import services as outreach
from luodi.outreach.choices import EventForm
from luodi.outreach.services import Listing, NewEvent
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project
from luodi.revising import services as revising
from luodi.revising.models import BulkCorrection
from luodi.revising.tests.makers import correction
from luodi.rosters.models import Roster


@pytest.fixture
def portfolio(cast, clock):
    return make_portfolio(cast, clock)


def asked(client, codes, **said):
    path = "/bulk/new/?" + "&".join([*(f"code={code}" for code in codes), "field=origin"])
    given = {"kind": "CORRECTION", "value": "苏州", "effective_on": "", "reason": "录错了", **said}
    return client.post(path, given)


def test_what_is_chosen_in_the_ledger_comes_to_a_page_of_its_own(cast, portfolio):
    client = signed_in(cast.liu)
    assert "成批修改所选" in client.get("/projects/").content.decode()
    codes = [portfolio.signed.code, portfolio.claimed.code]
    led = client.post("/selected/", {"code": codes, "for": "bulk"})
    assert led.headers["Location"] == "/bulk/new/?" + "&".join(f"code={code}" for code in codes)
    page = client.get(led.headers["Location"]).content.decode()
    assert "可修改 <b>2</b> 个" in page


def test_a_filter_chooses_everything_that_it_leaves(cast, portfolio):
    page = signed_in(cast.zhong).get("/bulk/new/?tab=signed").content.decode()
    assert "可修改 <b>1</b> 个" in page


def test_a_preview_shows_the_figures_that_would_move_and_moves_none(cast, portfolio):
    client = signed_in(cast.liu)
    sent = asked(client, [portfolio.signed.code])
    made = BulkCorrection.objects.get()
    assert sent.headers["Location"] == f"/bulk/{made.code}/"
    page = client.get(f"/bulk/{made.code}/").content.decode()
    assert "会变的数" in page
    assert "签约项目" in page
    assert Project.objects.get(pk=portfolio.signed.pk).origin == "440300"


def test_verified_ones_wait_for_a_reviewer_and_are_undone_as_one(cast, clock, portfolio):
    client = signed_in(cast.liu)
    asked(client, [portfolio.signed.code, portfolio.claimed.code])
    made = BulkCorrection.objects.get()
    client.post(f"/bulk/{made.code}/submit/")
    made.refresh_from_db()
    assert made.state == "WAITING"
    assert client.get(f"/bulk/{made.code}/decide/").status_code == 403
    said = {"decision": "approve", "comment": ""}
    signed_in(cast.qin).post(f"/bulk/{made.code}/decide/", said)
    assert {one.origin for one in Project.objects.filter(unit=cast.liu.unit)} == {"320500"}
    signed_in(cast.zhong).post(f"/bulk/{made.code}/undo/", {"reason": "看错了表"})
    assert {one.origin for one in Project.objects.filter(unit=cast.liu.unit)} == {"440300"}


def test_a_bulk_correction_of_others_is_not_found(cast, portfolio):
    asked(signed_in(cast.liu), [portfolio.claimed.code])
    made = BulkCorrection.objects.get()
    assert signed_in(cast.wu).get(f"/bulk/{made.code}/").status_code == 404
    assert made.code not in signed_in(cast.wu).get("/bulk/").content.decode()


def test_others_projects_are_left_out_of_what_is_chosen(cast, portfolio):
    shared = make_project(by=cast.wu, name="石桥在云溪的项目")
    page = signed_in(cast.liu).get(f"/bulk/new/?code={shared.code}&code={portfolio.claimed.code}")
    assert "可修改 <b>1</b> 个" in page.content.decode()


def test_more_than_one_act_should_hold_is_refused(cast):
    path = "/bulk/new/?" + "&".join(f"code=P2020-{n:04d}" for n in range(501))
    assert "最多修改 500 个" in signed_in(cast.zhong).get(path).content.decode()


def test_a_roster_is_made_entered_looked_at_on_a_day_and_taken_out(cast, portfolio):
    centre = signed_in(cast.zhong)
    centre.post("/rosters/new/", {"name": "2020年市重点项目", "kind": "KEY_PROJECT", "year": "2020"})
    roster = Roster.objects.get()
    codes = f"{portfolio.signed.code}，{portfolio.started.code}"
    centre.post(f"/rosters/{roster.code}/enter/", {"codes": codes, "entered_on": "2020-07-10"})
    centre.post(
        f"/rosters/{roster.code}/leave/",
        {"codes": portfolio.started.code, "left_on": "2020-08-01", "reason": "调整"},
    )
    then = centre.get(f"/rosters/{roster.code}/?on=2020-07-31").content.decode()
    now = centre.get(f"/rosters/{roster.code}/").content.decode()
    assert '<b class="ink">2</b> 个项目' in then
    assert '<b class="ink">1</b> 个项目' in now
    assert portfolio.started.name not in signed_in(cast.liu).get(f"/rosters/{roster.code}/").content.decode()
    answer = centre.get(f"/rosters/{roster.code}/?format=xlsx")
    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[2][1] == portfolio.signed.name


def test_an_unknown_project_is_named(cast):
    centre = signed_in(cast.zhong)
    centre.post("/rosters/new/", {"name": "名单", "kind": "OTHER"})
    said = {"codes": "P2020-9999", "entered_on": "2020-08-01"}
    answer = centre.post(f"/rosters/{Roster.objects.get().code}/enter/", said)
    assert "没有编号为 P2020-9999 的项目" in answer.content.decode()


def test_what_an_events_list_says_of_a_project_is_among_the_figures_that_would_move(cast, clock, units):
    project = make_project(by=cast.liu)
    event = outreach.hold_event(
        NewEvent(
            code="A1", name="推介会", form=EventForm.CEREMONY, unit=units.centre, place="示例市",
            held_from=date(2020, 7, 20), held_to=date(2020, 7, 20),
        ),
        actor=cast.zhong,
        at=clock.now,
    )  # fmt: skip
    listing = Listing(project=project, amount=project.total, listed_on=event.held_from)
    outreach.list_at_ceremony(event, [listing], actor=cast.zhong, at=clock.now)
    wanted = correction([project], Field.TOTAL, Yuan.from_yi("3"))
    told = revising.effects_of(wanted, actor=cast.liu, at=clock.now, today=clock.day)
    moved = {move.now.code: (move.now.text, move.after.text) for move in told.moves if not move.part}
    assert moved["ceremony.amount"] == ("1.20", "3.00")


def test_a_clerk_is_not_offered_to_hand_projects_over_in_bulk(cast, portfolio):
    path = f"/bulk/new/?code={portfolio.signed.code}"
    assert 'value="unit"' in signed_in(cast.zhong).get(path).content.decode()
    assert 'value="unit"' not in signed_in(cast.liu).get(path).content.decode()
