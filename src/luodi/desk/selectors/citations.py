"""Lists, certificates and circulars as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.assessment import policies
from luodi.assessment.choices import PUBLISHED
from luodi.assessment.models import Citation, CitationName, Group, Listed, Run
from luodi.assessment.record_choices import CitationState, Colour
from luodi.assessment.services import Wording
from luodi.audit.models import AuditRecord
from luodi.desk.frame import Frame
from luodi.desk.selectors.assessment_records import Where
from luodi.organisation.choices import UnitKind
from luodi.organisation.models import Unit


@dataclass(frozen=True)
class NamedList:
    title: str
    colour: Colour
    group: Group
    rows: Sequence[Listed]


def lists(frame: Frame, found: Where) -> list[NamedList]:
    """Return the lists with who stands on them, red ones first."""
    groups = [found.group] if found.group else found.groups[:12]
    rows = Listed.objects.standing().filter(group__in=groups).with_all()
    held: dict[tuple[int, str], list[Listed]] = {}
    for row in rows.order_by("group__year", "group_id", "id"):
        held.setdefault((row.group_id, row.title), []).append(row)
    order = {colour: nth for nth, colour in enumerate((Colour.RED, Colour.BLACK, Colour.OTHER))}
    named = [NamedList(some[0].title, Colour(some[0].colour), some[0].group, some) for some in held.values()]
    return sorted(named, key=lambda one: (-one.group.year, one.group.pk, order[one.colour], one.title))


def removed(found: Where) -> list[Listed]:
    groups = [found.group] if found.group else found.groups[:12]
    rows = Listed.objects.filter(group__in=groups, removed_at__isnull=False).with_all()
    return list(rows.order_by("-removed_at")[:50])


def runs_to_draw(frame: Frame) -> list[Run]:
    """Return the latest published run of each group."""
    rows = Run.objects.visible_to(frame.reach).with_all().filter(state__in=PUBLISHED)
    found: dict[int, Run] = {}
    for run in rows.order_by("last_on", "id"):
        found[run.group_id] = run
    return sorted(found.values(), key=lambda one: (-one.group.year, one.group_id))


def citations(frame: Frame) -> list[Citation]:
    return list(Citation.objects.visible_to(frame.reach).with_all()[:300])


@dataclass(frozen=True)
class CitationPage:
    row: Citation
    names: Sequence[str]
    may_change: bool
    may_issue: bool
    may_cancel: bool
    trail: Sequence[AuditRecord]


def citation_page(found: Citation, frame: Frame) -> CitationPage:
    keeps = policies.may_keep(frame.reach) and not frame.is_past
    trail = AuditRecord.objects.filter(city_id=found.city_id, target_kind="citation", target_code=found.code)
    return CitationPage(
        found,
        names_of(found),
        keeps and found.is_draft,
        keeps and found.is_draft and found.drafted_by.person_id != frame.account.person_id,
        keeps and found.state != CitationState.CANCELLED,
        list(trail.order_by("-id")) if keeps else [],
    )


def names_of(found: Citation) -> list[str]:
    """Return whom it names, units by their full names."""
    rows = CitationName.objects.filter(citation=found).select_related("unit", "person")
    return [row.unit.name if row.unit else row.name for row in rows]


def first_words(frame: Frame, group: Group) -> Wording:
    """Return what a new circular begins with."""
    centre = Unit.objects.of(frame.city.pk).filter(kind=UnitKind.CENTRE).first()
    return Wording(
        title=f"关于{group.year}年度招商引资工作的通报",
        text="",
        issuer=centre.name if centre else frame.city.name,
        document="",
    )
