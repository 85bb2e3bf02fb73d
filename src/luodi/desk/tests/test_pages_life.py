"""The life of a project as a clerk and a reviewer work with it: details, money, milestones, status."""

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from luodi.audit.models import AuditRecord
from luodi.desk.tests.makers import Portfolio, make_portfolio, signed_in
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Cast, Clock
from luodi.projects import details, milestones
from luodi.projects.choices import Field
from luodi.projects.models import Funds, MilestoneKind, Project, StatusDetail

FUNDS = {
    "occurred_on": "2020-07-20", "amount": "500", "currency": "CNY", "proof": "BANK", "capital": "DOMESTIC", "note": "",
}  # fmt: skip


@pytest.fixture
def portfolio(cast: Cast, clock: Clock) -> Portfolio:
    return make_portfolio(cast, clock)


def page(account: Account, address: str, status: int = 200) -> str:
    answer = signed_in(account).get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def send(account: Account, address: str, **typed: Any) -> HttpResponse:
    return signed_in(account).post(address, typed)


def of(project: Project) -> tuple[str, Project]:
    fresh = Project.objects.get(pk=project.pk)
    return f"/projects/{fresh.code}", fresh


def pay(account: Account, project: Project, **typed: Any) -> HttpResponse:
    at, fresh = of(project)
    return send(account, f"{at}/money/funds/", version=fresh.version, **{**FUNDS, **typed})


def test_the_page_says_beforehand_what_the_next_stage_takes_and_why(
    liu: Account, portfolio: Portfolio
) -> None:
    at, project = of(portfolio.claimed)
    Project.objects.filter(pk=project.pk).update(investor_name="")
    said = page(liu, f"{at}/")
    assert "还缺" in said
    assert "认定签约须有合同的投资方" in said
    assert "要件表第 1 版" in said


def test_every_tab_is_reached_from_every_other(liu: Account, portfolio: Portfolio) -> None:
    at, _ = of(portfolio.signed)
    for tab in ("", "money/", "milestones/", "history/"):
        said = page(liu, f"{at}/{tab}")
        assert all(f'href="{at}/{other}"' in said for other in ("", "money/", "milestones/", "history/"))
        assert f'href="{at}/{tab}" aria-current="page"' in said


def test_details_are_typed_group_by_group_and_shown(liu: Account, portfolio: Portfolio) -> None:
    at, project = of(portfolio.signed)
    form = page(liu, f"{at}/details/")
    assert all(f"<legend>{title}</legend>" in form for title in ("身份", "分类", "用地与进度", "文字"))
    typed = {
        "fixed": "0.8亿元",
        "jobs": "120",
        "leading": "yes",
        "land_kind": "SUPPLIED",
        "phone": "13800001234",
    }
    done = send(liu, f"{at}/details/", version=project.version, planned_start="2020年9月", **typed)
    assert done.status_code == 302
    said = page(liu, f"{at}/")
    assert all(text in said for text in ("8000万元", "2020年9月", "供地", "138****1234"))
    assert "13800001234" not in said
    assert "13800001234" not in page(liu, f"{at}/details/")


def test_a_part_above_the_total_is_marked_at_its_field(liu: Account, portfolio: Portfolio) -> None:
    at, project = of(portfolio.signed)
    refused = send(liu, f"{at}/details/", version=project.version, fixed="99亿元")
    assert refused.status_code == 422
    assert "不能超过总投资" in refused.content.decode()


def test_an_empty_phone_stays_and_a_dash_takes_it_away(liu: Account, portfolio: Portfolio) -> None:
    at, project = of(portfolio.signed)
    for typed, kept in (({"phone": "13800001234"}, "13800001234"), ({"remark": "x"}, "13800001234")):
        send(liu, f"{at}/details/", version=of(project)[1].version, **typed)
        assert details.value_of(of(project)[1], Field.PHONE) == kept
    send(liu, f"{at}/details/", version=of(project)[1].version, phone="-")
    assert details.value_of(of(project)[1], Field.PHONE) == ""


def test_seeing_the_whole_number_is_on_record(liu: Account, hong: Account, portfolio: Portfolio) -> None:
    at, project = of(portfolio.signed)
    send(liu, f"{at}/details/", version=project.version, phone="13800001234")
    shown = send(hong, f"{at}/phone/")
    assert "13800001234" in shown.content.decode()
    seen = AuditRecord.objects.get(act="查看联系电话")
    assert (seen.target_code, seen.actor_name) == (project.code, hong.display_name)


def test_funds_are_recorded_once_verified_and_stand_beside_the_claim(
    liu: Account, qin: Account, portfolio: Portfolio
) -> None:
    at, project = of(portfolio.signed)
    once = "0" * 32
    for _ in range(2):
        assert pay(liu, project, once=once).status_code == 302
    assert Funds.objects.count() == 1
    said = page(liu, f"{at}/money/")
    assert "银行回单" in said
    assert "到位内资" in said
    entry = Fact.objects.get(kind=FactKind.PROJECT_FUNDS)
    choices = page(qin, f"{at}/reject/")
    assert f"project.funds#{entry.ordinal}" in choices
    rejected = send(
        qin,
        f"{at}/reject/",
        version=of(project)[1].version,
        kind=f"project.funds#{entry.ordinal}",
        reason="回单户名不符",
    )
    assert rejected.status_code == 302
    assert "回单户名不符" in page(liu, f"{at}/")


