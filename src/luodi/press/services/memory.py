"""What this process remembers of texts that are being typed: paragraphs that were read, and figures that were asked."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock

from luodi.kernel.asof import AsOf
from luodi.ledger import services as ledger
from luodi.organisation.models import City
from luodi.press.asking import Asking
from luodi.press.checked import CheckedDraft
from luodi.press.grammar.within.rechecking import Checked
from luodi.press.services.checking import check_draft

_MOST = 64
_lock = Lock()


@dataclass(frozen=True)
class _Typed:
    asking: Asking
    within: Checked | None


_typed: OrderedDict[tuple[int, str], _Typed] = OrderedDict()


def check_typed(
    city: City, text: str, *, key: str, published: date | None = None, as_of: AsOf | None = None
) -> CheckedDraft:
    """Check a text as it stands while somebody types; ``key`` names the editor, ``as_of`` None is the present.

    What is remembered only makes it quicker: another process, or one that forgot, says the same.
    """
    known = as_of or ledger.resolve(city)
    place = city.pk, key
    with _lock:
        before = _typed.get(place)
    is_same = before is not None and before.asking.as_of.entry == known.entry
    asking = before.asking if before and is_same else Asking(city, known)
    checked = check_draft(
        city, text, published=published, asking=asking, before=before.within if before else None
    )
    with _lock:
        _typed[place] = _Typed(asking, checked.within)
        _typed.move_to_end(place)
        while len(_typed) > _MOST:
            _typed.popitem(last=False)
    return checked
