from datetime import date

import pytest

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.ledger.tests.makers import live
from luodi.organisation.policies import NotAllowed
from luodi.outreach import services
from luodi.outreach.rules import EventRefused
from luodi.outreach.services import Listing
from luodi.outreach.tests.makers import HELD, make_event
from luodi.projects.tests.makers import make_project


def test_a_ceremony_lists_a_project_with_the_amount_read_out_and_signs_nothing(city, liu, zhong, clock):
    event, project = make_event(by=zhong), make_project(by=liu)
    listing = Listing(project=project, amount=Yuan.from_yi(3), listed_on=HELD)
    services.list_at_ceremony(event, [listing], actor=zhong, at=clock.now)
    (fact,) = live(city, FactKind.CEREMONY_LISTED)
    assert (fact.subject, fact.occasion, fact.unit) == (project.subject, event.subject, project.unit)
    assert fact.amount == Yuan.from_yi(3).fen != project.total_fen
    assert not live(city, FactKind.PROJECT_SIGNED)


def test_a_part_lies_within_its_event_as_its_subject_does(zhong):
    whole = make_event(by=zhong)
    part = make_event(by=zhong, code="FAIR-2020-PART", parent=whole, held_from=HELD, held_to=HELD)
    assert part.subject.parent == whole.subject
    with pytest.raises(EventRefused, match="不在活动期间"):
        make_event(by=zhong, code="LATE", parent=whole, held_to=date(2020, 7, 30))


def test_a_project_stands_on_a_list_once(liu, zhong, clock):
    event, project = make_event(by=zhong), make_project(by=liu)
    listing = Listing(project=project, amount=Yuan.from_yi(1), listed_on=HELD)
    services.list_at_ceremony(event, [listing], actor=zhong, at=clock.now)
    with pytest.raises(EventRefused, match="已在"):
        services.list_at_ceremony(event, [listing], actor=zhong, at=clock.now)


def test_nothing_is_listed_on_a_day_outside_the_event(liu, zhong, clock):
    event = make_event(by=zhong)
    listing = Listing(project=make_project(by=liu), amount=Yuan.from_yi(1), listed_on=date(2020, 8, 1))
    with pytest.raises(EventRefused):
        services.list_at_ceremony(event, [listing], actor=zhong, at=clock.now)


def test_guests_are_one_fact_with_a_quantity_and_are_counted_once(city, zhong, clock):
    event = make_event(by=zhong)
    services.record_guests(event, 64, actor=zhong, at=clock.now)
    (fact,) = live(city, FactKind.EVENT_GUESTS)
    assert (fact.subject, fact.occasion, fact.quantity) == (event.subject, event.subject, 64)
    with pytest.raises(EventRefused, match="已经登记"):
        services.record_guests(event, 70, actor=zhong, at=clock.now)


def test_a_code_belongs_to_one_event(zhong):
    make_event(by=zhong)
    with pytest.raises(EventRefused, match="已被使用"):
        make_event(by=zhong)


def test_a_clerk_holds_no_event_of_the_centre(liu, units):
    with pytest.raises(NotAllowed):
        make_event(by=liu, unit=units.centre)
