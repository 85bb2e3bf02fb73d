"""What is told outside the program: three accounts want e-mails. A demo city sends none, and its log says so."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from luodi.demo import chance, plan
from luodi.demo.journal import Journal
from luodi.demo.organisation import Cast
from luodi.demo.schedule import moment
from luodi.organisation.choices import Role
from luodi.organisation.models import Account
from luodi.outbox import services as outbox
from luodi.outbox.choices import ChannelKind, Security
from luodi.outbox.models import Channel
from luodi.outbox.sealing import unseal

_SET_UP, _OPENED = date(2020, 8, 28), date(2020, 8, 31)
_HOURS = ((8, 42), (17, 5))
"""When messages were looked for; the program itself does it every two minutes."""
_WHO = (("centre", "zhou.min"), ("shou", "liu.chang"), ("leader", "gao.yuan"))


@dataclass(frozen=True)
class Messages:
    cast: Cast

    def write_into(self, journal: Journal) -> None:
        journal.add(moment(_SET_UP, 16, 50), self.set_up)
        journal.add(moment(_OPENED, 8, 40), self.open)
        for nth in range((plan.RELEASE - _OPENED).days + 1):
            day = _OPENED + timedelta(days=nth)
            if chance.is_working(day):
                for hour in _HOURS:
                    journal.add(moment(day, *hour), self.send)

    def set_up(self, at: datetime) -> None:
        """Name a mail server that cannot be: names under .example belong to nobody."""
        settings = outbox.MailSettings(
            host="smtp.huainan.example",
            port=465,
            security=Security.TLS,
            sender="luodi@huainan.example",
            sender_name="淮南市招商台账（演示）",
            username="",
            password=None,
            site="",
        )
        system = Account.objects.get(city=self.cast.city, grants__role=Role.SYSTEM_ADMIN)
        outbox.set_mail_server(settings, actor=system, at=at)

    def open(self, at: datetime) -> None:
        """Open each account's channel with the code that the e-mail would have brought."""
        for login, name in _WHO:
            account = Account.objects.get(city=self.cast.city, login=login)
            new = outbox.NewChannel(ChannelKind.EMAIL, "工作邮箱", f"{name}@huainan.example")
            channel = outbox.add_channel(new, actor=account, at=at)
            code = unseal(Channel.objects.get(pk=channel.pk).secret)
            outbox.confirm_channel(channel=channel, code=code, actor=account, at=at)

    def send(self, at: datetime) -> None:
        outbox.feed(city=self.cast.city, at=at)
        outbox.send_due(city=self.cast.city, clock=partial(_same, at), senders=outbox.Senders(at))


def _same(at: datetime) -> datetime:
    return at
