"""The directory: entered once, corrected with care, its telephones shown on record."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.directory import services
from luodi.directory.choices import AssociationKind
from luodi.directory.models import Association, Hometowner
from luodi.directory.services import DirectoryRefused, NewAssociation, NewHometowner
from luodi.directory.tests.makers import make_association, make_hometowner
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed, reach_of


def values(**said):
    return {"name": "深圳市示例商会", "kind": AssociationKind.CHAMBER, "place": "440300", **said}


def test_a_chamber_stands_once_per_city(liu, wu, clock):
    one = make_association(by=liu)
    with pytest.raises(DirectoryRefused, match="已在名录中，编号 DA2020-0001"):
        make_association(by=wu)
    make_association(by=wu, place="310000")
    assert one.code == "DA2020-0001"


def test_what_is_sent_twice_is_entered_once(liu, clock):
    new = NewAssociation(**values(unit=liu.unit))
    sent = [services.add_association(new, actor=liu, at=clock.now, once="c" * 32) for _ in range(2)]
    assert sent[0].pk == sent[1].pk
    person = NewHometowner(name="某人", place="440300", unit=liu.unit)
    both = [services.add_hometowner(person, actor=liu, at=clock.now, once="d" * 32) for _ in range(2)]
    assert both[0].pk == both[1].pk


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "请填写名称"),
        ({"place": ""}, "请填写所在地"),
        ({"place": "999999"}, "999999"),
        ({"members": -1}, "会员企业数"),
        ({"station_since": date(2020, 12, 1)}, "挂牌日期不能晚于今天"),
    ],
)
def test_what_cannot_be_is_refused(liu, clock, wrong, said):
    with pytest.raises(Exception, match=said):
        make_association(by=liu, **wrong)


def test_an_entry_is_changed_by_its_unit_and_the_second_editor_is_told(liu, wu, clock):
    row = make_association(by=liu)
    new = NewAssociation(**values(unit=liu.unit, members=120, phone="13811112222"))
    said = {"association": row, "new": new, "at": clock.now, "expected_version": 0}
    with pytest.raises(NotAllowed):
        services.change_association(actor=wu, **said)
    changed = services.change_association(actor=liu, **said)
    assert (changed.members, changed.version) == (120, 1)
    with pytest.raises(EditedMeanwhile, match="会员企业数"):
        services.change_association(actor=liu, **said)
    assert "13811112222" not in str(list(AuditRecord.objects.values_list("changes", flat=True)))


def test_an_entrepreneur_belongs_to_a_chamber_and_is_found_by_the_initials(liu, clock):
    row = make_hometowner(by=liu, association=make_association(by=liu))
    assert row.association is not None
    assert "slxx" in row.search_text
    with pytest.raises(DirectoryRefused, match="已在名录中"):
        make_hometowner(by=liu)


def test_a_talk_is_kept_and_lies_not_in_the_future(liu, wu, clock):
    row = make_hometowner(by=liu)
    services.log_talk(row=row, on=clock.day, who="吴", text="愿意返乡考察", actor=wu, at=clock.now)
    with pytest.raises(DirectoryRefused, match="不能晚于今天"):
        services.log_talk(row=row, on=date(2020, 8, 4), who="吴", text="再谈", actor=wu, at=clock.now)
    assert row.liaisons.count() == 1


def test_a_telephone_is_shown_to_whom_it_may_be_and_that_is_on_record(liu, wu, wai, clock):
    row = make_hometowner(by=liu)
    assert services.show_phone(row=row, actor=liu, at=clock.now) == "13900005678"
    assert AuditRecord.objects.filter(act="查看联系电话", target_code=row.code).count() == 1
    for actor in (wu, wai):
        with pytest.raises(NotAllowed, match="可以查看全号"):
            services.show_phone(row=row, actor=actor, at=clock.now)


def test_an_entry_is_closed_with_a_reason_and_opened_again(liu, clock):
    row = make_association(by=liu)
    services.close_entry(row=row, on=clock.day, reason="已注销", actor=liu, at=clock.now)
    row.refresh_from_db()
    assert row.closed_on == clock.day
    with pytest.raises(DirectoryRefused, match="已经停用"):
        services.close_entry(row=row, on=clock.day, reason="再停", actor=liu, at=clock.now)
    services.reopen_entry(row=row, actor=liu, at=clock.now)
    row.refresh_from_db()
    assert row.closed_on is None


def test_everybody_with_business_sees_the_directory_and_nobody_else(liu, wu, wai, clock):
    make_association(by=liu)
    make_hometowner(by=liu)
    for account, seen in ((wu, 1), (wai, 0)):
        assert Association.objects.visible_to(reach_of(account)).count() == seen
        assert Hometowner.objects.visible_to(reach_of(account)).count() == seen
