"""The one door of enterprises and advisers for writes."""

from luodi.enterprises.rules import AdviserRefused, EnterpriseRefused
from luodi.enterprises.services.advisers import appoint_adviser, appoint_advisers, end_appointment
from luodi.enterprises.services.commands import AboveScale, NewAdviser, NewEnterprise, PoolMove
from luodi.enterprises.services.enterprises import (
    add_enterprise,
    add_enterprises,
    enter_above_scale,
    enter_pool,
    leave_pool,
)
from luodi.enterprises.services.judging import (
    reject_adviser,
    reject_enterprise,
    verify_advisers,
    verify_enterprises,
)
from luodi.enterprises.services.searching import rebuild_search
from luodi.enterprises.services.withdrawing import put_back

__all__ = [
    "AboveScale",
    "AdviserRefused",
    "EnterpriseRefused",
    "NewAdviser",
    "NewEnterprise",
    "PoolMove",
    "add_enterprise",
    "add_enterprises",
    "appoint_adviser",
    "appoint_advisers",
    "end_appointment",
    "enter_above_scale",
    "enter_pool",
    "leave_pool",
    "put_back",
    "rebuild_search",
    "reject_adviser",
    "reject_enterprise",
    "verify_advisers",
    "verify_enterprises",
]
