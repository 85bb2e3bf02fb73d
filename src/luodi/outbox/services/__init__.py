"""The one door of the outbox for writes."""

from luodi.outbox.services.channels import NewChannel, add_channel, ask_again, ask_for_test, stop_channel
from luodi.outbox.services.confirming import confirm_channel, send_code
from luodi.outbox.services.enclosing import enclose
from luodi.outbox.services.feeding import feed
from luodi.outbox.services.preferring import prefer
from luodi.outbox.services.sending import Senders, send_due
from luodi.outbox.services.servers import MailSettings, allow_host, forbid_host, set_mail_server

__all__ = [
    "MailSettings",
    "NewChannel",
    "Senders",
    "add_channel",
    "allow_host",
    "ask_again",
    "ask_for_test",
    "confirm_channel",
    "enclose",
    "feed",
    "forbid_host",
    "prefer",
    "send_code",
    "send_due",
    "set_mail_server",
    "stop_channel",
]
