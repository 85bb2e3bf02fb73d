"""What every act on projects does alike: lock, check who may, keep pre-images, write the rows, tell the trail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import F

from luodi import bulk, search
from luodi.audit import services as audit
from luodi.kernel.names import sound_key
from luodi.ledger import services as ledger
from luodi.ledger.models import Batch
from luodi.ledger.services import Share
from luodi.organisation import policies as rights
from luodi.organisation.clock import day_of
from luodi.organisation.editing import check_version
from luodi.organisation.models import Account
from luodi.projects import details, rules
from luodi.projects.choices import DATE_OF, DETAILS, Field
from luodi.projects.models import Project, ProjectShare, StageSkip
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.services import beside

TARGET = "project"
TABLE = Project._meta.db_table
_CHUNK = 400
_FIXED = {"id", "city", "code", "subject", "created_at", "created_by", "version"}
WORKING = tuple(f for f in Project._meta.concrete_fields if f.name not in _FIXED)
"""The columns that an act may write, and that a batch keeps pre-images of."""
_NAMES = [f.attname for f in WORKING]
_NAME, _INVESTOR = _NAMES.index("name"), _NAMES.index("investor_name")
_values = attrgetter(*_NAMES)


@dataclass
class Act:
    """One act under way: who, when, in which batch, and the rows that it has locked."""

    actor: Account
    at: datetime
    batch: Batch | None = None
    rows: dict[int, Project] = field(default_factory=dict)
    images: dict[int, dict[str, Any]] = field(default_factory=dict)
    before: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    shared: dict[int, tuple[Project, Sequence[Share]]] = field(default_factory=dict)
    renamed: dict[int, Project] = field(default_factory=dict)
    skipped: list[StageSkip] = field(default_factory=list)

    @property
    def day(self) -> date:
        return day_of(self.at)

    def lock(self, ids: Iterable[int]) -> dict[int, Project]:
        """Lock and load the rows afresh, in the order of their ids; keep their pre-images for the batch.

        Raises: ProjectClosed for a project whose recording was withdrawn.
        """
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            found = Project.objects.select_for_update(of=("self",)).select_related("unit", "city", "subject")
            self.rows |= {row.pk: row for row in found.filter(pk__in=some).order_by("pk")}
        for row in self.rows.values():
            rules.check_not_void(row.code, is_void=row.is_void)
            self.before[row.pk] = _values(row)
        if self.batch is not None:
            self.images |= images(list(self.rows.values()))
        return self.rows

    def write(self, rows: Sequence[Project]) -> None:
        """Write what has changed of the working columns of the rows, under their next version, and what hangs on them.

        ``shared``, ``renamed`` and ``skipped`` are what the act has brought about until now.
        """
        self._write_parts()
        changed: set[int] = set()
        now: list[tuple[Any, ...]] = []
        for row in rows:
            row.version += 1
            row.updated_at = self.at
            before = self.before.get(row.pk, ())
            if before and (row.name, row.investor_name) != (before[_NAME], before[_INVESTOR]):
                set_keys(row)
            values = _values(row)
            now.append(values)
            if values != before:
                changed |= {i for i, value in enumerate(values) if not before or value != before[i]}
        columns = sorted(changed)
        bulk.update_many(
            Project,
            ["version", *[_NAMES[i] for i in columns]],
            [
                (row.pk, row.version, *[values[i] for i in columns])
                for row, values in zip(rows, now, strict=True)
            ],
        )
        self.before |= {row.pk: values for row, values in zip(rows, now, strict=True)}
        self.keep([(row.pk, self.images.get(row.pk), row.version) for row in rows])

    def _write_parts(self) -> None:
        set_shares(list(self.shared.values()))
        if self.renamed:
            rename_all(list(self.renamed.values()))
        StageSkip.objects.bulk_create(self.skipped, batch_size=_CHUNK)
        self.shared, self.renamed, self.skipped = {}, {}, []

    def keep(self, rows: Sequence[tuple[int, dict[str, Any] | None, int]]) -> None:
        if self.batch is not None:
            ledger.keep_pre_images(batch=self.batch, table=TABLE, rows=rows)


def require_writer(actor: Account, projects: Iterable[Project]) -> None:
    """Raises: NotAllowed unless the actor writes for the responsible unit of every project."""
    reach = rights.reach_of(actor)
    for project in projects:
        allowed = project.city_id == reach.city_id and rights.may_write(reach, project.unit_id)
        rights.require(allowed, f"您没有填报{project.unit.short_name}项目的权限")


def check_unchanged(project: Project, expected: int | None) -> None:
    """Raises: EditedMeanwhile telling field by field who changed what."""
    check_version(
        city_id=project.city_id,
        target_kind=TARGET,
        target_code=project.code,
        expected=expected,
        version=project.version,
    )


def note(act: str, project: Project, changes: Mapping[str, Any]) -> audit.Note:
    """Return the trail's note of a change that brings the row to its next version."""
    versioned = {**changes, "version": [project.version, project.version + 1]}
    return audit.Note(act, TARGET, project.code, project.name, versioned)


