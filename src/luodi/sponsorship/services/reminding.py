"""Tell crews of nodes that are due or late: once for each planned day, never twice of the same."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from luodi.notices.choices import NoticeKind
from luodi.notices.services import tell_unit
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account, City
from luodi.sponsorship import selectors
from luodi.sponsorship.models import CrewMember, Sponsorship
from luodi.sponsorship.rules import late_words
from luodi.sponsorship.selectors import NodeLine
from luodi.sponsorship.services.trail import path_of


@transaction.atomic
def remind_nodes(city: City, *, at: datetime) -> int:
    """Tell the crew and the clerks of the project's unit what is due within the city's days, and once more when it is
    late; return how many were told."""
    today = day_of(at)
    rows = list(Sponsorship.objects.filter(city=city).open().with_all().order_by("id"))
    going = [one for one in rows if not selectors.pause_of(one.project)]
    nodes = selectors.nodes_of([one.project for one in going], today)
    crews = _crews(city)
    ahead = selectors.terms_on(city.pk, today).yellow_within
    told = 0
    for held in going:
        for line in nodes[held.project_id]:
            days = (line.node.planned_on - today).days
            if line.done is None and days <= ahead:
                told += _tell(held, line, days, crews[held.project_id], at)
    return told


def _tell(held: Sponsorship, line: NodeLine, days: int, crew: list[Account], at: datetime) -> int:
    node = line.node
    planned = node.planned_on.isoformat()
    said = (
        late_words(node.title, node.planned_on, day_of(at))
        if days < 0
        else f"节点“{node.title}”计划 {planned} 完成"
    )
    return tell_unit(
        held.project.unit,
        kind=NoticeKind.REMINDER,
        title=f"{held.project.name}：{said}",
        path=path_of(held),
        at=at,
        key=f"node:{node.pk}:{planned}:{'late' if days < 0 else 'due'}",
        also=crew,
    )


def _crews(city: City) -> dict[int, list[Account]]:
    """Return the accounts of those who are in a crew now, by project."""
    members = CrewMember.objects.held().filter(project__city=city).values_list("project_id", "person_id")
    people = CrewMember.objects.held().filter(project__city=city).values("person_id")
    accounts: defaultdict[int, list[Account]] = defaultdict(list)
    for account in Account.objects.filter(city=city, is_active=True, person__in=people):
        accounts[account.person_id].append(account)
    found: defaultdict[int, list[Account]] = defaultdict(list)
    for project_id, person_id in members:
        found[project_id] += accounts[person_id]
    return found
