"""What was asked between the meetings goes its way: problems on the lists, promises to guests, a firm's questions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from luodi.actions import services as actions
from luodi.actions.choices import ActionKind
from luodi.actions.models import ActionItem
from luodi.demo.errands import ERRANDS, LIAISONS, STUCK, STUCK_WHY, Errand
from luodi.demo.journal import Journal
from luodi.demo.liaisons import admit
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.demo.sponsoring import stuck
from luodi.demo.steps import follow
from luodi.ledger.kinds import ItemSource
from luodi.ledger.models import Subject
from luodi.organisation.models import Account
from luodi.outreach.choices import ActivityState
from luodi.outreach.models import Trip, Visit
from luodi.projects.choices import Stage, Status
from luodi.projects.models import Project

_JOINED = date(2020, 5, 29)
_MANUFACTURING = "C"
_LISTS = {Stage.NEGOTIATING: "在谈未签约", Stage.SIGNED: "签约未开工", Stage.STARTED: "开工未投产"}


@dataclass
class FollowThrough:
    cast: Cast
    _items: dict[Errand, ActionItem] = field(default_factory=dict)
    _taken: set[int] = field(default_factory=set)

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_JOINED, 9, 5), self.admit)
        for nth, errand in enumerate((*ERRANDS, STUCK)):
            journal.add(moment(errand.on, 9, 41 + nth % 18), partial(self.ask, errand))
            follow(journal, self.cast, errand.steps, partial(self.item, errand))

    def admit(self, at: datetime) -> None:
        """Give the departments that answer for land, permits, hands and loans an account each; they file no months."""
        admit(self.cast, LIAISONS, "联络员", _JOINED, at)

    def ask(self, errand: Errand, at: datetime) -> None:
        about, title, source = self._about(errand)
        unit = self.cast.units[errand.unit or errand.of]
        owner = self.cast.keepers[errand.owner] if errand.owner else self._owner(errand)
        is_days = isinstance(errand.due, int)
        self._items[errand] = actions.add_item(
            city=self.cast.city,
            title=title,
            about=about,
            owner=owner,
            unit=unit,
            deadline=None if is_days else errand.due,  # type: ignore[arg-type]
            workdays=errand.due if is_days else None,  # type: ignore[arg-type]
            kind=ActionKind.PROBLEM if errand.reason else ActionKind.TASK,
            reason=errand.reason or "",
            source=source,
            co_owners=[self.cast.keepers[one] for one in errand.helps],
            actor=self.cast.keepers[errand.by],
            at=at,
        )

    def item(self, errand: Errand) -> ActionItem:
        """Return the errand's item as it is now."""
        rows = ActionItem.objects.select_related("owner__person", "asked_by__person", "unit")
        return rows.get(pk=self._items[errand].pk)

    def _owner(self, errand: Errand) -> Account:
        known = {code: login for login, code, _ in LIAISONS}
        code = errand.unit or errand.of
        return self.cast.keepers[known.get(code, code)]

    def _about(self, errand: Errand) -> tuple[Subject | None, str, actions.Source]:
        """Return what it is about, its title, and where it was asked for."""
        if errand is STUCK:
            project = stuck(self.cast.city).project
            source = actions.Source(ItemSource.LIST, note=STUCK_WHY, path=f"/projects/{project.code}/")
            return project.subject, f"{project.name}：{errand.title}", source
        if errand.stage is not None:
            project = self._project(errand.of, errand.stage)
            note = f"工作清单“{_LISTS[errand.stage]}”"
            path = f"/worklists/{errand.stage.value.lower()}/"
            return (
                project.subject,
                f"{project.name}：{errand.title}",
                actions.Source(errand.source, None, note, path),
            )
        if errand.source in (ItemSource.VISIT, ItemSource.TRIP):
            activity = self._activity(errand)
            return (
                activity.subject,
                errand.title,
                actions.Source(errand.source, activity.subject, activity.title),
            )
        return None, errand.title, actions.Source(errand.source)

    def _project(self, county: str, stage: Stage) -> Project:
        """Return the county's works that have stood at the stage for longest, seen to by no leader and no errand.

        Raises: LookupError when there is none.
        """
        rows = Project.objects.filter(
            city=self.cast.city, unit=self.cast.units[county], stage=stage, status=Status.PROCEEDING,
            sponsor=None, is_void=False, is_opening=False, industry__startswith=_MANUFACTURING,
        )  # fmt: skip
        known = rows.exclude(pk__in=self._taken).order_by(f"{stage.value.lower()}_on", "pk")
        found = known.exclude(**{f"{stage.value.lower()}_on": None}).select_related("subject").first()
        if found is None:
            raise LookupError(county, stage)
        self._taken.add(found.pk)
        return found

    def _activity(self, errand: Errand) -> Trip | Visit:
        """Return the latest trip or visit of the county, or of one of its teams, before the errand."""
        unit = self.cast.units[errand.of]
        rows: list[Trip | Visit]
        if errand.source == ItemSource.TRIP:
            trips = Trip.objects.filter(unit=unit, to_on__lt=errand.on, state=ActivityState.REPORTED)
            rows = list(trips.select_related("subject").order_by("-to_on", "-pk")[:1])
        else:
            visits = Visit.objects.filter(unit=unit, visited_on__lt=errand.on, state=ActivityState.REPORTED)
            rows = list(visits.select_related("subject").order_by("-visited_on", "-pk")[:1])
        if not rows:
            raise LookupError(errand.of, errand.title)
        return rows[0]
