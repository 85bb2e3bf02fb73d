"""A demo city has passwords that everybody knows: whatever is set up there, nothing leaves it."""

from luodi.organisation.models import Account, City
from luodi.organisation.tests.makers import Clock
from luodi.outbox import services
from luodi.outbox.choices import DeliveryState
from luodi.outbox.models import Delivery
from luodi.outbox.services import Senders
from luodi.outbox.tests.makers import WALL, make_email, make_mail_server, tell
from luodi.outbox.tests.servers import Mailbox


def test_a_demo_city_sends_nothing_and_its_log_says_so(
    liu: Account, system_admin: Account, clock: Clock, mailbox: Mailbox
) -> None:
    make_mail_server(port=mailbox.port, by=system_admin)
    make_email(by=liu)
    tell(liu, clock, "云溪项目被退回")
    City.objects.filter(pk=liu.city_id).update(is_demo=True)
    demo = City.objects.get(pk=liu.city_id)
    services.feed(city=demo, at=clock.now)
    kept = services.send_due(city=demo, clock=lambda: clock.now, senders=Senders(WALL))
    rows = Delivery.objects.filter(state=DeliveryState.DROPPED, said="演示城市不向外发送消息")
    assert kept == {"KEPT": rows.count()} == {"KEPT": Delivery.objects.count()}
    assert (mailbox.letters, set(rows.values_list("attempts", flat=True))) == ([], {0})
