"""Make rosters, let many projects enter and leave at once; the history of every stay remains."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from luodi.audit import services as audit
from luodi.enterprises import numbering
from luodi.organisation.clock import day_of
from luodi.organisation.models import Account
from luodi.outreach.models import PromotionEvent
from luodi.projects.models import Project
from luodi.rosters import rules
from luodi.rosters.choices import RosterKind
from luodi.rosters.models import Roster, RosterEntry
from luodi.rosters.policies import require_keeper
from luodi.rosters.rules import RosterRefused, Stay

TARGET = "roster"
_CHUNK = 400
_CHANGED = {
    "name": "名称",
    "kind": "类别",
    "year": "年度",
    "document": "文号或依据",
    "event": "活动",
    "remark": "说明",
}


@dataclass(frozen=True, kw_only=True)
class NewRoster:
    name: str
    kind: RosterKind
    year: int | None = None
    document: str = ""
    event: PromotionEvent | None = None
    remark: str = ""


def create_roster(new: NewRoster, *, actor: Account, at: datetime) -> Roster:
    """Raises: RosterRefused for a blank or used name; NotAllowed for anybody but the centre."""
    require_keeper(actor, actor.city_id)
    with transaction.atomic():
        (code,) = numbering.take(city_id=actor.city_id, prefix="RO", year=day_of(at).year, n=1)
        _check_name(new.name, actor.city_id)
        row = Roster.objects.create(
            city_id=actor.city_id,
            code=code,
            name=new.name.strip(),
            kind=new.kind,
            year=new.year,
            document=new.document.strip(),
            event=new.event,
            remark=new.remark.strip(),
            created_at=at,
            created_by=actor,
        )
        audit.record(audit.Note("建立名单", TARGET, row.code, row.name), actor=actor, at=at)
    return row


def change_roster(*, roster: Roster, new: NewRoster, actor: Account, at: datetime) -> Roster:
    """Let a roster be called or founded otherwise; its entries stay.    Raises: as ``create_roster``."""
    require_keeper(actor, roster.city_id)
    with transaction.atomic():
        row = Roster.objects.select_for_update().get(pk=roster.pk)
        if new.name.strip() != row.name:
            _check_name(new.name, row.city_id)
        changes: dict[str, list[str]] = {}
        for name, label in _CHANGED.items():
            before, after = getattr(row, name), getattr(new, name)
            if before != after:
                changes[label] = [_said(before), _said(after)]
                setattr(row, name, after)
        row.save(update_fields=[*_CHANGED])
        audit.record(audit.Note("修改名单", TARGET, row.code, row.name, changes), actor=actor, at=at)
    return row


def add_to_roster(
    *,
    roster: Roster,
    projects: Iterable[Project],
    on: date,
    actor: Account,
    at: datetime,
    reason: str = "",
) -> list[RosterEntry]:
    """Let projects enter from a day on, in their order, behind those that are there; all of them or none.

    Raises: RosterRefused naming the first that is on the roster already; NotAllowed for anybody but the centre.
    """
    require_keeper(actor, roster.city_id)
    if on > day_of(at):
        raise RosterRefused("列入日期不能晚于今天", field="entered_on")
    chosen = list({project.pk: project for project in projects}.values())
    if not chosen:
        raise RosterRefused("没有选中任何项目", field="code")
    with transaction.atomic():
        row = Roster.objects.select_for_update().get(pk=roster.pk)
        stays = _stays(row, chosen)
        for project in chosen:
            if project.city_id != row.city_id or project.is_void:
                raise RosterRefused(f"“{project.name}”不能列入：登记已撤回或不属本市", field="code")
            rules.check_entering(stays[project.pk], on, name=project.name)
        last = row.entries.aggregate(last=Max("seat"))["last"] or 0
        entries = RosterEntry.objects.bulk_create(
            [
                RosterEntry(
                    roster=row,
                    project=project,
                    seat=seat,
                    entered_on=on,
                    reason=reason.strip(),
                    entered_at=at,
                    entered_by=actor,
                )
                for seat, project in enumerate(chosen, start=last + 1)
            ],
            batch_size=_CHUNK,
        )
        _tell("列入名单", row, chosen, on, reason, actor, at)
    return entries


def remove_from_roster(
    *, roster: Roster, projects: Iterable[Project], on: date, reason: str, actor: Account, at: datetime
) -> int:
    """Let projects leave: ``on`` is the first day on which they no longer belong. All of them or none.

    Raises: RosterRefused without a reason, or for one that is not on the roster; NotAllowed.
    """
    require_keeper(actor, roster.city_id)
    if not reason.strip():
        raise RosterRefused("移出名单须写明原因", field="reason")
    if on > day_of(at):
        raise RosterRefused("移出日期不能晚于今天", field="left_on")
    chosen = list(projects)
    if not chosen:
        raise RosterRefused("没有选中任何项目", field="code")
    with transaction.atomic():
        row = Roster.objects.select_for_update().get(pk=roster.pk)
        stays = {one: entries[-1] for one, entries in _stays(row, chosen).items() if entries}
        for project in chosen:
            stay = stays.get(project.pk)
            if stay is None or stay.left_on is not None:
                raise RosterRefused(f"“{project.name}”不在这份名单中", field="code")
            rules.check_leaving(stay, on, name=project.name)
        ids = [project.pk for project in chosen]
        for start in range(0, len(ids), _CHUNK):
            row.entries.filter(project__in=ids[start : start + _CHUNK], left_on__isnull=True).update(
                left_on=on, left_reason=reason.strip(), left_at=at, left_by=actor
            )
        _tell("移出名单", row, chosen, on, reason, actor, at)
    return len(chosen)


def _stays(row: Roster, projects: Sequence[Project]) -> dict[int, list[Stay]]:
    """Return the stays of the projects on the roster, in their order."""
    found: dict[int, list[Stay]] = defaultdict(list)
    ids = [project.pk for project in projects]
    for start in range(0, len(ids), _CHUNK):
        entries = row.entries.filter(project__in=ids[start : start + _CHUNK]).order_by("entered_on", "id")
        for project_id, entered_on, left_on in entries.values_list("project_id", "entered_on", "left_on"):
            found[project_id].append(Stay(entered_on, left_on))
    return found


def _tell(
    act: str, row: Roster, projects: Sequence[Project], on: date, reason: str, actor: Account, at: datetime
) -> None:
    """Tell the trail of the roster once and that of each project."""
    said = {"名单": [None, row.name], "日期": [None, on.isoformat()], "原因": [None, reason.strip()]}
    notes = [audit.Note(act, TARGET, row.code, row.name, {**said, "项目数": [None, len(projects)]})]
    notes += [audit.Note(act, "project", one.code, one.name, said) for one in projects]
    audit.record_all(notes, actor=actor, at=at)


def _check_name(name: str, city_id: int) -> None:
    if not name.strip():
        raise RosterRefused("请填写名单名称", field="name")
    if Roster.objects.filter(city_id=city_id, name=name.strip()).exists():
        raise RosterRefused(f"已有名为“{name.strip()}”的名单", field="name")


def _said(value: object) -> str:
    return "" if value is None else str(value)
