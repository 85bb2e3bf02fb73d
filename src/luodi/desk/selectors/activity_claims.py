"""What waits for a reviewer beside projects: trips, visits, meetings, events, leads, firms, advisers, months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.paging import Page
from luodi.desk.selectors.beside import TABS, Tab, facts_of
from luodi.enterprises.models import Adviser, Enterprise
from luodi.leads import selectors as lead_claims
from luodi.leads import services as leads
from luodi.leads.models import Lead
from luodi.ledger.kinds import FactKind
from luodi.ledger.models import Fact, Subject
from luodi.outreach import selectors as outreach
from luodi.outreach.services.standing import matters_of
from luodi.recognition import services as recognition
from luodi.recognition.models import CountyReview, ReviewPolicy
from luodi.recognition.services import Matter
from luodi.recognition.services.matters import against, words_of
from luodi.ui import sheets

SIZE = 50


@dataclass(frozen=True)
class ClaimLine:
    """One thing with everything of it that waits; ``word`` is its county's, ``against`` why it cannot be verified."""

    code: str
    matter: Matter
    what: str
    on: str
    who: str
    days: int
    word: CountyReview | None
    against: str


def tab_in(text: str, frame: Frame) -> str:
    """Return the tab that is asked for, else the first in which something waits."""
    if text in TABS:
        return text
    return next((tab for tab, n in counts(frame).items() if n), next(iter(TABS)))


def counts(frame: Frame) -> dict[str, int]:
    return {tab: _keys(frame, tab).count() for tab in TABS}


def waiting(frame: Frame, tab: str, number: int) -> tuple[Sequence[ClaimLine], Page]:
    """Return one page of what waits, the first recorded first."""
    keys = _keys(frame, tab)
    page = Page(number, SIZE, keys.count())
    return lines(frame, tab, _matters(frame, tab, list(keys[page.first - 1 : page.last]))), page


def chosen(frame: Frame, tab: str, codes: Sequence[str]) -> list[ClaimLine]:
    """Return the things of the codes that wait and that the account judges."""
    if TABS[tab].subject is None:
        keys = [key for key in _keys(frame, tab) if _month_code(key) in codes]
    else:
        shown = _keys(frame, tab)
        keys = list(Subject.objects.filter(pk__in=shown, code__in=codes).values_list("pk", flat=True))
    return lines(frame, tab, _matters(frame, tab, keys))


def lines(frame: Frame, tab: str, matters: Sequence[tuple[str, Matter]]) -> list[ClaimLine]:
    facts = [fact for _, one in matters for fact in one.claims]
    words, actors = words_of(facts), _actors(facts)
    county_first = ReviewPolicy.objects.all().of(frame.city).county_first
    barred = _barred(frame, tab, [code for code, _ in matters])
    told = []
    for code, one in matters:
        last = one.claims[-1]
        refusal = against(one, words, county_first=county_first, actor=frame.account)
        told.append(
            ClaimLine(
                code=code,
                matter=one,
                what=_what(tab, one.claims),
                on=one.claims[0].occurred.show(),
                who=actors.get(last.pk, ""),
                days=(frame.now - one.claims[0].recorded_at).days,
                word=words.get(last.pk),
                against=str(refusal) if refusal is not None else barred.get(code, ""),
            )
        )
    return told


def sheet(frame: Frame, tab: str) -> Export:
    columns = [
        sheets.Column("编号"),
        sheets.Column("名称", width=40),
        sheets.Column("待认定内容", width=30),
        sheets.Column("单位", width=18),
        sheets.Column("日期", width=14),
        sheets.Column("条数"),
        sheets.Column("县区初审"),
        sheets.Column("申报人"),
        sheets.Column("等待天数"),
    ]
    rows = [
        [
            one.code, one.matter.title, one.what, one.matter.unit.short_name, one.on, len(one.matter.claims),
            one.word.get_state_display() if one.word else "未审", one.who, one.days,
        ]
        for one in lines(frame, tab, _matters(frame, tab, list(_keys(frame, tab))))
    ]  # fmt: skip
    title = TABS[tab].title
    return Export(f"待认定（{title}）", columns, rows, [f"类别：{title}"], len(rows))


