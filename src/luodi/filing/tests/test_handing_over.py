"""What a leaving clerk had not read goes to the successor, who is told."""

from django.core.management import call_command

from luodi.filing import services
from luodi.filing.models import FilingReminder
from luodi.notices import services as notices
from luodi.notices.choices import NoticeKind
from luodi.notices.models import Notice
from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock


def test_unread_notices_pass_to_the_successor_once(
    liu: Account, wai: Account, system_admin: Account, security_admin: Account, clock: Clock
) -> None:
    for title, key in (("云溪项目被退回", None), ("月报尚未报齐", "filing:2020-08")):
        notices.tell(
            [liu, wai] if key else [liu], kind=NoticeKind.RETURNED, title=title, at=clock.now, key=key
        )
    row = services.hand_over(
        leaving=liu, successor=wai, on=clock.day, reason="轮岗", actor=system_admin, at=clock.now
    )
    assert not Notice.objects.filter(account=liu).unread().exists()
    titles = list(Notice.objects.filter(account=wai).unread().values_list("title", flat=True))
    assert sorted(titles) == sorted(["云溪项目被退回", "月报尚未报齐", "您接手刘（云溪县）的工作"])
    services.confirm_hand_over(hand_over=row, actor=security_admin, at=clock.now)
    assert Notice.objects.filter(account=wai, title__startswith="刘的授权已移交").count() == 1


def test_a_closed_account_keeps_its_unit_filing(
    liu: Account, wu: Account, wai: Account, system_admin: Account, city: City, clock: Clock
) -> None:
    services.hand_over(
        leaving=liu, successor=wai, on=clock.day, reason="轮岗", actor=system_admin, at=clock.now
    )
    clock.advance(days=34)
    call_command("remind_filings", city=city.code)
    assert set(FilingReminder.objects.values_list("unit__code", flat=True)) == {"YUNXI", "SHIQIAO"}
