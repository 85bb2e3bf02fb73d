"""A list's rows, each with the sentence that explains it: which rule, which dates, which numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, QuerySet, Sum

from luodi.kernel.money import Yuan
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact
from luodi.ledger.models.fact import FactQuerySet
from luodi.projects.choices import EVENT_OF, Stage, Status, StatusReason
from luodi.projects.models import Project
from luodi.recognition import demands
from luodi.recognition.models import Evidence
from luodi.worklists import rules
from luodi.worklists.choices import Light, Shape
from luodi.worklists.definitions import Rule
from luodi.worklists.selectors.present import CONTACT, PROGRESS
from luodi.worklists.selectors.sources import Asked, Source

Found = Sequence[Mapping[str, Any]]
Said = dict[int, dict[str, object]]
_STAGES = (Stage.SIGNED, Stage.STARTED, Stage.PRODUCING)


@dataclass(frozen=True)
class Line:
    """A row of a list; ``age`` is None where the day from which it counts is not known or still to come."""

    project_id: int
    code: str
    name: str
    investor: str
    unit: str
    industry: str
    total: Yuan | None
    stage: Stage
    status: Status
    reason: str
    since: date | None
    age: int | None
    light: Light
    sentence: str


def lines_of(rule: Rule, asked: Asked, source: Source, rows: "QuerySet[Any, Any]") -> list[Line]:
    found = _found(source, rows)
    said = _said(rule, asked, source, found)
    return [_line(rule, asked, source, one, said.get(one["of_id"], {})) for one in found]


def _found(source: Source, rows: "QuerySet[Any, Any]") -> Found:
    """Return what is shown of the rows, which are picked first: only their columns are read and joined."""
    paths = {f"of_{name}": F(path) for name, path in source.names.items() if name != "unit_code"}
    picked = list(rows.values_list("pk", "since", "light"))
    shown = rows.model._base_manager.filter(pk__in=[pk for pk, _, _ in picked])
    by_pk = {one["pk"]: one for one in shown.values("pk", **paths)}
    return [{**by_pk[pk], "since": since, "light": light} for pk, since, light in picked]


def _line(
    rule: Rule, asked: Asked, source: Source, one: Mapping[str, Any], said: Mapping[str, object]
) -> Line:
    since, light = one["since"], Light(one["light"])
    on = asked.on if asked.as_of is None or rule.is_of_stage else source.recorded_on or asked.on
    reason = one["of_reason"]
    return Line(
        project_id=one["of_id"],
        code=one["of_code"],
        name=one["of_name"],
        investor=one["of_investor"],
        unit=one["of_unit"],
        industry=one["of_industry"],
        total=None if one["of_total"] is None else Yuan(one["of_total"]),
        stage=Stage(one["of_stage"]),
        status=Status(one["of_status"]),
        reason=str(StatusReason(reason).label) if reason else "",
        since=since,
        age=None if since is None or since > on else (on - since).days,
        light=light,
        sentence=rules.explain(rule, source.terms, light=light, since=since, on=on, said=said),
    )


def _said(rule: Rule, asked: Asked, source: Source, found: Found) -> Said:
    """Return what the sentences of such a list say beside dates and ages, by the project's id."""
    match rule.shape:
        case Shape.FUNDS:
            return _funds_said(asked, source, found)
        case Shape.EVIDENCE:
            return _evidence_said(asked, found)
        case Shape.STALLED:
            return _last_said(asked, found, PROGRESS, "最近进展在 {}", "{} 签约，没有进展记录")
        case Shape.NO_CONTACT:
            return _last_said(asked, found, CONTACT, "最近联系在 {}", "{} 进入本阶段，以来没有联系记录")
    return {}


def _facts(asked: Asked, found: Found) -> FactQuerySet:
    known = Fact.objects.known_at(asked.moment) if asked.moment else Fact.objects.live()
    return known.counted().filter(subject_id__in=[one["of_subject"] for one in found])


def _last_said(asked: Asked, found: Found, kinds: Sequence[FactKind], last: str, none: str) -> Said:
    """Say whether age counts from a fact of the kinds, or from the stage because there is none later."""
    rows = _facts(asked, found).filter(kind__in=kinds).order_by()
    known = dict(rows.values_list("subject_id").annotate(last=Max("occurred_on")))
    return {
        one["of_id"]: {
            "what": (last if known.get(one["of_subject"]) == one["since"] else none).format(one["since"])
        }
        for one in found
    }


def _funds_said(asked: Asked, source: Source, found: Found) -> Said:
    rows = _facts(asked, found).filter(kind=FactKind.PROJECT_FUNDS).order_by()
    held = dict(rows.values_list("subject_id").annotate(sum=Sum("amount")))
    told: Said = {}
    for one in found:
        fen, whole = held.get(one["of_subject"]) or 0, one["of_total"] or 0
        told[one["of_id"]] = {
            "due_percent": rules.due_percent(source.terms, (asked.on - one["since"]).days),
            "funds": Yuan(fen).show_wan(trim=True),
            "total": Yuan(whole).show_wan(trim=True),
            "percent": f"{fen * 100 / whole:.2f}" if whole else "—",
        }
    return told


def _evidence_said(asked: Asked, found: Found) -> Said:
    """Say of which stage which kinds are missing."""
    ids = [one["of_id"] for one in found]
    held: dict[tuple[int, str], set[str]] = {}
    rows = Evidence.objects.held_at(asked.moment) if asked.moment else Evidence.objects.held()
    shown = rows.filter(project_id__in=ids, ordinal=0).order_by()
    for key, kind, what in shown.values_list("project_id", "fact_kind", "kind"):
        held.setdefault((key, kind), set()).add(what)
    return {
        project.pk: {"what": _lacking(project, asked.city.code, held)}
        for project in Project.objects.filter(pk__in=ids)
    }


def _lacking(project: Project, city_code: str, held: Mapping[tuple[int, str], set[str]]) -> str:
    missing = []
    for stage in _STAGES:
        reached, kind = project.date_of(stage), EVENT_OF[stage]
        if reached is not None:
            wanted = demands.demands_of(city_code, kind, reached.last)
            lacks = demands.missing(wanted, held.get((project.pk, kind.value), set()))
            missing += [f"{stage.label}（{'、'.join(one.label for one in lacks)}）"] if lacks else []
    return "，".join(missing) or "材料"