def _keys(frame: Frame, tab: str) -> "QuerySet[Any, Any]":
    """Return the subjects that wait, or the unit and the month."""
    rows = _facts(frame, TABS[tab])
    if TABS[tab].subject is None:
        return rows.order_by("occurred_from", "unit_id").values_list("unit_id", "occurred_from").distinct()
    things = rows.annotate(thing=Coalesce("occasion_id", "subject_id"))
    return things.order_by("thing").values_list("thing", flat=True).distinct()


def _facts(frame: Frame, tab: Tab) -> "QuerySet[Fact]":
    return facts_of(tab, frame.city.pk, frame.reach)


def _matters(frame: Frame, tab: str, keys: Sequence[Any]) -> list[tuple[str, Matter]]:
    """Return everything that is claimed of the keys, with the code under which it is ticked."""
    match tab:
        case "lead":
            found = leads.lead_matters(list(_rows(Lead, keys).select_related("project")))
        case "firm":
            found = recognition.firm_matters(list(_rows(Enterprise, keys)))
        case "adviser":
            found = recognition.adviser_matters(list(_rows(Adviser, keys)))
        case "month":
            found = matters_of(_month_claims(frame, keys))
            return [(_month_code((one.unit.pk, one.claims[0].occurred_from)), one) for one in found]
        case _:
            things = Subject.objects.in_bulk(list(keys)).values()
            codes = {thing.code for thing in things}
            claims = outreach.open_claims(city=frame.city, about=things)
            found = [one for one in matters_of(claims) if one.code in codes]
    return [(one.code, one) for one in found]


def _rows(model: Any, keys: Sequence[int]) -> Any:
    return model.objects.filter(subject_id__in=keys).order_by("subject_id")


def _month_claims(frame: Frame, keys: Sequence[tuple[int, Any]]) -> list[Fact]:
    wanted = set(keys)
    rows = _facts(frame, TABS["month"]).select_related("subject", "occasion", "unit", "entry")
    told = rows.filter(occurred_from__in={month for _, month in keys}).order_by("ordinal")
    return [fact for fact in told if (fact.unit_id, fact.occurred_from) in wanted]


def _month_code(key: tuple[int, Any]) -> str:
    return f"{key[0]}:{key[1]:%Y-%m}"


def _what(tab: str, claims: Sequence[Fact]) -> str:
    """Return what waits, in words."""
    if tab == "lead":
        return lead_claims.said_of(claims)
    if tab == "month":
        return "、".join(f"{FactKind(fact.kind).label} {fact.quantity}" for fact in claims)
    labels = [str(FactKind(fact.kind).label) for fact in claims]
    return "、".join(
        label if labels.count(label) == 1 else f"{label} {labels.count(label)}"
        for label in dict.fromkeys(labels)
    )


def _actors(facts: Sequence[Fact]) -> dict[int, str]:
    rows = Fact.objects.filter(pk__in=[fact.pk for fact in facts])
    return dict(rows.values_list("pk", "entry__actor__person__name"))


def _barred(frame: Frame, tab: str, codes: Sequence[str]) -> Mapping[str, str]:
    """Return what cannot be verified yet for a reason of its own: leads that wait for their project alone."""
    if tab != "lead":
        return {}
    rows = list(Lead.objects.filter(city_id=frame.city.pk, code__in=codes).select_related("project"))
    unproved = lead_claims.unproved(rows)
    claims = lead_claims.open_claims(row.subject_id for row in rows if row.pk in unproved)
    return {
        row.code: "转为的项目还没有认定；项目认定后才能认定线索转化"
        for row in rows
        if row.pk in unproved
        and not lead_claims.ready_claims(claims.get(row.subject_id, []), is_unproved=True)
    }
