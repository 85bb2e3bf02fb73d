"""Units are told of yearly reports and of mandates that run out: once before, once after."""

from datetime import date

from django.core.management import call_command

from luodi.agencies import services
from luodi.agencies.choices import AgencyKind
from luodi.agencies.rules import Deadline
from luodi.agencies.tests.makers import make_agency, make_mandate
from luodi.enterprises import services as enterprises
from luodi.enterprises.tests.makers import make_adviser
from luodi.notices.models import Notice


def told(account):
    return list(Notice.objects.filter(account=account).order_by("id").values_list("title", flat=True))


def set_deadline(month, day, *, by, at):
    services.set_deadline(Deadline(month, day, "示例文件"), first_year=2019, actor=by, at=at)


def test_a_report_is_reminded_of_before_its_day_and_after_it_once_each(city, zhong, liu, clock):
    agency = make_agency(by=zhong, unit=liu.unit)
    mandate = make_mandate(agency, by=zhong, signed_on=date(2019, 1, 1), since=date(2019, 1, 1))
    set_deadline(12, 31, by=zhong, at=clock.now)
    assert services.remind_agencies(city, at=clock.now) == []
    near = clock.day.month, clock.day.day
    set_deadline(*near, by=zhong, at=clock.now)
    for _ in range(2):
        services.remind_agencies(city, at=clock.now)
    clock.advance(days=3)
    for _ in range(2):
        services.remind_agencies(city, at=clock.now)
    assert [("完成 2019 年度报备" in one, "超期 3 天" in one) for one in told(liu)] == [
        (True, False), (False, True),
    ]  # fmt: skip
    said = {"agency": agency, "year": 2019, "text": "无", "actor": liu, "at": clock.now}
    services.file_report(filed_on=clock.day, **said)
    clock.advance(days=30)
    assert services.remind_agencies(city, at=clock.now) == []
    assert mandate.until is None


def test_a_mandate_and_an_advisers_term_are_told_before_they_end(city, zhong, liu, clock, capsys):
    agency = make_agency(by=zhong, unit=liu.unit)
    make_mandate(agency, by=zhong, until=date(2020, 8, 20))
    make_adviser(by=liu, until=date(2020, 9, 1))
    make_adviser(by=liu, name="另一顾问", until=date(2021, 9, 1))
    call_command("remind_terms", city=city.code)
    call_command("remind_terms")
    assert sorted(one[:8] for one in told(liu)) == ["与示例投资咨询的", "招商顾问示例顾问"]
    assert "提醒 0 项" in capsys.readouterr().out
    clock.advance(days=40)
    assert len(enterprises.remind_advisers(city, at=clock.now)) == 1


def test_an_agency_is_what_a_lead_came_from_and_a_person_stands_there_by_code(zhong, clock):
    firm = make_agency(by=zhong, name="甲咨询", phone="13700000001")
    person = make_agency(by=zhong, name="王示例", kind=AgencyKind.PERSON, phone="13700000002")
    assert (services.subject_of(firm).label, services.subject_of(person).label) == ("甲咨询", "")
    said = services.NewAgency(kind=AgencyKind.FIRM, name="乙咨询", unit=zhong.unit, phone="13700000001")
    services.change_agency(agency=firm, new=said, actor=zhong, at=clock.now)
    assert services.subject_of(firm).label == "乙咨询"
