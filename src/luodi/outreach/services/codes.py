"""Numbers for new working rows: one series per kind of subject and year, without gaps or doubles."""

from django.db.models.functions import Length

from luodi.ledger.kinds import SubjectKind
from luodi.ledger.models import Head, Subject
from luodi.organisation.models import City


def next_codes(*, city: City, kind: SubjectKind, prefix: str, year: int, count: int) -> list[str]:
    """Return ``count`` codes like T2020-0001 that follow the last one given.

    The city's head is locked from here to the commit, so that two writers never give the same code.
    """
    Head.objects.select_for_update().get(city=city)
    series = f"{prefix}{year}-"
    given = Subject.objects.filter(city=city, kind=kind, code__startswith=series)
    last = given.order_by(Length("code").desc(), "-code").values_list("code", flat=True).first()
    start = int(last.removeprefix(series)) if last else 0
    return [f"{series}{number:04d}" for number in range(start + 1, start + count + 1)]
