"""A ledger that somebody tampered with behind the guards is found out."""

from collections.abc import Iterator

import pytest
from django.db import connection

from luodi.ledger import guards, integrity
from luodi.ledger.models import Fact
from luodi.ledger.services import Share
from luodi.ledger.tests.makers import post, signing
from luodi.organisation.tests.makers import Cast, Clock


@pytest.fixture
def tampering(cast: Cast, clock: Clock) -> Iterator[Cast]:
    shares = (Share(cast.units.yunxi, 4_000), Share(cast.units.team, 6_000))
    post(cast, clock, signing(cast, "P1", shares=shares))
    post(cast, clock, signing(cast, "P2"))
    guards.remove(connection)
    yield cast
    guards.install(connection)


def found(cast: Cast) -> set[str]:
    return {finding.code for finding in integrity.check(cast.city)}


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_ledger_kept_through_its_door_is_sound(tampering: Cast) -> None:
    assert found(tampering) == {"guard.missing"}
    guards.install(connection)
    assert found(tampering) == set()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE ledger_entry SET number = number + 5 WHERE number = 2", "entry.gap"),
        ("UPDATE ledger_head SET number = number + 1", "head.behind"),
        ("UPDATE ledger_credit SET basis_points = basis_points - 1", "credit.whole"),
        ("UPDATE ledger_fact SET ordinal = (SELECT MIN(ordinal) FROM ledger_fact)", "fact.versions"),
        ("DELETE FROM audit_auditrecord", "entry.untrailed"),
        ("DELETE FROM ledger_credit", "credit.absent"),
    ],
)
def test_what_was_changed_behind_the_guards_is_named(tampering: Cast, statement: str, code: str) -> None:
    run(statement)
    assert code in found(tampering)


def test_a_fact_moved_to_another_moment_is_named(tampering: Cast) -> None:
    fact = Fact.objects.order_by("id")[0]
    other = Fact.objects.order_by("id")[1]
    run("UPDATE ledger_fact SET recorded_at = %s WHERE id = %s", other.recorded_at, fact.pk)
    assert "fact.moment" in found(tampering)
