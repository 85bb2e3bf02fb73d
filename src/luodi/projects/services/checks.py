"""What a project is made of, looked at before it is written: known codes, a sensible name, whole shares."""

from collections.abc import Sequence, Set

from luodi.ledger import rules as ledger_rules
from luodi.organisation.models import Unit
from luodi.projects import details, rules
from luodi.projects.choices import Field
from luodi.projects.services.commands import Particulars
from luodi.refdata import areas, industries, regions


def check_particulars(commands: Sequence[Particulars], *, city_id: int) -> None:
    """Raises: ProjectRefused, UnknownIndustry, UnknownOrigin, UnknownArea, CreditRefused."""
    for command in commands:
        rules.check_name(command.name)
        check_codes(origin=command.origin, industry=command.industry)
        if command.shares:
            check_shares([(share.unit.pk, share.basis_points) for share in command.shares], command.unit.pk)
        for field, owned in (("sponsor", command.sponsor), ("enterprise", command.enterprise)):
            if owned is not None and owned.city_id != city_id:
                raise rules.ProjectRefused("包保领导和投资企业须属于本市", field=field)
        if command.details:
            details.check(details.read(command.details), {Field.TOTAL: command.total})
    check_areas({area_of(command) for command in commands}, city_id=city_id)


def check_codes(*, origin: str, industry: str) -> None:
    """Raises: UnknownOrigin, UnknownIndustry; what is empty is not known yet."""
    if origin:
        regions.origin_name(origin)
    if industry:
        industries.industry(industry)


def check_areas(codes: Set[str], *, city_id: int) -> None:
    """Raises: UnknownArea for what neither the reference data list nor a unit of the city stands for."""
    unlisted = {code for code in codes if code and not _is_listed(code)}
    if unlisted:
        known = Unit.objects.of(city_id).filter(area__in=unlisted).values_list("area", flat=True)
        for code in sorted(unlisted - set(known)):
            areas.area(code)


def check_shares(shares: list[tuple[int, int]], unit_id: int) -> None:
    """Raises: CreditRefused unless the units make up one whole with the responsible one among them."""
    ledger_rules.check_credits(shares)
    if unit_id not in {unit for unit, _ in shares}:
        raise ledger_rules.CreditRefused("责任单位须在分成单位之内", field="shares")


def area_of(command: Particulars) -> str:
    return command.unit.area if command.area is None else command.area


def is_industrial(command: Particulars) -> bool:
    if command.industrial is not None:
        return command.industrial
    return bool(command.industry) and industries.industry(command.industry).is_industrial


def investor_of(command: Particulars) -> str:
    name = command.investor_name.strip()
    return name or (command.enterprise.name if command.enterprise is not None else "")


def _is_listed(code: str) -> bool:
    try:
        areas.area(code)
    except areas.UnknownArea:
        return False
    return True
