"""Records beside the figures as pages show them: confirmed numbers, events, and the groups that they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404

from luodi.assessment import policies, record_policies
from luodi.assessment.choices import SourceKind
from luodi.assessment.engine import Input, Rules
from luodi.assessment.models import ConfirmedInput, Group, MarkEvent, Membership, SchemeVersion
from luodi.assessment.record_sheets import CODE, NAME
from luodi.assessment.selectors.records import identity, members_on, trimmed
from luodi.assessment.selectors.scheme_inputs import event_kinds, inputs_of, rules_in_force
from luodi.audit.models import AuditRecord
from luodi.desk.exports import Export
from luodi.desk.frame import Frame
from luodi.desk.listing import Listing
from luodi.organisation.models import Unit
from luodi.ui import sheets

INPUT_TABS = {"waiting": "待确认", "confirmed": "已确认", "withdrawn": "已撤回", "all": "全部"}
EVENT_TABS = INPUT_TABS


@dataclass(frozen=True)
class Where:
    """The group that a page is about, those that can be chosen, and its members on the day of the page."""

    groups: Sequence[Group]
    group: Group | None

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [("", "全部考核组"), *((one.code, str(one)) for one in self.groups)]

    @property
    def chosen(self) -> str:
        return self.group.code if self.group else ""


def where(frame: Frame) -> Where:
    """Return the group of the address.    Raises: Http404 for one that there is not."""
    groups = list(
        Group.objects.visible_to(frame.reach).select_related("city").order_by("-year", "kind", "id")
    )
    code = frame.request.GET.get("group", "")
    if not code:
        return Where(groups, None)
    found = next((one for one in groups if one.code == code), None)
    if found is None:
        raise Http404
    return Where(groups, found)


def group_for_act(frame: Frame) -> Group:
    """Return the group of the address, else the only sensible one: the latest with a scheme in force.

    Raises: Http404 when there is none.
    """
    found = where(frame)
    if found.group is not None:
        return found.group
    held = SchemeVersion.objects.in_force().filter(group__in=found.groups)
    with_scheme = set(held.values_list("group_id", flat=True))
    chosen = next((one for one in found.groups if one.pk in with_scheme), None)
    if chosen is None:
        raise Http404
    return chosen


def day_in(group: Group, today: date) -> date:
    """Return the day on which a group's members are looked at: today, or the last day of its year."""
    return min(today, date(group.year, 12, 31))


@dataclass(frozen=True)
class Manual:
    """What the scheme in force asks people for, and who is named to confirm it."""

    rules: Rules
    members: Sequence[Membership]
    inputs: Mapping[str, Input]
    sources: Mapping[str, Unit]


def manual_of(group: Group, today: date) -> Manual:
    """Raises: Refusal without a scheme in force."""
    day = day_in(group, today)
    rules = rules_in_force(group, day)
    inputs = inputs_of(rules, SourceKind.CONFIRMED)
    units = Unit.objects.of(group.city_id).active_on(today)
    by_name = {name: one for one in units for name in (one.name, one.short_name)}
    sources = {code: by_name[one.confirmed_by] for code, one in inputs.items() if one.confirmed_by in by_name}
    return Manual(rules, members_on(group, day), inputs, sources)


def tab_of(frame: Frame) -> str:
    asked = frame.request.GET.get("tab", "")
    return asked if asked in INPUT_TABS else "waiting"


@dataclass(frozen=True)
class InputLine:
    row: ConfirmedInput
    may_confirm: bool
    may_withdraw: bool

    @property
    def value(self) -> str:
        return "没有数" if self.row.value is None else f"{trimmed(self.row.value):f}"


def inputs(frame: Frame, found: Where, tab: str) -> Listing:
    rows = ConfirmedInput.objects.visible_to(frame.reach).with_all()
    rows = _tabbed(_of_group(rows, found.group), tab)
    columns = [
        sheets.Column("年度"), sheets.Column("考核对象", width=18), sheets.Column("数据", width=24),
        sheets.Column("数据截止日"), sheets.Column("数值"), sheets.Column("计量单位"),
        sheets.Column("确认单位", width=18), sheets.Column("录入人"), sheets.Column("确认人"),
        sheets.Column("撤回原因", width=30),
    ]  # fmt: skip
    title = f"考核数据（{INPUT_TABS[tab]}）"
    return Listing(
        rows.order_by("-ends_on", "input", "id"),
        title,
        columns,
        _input_cells,
        [found.group.name if found.group else "全部考核组"],
        lambda some: [_input_line(frame, one) for one in some],
    )


def _input_line(frame: Frame, row: ConfirmedInput) -> InputLine:
    pending = not (row.is_confirmed or row.is_withdrawn or frame.is_past)
    return InputLine(
        row,
        pending and record_policies.may_confirm(frame.account, frame.reach, row),
        not (row.is_withdrawn or frame.is_past)
        and record_policies.may_withdraw(frame.account, frame.reach, row),
    )


