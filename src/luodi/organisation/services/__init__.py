"""The one door of the organisation for writes."""

from luodi.organisation.services.accounts import (
    AccountRefused,
    PasswordRefused,
    disable_account,
    enable_account,
    open_account,
    set_password,
)
from luodi.organisation.services.cities import CityRefused, Founder, Program, create_city, create_founder
from luodi.organisation.services.grants import GrantRefused, grant, revoke
from luodi.organisation.services.handing_over import HandOverRefused, confirm_hand_over, hand_over
from luodi.organisation.services.people import PostRefused, add_person, appoint, change_person, end_post
from luodi.organisation.services.units import change_unit, close_unit, create_unit

__all__ = [
    "AccountRefused",
    "CityRefused",
    "Founder",
    "GrantRefused",
    "HandOverRefused",
    "PasswordRefused",
    "PostRefused",
    "Program",
    "add_person",
    "appoint",
    "change_person",
    "change_unit",
    "close_unit",
    "confirm_hand_over",
    "create_city",
    "create_founder",
    "create_unit",
    "disable_account",
    "enable_account",
    "end_post",
    "grant",
    "hand_over",
    "open_account",
    "revoke",
    "set_password",
]
