"""Who may with imports: the door to one of them."""

from django.http import Http404

from luodi.importing.models import Import
from luodi.organisation.models import Account
from luodi.organisation.policies import reach_of


def get_import(number: str, account: Account) -> Import:
    """Return the import that is called so on pages (I000012).

    Raises: Http404 when there is none, or it is for a unit that the account does not write for.
    """
    digits = number.removeprefix("I")
    rows = Import.objects.visible_to(reach_of(account))
    found = rows.select_related(
        "city", "unit", "file", "batch", "uploaded_by__person", "committed_by__person"
    )
    row = found.filter(pk=int(digits) if digits.isdecimal() and len(digits) < 18 else 0).first()
    if row is None:
        raise Http404
    return row
