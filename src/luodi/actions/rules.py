"""What action items accept: values in, values or refusals out."""

from datetime import date

from luodi.actions.choices import ActionState
from luodi.kernel.findings import Refusal


class ActionRefused(Refusal):
    """An item without what makes it one, or an act on one that is closed."""


def check_title(title: str) -> str:
    """Return the title without blanks around it.    Raises: ActionRefused when there is none."""
    if not title.strip():
        raise ActionRefused("请写明要办的事", field="title")
    return title.strip()[:200]


def check_deadline(deadline: date, *, today: date) -> None:
    """Raises: ActionRefused for a day that has gone by."""
    if deadline < today:
        raise ActionRefused(f"期限不能早于今天（{today.isoformat()}）", field="deadline")


def check_open(state: str) -> None:
    """Raises: ActionRefused when the item is closed."""
    if state != ActionState.OPEN:
        raise ActionRefused(f"这项待办{ActionState(state).label}，不能再改动，请刷新")


def check_said(text: str, *, what: str, field: str) -> str:
    """Return what was said without blanks around it.    Raises: ActionRefused when nothing was."""
    if not text.strip():
        raise ActionRefused(f"请写明{what}", field=field)
    return text.strip()[:400]
