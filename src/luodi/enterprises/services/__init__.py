"""The one door of enterprises and advisers for writes."""

from luodi.enterprises.rules import AdviserRefused, EnterpriseRefused
from luodi.enterprises.services.advisers import appoint_adviser, appoint_advisers, end_appointment
from luodi.enterprises.services.advising import (
    Renewal,
    change_adviser,
    due_of,
    end_run_out,
    renew_adviser,
    set_advising_rules,
    show_adviser_phone,
    terms_on,
)
from luodi.enterprises.services.checking import NewCheck, add_check, withdraw_check
from luodi.enterprises.services.commands import AboveScale, NewAdviser, NewEnterprise, PoolMove
from luodi.enterprises.services.contacts import (
    NewContact,
    add_contact,
    change_contact,
    let_contact_go,
    show_contact_phone,
)
from luodi.enterprises.services.describing import (
    Corrected,
    Described,
    add_former_name,
    correct_enterprise,
    describe_enterprise,
    rename_enterprise,
)
from luodi.enterprises.services.enterprises import add_enterprise, add_enterprises, enter_once, entered_once
from luodi.enterprises.services.growing import enter_above_scale, enter_pool, leave_above_scale, leave_pool
from luodi.enterprises.services.judging import (
    reject_adviser,
    reject_enterprise,
    verify_advisers,
    verify_enterprises,
)
from luodi.enterprises.services.marking import NewMark, add_mark, end_mark, take_mark_back
from luodi.enterprises.services.nominating import (
    Letter,
    NewNomination,
    decide_nomination,
    issue_letter,
    nominate,
    show_nomination_phone,
)
from luodi.enterprises.services.reminding import remind_advisers
from luodi.enterprises.services.searching import rebuild_search
from luodi.enterprises.services.withdrawing import put_back

__all__ = [
    "AboveScale",
    "AdviserRefused",
    "Corrected",
    "Described",
    "EnterpriseRefused",
    "Letter",
    "NewAdviser",
    "NewCheck",
    "NewContact",
    "NewEnterprise",
    "NewMark",
    "NewNomination",
    "PoolMove",
    "Renewal",
    "add_check",
    "add_contact",
    "add_enterprise",
    "add_enterprises",
    "add_former_name",
    "add_mark",
    "appoint_adviser",
    "appoint_advisers",
    "change_adviser",
    "change_contact",
    "correct_enterprise",
    "decide_nomination",
    "describe_enterprise",
    "due_of",
    "end_appointment",
    "end_mark",
    "end_run_out",
    "enter_above_scale",
    "enter_once",
    "enter_pool",
    "entered_once",
    "issue_letter",
    "leave_above_scale",
    "leave_pool",
    "let_contact_go",
    "nominate",
    "put_back",
    "rebuild_search",
    "reject_adviser",
    "reject_enterprise",
    "remind_advisers",
    "rename_enterprise",
    "renew_adviser",
    "set_advising_rules",
    "show_adviser_phone",
    "show_contact_phone",
    "show_nomination_phone",
    "take_mark_back",
    "terms_on",
    "verify_advisers",
    "verify_enterprises",
    "withdraw_check",
]
