"""Make sponsored projects with crews and plans, and instructions, as a test needs them, by the services alone."""

from datetime import date
from typing import Any

from luodi.organisation import clock
from luodi.organisation import services as organisation
from luodi.organisation.choices import Rank
from luodi.organisation.models import Account, Person
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project
from luodi.sponsorship import services
from luodi.sponsorship.choices import CrewRole
from luodi.sponsorship.models import CrewMember, Instruction, Node, Sponsorship


def make_leader(name: str, *, by: Account) -> Person:
    """Another leader of the city, in office since the year before."""
    at = clock.now(by.city)
    person = organisation.add_person(city=by.city, name=name, actor=by, at=at)
    unit = by.city.units.get(parent__isnull=True)
    since = date(2019, 1, 1)
    organisation.appoint(
        person=person, unit=unit, title="副市长", rank=Rank.CITY_LEADER, since=since, actor=by, at=at
    )
    return person


def make_sponsored(leader: Person, *, by: Account, since: str = "2020-07-01", **more: Any) -> Sponsorship:
    """A project of the account's unit that the leader sees through."""
    known = more.pop("project", None)
    project: Project = known or make_project(by=by, **more)
    made = services.sponsor(
        project=project, leader=leader, since=date.fromisoformat(since), actor=by, at=clock.now(by.city)
    )
    assert made is not None
    return Sponsorship.objects.with_all().get(pk=made.pk)


def make_node(held: Sponsorship, title: str, planned_on: str, *, by: Account, **more: Any) -> Node:
    return services.add_node(
        sponsorship=held,
        title=title,
        planned_on=date.fromisoformat(planned_on),
        actor=by,
        at=clock.now(by.city),
        **more,
    )


def take_in(held: Sponsorship, account: Account, *, by: Account) -> CrewMember:
    """The account's person as a department's contact in the crew."""
    return services.add_crew(
        sponsorship=held,
        role=CrewRole.DEPARTMENT,
        person=account.person,
        unit=account.unit,
        since=clock.today(by.city),
        actor=by,
        at=clock.now(by.city),
    )


def make_instruction(project: Project, leader: Person, *, by: Account, **more: Any) -> Instruction:
    said = {"text": "请抓紧协调用地指标", "given_on": clock.today(by.city), **more}
    return services.give_instruction(project=project, leader=leader, **said, actor=by, at=clock.now(by.city))
