"""What must hold of enterprises and advisers: values in, refusals out."""

from datetime import date

from luodi.kernel.findings import Refusal


class EnterpriseRefused(Refusal):
    """Particulars that no enterprise can have, or a step that it has taken already."""


class AdviserRefused(Refusal):
    """A term that cannot be, or an appointment that has ended."""


def check_name(name: str) -> None:
    """Raises: EnterpriseRefused for a blank name, or one that is too long to be one."""
    if not name.strip():
        raise EnterpriseRefused("请填写企业名称", field="name")
    if len(name) > 200:
        raise EnterpriseRefused(f"企业名称不能超过 200 字，现为 {len(name)} 字", field="name")


def check_move(*, is_in: bool, enters: bool, name: str) -> None:
    """Raises: EnterpriseRefused when the enterprise is already where it would go."""
    if is_in == enters:
        raise EnterpriseRefused(f"{name}{'已经' if is_in else '不'}在规上培育库")


def check_term(since: date, until: date | None) -> None:
    """Raises: AdviserRefused for a term that ends before it begins."""
    if until is not None and until < since:
        raise AdviserRefused(
            f"聘期结束日期（{until.isoformat()}）不能早于开始日期（{since.isoformat()}）", field="until"
        )
