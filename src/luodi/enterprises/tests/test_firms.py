"""What is known of a firm: names, marks, people, due diligence, and its way into and out of the statistics."""

from datetime import date
from typing import Any

import pytest

from luodi.audit.models import AuditRecord
from luodi.documents.kinds import FileRefused
from luodi.documents.tests.makers import pdf
from luodi.enterprises import selectors, services
from luodi.enterprises.choices import CheckItem, MarkKind, Outcome
from luodi.enterprises.models import Contact, DueCheck, Enterprise, Mark
from luodi.enterprises.services import AboveScale, Corrected, EnterpriseRefused, NewContact, NewEnterprise
from luodi.enterprises.tests.makers import add_check, add_contact, add_mark, credit_code, make_enterprise
from luodi.kernel.codes import CreditCodeRefused
from luodi.kernel.dates import VagueDate
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Clock


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def corrected(firm: Enterprise, **changes: Any) -> Corrected:
    held = {
        name: getattr(firm, name) for name in ("name", "credit_code", "origin", "industry", "group", "parent")
    }
    return Corrected(**{**held, **changes})


def correct(
    firm: Enterprise, *, by: Account, at: Any, always_wrong: bool = True, **changes: Any
) -> Enterprise:
    return services.correct_enterprise(
        enterprise=firm,
        corrected=corrected(firm, **changes),
        reason="核对营业执照",
        always_wrong=always_wrong,
        actor=by,
        at=at,
    )


def enters(firm: Enterprise, *, by: Account, at: Any, on: date) -> Enterprise:
    command = AboveScale(enterprise=firm, unit=by.unit, occurred_on=VagueDate.day(on))
    return services.enter_above_scale([command], actor=by, at=at)[0]


def leaves(firm: Enterprise, *, by: Account, at: Any, on: date) -> Enterprise:
    return services.leave_above_scale(
        enterprise=firm, unit=by.unit, on=on, reason="营收下滑", actor=by, at=at
    )


def names_on(liu: Account, day: date) -> list[str]:
    return [one.firm.name for one in selectors.in_force(reach_of(liu), FactKind.ABOVE_SCALE_STATE, day)]


def found(liu: Account, text: str) -> list[str]:
    rows = Enterprise.objects.visible_to(reach_of(liu)).matching(liu.city_id, text)
    return [one.code for one in rows]


def test_a_firm_that_was_renamed_is_found_under_both_names(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu, name="云溪老字号电子厂")
    firm = services.rename_enterprise(
        enterprise=firm, name="云溪新芯科技有限公司", on=date(2020, 6, 1), actor=liu, at=clock.now
    )
    assert found(liu, "老字号") == found(liu, "新芯") == [firm.code]
    assert [str(one) for one in firm.former_names.all()] == ["云溪老字号电子厂"]
    assert firm.subject.label == "云溪老字号电子厂"
    firm.subject.refresh_from_db()
    assert firm.subject.label == "云溪新芯科技有限公司"