def _input_cells(line: InputLine) -> Sequence[object]:
    row = line.row
    return [
        row.year, row.name, row.input, row.ends_on, row.value, row.measure, row.source.short_name,
        row.entered_by.display_name, row.confirmed_by.display_name if row.confirmed_by else "",
        row.withdrawn_reason,
    ]  # fmt: skip


def titles_of(frame: Frame, found: Where) -> Mapping[str, str]:
    """Return what inputs are called by the schemes in force of the groups that are shown."""
    told: dict[str, str] = {}
    for group in [found.group] if found.group else found.groups[:12]:
        version = SchemeVersion.objects.filter(group=group).in_force().first()
        if version is not None:
            rules = rules_in_force(group, day_in(group, frame.today))
            for code, one in rules.inputs.items():
                told.setdefault(code, one.title)
    return told


def inputs_table(group: Group, manual: Manual, on: date) -> Export:
    """Return the table of members by inputs with what is on record for the day; it comes back as a sheet."""
    held = ConfirmedInput.objects.standing().filter(city_id=group.city_id, year=group.year, ends_on=on)
    known = {(identity(one), one.input): one.value for one in held}
    columns = [
        sheets.Column(CODE), sheets.Column(NAME, width=20),
        *(sheets.Column(one.title, one.unit, width=18) for one in manual.inputs.values()),
    ]  # fmt: skip
    rows = [
        [
            one.key,
            one.name,
            *(
                "" if (value := known.get((identity(one), code))) is None else trimmed(value)
                for code in manual.inputs
            ),
        ]
        for one in manual.members
    ]
    says = [f"{group}　数据截止日：{on.isoformat()}　空格不动，没有数的填“—”"]
    return Export(f"{group}考核数据", columns, rows, says, len(rows))


@dataclass(frozen=True)
class EventPage:
    row: MarkEvent
    kind: str
    may_confirm: bool
    may_withdraw: bool
    trail: Sequence[AuditRecord]


def events(frame: Frame, found: Where, tab: str) -> Listing:
    rows = MarkEvent.objects.visible_to(frame.reach).with_all()
    rows = _tabbed(_of_group(rows, found.group), tab)
    kinds = kinds_of(frame)
    columns = [
        sheets.Column("考核对象", width=18), sheets.Column("类别", width=20), sheets.Column("发生日期"),
        sheets.Column("事项", width=40), sheets.Column("计数"), sheets.Column("档次"),
        sheets.Column("依据", width=40), sheets.Column("录入人"), sheets.Column("确认人"),
        sheets.Column("撤回原因", width=30),
    ]  # fmt: skip

    def cells(row: MarkEvent) -> Sequence[object]:
        return [
            row.name, kinds.get(row.kind, row.kind), row.day, row.title, row.count, row.category, row.basis,
            row.entered_by.display_name, row.confirmed_by.display_name if row.confirmed_by else "",
            row.withdrawn_reason,
        ]  # fmt: skip

    says = [found.group.name if found.group else "全部考核组"]
    return Listing(rows.order_by("-day", "-id"), f"加减分事项（{EVENT_TABS[tab]}）", columns, cells, says)


def kinds_of(frame: Frame) -> Mapping[str, str]:
    """Return the kinds of events that this and last year's schemes ask for, with their titles."""
    year = frame.today.year
    return {**event_kinds(frame.city.pk, year - 1), **event_kinds(frame.city.pk, year)}


def event_page(found: MarkEvent, frame: Frame) -> EventPage:
    pending = not (found.is_confirmed or found.is_withdrawn or frame.is_past)
    trail = AuditRecord.objects.filter(
        city_id=found.city_id, target_kind="mark-event", target_code=str(found.pk)
    )
    return EventPage(
        found,
        kinds_of(frame).get(found.kind, found.kind),
        pending and record_policies.may_confirm_event(frame.account, frame.reach, found),
        not (found.is_withdrawn or frame.is_past)
        and record_policies.may_withdraw(frame.account, frame.reach, found),
        list(trail.order_by("-id")),
    )


def members_for_event(frame: Frame, group: Group) -> list[Membership]:
    """Return the members about whom the account records events."""
    members = members_on(group, day_in(group, frame.today))
    return [one for one in members if record_policies.may_record(frame.reach, one.unit_id)]


def may_keep(frame: Frame) -> bool:
    return policies.may_keep(frame.reach) and not frame.is_past


def _of_group(rows: Any, group: Group | None) -> Any:
    if group is None:
        return rows
    members = Membership.objects.filter(group=group)
    return rows.filter(
        Q(unit__in=members.filter(unit__isnull=False).values("unit"))
        | Q(person__in=members.filter(person__isnull=False).values("person"))
    )


def _tabbed(rows: Any, tab: str) -> Any:
    match tab:
        case "waiting":
            return rows.pending()
        case "confirmed":
            return rows.standing().filter(confirmed_at__isnull=False)
        case "withdrawn":
            return rows.filter(withdrawn_at__isnull=False)
    return rows
