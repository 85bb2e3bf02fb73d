"""Two editors at once: the second one is told what the first one changed, and nothing is overwritten."""

from typing import Any

from luodi.audit.models import AuditRecord
from luodi.kernel.findings import Refusal


class EditedMeanwhile(Refusal):
    """Somebody else saved the row after it was shown."""


def check_version(
    *, city_id: int, target_kind: str, target_code: str, expected: int | None, version: int
) -> None:
    """Compare the version that a form was filled in on with the row's; None is a caller without a form.

    The trail tells what changed: every change of a row notes ``"version": [before, after]`` beside its fields.
    Raises: EditedMeanwhile telling field by field what was changed meanwhile, and by whom.
    """
    if expected is None or expected == version:
        return
    since = AuditRecord.objects.filter(
        city_id=city_id, target_kind=target_kind, target_code=target_code, changes__version__1__gt=expected
    )
    changed: dict[str, list[Any]] = {}
    names: list[str] = []
    for changes, name in since.order_by("id").values_list("changes", "actor_name"):
        names += [] if name in names else [name]
        for field, values in changes.items():
            if field != "version" and isinstance(values, list) and len(values) == 2:
                first = changed.get(field, values)[0]
                changed[field] = [first, values[1]]
    who = "、".join(names) or "其他人"
    what = "；".join(f"{field}由“{_said(old)}”改为“{_said(new)}”" for field, (old, new) in changed.items())
    raise EditedMeanwhile(
        f"您填写期间，{who}已修改这条记录"
        + (f"（{what}）" if what else "")
        + "。您填的内容没有保存，请刷新后再改",
        field="version",
    )


def _said(value: Any) -> str:
    return "空" if value in (None, "") else str(value)
