from luodi.outbox.models.channel import Channel, ChannelQuerySet
from luodi.outbox.models.delivery import Delivery, DeliveryQuerySet, Enclosure, Item
from luodi.outbox.models.preference import KindPace, Preference
from luodi.outbox.models.server import AllowedHost, MailServer

__all__ = [
    "AllowedHost",
    "Channel",
    "ChannelQuerySet",
    "Delivery",
    "DeliveryQuerySet",
    "Enclosure",
    "Item",
    "KindPace",
    "MailServer",
    "Preference",
]
