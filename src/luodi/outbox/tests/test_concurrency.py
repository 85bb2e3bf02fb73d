"""Many senders at one outbox: each message once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock
from luodi.outbox.models import Delivery, Item
from luodi.outbox.tests.makers import go, make_email, make_mail_server, tell
from luodi.outbox.tests.servers import Mailbox


@pytest.mark.django_db(transaction=True)
def test_of_many_senders_each_message_is_sent_by_one(
    liu: Account, wu: Account, system_admin: Account, clock: Clock, mailbox: Mailbox
) -> None:
    make_mail_server(port=mailbox.port, by=system_admin)
    for account in (liu, wu):
        for name in ("一", "二", "三"):
            make_email(by=account, name=name)
        tell(account, clock, *(f"第{nth}个项目被退回" for nth in range(4)))

    def work(_: int) -> int:
        try:
            return sum(go(liu, clock).values())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    assert sum(counts) == len(mailbox.letters) == 24
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == 24
    assert Item.objects.count() == 24
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
