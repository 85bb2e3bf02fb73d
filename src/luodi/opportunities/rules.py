"""What opportunities accept: values in, refusals out."""

from luodi.kernel.findings import Refusal


class OpportunityRefused(Refusal):
    """An opportunity that lacks what an investor asks first."""


def check_name(name: str) -> None:
    """Raises: OpportunityRefused when nothing is written."""
    if not name.strip():
        raise OpportunityRefused("请填写项目名称", field="name")
