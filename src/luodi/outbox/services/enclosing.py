"""Let a calendar text go with what is told."""

from luodi.organisation.models import City
from luodi.outbox.models import Enclosure


def enclose(*, city: City, key: str, name: str, content: str) -> None:
    """Let the text go by e-mail with the notices of the key; callers stand in the transaction that tells them."""
    Enclosure.objects.get_or_create(city=city, key=key, defaults={"name": name, "content": content})