def test_foreign_funds_without_a_rate_are_refused_at_the_rate(liu: Account, portfolio: Portfolio) -> None:
    refused = pay(liu, portfolio.signed, currency="USD", capital="FOREIGN")
    assert refused.status_code == 422
    assert "外币须写明汇率" in refused.content.decode()
    rate = {"rate": "6.9", "rate_on": "2020-07-20", "rate_source": "外汇交易中心中间价"}
    assert pay(liu, portfolio.signed, currency="USD", capital="FOREIGN", **rate).status_code == 302
    said = page(liu, f"{of(portfolio.signed)[0]}/money/")
    assert "USD 500万" in said
    assert "3450" in said


def test_more_funds_than_the_total_are_pointed_out(liu: Account, portfolio: Portfolio) -> None:
    pay(liu, portfolio.signed, amount="1.3亿元")
    assert "已超过总投资 1000 万元" in page(liu, f"{of(portfolio.signed)[0]}/money/")


def test_the_sums_on_the_page_open_to_the_entries(liu: Account, zhong: Account, portfolio: Portfolio) -> None:
    at, project = of(portfolio.signed)
    pay(liu, project, amount="500")
    pay(liu, project, amount="300", occurred_on="2020-08-01")
    links = [
        unescape(href) for href in re.findall(r'href="(/figures/open/[^"]+)"', page(liu, f"{at}/money/"))
    ]
    in_all = next(href for href in links if "from=1990-01-01" in href and "standing=CLAIMED" in href)
    opened = page(zhong, in_all)
    assert "0.08" in opened
    assert opened.count(project.code) >= 2


def test_another_countys_project_is_no_scope(wu: Account, portfolio: Portfolio) -> None:
    for code in (portfolio.signed.code, "P1999-0001"):
        page(wu, f"/figures/open/?code=funds.amount&scope=project:{code}", 404)


def test_an_increase_raises_the_total_on_the_page(liu: Account, portfolio: Portfolio) -> None:
    at, project = of(portfolio.signed)
    typed = {"occurred_on": "2020-07-25", "amount": "0.3亿元", "currency": "CNY", "version": project.version}
    assert send(liu, f"{at}/money/increase/", **typed).status_code == 302
    assert "<b>1.50</b>" in page(liu, f"{at}/")
    assert "增资" in page(liu, f"{at}/money/")


def test_a_step_is_planned_recorded_and_corrected_on_the_page(liu: Account, portfolio: Portfolio) -> None:
    at, project = of(portfolio.signed)
    step = f"{at}/milestones/PERMIT/"
    assert send(liu, step, version=project.version, planned="2020-07-15").status_code == 302
    assert "逾期" in page(liu, f"{at}/milestones/")
    assert "应于 2020-07-15 完成，逾期" in page(liu, f"{at}/")
    done = send(liu, step, version=of(project)[1].version, occurred_on="2020-07-30")
    assert done.status_code == 302
    fact = Fact.objects.get(kind=FactKind.PROJECT_MILESTONE)
    record = f"{at}/records/{fact.ordinal}/"
    assert record in page(liu, f"{at}/milestones/")
    typed = {"version": of(project)[1].version, "occurred_on": "2020-07-29", "reason": "证书日期"}
    assert send(liu, record, **typed).status_code == 302
    assert "2020-07-29" in page(liu, f"{at}/milestones/")
    page(liu, f"{at}/milestones/PARADE/", 404)
    page(liu, f"{at}/records/1/", 404)


def test_the_centre_adds_a_step_to_the_checklist(zhong: Account, liu: Account, portfolio: Portfolio) -> None:
    assert "施工许可" in page(zhong, "/milestones/")
    typed = {"code": "DRAINAGE", "name": "排水许可", "position": "75", "applies": "BUILDING"}
    assert send(zhong, "/milestones/new/", **typed).status_code == 302
    assert "排水许可" in page(liu, f"{of(portfolio.signed)[0]}/milestones/")
    typed = {"name": "排水", "position": "75", "applies": "BUILDING", "is_used": ""}
    assert send(zhong, "/milestones/DRAINAGE/", **typed).status_code == 302
    assert not MilestoneKind.objects.get(code="DRAINAGE").is_used
    assert len(milestones.checklist(zhong.city_id)) == 10
    page(zhong, "/milestones/PARADE/", 404)


def test_an_end_is_told_with_its_reason_and_where_the_investor_went(
    liu: Account, portfolio: Portfolio
) -> None:
    at, project = of(portfolio.signed)
    typed = {"version": project.version, "status": "WITHDRAWN", "since": "2020-08-01", "reason": "地价谈不拢"}
    assert "请选择原因类别" in send(liu, f"{at}/status/", **typed).content.decode()
    typed |= {"reason_kind": "LAND", "went_to": "邻市", "went_because": "有现成厂房"}
    assert send(liu, f"{at}/status/", **typed).status_code == 302
    assert StatusDetail.objects.get().went_to == "邻市"
    assert "土地原因，转投邻市，有现成厂房" in page(liu, f"{at}/")


def test_a_correction_of_verified_funds_is_decided_by_a_reviewer(
    liu: Account, qin: Account, portfolio: Portfolio, clock: Clock
) -> None:
    at, project = of(portfolio.signed)
    pay(liu, project)
    verified = send(
        qin, f"{at}/verify/", version=of(project)[1].version, kind="project.funds", lacked_reason="已当面核对"
    )
    assert verified.status_code == 302
    entry = Funds.objects.get()
    typed = {**FUNDS, "amount": "400", "reason": "回单看错", "version": of(project)[1].version}
    assert send(liu, f"{at}/records/{entry.ordinal}/", **typed).status_code == 302
    pending = Project.objects.get(pk=project.pk).pending_corrections.get()
    shown = page(qin, f"/corrections/{pending.pk}/")
    assert "400万元" in shown
    assert send(qin, f"/corrections/{pending.pk}/", decision="accept", comment="").status_code == 302
    assert Fact.objects.live().get(ordinal=entry.ordinal).amount == 400_000_000
