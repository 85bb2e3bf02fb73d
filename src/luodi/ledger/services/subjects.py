"""Subjects, and the opening of a city's ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from luodi import bulk
from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Head, Subject
from luodi.organisation.models import City


@dataclass(frozen=True)
class SubjectSpec:
    kind: SubjectKind
    code: str
    label: str = ""
    parent: Subject | None = None


def open_ledger(*, city: City, at: datetime) -> Head:
    """Begin the city's ledger; a second call changes nothing."""
    head, _ = Head.objects.get_or_create(city=city, defaults={"recorded_at": at, "asked_until": at})
    return head


def add_subjects(specs: Sequence[SubjectSpec], *, city_id: int) -> list[Subject]:
    """Create the subjects of things that are new under codes given just now."""
    return Subject.objects.bulk_create(
        [Subject(city_id=city_id, kind=s.kind, code=s.code, label=s.label, parent=s.parent) for s in specs],
        batch_size=500,
    )


def add_subjects_of(kind: SubjectKind, things: Sequence[tuple[str, str]], *, city_id: int) -> Sequence[int]:
    """The same for thousands of one kind, given as (code, label); return their ids in order."""
    ids = bulk.reserve_ids(Subject, len(things))
    bulk.insert(
        Subject,
        ("id", "code", "label"),
        ((pk, code, label) for pk, (code, label) in zip(ids, things, strict=True)),
        same={"city_id": city_id, "kind": kind.value, "parent_id": None},
    )
    return ids


def ensure_subjects(specs: Sequence[SubjectSpec], *, city_id: int) -> list[Subject]:
    """Return the subjects of ``specs`` in their order, creating those that are not there yet.

    People stand here by code alone: an adviser's or a leader's ``label`` is left empty by their apps.
    """
    Subject.objects.bulk_create(
        [Subject(city_id=city_id, kind=s.kind, code=s.code, label=s.label, parent=s.parent) for s in specs],
        ignore_conflicts=True,
        batch_size=500,
    )
    found: dict[tuple[str, str], Subject] = {}
    for kind in {s.kind for s in specs}:
        codes = [s.code for s in specs if s.kind == kind]
        for start in range(0, len(codes), 500):
            rows = Subject.objects.filter(city_id=city_id, kind=kind, code__in=codes[start : start + 500])
            found.update({(row.kind, row.code): row for row in rows})
    return [found[s.kind, s.code] for s in specs]


def relabel(*, subject: Subject, label: str) -> None:
    """Give the subject its thing's present name; facts do not carry names, so no figure moves."""
    Subject.objects.filter(pk=subject.pk).update(label=label)


def relabel_all(labels: Sequence[tuple[int, str]]) -> None:
    """The same for many subjects, given as (id, name)."""
    bulk.update_many(Subject, ("label",), labels)
