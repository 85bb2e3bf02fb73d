"""Rows written past the models stand in the database exactly as the models write them."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from luodi import bulk
from luodi.audit.models import AuditRecord
from luodi.audit.services import Note
from luodi.ledger import guards, services
from luodi.ledger.models import Credit, Fact, ForeignAmount, Subject
from luodi.ledger.services import AlreadyRecorded, SubjectSpec, add_subjects
from luodi.ledger.services.rows import FactRow
from luodi.ledger.tests.makers import holding, post, record, signing, subject
from luodi.ledger.tests.test_posting import DOLLARS, halves

MOMENTS = [
    datetime(2020, 7, 5, 2, 3, 4, 5, tzinfo=UTC),
    datetime(2020, 7, 5, 2, 3, 4, tzinfo=UTC),
    datetime(2020, 7, 5, 23, 59, 59, 999_999, tzinfo=UTC),
]
AUDIT = ("city_id", "at", "act", "target_title", "changes", "succeeded", "entry_no")
REST = {"actor_name": "刘", "actor_unit": "云溪县", "target_kind": "x", "target_code": "1", "client": ""}


def stored(model, rows):
    """The rows as the driver sees them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table} WHERE id = ANY(%s)" if connection.vendor == "postgresql"
                       else f"SELECT * FROM {model._meta.db_table} WHERE id IN ({', '.join(str(pk) for pk in rows)})",
                       [list(rows)] if connection.vendor == "postgresql" else [])  # fmt: skip
        return [row[1:] for row in sorted(cursor.fetchall())]


@pytest.mark.parametrize("n", [3, 300])
def test_rows_are_stored_as_the_models_store_them(db, n):
    said = [
        (i, MOMENTS[i % 3], "登记", f"第{i}号\t“项目”\\n\n", {"总投资": [None, f"{i}万元"]}, i % 2 == 0, None)
        for i in range(n)
    ]
    bulk.insert(AuditRecord, AUDIT, [(*row[:4], json.dumps(row[4]), *row[5:]) for row in said], same=REST)
    ours = list(AuditRecord.objects.order_by("id").values_list("pk", flat=True))
    theirs = [AuditRecord.objects.create(**dict(zip(AUDIT, row, strict=True)), **REST).pk for row in said]
    assert stored(AuditRecord, ours) == stored(AuditRecord, theirs)
    read = AuditRecord.objects.filter(pk__in=ours).order_by("pk").values_list(*AUDIT)
    assert list(read) == said


@pytest.mark.parametrize("n", [1, 250])
def test_ids_that_are_taken_are_nobody_elses(cast, n):
    with transaction.atomic():
        first = bulk.reserve_ids(Subject, n)
        others = bulk.reserve_ids(Subject, n)
        between = subject(cast.city, "B1").pk
    assert len({*first, *others, between}) == 2 * n + 1
    assert list(first) == sorted(first)
    assert max(Subject.objects.values_list("pk", flat=True)) == between


def test_no_ids_are_taken_for_nothing(db):
    assert list(bulk.reserve_ids(Subject, 0)) == []


@pytest.mark.parametrize("n", [2, 300])
def test_many_rows_are_updated_at_once(cast, n):
    made = add_subjects([SubjectSpec("PROJECT", f"P{i}", "旧") for i in range(n)], city_id=cast.city.pk)
    bulk.update_many(Subject, ("label",), [(one.pk, f"新{one.code}") for one in made])
    assert set(Subject.objects.values_list("label", flat=True)) == {f"新P{i}" for i in range(n)}


@pytest.mark.parametrize("n", [1, 300])
def test_a_clash_is_djangos_own_and_leaves_nothing(cast, n):
    things = [(f"P{i}", "一") for i in range(n)]
    services.add_subjects([SubjectSpec("PROJECT", f"P{n - 1}", "先")], city_id=cast.city.pk)
    rows = [(cast.city.pk, "PROJECT", code, label, None) for code, label in things]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Subject, ("city_id", "kind", "code", "label", "parent_id"), rows)
    assert Subject.objects.count() == 1
    bulk.insert(Subject, ("city_id", "kind", "code", "label", "parent_id"), rows[:-1])
    assert Subject.objects.count() == n


@pytest.mark.parametrize("n", [2, 300])
def test_what_is_there_already_is_passed_over_where_that_is_asked(cast, n):
    services.add_subjects([SubjectSpec("PROJECT", "P1", "先")], city_id=cast.city.pk)
    rows = [(cast.city.pk, "PROJECT", f"P{i}", "后", None) for i in range(n)]
    columns = ("city_id", "kind", "code", "label", "parent_id")
    bulk.insert(Subject, columns, rows, passes_over=True)
    bulk.insert(Subject, columns, rows, passes_over=True)
    assert Subject.objects.count() == n
    assert Subject.objects.get(code="P1").label == "先"


def test_the_rows_of_facts_name_every_column():
    ours = {*FactRow._fields, "id", "city_id", "entry_id", "recorded_at", "superseded_at", "superseded_by_id"}
    assert ours == {field.column for field in Fact._meta.concrete_fields}


def test_hundreds_of_facts_are_recorded_as_single_ones_are(cast, clock):
    subjects = add_subjects([SubjectSpec("PROJECT", f"Q{i}", "") for i in range(600)], city_id=cast.city.pk)
    one = record(cast, clock, signing(cast, "P1", amount=DOLLARS, shares=halves(cast)))[0]
    entry = post(
        cast, clock, *(signing(cast, subject=s, amount=DOLLARS, shares=halves(cast)) for s in subjects)
    )
    many = list(Fact.objects.filter(entry=entry).order_by("ordinal"))
    own = {"id", "entry_id", "ordinal", "recorded_at", "subject_id"}
    names = [f.attname for f in Fact._meta.concrete_fields if f.attname not in own]
    assert {tuple(getattr(fact, name) for name in names) for fact in (one, *many)} == {
        tuple(getattr(one, name) for name in names)
    }
    assert [fact.subject_id for fact in many] == [s.pk for s in subjects]
    assert Credit.objects.filter(fact__entry=entry).count() == 1200
    assert ForeignAmount.objects.get(fact=many[-1]).rate == Decimal(str(DOLLARS.rate))
    assert guards.missing(connection) == []


def test_guards_that_stood_down_are_back_after_a_failure(cast, clock):
    facts = [holding(cast, on=date(2020, 7, 5)) for _ in range(600)]
    record(cast, clock, signing(cast))
    with pytest.raises(AlreadyRecorded):
        post(cast, clock, *facts, signing(cast))
    assert guards.missing(connection) == []
    assert Fact.objects.count() == 1


def test_thousands_of_notes_are_kept_each(cast, clock):
    notes = [Note("登记", "project", f"P{i}", "项目" * 150, {"名称": [None, str(i)]}) for i in range(700)]
    at = clock.now + timedelta(microseconds=7)
    services.post(city=cast.city, act="登记", actor=cast.liu, at=at, notes=notes)
    kept = AuditRecord.objects.filter(act="登记", target_kind="project").order_by("id")
    assert [one.changes["名称"][1] for one in kept] == [str(i) for i in range(700)]
    assert {(one.at, len(one.target_title), one.succeeded) for one in kept} == {(at, 200, True)}
