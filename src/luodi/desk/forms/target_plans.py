"""Acts on drafts of plans: their document, a column of targets, a sheet, issuing and throwing away."""

from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField
from luodi.desk.forms.targets import TOP, read_steps
from luodi.desk.selectors.target_plans import Column, ColumnLine, PlanPage
from luodi.documents import services as documents
from luodi.figures.indicators import Indicator, catalogue
from luodi.kernel.numbers import half_up
from luodi.organisation.models import Account
from luodi.targets import rules, services
from luodi.targets.choices import Phasing, Relation
from luodi.targets.models import Plan, PlanSheet
from luodi.targets.progress import HUNDRED, QUARTERS
from luodi.targets.rules import Phase, TargetRefused
from luodi.targets.services import NewTarget, Place, Preview
from luodi.ui.addresses import url_with


class PlanNewForm(CreatingForm):
    title = "起草年度计划"
    button = "起草"
    explains = "先起草，再编制各单位、各领导的目标，最后一次下达。年中另有文件的，另起一份计划；改已下达的数用“调整”。"

    def __init__(self, data: Any = None, *, year: int) -> None:
        super().__init__(data)
        self.fields["year"] = forms.IntegerField(label="年度", initial=year, min_value=1990, max_value=2100)
        self.fields["title"] = forms.CharField(
            label="计划名称", max_length=80, initial=f"{year}年度招商引资目标任务"
        )
        self.fields["document"] = forms.CharField(
            label="下达文件", max_length=120, required=False, help_text="文件名和文号，下达前写上即可"
        )
        self.fields["issued_on"] = DayField(label="成文日期", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        made = services.draft_plan(**self.cleaned_data, actor=actor, at=at)
        self.leads_to = url_with("plan", made.code)
        return f"已起草 {made.code}。"


class _PlanForm(ActForm):
    """An act on a draft as it was shown: ``version`` tells when somebody else has changed it since."""

    def __init__(self, data: Any = None, files: Any = None, *, plan: Plan) -> None:
        super().__init__(data, files, initial={"version": plan.version})
        self.plan = plan
        self.build()
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def build(self) -> None:
        """Add the act's fields."""


class PlanForm(_PlanForm):
    title = "修改计划"

    def build(self) -> None:
        plan = self.plan
        self.fields["title"] = forms.CharField(label="计划名称", max_length=80, initial=plan.title)
        self.fields["document"] = forms.CharField(
            label="下达文件", max_length=120, required=False, initial=plan.document, help_text="文件名和文号"
        )
        self.fields["issued_on"] = DayField(
            label="成文日期",
            required=False,
            initial=plan.issued_on,
            help_text="目标从这一天起承担，不晚于今天",
        )
        self.fields["file"] = forms.FileField(
            label="文件扫描件",
            required=False,
            help_text=f"PDF 或图片；现在是“{plan.file_name}”" if plan.file else "PDF 或图片",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        version, file = said.pop("version"), cast(UploadedFile | None, said.pop("file"))
        kept = None
        if file is not None:
            name = file.name or ""
            kept = (documents.keep(cast(BinaryIO, file), name, at=at), name[:200])
        services.change_plan(plan=self.plan, **said, file=kept, expected_version=version, actor=actor, at=at)
        return "已保存。"


class IndicatorForm(ActForm):
    title = "增加指标"
    button = "编制这项指标"

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        super().__init__(data)
        self.plan = plan
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in catalogue():
            groups.setdefault(one.group, []).append((one.code, f"{one.name}（{one.unit}）"))
        self.fields["indicator"] = forms.ChoiceField(label="指标", choices=list(groups.items()))

    def act(self, *, actor: Account, at: datetime) -> str:
        self.leads_to = url_with("column", self.plan.code, self.cleaned_data["indicator"])
        return "请填写各单位的目标值，留空表示不下达。"


class IssueForm(_PlanForm):
    title = "下达目标任务"
    button = "下达"
    is_grave = True

    def __init__(self, data: Any = None, *, plan: Plan, page: PlanPage) -> None:
        self.page = page
        super().__init__(data, plan=plan)

    def build(self) -> None:
        uneven = [code for code, one in self.page.sums.items() if one.outcome in ("OVER", "UNDER")]
        names = "、".join(one.name for one in self.page.indicators if one.code in uneven)
        self.explains = (
            f"依据 {self.plan.document} 向 {len(self.page.lines)} 个承担者下达 {self.page.n_targets} 项目标，"
            "并告知各单位台账员。"
            "下达后不能撤回，改动须有文件和原因。"
            + (f"注意：{names}的分解合计与上级目标不符，将原样下达。" if names else "")
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        version = self.cleaned_data["version"]
        services.issue_plan(plan=self.plan, expected_version=version, actor=actor, at=at)
        return f"已下达 {self.page.n_targets} 项目标。"


class DiscardForm(ActForm):
    title = "放弃草稿"
    button = "放弃"
    is_grave = True
    explains = "草稿连同其中的目标一并删除，不能恢复；操作日志里留有记录。"

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        super().__init__(data)
        self.plan = plan

    def act(self, *, actor: Account, at: datetime) -> str:
        title = self.plan.title
        services.discard_plan(plan=self.plan, actor=actor, at=at)
        return f"已放弃“{title}”。"


class SheetForm(ActForm):
    title = "导入目标任务表"
    button = "上传并核对"
    explains = (
        "一行一个承担者、一列一项指标的 Excel 表都可以，合并的表头、合计行、分组行都认得。"
        "先核对每一格的变化，确认以后才写进草稿；"
        "表里没有的承担者不受影响，表里留空的格表示不下达。"
    )

    def __init__(self, data: Any = None, files: Any = None, *, plan: Plan) -> None:
        super().__init__(data, files)
        self.plan = plan
        self.fields["file"] = forms.FileField(
            label="文件",
            widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
            error_messages={"required": "请选择文件", "empty": "文件是空的"},
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        file: UploadedFile = self.cleaned_data["file"]
        made = services.bring_sheet(
            plan=self.plan, content=cast(BinaryIO, file), name=file.name or "", actor=actor, at=at
        )
        self.leads_to = url_with("workbook", self.plan.code, made.pk)
        return "已读取，请核对。"


class TakeForm(ActForm):
    title = "核对目标任务表"
    button = "写进草稿"

    def __init__(self, data: Any = None, *, sheet: PlanSheet, preview: Preview) -> None:
        super().__init__(data, initial={"version": preview.version})
        self.sheet, self.preview = sheet, preview
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.take_sheet(
            sheet=self.sheet, expected_version=self.cleaned_data["version"], actor=actor, at=at
        )
        return f"已按《{self.sheet.name}》写进 {len(self.preview.changes)} 处变化。"


class ColumnForm(_PlanForm):
    """One indicator for many holders: a value each, and its place in the cascade."""

    title = "编制目标"
    button = "保存"

    def __init__(self, data: Any = None, *, plan: Plan, indicator: Indicator, column: Column) -> None:
        self.indicator, self.column = indicator, column
        super().__init__(data, plan=plan)

    def build(self) -> None:
        parents = [("", "按隶属"), (TOP, "没有上级")]
        parents += [(key, str(body)) for key, body in self.column.parents]
        for line in () if self.column.is_too_long else self.column.lines:
            if line.elsewhere:
                continue
            key = line.holder.key
            self._add(f"v_{key}", "目标值", line.value_text, forms.CharField(max_length=30, required=False))
            self._add(f"r_{key}", "关系", line.relation, forms.ChoiceField(choices=Relation.choices))
            self._add(
                f"j_{key}",
                "共担组",
                line.target.joint if line.target else "",
                forms.CharField(max_length=20, required=False),
            )
            self._add(f"p_{key}", "上级", line.parent_key, forms.ChoiceField(choices=parents, required=False))
        phasings = [(one.value, one.label) for one in self._phasings]
        self.fields["phasing"] = forms.ChoiceField(
            label="时序",
            required=False,
            choices=[("", "不改动"), *phasings],
            help_text="选了就用于本页各承担者",
        )
        self.fields["steps"] = forms.CharField(
            label="各期累计（%）",
            required=False,
            max_length=200,
            help_text="分季写 4 个累计百分数，如 20 45 75 100；约定进度写 12 个；其他留空",
        )

    @property
    def _phasings(self) -> list[Phasing]:
        if rules.grows(self.indicator):
            return [Phasing.STEADY, Phasing.QUARTERS, Phasing.CURVE]
        return [Phasing.LEVEL, Phasing.QUARTERS]

    @property
    def rows(self) -> list[tuple[ColumnLine, dict[str, Any]]]:
        """Each holder with its fields, for the table."""
        return [
            (line, {sort: self[f"{sort}_{line.holder.key}"] for sort in "vrjp" if not line.elsewhere})
            for line in self.column.lines
        ]

    @property
    def tail(self) -> list[Any]:
        return [self["phasing"], self["steps"]]

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        commands = [one for line in self.column.lines if not line.elsewhere and (one := self._command(line))]
        if not commands:
            return "没有改动。"
        services.set_targets(
            plan=self.plan, commands=commands, expected_version=said["version"], actor=actor, at=at
        )
        return f"“{self.indicator.name}”已保存。"

    def _add(self, name: str, label: str, value: str, field: forms.Field) -> None:
        field.label, field.initial = label, value
        field.widget.attrs["aria-label"] = label
        self.fields[name] = field

    def _command(self, line: ColumnLine) -> NewTarget | None:
        """Return what the line asks for; None where it is as it was."""
        said, key = self.cleaned_data, line.holder.key
        try:
            value = rules.read_value(said[f"v_{key}"], self.indicator)
            phase = None if value is None else self._phase(value)
        except TargetRefused as refusal:
            field = refusal.field if refusal.field in self.fields else f"v_{key}"
            raise TargetRefused(f"{line.holder.name}：{refusal}", field=field) from refusal
        if value is None and line.target is None:
            return None
        asked = tuple(said[f"{sort}_{key}"] for sort in "rjp")
        shown = (line.relation, line.target.joint if line.target else "", line.parent_key)
        if line.target is not None and (value, asked, phase) == (line.target.value, shown, None):
            return None
        return NewTarget(
            holder=line.body,
            indicator=self.indicator.code,
            value=value,
            relation=Relation(asked[0]),
            joint=asked[1],
            parent=self._parent(asked[2]),
            phase=phase,
        )

    def _parent(self, key: str) -> Any:
        if key in ("", TOP):
            return Place.TOP if key else Place.USUAL
        return dict(self.column.parents)[key]

    def _phase(self, value: Decimal) -> Phase | None:
        if not self.cleaned_data["phasing"]:
            return None
        phasing, shares = Phasing(self.cleaned_data["phasing"]), read_steps(self.cleaned_data["steps"])
        steps = shares
        if phasing == Phasing.QUARTERS:
            if len(shares) != QUARTERS or shares[-1] != HUNDRED:
                raise TargetRefused("分季累计百分数要写 4 个，最后一个是 100", field="steps")
            places = rules.places_of(self.indicator)
            steps = (*(half_up(value * one / HUNDRED, places) for one in shares[:-1]), value)
        phase = Phase(phasing, steps)
        rules.check_phase(phase, value, self.indicator)
        return phase