def standing_now(project: Project, asked: Iterable[Field] = ()) -> dict[Field, object]:
    """Return the present value of everything that can be changed or corrected, shares apart.

    The details are read only where some are ``asked``, or the total that they must not exceed.
    """
    if {*details.WITHIN_TOTAL, *DETAILS, Field.TOTAL} & set(asked):
        return standing_now(project) | details.held(project)
    dates: dict[Field, object] = {of: project.date_of(stage) for stage, of in DATE_OF.items()}
    return dates | {
        Field.NAME: project.name,
        Field.INVESTOR_NAME: project.investor_name,
        Field.ENTERPRISE: project.enterprise,
        Field.SUMMARY: project.summary,
        Field.UNIT: project.unit,
        Field.AREA: project.area,
        Field.ORIGIN: project.origin,
        Field.INDUSTRY: project.industry,
        Field.INDUSTRIAL: project.industrial,
        Field.TOTAL: project.total,
        Field.SPONSOR: project.sponsor,
        Field.STATUS: project.status,
        Field.CHANNEL: project.channel_of_signing,
    }


def set_shares(pairs: Sequence[tuple[Project, Sequence[Share]]], *, fresh: bool = False) -> None:
    """Let each project be shared as said; a project of one unit has no rows."""
    for start in range(0, 0 if fresh else len(pairs), _CHUNK):
        some = [project for project, _ in pairs[start : start + _CHUNK]]
        ProjectShare.objects.filter(project__in=some).delete()
    ProjectShare.objects.bulk_create(
        [
            ProjectShare(project=project, unit=share.unit, basis_points=share.basis_points)
            for project, shares in pairs
            if len(shares) > 1
            for share in shares
        ],
        batch_size=_CHUNK,
    )


def searched(project: Project) -> str:
    return search.search_text(project.name, codes=[project.code])


def document(project: Project) -> search.Document:
    return search.Document(project.pk, project.city_id, project.search_text)


def rename(project: Project) -> None:
    """Let the project be found, and its subject be shown, under its present name."""
    rename_all([project])


def rename_all(projects: Sequence[Project]) -> None:
    """The same for many."""
    search.take_out(SEARCH_INDEX, [document(project) for project in projects])
    for project in projects:
        project.search_text = searched(project)
    search.put(SEARCH_INDEX, [document(project) for project in projects])
    ledger.relabel_all([(project.subject_id, project.name) for project in projects])


def set_keys(project: Project) -> None:
    """Let the row be found among its twins: by how its name and its investor's sound."""
    project.name_key = sound_key(project.name)
    project.investor_key = sound_key(project.investor_name) if project.investor_name else ""


def images(rows: Sequence[Project]) -> dict[int, dict[str, Any]]:
    """Return what the rows and what hangs on them look like now, as values of JSON."""
    found = {row.pk: {f.attname: _plain(getattr(row, f.attname)) for f in WORKING} for row in rows}
    for row in rows:
        found[row.pk] |= {"version": row.version, "shares": [], "skips": []}
    for project_id, kept in beside.images(rows).items():
        found[project_id]["beside"] = kept
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        shares = ProjectShare.objects.filter(project__in=some).order_by("id")
        for project_id, unit_id, points in shares.values_list("project_id", "unit_id", "basis_points"):
            found[project_id]["shares"].append([unit_id, points])
        for skip in StageSkip.objects.filter(project__in=some).order_by("id"):
            found[skip.project_id]["skips"].append(
                [skip.stage, skip.reason, skip.recorded_at.isoformat(), skip.recorded_by_id]
            )
    return found


def bump(rows: Sequence[Project], **values: Any) -> None:
    """Write the same few columns of many rows under their next version."""
    for start in range(0, len(rows), _CHUNK):
        ids = [row.pk for row in rows[start : start + _CHUNK]]
        Project.objects.filter(pk__in=ids).update(version=F("version") + 1, **values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
