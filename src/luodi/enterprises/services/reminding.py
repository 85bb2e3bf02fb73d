"""Remind units of advisers whose term runs out, so that it is renewed or ended in time."""

from datetime import datetime, timedelta

from django.db import transaction

from luodi.enterprises.choices import AdviserState
from luodi.enterprises.models import Adviser
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.clock import day_of
from luodi.organisation.models import City

AHEAD = timedelta(days=60)
"""How long before the end of a term its unit is told."""


@transaction.atomic
def remind_advisers(city: City, *, at: datetime) -> list[str]:
    """Tell units whose term ends soon, and whose has run out and is neither renewed nor ended; each once.

    Shape: the titles of what was told now.
    """
    today, told = day_of(at), []
    rows = Adviser.objects.of(city.pk).filter(state=AdviserState.ACTIVE, until__lte=today + AHEAD)
    for row in rows.select_related("unit__parent").order_by("until", "id"):
        assert row.until is not None
        is_over = row.until < today
        ends = f"{row.get_kind_display()}{row.name}（{row.code}）的聘期 {row.until.isoformat()} "
        title = ends + ("已满，请续聘或办理到期" if is_over else "到期，请考察后续聘或到期不再续聘")
        n = notices.tell_unit(
            row.unit,
            kind=NoticeKind.REMINDER,
            title=title,
            path=f"/advisers/{row.code}/",
            at=at,
            key=f"adviser:{row.pk}:{row.until}:{'over' if is_over else 'soon'}",
        )
        told += [title] if n else []
    return told