def test_a_name_is_noted_once(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    said = {"enterprise": firm, "name": "旧名公司", "until": None, "actor": liu, "at": clock.now}
    services.add_former_name(**said)
    with pytest.raises(EnterpriseRefused, match="曾用名“旧名公司”已经登记"):
        services.add_former_name(**said)
    with pytest.raises(EnterpriseRefused, match="不能晚于今天"):
        services.add_former_name(**{**said, "name": "又一名", "until": date(2030, 1, 1)})


def test_a_correction_of_the_origin_goes_through_to_the_facts(liu: Account, clock: Clock) -> None:
    firm = enters(make_enterprise(by=liu), by=liu, at=clock.now, on=date(2020, 7, 1))
    correct(firm, by=liu, at=clock.now, origin="320500")
    live = Fact.objects.live().filter(subject_id=firm.subject_id)
    assert set(live.values_list("origin", flat=True)) == {"320500"}


def test_a_move_of_the_firm_leaves_earlier_facts_alone(liu: Account, clock: Clock) -> None:
    firm = enters(make_enterprise(by=liu), by=liu, at=clock.now, on=date(2020, 7, 1))
    correct(firm, by=liu, at=clock.now, always_wrong=False, origin="320500")
    live = Fact.objects.live().filter(subject_id=firm.subject_id)
    assert set(live.values_list("origin", flat=True)) == {"440300"}


def test_what_was_verified_is_corrected_by_the_centre_and_waits_again(
    liu: Account, zhong: Account, qin: Account, clock: Clock
) -> None:
    firm = enters(make_enterprise(by=liu), by=liu, at=clock.now, on=date(2020, 7, 1))
    services.verify_enterprises([firm], actor=qin, at=clock.now)
    firm.refresh_from_db()
    with pytest.raises(NotAllowed, match="只有服务中心可以更正"):
        correct(firm, by=liu, at=clock.now, industry="C38")
    correct(firm, by=zhong, at=clock.now, industry="C38")
    live = Fact.objects.live().filter(subject_id=firm.subject_id)
    assert set(live.values_list("industry", "standing")) == {("C38", Standing.CLAIMED)}


def test_another_units_firm_is_not_corrected(liu: Account, wu: Account, clock: Clock) -> None:
    with pytest.raises(NotAllowed, match="登记这家企业的单位"):
        correct(make_enterprise(by=liu), by=wu, at=clock.now, group="示例集团")


def test_a_correction_says_which_digit_is_wrong_and_who_has_the_code(liu: Account, clock: Clock) -> None:
    make_enterprise(by=liu, name="先登记的公司", credit_code=credit_code(1))
    firm = make_enterprise(by=liu, credit_code=credit_code(2))
    wrong = credit_code(3)[:-1] + ("0" if credit_code(3)[-1] != "0" else "1")
    with pytest.raises(CreditCodeRefused, match="校验位不对") as refused:
        correct(firm, by=liu, at=clock.now, credit_code=wrong)
    assert refused.value.field == "credit_code"
    with pytest.raises(EnterpriseRefused, match="已登记为“先登记的公司”"):
        correct(firm, by=liu, at=clock.now, credit_code=credit_code(1))


def test_two_who_correct_at_once_see_each_other(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    correct(firm, by=liu, at=clock.now, group="示例集团")
    with pytest.raises(EditedMeanwhile, match="所属集团"):
        services.correct_enterprise(
            enterprise=firm, corrected=corrected(firm, group="另一集团"), reason="核对", actor=liu, at=clock.now,
            expected_version=0,
        )  # fmt: skip


def test_a_firm_is_not_above_itself(liu: Account, clock: Clock) -> None:
    mother = make_enterprise(by=liu, name="母公司")
    child = make_enterprise(by=liu, name="子公司", parent=mother)
    with pytest.raises(EnterpriseRefused, match="不能是它自己，也不能是它的下属企业"):
        correct(mother, by=liu, at=clock.now, parent=child)
    assert selectors.group_of(mother, 10) == [child]


def test_one_form_enters_one_firm_however_often_it_is_sent(liu: Account, clock: Clock) -> None:
    new = NewEnterprise(name="一次登记公司")
    said = {"business": "光学镜片", "actor": liu, "at": clock.now, "once": "a" * 32}
    first, is_new = services.enter_once(new, **said)
    again, is_new_again = services.enter_once(new, **said)
    assert (is_new, is_new_again, first.pk, first.profile.business) == (True, False, again.pk, "光学镜片")


def test_a_mark_holds_from_a_day_to_a_day(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    mark = add_mark(firm, by=liu, since=date(2018, 1, 1))
    services.end_mark(mark=mark, until=date(2019, 12, 31), reason="未通过复审", actor=liu, at=clock.now)
    assert [bool(Mark.objects.on(day)) for day in (date(2019, 12, 31), date(2020, 1, 1))] == [True, False]
    add_mark(firm, by=liu, since=date(2020, 1, 1))
    with pytest.raises(EnterpriseRefused, match="“高新技术企业”在2020-01-01 至 今已经登记"):
        add_mark(firm, by=liu, since=date(2020, 6, 1))


@pytest.mark.parametrize(
    ("particulars", "said"),
    [
        ({"source": " "}, "请填写依据"),
        ({"since": date(2030, 1, 1)}, "不能晚于今天"),
        ({"until": date(2018, 1, 1)}, "不能早于开始日期"),
    ],
)
def test_a_mark_that_cannot_be_is_refused(liu: Account, particulars: dict[str, Any], said: str) -> None:
    with pytest.raises(EnterpriseRefused, match=said):
        add_mark(make_enterprise(by=liu), by=liu, **particulars)


def test_a_mark_that_was_never_true_is_taken_back(liu: Account, clock: Clock) -> None:
    mark = add_mark(make_enterprise(by=liu), by=liu, kind=MarkKind.LISTED)
    services.take_mark_back(mark=mark, reason="同名企业", actor=liu, at=clock.now)
    assert not Mark.objects.on(clock.day)
    with pytest.raises(EnterpriseRefused, match="已经撤销"):
        services.take_mark_back(mark=mark, reason="再撤", actor=liu, at=clock.now)


def test_a_number_is_seen_by_who_keeps_in_touch_and_the_centre_on_record(
    liu: Account, wu: Account, zhong: Account, hong: Account, qin: Account, clock: Clock
) -> None:
    contact = add_contact(make_enterprise(by=wu), by=liu)
    for seer in (liu, zhong):
        assert services.show_contact_phone(contact=contact, actor=seer, at=clock.now) == "13800001234"
    for other in (wu, hong, qin):
        with pytest.raises(NotAllowed, match="只有云溪县和服务中心可以查看全号"):
            services.show_contact_phone(contact=contact, actor=other, at=clock.now)
    assert AuditRecord.objects.filter(act="查看联系电话").count() == 2
    assert not AuditRecord.objects.filter(changes__icontains="13800001234").exists()


def test_one_of_a_firms_people_is_the_one_to_ask(liu: Account, clock: Clock) -> None:
    firm = make_enterprise(by=liu)
    first = add_contact(firm, by=liu, is_main=True)
    second = add_contact(firm, by=liu, name="李示例", phone="", is_main=True)
    assert list(Contact.objects.filter(is_main=True)) == [second]
    with pytest.raises(EnterpriseRefused, match="“汪示例”已经登记"):
        add_contact(firm, by=liu)
    gone = services.let_contact_go(contact=first, on=date(2020, 8, 1), reason="", actor=liu, at=clock.now)
    with pytest.raises(EnterpriseRefused, match="已于 2020-08-01 离任"):
        services.let_contact_go(contact=gone, on=date(2020, 8, 1), reason="", actor=liu, at=clock.now)


def test_a_contact_is_kept_by_its_unit(liu: Account, wu: Account, clock: Clock) -> None:
    contact = add_contact(make_enterprise(by=liu), by=liu)
    with pytest.raises(NotAllowed):
        services.change_contact(
            contact=contact, new=NewContact(name="换人", unit=wu.unit), actor=wu, at=clock.now
        )


def test_the_sheet_says_what_was_looked_into_and_what_was_not(
    liu: Account, zhong: Account, clock: Clock
) -> None:
    firm = make_enterprise(by=liu)
    add_check(firm, by=liu, checked_on=date(2020, 6, 1))
    last = add_check(firm, by=liu, outcome=Outcome.RISK, finding="新增被执行信息")
    lines = {line.item: line for line in selectors.due_sheet(firm)}
    assert (lines[CheckItem.CREDIT].last, len(lines[CheckItem.CREDIT].earlier)) == (last, 1)
    assert lines[CheckItem.SITE].last is None
    services.withdraw_check(check=last, reason="查错了企业", actor=zhong, at=clock.now)
    lines = {line.item: line for line in selectors.due_sheet(firm)}
    assert lines[CheckItem.CREDIT].last is not None
    assert lines[CheckItem.CREDIT].last.outcome == Outcome.CLEAR
    assert [one.withdrawn for one in lines[CheckItem.CREDIT].earlier] == ["查错了企业"]


def test_a_program_named_as_a_picture_is_refused_and_nothing_is_noted(liu: Account) -> None:
    with pytest.raises(FileRefused):
        add_check(
            make_enterprise(by=liu), by=liu, files=[(pdf(), "公示.pdf"), (b"MZ\x90\x00" * 40, "照片.jpg")]
        )
    assert not DueCheck.objects.exists()


def test_a_check_of_tomorrow_is_refused(liu: Account) -> None:
    with pytest.raises(EnterpriseRefused, match="不能晚于今天"):
        add_check(make_enterprise(by=liu), by=liu, checked_on=date(2030, 1, 1))


def test_the_list_of_any_day_knows_who_came_and_who_left(liu: Account, clock: Clock) -> None:
    firm = enters(make_enterprise(by=liu), by=liu, at=clock.now, on=date(2020, 3, 1))
    firm = leaves(firm, by=liu, at=clock.now, on=date(2020, 6, 1))
    assert not firm.is_above_scale
    days = (date(2020, 2, 29), date(2020, 3, 1), date(2020, 5, 31), date(2020, 6, 1))
    assert [bool(names_on(liu, day)) for day in days] == [False, True, True, False]
    firm = enters(firm, by=liu, at=clock.now, on=date(2020, 7, 1))
    assert names_on(liu, date(2020, 7, 1)) == [firm.name]
    assert Fact.objects.live().filter(kind=FactKind.ABOVE_SCALE_ENTERED).count() == 1
    moved = selectors.moves(reach_of(liu), FactKind.ABOVE_SCALE_STATE, date(2020, 1, 1), date(2020, 12, 31))
    assert [one.label for one in moved] == ["在规", "退规", "在规"]


def test_nobody_leaves_before_they_came(liu: Account, clock: Clock) -> None:
    firm = enters(make_enterprise(by=liu), by=liu, at=clock.now, on=date(2020, 3, 1))
    with pytest.raises(EnterpriseRefused, match="不能早于进规日期"):
        leaves(firm, by=liu, at=clock.now, on=date(2020, 2, 1))
    with pytest.raises(EnterpriseRefused, match="不在规上工业企业名单"):
        leaves(make_enterprise(by=liu, name="另一家"), by=liu, at=clock.now, on=date(2020, 3, 1))


def test_a_rejected_exit_keeps_the_firm_in(liu: Account, qin: Account, clock: Clock) -> None:
    firm = enters(make_enterprise(by=liu), by=liu, at=clock.now, on=date(2020, 3, 1))
    services.verify_enterprises([firm], actor=qin, at=clock.now)
    firm = leaves(firm, by=liu, at=clock.now, on=date(2020, 6, 1))
    firm = services.reject_enterprise(
        enterprise=firm, kind=FactKind.ABOVE_SCALE_STATE, reason="仍在规", actor=qin, at=clock.now
    )
    assert (firm.is_above_scale, firm.above_scale_on) == (True, date(2020, 3, 1))
    assert names_on(liu, date(2020, 7, 1)) == [firm.name]
