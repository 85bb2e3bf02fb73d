"""Who may with sponsorships and instructions: one door each, the same 404 for what is absent and what is forbidden."""

from django.http import Http404

from luodi.organisation.models import Account
from luodi.organisation.policies import Reach, may_write, reach_of
from luodi.sponsorship.models import CrewMember, Instruction, Node, Sponsorship


def get_sponsorship(code: str, *, actor: Account) -> Sponsorship:
    """Return a sponsorship that the actor sees: of a project in reach, or one that the actor is concerned in.

    Raises: Http404 when there is none such.
    """
    reach = _business(actor)
    rows = Sponsorship.objects.visible_to(reach, person_id=actor.person_id)
    found = rows.with_all().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_node(number: int, *, actor: Account) -> tuple[Node, Sponsorship]:
    """Return a node that has not been struck out, with the sponsorship that goes on.    Raises: Http404."""
    node = Node.objects.standing().filter(pk=number).first()
    if node is None:
        raise Http404
    return node, _open_of(node.project_id, actor)


def get_crew_member(number: int, *, actor: Account) -> tuple[CrewMember, Sponsorship]:
    """Return who is in a crew now, with the sponsorship that goes on.    Raises: Http404."""
    member = CrewMember.objects.held().select_related("person", "unit").filter(pk=number).first()
    if member is None:
        raise Http404
    return member, _open_of(member.project_id, actor)


def get_instruction(code: str, *, actor: Account) -> Instruction:
    """Raises: Http404 when there is none that the actor sees."""
    reach = _business(actor)
    rows = Instruction.objects.visible_to(reach, person_id=actor.person_id)
    found = rows.select_related(
        "city",
        "leader",
        "project__subject",
        "project__unit",
        "unit",
        "file",
        "recorded_by__person",
        "answered_by__person",
    )
    row = found.filter(code=code).first()
    if row is None:
        raise Http404
    return row


def may_lead(reach: Reach) -> bool:
    """Whether leaders' projects are handed over and rules set by this account: it writes for the whole city."""
    return reach.keeps_city


def may_keep(sponsorship: Sponsorship, *, actor: Account, reach: Reach) -> bool:
    """Whether the actor keeps crew and plan: who writes for the project's unit or the lead unit, and the crew."""
    if sponsorship.until is not None or not reach.writes:
        return False
    if may_write(reach, sponsorship.project.unit_id):
        return True
    lead = sponsorship.lead_unit_id
    if lead is not None and may_write(reach, lead):
        return True
    crew = CrewMember.objects.held().filter(project_id=sponsorship.project_id, person_id=actor.person_id)
    return crew.exists()


def may_instruct(reach: Reach) -> bool:
    """Whether instructions are entered: by a leader in person, or by the centre, which has the paper before it."""
    return may_lead(reach) or may_give(reach)


def may_give(reach: Reach) -> bool:
    """Whether the account is a leader's, whose instructions are its own."""
    return "LEADER" in reach.roles


def may_handle(instruction: Instruction, *, reach: Reach) -> bool:
    """Whether the actor makes items of it and answers it: who writes for its unit or the project's, and the centre."""
    units = {instruction.unit_id}
    if instruction.project is not None:
        units.add(instruction.project.unit_id)
    return any(unit is not None and may_write(reach, unit) for unit in units)


def _business(actor: Account) -> Reach:
    reach = reach_of(actor)
    if not reach.roles or reach.is_administrator:
        raise Http404
    return reach


def _open_of(project_id: int, actor: Account) -> Sponsorship:
    rows = Sponsorship.objects.visible_to(_business(actor), person_id=actor.person_id).open()
    found = rows.with_all().filter(project_id=project_id).first()
    if found is None:
        raise Http404
    return found
