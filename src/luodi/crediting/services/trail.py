"""What every act on a first report leaves behind: a line of its own history, one of the trail, a notice."""

from datetime import date, datetime

from luodi.audit import services as audit
from luodi.crediting.choices import ReportAct
from luodi.crediting.models import FirstReport, FirstReportEvent
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.organisation.models import Account
from luodi.organisation.services.cities import Program

TARGET = "first-report"


def address_of(report: FirstReport) -> str:
    return f"/first-reports/{report.code}/"


def log(
    row: FirstReport, act: ReportAct, *, on: date, text: str, actor: Account | Program, at: datetime
) -> FirstReportEvent:
    """Append the act to the report's history and to the trail; what the program did by rule is nobody's."""
    changes = {"状态": [None, row.get_state_display()], "日期": [None, on.isoformat()], "内容": [None, text]}
    audit.record(audit.Note(act.label, TARGET, row.code, row.project_name, changes), actor=actor, at=at)
    return FirstReportEvent.objects.create(report=row, act=act, on=on, text=text[:800], at=at, by_id=actor.pk)


def tell_reporter(row: FirstReport, kind: NoticeKind, title: str, reason: str, at: datetime) -> None:
    """Tell the clerks of the reporting unit, and whoever entered the report."""
    notices.tell_unit(
        row.unit,
        kind=kind,
        title=title,
        reason=reason[:400],
        path=address_of(row),
        at=at,
        also=[row.reported_by],
    )
