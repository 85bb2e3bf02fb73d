"""Ruling on a pair, merging it after a look at what moves, and taking either back."""

from typing import Any, Literal, cast

from django import forms

from luodi.desk.acting import ActForm
from luodi.duplicates import services
from luodi.duplicates.choices import CaseState
from luodi.duplicates.models import DuplicateCase, Merge
from luodi.kernel.findings import Refusal
from luodi.organisation.models import Account
from luodi.projects.choices import Field


def _reason(hint: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label="理由", max_length=400, widget=widget, help_text=hint)


class RuleForm(ActForm):
    title = "裁定"
    button = "裁定"

    ruling = forms.ChoiceField(
        label="裁定结果",
        choices=[
            (CaseState.SAME, "同一个：是同一项目（企业），可接着合并"),
            (CaseState.DIFFERENT, "不同：各自计数，不再提示"),
            (CaseState.RELATED, "有关联：如同一投资方的不同期，各自计数，互相可查"),
        ],
        widget=forms.RadioSelect,
    )
    reason = _reason("会永久留存；同一对不会再次提示")

    def __init__(self, data: Any = None, *, case: DuplicateCase) -> None:
        super().__init__(data)
        self.case = case

    def act(self, *, actor: Account, at: Any) -> str:
        ruling = CaseState(self.cleaned_data["ruling"])
        services.rule(case=self.case, ruling=ruling, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return f"{self.case.code} 已裁定为“{ruling.label}”。"


class ReopenForm(ActForm):
    title = "撤回裁定"
    button = "撤回裁定"
    explains = "撤回后重新成为待裁定；原裁定和理由留在操作日志中。"

    reason = _reason()

    def __init__(self, data: Any = None, *, case: DuplicateCase) -> None:
        super().__init__(data)
        self.case = case

    def act(self, *, actor: Account, at: Any) -> str:
        services.reopen(case=self.case, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return f"{self.case.code} 已撤回裁定，待重新裁定。"


class MergeForm(ActForm):
    """``preview`` is what the merge would do, with the choices that have been made."""

    title = "合并"
    button = "重新预览"
    preview: services.MergePreview | None = None

    keep = forms.ChoiceField(label="保留哪一个", widget=forms.RadioSelect)
    take = forms.MultipleChoiceField(
        label="两者不一致时，取并入者的值", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, case: DuplicateCase, actor: Account, at: Any) -> None:
        super().__init__(data, initial={"keep": "left"})
        self.case, self.actor, self.at = case, actor, at
        left, right = case.left_project or case.left_enterprise, case.right_project or case.right_enterprise
        choice = cast(forms.ChoiceField, self.fields["keep"])
        choice.choices = [("left", f"{left}"), ("right", f"{right}")]
        cast(forms.MultipleChoiceField, self.fields["take"]).choices = [
            (one.value, one.label) for one in Field
        ]
        self.problem = ""
        if data is None:
            self._look("left", [])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self._look(cleaned["keep"], [Field(one) for one in cleaned["take"]])
            if self.problem:
                self.add_error(None, self.problem)
        return cleaned

    @property
    def is_confirmed(self) -> bool:
        return self.data.get("confirmed") == "yes"

    def _look(self, keep: str, take: list[Field]) -> None:
        try:
            self.preview = services.preview_merge(
                case=self.case,
                keep=cast(Literal["left", "right"], keep),
                actor=self.actor,
                at=self.at,
                take=take,
            )
        except Refusal as refusal:
            self.problem = str(refusal)
            return
        offered = [
            (one.field.value, f"{one.field.label}：{one.kept or '（空）'} → {one.dropped}")
            for one in self.preview.differences
        ]
        cast(forms.MultipleChoiceField, self.fields["take"]).choices = offered
        if not offered:
            del self.fields["take"]

    def act(self, *, actor: Account, at: Any) -> str:
        said = self.cleaned_data
        services.merge(
            case=self.case,
            keep=cast(Literal["left", "right"], said["keep"]),
            take=[Field(one) for one in said.get("take", [])],
            actor=actor,
            at=at,
        )
        return f"{self.case.code} 已合并；如有误可撤销，撤销后一切如前。"


class UnmergeForm(ActForm):
    title = "撤销合并"
    button = "撤销合并"
    is_grave = True
    explains = (
        "撤销后两条记录和现在的数字恢复到合并以前；过去的统计时点仍可查看合并后的样子。"
        "合并以后又改过的，须先处理。"
    )

    reason = _reason()

    def __init__(self, data: Any = None, *, merge: Merge) -> None:
        super().__init__(data)
        self.merge = merge

    def act(self, *, actor: Account, at: Any) -> str:
        services.unmerge(merge=self.merge, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已撤销合并。"
