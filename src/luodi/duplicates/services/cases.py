"""Open cases for pairs that may be one thing, and rule on them; what was ruled never comes back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from luodi.audit import services as audit
from luodi.duplicates import policies, rules
from luodi.duplicates.choices import CaseState, Kind
from luodi.duplicates.models import DuplicateCase, Merge
from luodi.duplicates.rules import Match
from luodi.duplicates.services import sides
from luodi.duplicates.services.finding import find_matches
from luodi.duplicates.services.pairing import pairs_among
from luodi.enterprises import numbering
from luodi.enterprises.models import Enterprise
from luodi.organisation.models import Account, City
from luodi.projects.models import Project

TARGET = "duplicate"
_CHUNK = 400
_PREFIX = "D"


@dataclass(frozen=True)
class Pair:
    """Two rows of a kind, by their ids, and how they agree. ``said`` is why they were entered as two all the same."""

    kind: Kind
    one: int
    other: int
    match: Match
    said: str = ""

    @property
    def ids(self) -> tuple[int, int]:
        return min(self.one, self.other), max(self.one, self.other)


def scan_city(city: City, *, actor: Account, at: datetime) -> list[DuplicateCase]:
    """Compare everything that the city has, and open a case for each pair that has none yet.

    Raises: NotAllowed.
    """
    policies.require_scanner(actor, city.pk)
    pairs: list[Pair] = []
    for kind, rows in (
        (Kind.PROJECT, sides.projects(Project.objects.of(city.pk).order_by("pk"))),
        (Kind.ENTERPRISE, sides.enterprises(Enterprise.objects.of(city.pk).order_by("pk"))),
    ):
        known = list(rows)
        pairs += [
            Pair(kind, known[one].pk, known[other].pk, match)
            for one, other, match in pairs_among(kind, [row.side for row in known])
        ]
    return open_cases(pairs, city=city, actor=actor, at=at)


def open_cases_of(
    row: Project | Enterprise, *, actor: Account, at: datetime, said: str = ""
) -> list[DuplicateCase]:
    """Open a case for each pair that a row, entered just now, makes with what is there.

    ``said`` is the reason that was given for entering it all the same.
    """
    kind = Kind.PROJECT if isinstance(row, Project) else Kind.ENTERPRISE
    side = sides.project_side(row) if isinstance(row, Project) else sides.enterprise_side(row)
    found = find_matches(row.city, kind, side)
    pairs = [Pair(kind, row.pk, one.known.pk, one.match, said.strip()) for one in found]
    return open_cases(pairs, city=row.city, actor=actor, at=at)


def open_cases(pairs: Sequence[Pair], *, city: City, actor: Account, at: datetime) -> list[DuplicateCase]:
    """Open a case for each pair that never had one.    Shape: the new cases only, in the order of the pairs."""
    with transaction.atomic():
        numbering.take(city_id=city.pk, prefix=_PREFIX, year=_year(at), n=0)
        known = {(kind, ids) for kind in Kind for ids in _known_pairs(city, kind, pairs)}
        fresh = {(pair.kind, pair.ids): pair for pair in pairs if (pair.kind, pair.ids) not in known}
        codes = numbering.take(city_id=city.pk, prefix=_PREFIX, year=_year(at), n=len(fresh))
        rows = [
            _case(pair, code, city=city, actor=actor, at=at)
            for pair, code in zip(fresh.values(), codes, strict=True)
        ]
        DuplicateCase.objects.bulk_create(rows, batch_size=_CHUNK)
        notes = [
            audit.Note("发现疑似重复", TARGET, row.code, row.get_kind_display(), {"级别": [None, row.level]})
            for row in rows
        ]
        audit.record_all(notes, actor=actor, at=at)
    return rows


def rule(
    *, case: DuplicateCase, ruling: CaseState, reason: str, actor: Account, at: datetime
) -> DuplicateCase:
    """Rule that the two are the same, different or related; the pair never comes back.

    Raises: CaseRefused without a reason or when it was ruled on; NotAllowed unless at the centre or a reviewer.
    """
    policies.require_ruler(actor, case.city_id)
    with transaction.atomic():
        row = DuplicateCase.objects.select_for_update().get(pk=case.pk)
        rules.check_ruling(state=row.state, ruling=ruling, reason=reason)
        row.state, row.reason, row.ruled_by, row.ruled_at = ruling, reason.strip(), actor, at
        row.save(update_fields=["state", "reason", "ruled_by", "ruled_at"])
        changes = {"裁定": [CaseState.OPEN.label, CaseState(ruling).label], "理由": [None, row.reason]}
        audit.record(
            audit.Note("裁定疑似重复", TARGET, row.code, row.get_kind_display(), changes), actor=actor, at=at
        )
    return row


def reopen(*, case: DuplicateCase, reason: str, actor: Account, at: datetime) -> DuplicateCase:
    """Take a ruling back, so that it can be made anew.

    Raises: CaseRefused without a reason, for a case that is open, and while the two are merged; NotAllowed.
    """
    policies.require_ruler(actor, case.city_id)
    with transaction.atomic():
        row = DuplicateCase.objects.select_for_update().get(pk=case.pk)
        if not reason.strip():
            raise rules.CaseRefused("撤回裁定须写明理由", field="reason")
        if row.state == CaseState.OPEN:
            raise rules.CaseRefused("这一疑似重复还没有裁定")
        if Merge.objects.in_force().filter(case=row).exists():
            raise rules.CaseRefused("两项已经合并，请先撤销合并再撤回裁定")
        before, row.state = CaseState(row.state).label, CaseState.OPEN
        row.reason, row.ruled_by, row.ruled_at = "", None, None
        row.save(update_fields=["state", "reason", "ruled_by", "ruled_at"])
        changes = {"裁定": [before, CaseState.OPEN.label], "理由": [None, reason.strip()]}
        audit.record(
            audit.Note("撤回裁定", TARGET, row.code, row.get_kind_display(), changes), actor=actor, at=at
        )
    return row


def _known_pairs(city: City, kind: Kind, pairs: Sequence[Pair]) -> Iterable[tuple[int, int]]:
    side = kind.lower()
    lefts = iter(sorted({pair.ids[0] for pair in pairs if pair.kind == kind}))
    while some := list(islice(lefts, _CHUNK)):
        found = DuplicateCase.objects.filter(city=city, kind=kind, **{f"left_{side}_id__in": some})
        yield from found.values_list(f"left_{side}_id", f"right_{side}_id")


def _case(pair: Pair, code: str, *, city: City, actor: Account, at: datetime) -> DuplicateCase:
    side, (left, right) = pair.kind.lower(), pair.ids
    return DuplicateCase(
        city=city,
        code=code,
        kind=pair.kind,
        level=pair.match.level,
        equal=list(pair.match.equal),
        differs=list(pair.match.differs),
        said=pair.said[:400],
        opened_at=at,
        opened_by=actor,
        **{f"left_{side}_id": left, f"right_{side}_id": right},
    )


def _year(at: datetime) -> int:
    return timezone.localtime(at).year
