"""What chains accept: values in, refusals out."""

from collections.abc import Iterable

from luodi.kernel.findings import Refusal
from luodi.refdata import industries


class ChainRefused(Refusal):
    """A chain, a link, a place in it or a supply that cannot be."""


def check_name(name: str, *, what: str) -> str:
    """Raises: ChainRefused when nothing is written."""
    said = name.strip()
    if not said:
        raise ChainRefused(f"请填写{what}名称", field="name")
    return said


def check_classes(codes: Iterable[str]) -> list[str]:
    """Return the codes without doubles, in order.

    Raises: ChainRefused without any, or for a section (门类), which says too little; UnknownIndustry.
    """
    found = sorted({industries.industry(code).code for code in codes})
    if not found:
        raise ChainRefused("请至少选择一个行业大类", field="classes")
    if sections := [code for code in found if industries.industry(code).is_section]:
        raise ChainRefused(f"“{sections[0]}”是门类，请选到大类（如 C39）", field="classes")
    return found


def check_reason(text: str, *, field: str = "reason") -> str:
    """Raises: ChainRefused when nothing is written."""
    said = text.strip()
    if not said:
        raise ChainRefused("请写明依据，例如“走访了解”“企业官网”“年报”", field=field)
    return said
