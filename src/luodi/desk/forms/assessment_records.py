"""Numbers that people confirm, and events that give or take points: entered, brought as a sheet, withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from luodi.assessment import record_sheets, services
from luodi.assessment.engine import Input, InputType
from luodi.assessment.models import ConfirmedInput, Group, MarkEvent, Membership
from luodi.assessment.record_rules import RecordRefused, read_number
from luodi.assessment.record_sheets import NOTHING, Wanted
from luodi.assessment.services import NewEvent, NewInput
from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.organisation.models import Account, Unit
from luodi.ui.addresses import url_with

MOST_BY_HAND = 200
_FILE = "PDF、图片、Word 或 Excel，不超过 20 MB"


def evidence_field() -> forms.FileField:
    return forms.FileField(label="佐证文件", required=False, help_text=_FILE)


def evidence_of(file: UploadedFile | None) -> tuple[BinaryIO | bytes, str] | None:
    """Return what was sent as a service takes it."""
    return (cast(BinaryIO, file.file), file.name or "") if file else None


def member_field(members: Sequence[Membership], label: str = "考核对象") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "请选择"), *((one.key, one.name) for one in members)])


class EnterInputsForm(ActForm):
    """One input of every member; what is left empty is not touched."""

    title = "录入考核数据"
    button = "录入"
    explains = (
        "填指标数据里没有、由有关单位确认的数。留空的不动，没有数的填“—”。录入后通知确认单位，确认后才计分。"
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        group: Group,
        members: Sequence[Membership],
        inputs: dict[str, Input],
        source: Unit | None,
        on: date,
        chosen: str = "",
    ) -> None:
        super().__init__(data, files)
        self.members, self.inputs = members, inputs
        choices = [(code, _said(one)) for code, one in inputs.items()]
        self.fields["input"] = forms.ChoiceField(label="数据", choices=choices, initial=chosen)
        self.fields["ends_on"] = DayField(label="数据截止日", initial=on)
        self.fields["source"] = UnitField.of_city(
            group.city, on, label="确认单位", initial=source.code if source else None
        )
        for one in members:
            self.fields[f"m_{one.key}"] = forms.CharField(
                label=one.name,
                required=False,
                max_length=30,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
        self.fields["file"] = evidence_field()
        self.fields["reason"] = forms.CharField(
            label="改动理由", required=False, max_length=400, help_text="改动已确认的数时必填"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        declared = self.inputs[said["input"]]
        commands = []
        for one in self.members:
            text = said[f"m_{one.key}"].strip()
            if not text:
                continue
            value = None if text in NOTHING else read_number(text, field=f"m_{one.key}")
            commands.append(
                NewInput(
                    member=one,
                    input=declared.code,
                    title=declared.title,
                    measure=declared.unit,
                    ends_on=said["ends_on"],
                    value=value,
                    source=said["source"],
                )
            )
        if not commands:
            raise RecordRefused("没有填写任何数")
        made = services.enter_inputs(
            commands, evidence=evidence_of(said["file"]), reason=said["reason"], actor=actor, at=at
        )
        return f"已录入 {len(made)} 个数，等待{said['source'].short_name}确认。"


class BringInputsForm(ActForm):
    """A sheet of members by inputs; each input's source is the unit that the scheme names, else the one chosen."""

    title = "导入考核数据"
    button = "导入"
    explains = "先下载表格，填好再导入：一行一个考核对象，一列一项数据；空格不动，没有数的填“—”。有一格不对，整表不入。"

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        group: Group,
        members: Sequence[Membership],
        inputs: dict[str, Input],
        sources: dict[str, Unit],
        on: date,
    ) -> None:
        super().__init__(data, files)
        self.members, self.inputs, self.sources = members, inputs, sources
        self.fields["sheet"] = forms.FileField(label="表格", help_text="Excel 或 WPS 的 .xlsx")
        self.fields["ends_on"] = DayField(label="数据截止日", initial=on)
        self.fields["source"] = UnitField.of_city(
            group.city,
            on,
            label="确认单位",
            required=False,
            help_text="考核办法没有写明确认单位的数据由它确认",
        )
        self.fields["file"] = evidence_field()
        self.fields["reason"] = forms.CharField(
            label="改动理由", required=False, max_length=400, help_text="改动已确认的数时必填"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        wanted = [Wanted(code, one.title, one.unit) for code, one in self.inputs.items()]
        by_key = {one.key: one for one in self.members}
        table = record_sheets.read(
            said["sheet"].file, members={key: one.name for key, one in by_key.items()}, inputs=wanted
        )
        if table.findings:
            told = "；".join(f"{one.where} {one.message}" for one in table.findings[:20])
            more = f"；另有 {len(table.findings) - 20} 处" if len(table.findings) > 20 else ""
            raise RecordRefused(f"表格有 {len(table.findings)} 处不对，没有导入：{told}{more}", field="sheet")
        commands = [
            NewInput(
                member=by_key[one.key],
                input=one.input,
                title=self.inputs[one.input].title,
                measure=self.inputs[one.input].unit,
                ends_on=said["ends_on"],
                value=one.value,
                source=self._source(one.input),
            )
            for one in table.numbers
        ]
        if not commands:
            raise RecordRefused("表格里没有数", field="sheet")
        made = services.enter_inputs(
            commands, evidence=evidence_of(said["file"]), reason=said["reason"], actor=actor, at=at
        )
        same = len(commands) - len(made)
        return f"已导入 {len(made)} 个数，等待确认单位确认{f'；{same} 个没有变化' if same else ''}。"

    def _source(self, code: str) -> Unit:
        found: Unit | None = self.sources.get(code) or self.cleaned_data["source"]
        if found is None:
            raise RecordRefused(f"“{self.inputs[code].title}”没有写明确认单位，请选择", field="source")
        return found


class WithdrawInputForm(ActForm):
    title = "撤回考核数据"
    button = "撤回"
    explains = "撤回的数不再计分，记录仍留存；数不对的，撤回后重新录入。"
    is_grave = True

    reason = forms.CharField(label="撤回理由", max_length=400)

    def __init__(self, data: Any = None, *, row: ConfirmedInput) -> None:
        super().__init__(data)
        self.row = row

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_input(row=self.row, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已撤回。"


class NewEventForm(ActForm):
    title = "登记加减分事项"
    button = "登记"
    explains = "一件事登记一次，写明依据。由另一人确认后才计分；登记错的撤回，不修改。"

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        members: Sequence[Membership],
        kinds: dict[str, str],
        on: date,
    ) -> None:
        super().__init__(data, files)
        self.members = {one.key: one for one in members}
        self.fields["member"] = member_field(members)
        self.fields["kind"] = forms.ChoiceField(label="事项类别", choices=[("", "请选择"), *kinds.items()])
        self.fields["day"] = DayField(label="发生日期", initial=on)
        self.fields["title"] = forms.CharField(label="事项", max_length=200)
        self.fields["count"] = forms.CharField(
            label="计数",
            initial="1",
            max_length=12,
            help_text="算几次、几个",
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )
        self.fields["category"] = forms.CharField(
            label="档次", required=False, max_length=60, help_text="考核办法分档的填，如“省级”"
        )
        self.fields["basis"] = forms.CharField(
            label="依据", max_length=200, help_text="文件、通报、检查记录等"
        )
        self.fields["file"] = evidence_field()

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewEvent(
            member=self.members[said["member"]],
            kind=said["kind"],
            day=said["day"],
            title=said["title"],
            basis=said["basis"],
            count=read_number(said["count"], field="count"),
            category=said["category"],
        )
        made = services.record_event(new, evidence=evidence_of(said["file"]), actor=actor, at=at)
        self.leads_to = url_with("point", made.pk)
        return "已登记，等待另一人确认。"


class EventForm(ActForm):
    """An act on an event."""

    def __init__(self, data: Any = None, *, event: MarkEvent) -> None:
        super().__init__(data)
        self.event = event


class ConfirmEventForm(EventForm):
    title = "确认加减分事项"
    button = "确认"
    explains = "请核对依据和佐证文件；确认后计入得分。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.confirm_event(event=self.event, actor=actor, at=at)
        return "已确认。"


class WithdrawEventForm(EventForm):
    title = "撤回加减分事项"
    button = "撤回"
    explains = "撤回的事项不再计分，记录仍留存。"
    is_grave = True

    reason = forms.CharField(label="撤回理由", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_event(event=self.event, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已撤回。"


def _said(one: Input) -> str:
    if one.type is InputType.FLAG:
        return f"{one.title}（是填 1，否填 0）"
    return f"{one.title}（{one.unit}）" if one.unit else one.title
