"""Make entries of the directory by the services alone."""

from typing import Any

from luodi.directory import services
from luodi.directory.choices import AssociationKind
from luodi.directory.models import Association, Hometowner
from luodi.directory.services import NewAssociation, NewHometowner
from luodi.organisation import clock
from luodi.organisation.models import Account


def make_association(*, by: Account, **particulars: Any) -> Association:
    values = {
        "name": "深圳市示例商会",
        "kind": AssociationKind.CHAMBER,
        "place": "440300",
        "unit": by.unit,
        "phone": "13800001234",
        **particulars,
    }
    return services.add_association(NewAssociation(**values), actor=by, at=clock.now(by.city))


def make_hometowner(*, by: Account, **particulars: Any) -> Hometowner:
    values = {
        "name": "示例乡贤",
        "place": "440300",
        "unit": by.unit,
        "home": "349921",
        "company": "示例光学有限公司",
        "phone": "13900005678",
        **particulars,
    }
    return services.add_hometowner(NewHometowner(**values), actor=by, at=clock.now(by.city))
