"""Acts on an import: bringing a file, saying what its columns are, committing it, withdrawing it."""

from datetime import date, datetime
from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.importing import services
from luodi.importing.choices import ChangeMode, ImportState, RowClass, TwinMode
from luodi.importing.models import Import
from luodi.importing.services import queueing
from luodi.ledger.models import Batch
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.ui.addresses import url_with

SHEETS = ".xlsx,.xls,.csv"
CHANGES = [
    (ChangeMode.SKIP.value, "暂不处理，这些行不动"),
    (ChangeMode.CHANGE.value, "变更：从某一天起变成这样"),
    (ChangeMode.CORRECT.value, "更正：原来登记的就不对"),
]
TWINS = [
    (TwinMode.SKIP.value, "不登记（已逐行选择的除外）"),
    (TwinMode.CREATE.value, "仍要登记，写明理由，由招商中心裁定"),
]


class UploadForm(ActForm):
    title = "导入表格"
    button = "上传并核对"
    explains = (
        "Excel（.xlsx、.xls）和 CSV 都可以，WPS 存的也行，不必先整理：表题、合并的表头、小计合计、几张工作表都认得。"
        "先核对、预览，确认以后才入账。"
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, account: Account, reach: Reach, on: date
    ) -> None:
        super().__init__(data, files)
        self.fields["file"] = forms.FileField(
            label="文件",
            widget=forms.ClearableFileInput(attrs={"accept": SHEETS}),
            help_text="点选文件，或把文件拖到框里；不超过 64 MB、20 万行",
            error_messages={"required": "请选择文件", "empty": "文件是空的"},
        )
        self.fields["unit"] = UnitField.written_by(
            account,
            reach,
            on,
            label="填报单位",
            initial=account.unit.code,
            help_text="表里没有写责任单位的行，记在这个单位名下",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        file: UploadedFile = self.cleaned_data["file"]
        made = services.receive(
            content=cast(BinaryIO, file),
            name=file.name or "",
            unit=self.cleaned_data["unit"],
            actor=actor,
            at=at,
        )
        self.leads_to = url_with("import", made.number)
        if made.state == ImportState.COMMITTED:
            return f"这个文件已经入账（{made.number}），没有重复登记。"
        if made.uploaded_at != at:
            return f"这个文件已经上传过，接着核对 {made.number}。"
        return "已读取，请核对。"


class CommitForm(ActForm):
    """``head`` is the preview that stands above it on the page."""

    title = "提交入账"
    button = "提交入账"

    def __init__(self, data: Any = None, *, imported: Import, head: dict[str, Any], on: date) -> None:
        self.imported, self.counts = imported, head["counts"]
        super().__init__(data, initial={"seen": head["digest"]})
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput)
        if self.counts[RowClass.REFUSED]:
            self.fields["only_good"] = forms.BooleanField(
                label=f"只登记没有问题的行，{self.counts[RowClass.REFUSED]:,} 行不能入账的不登记",
                required=False,
            )
        if self.counts[RowClass.DUPLICATE]:
            self.fields["twins"] = forms.ChoiceField(label="疑似重复的行", choices=TWINS)
            self.fields["twin_reason"] = forms.CharField(
                label="仍要登记的理由", max_length=400, required=False
            )
        if self.counts[RowClass.CHANGED]:
            self.fields["changes"] = forms.ChoiceField(
                label="有变化的行", choices=CHANGES, help_text="阶段日期不会变更，不同的一律按更正办理"
            )
            self.fields["effective_on"] = DayField(
                label="变更生效日期", initial=on, required=False, help_text="选择变更时填写，不晚于今天"
            )
            self.fields["reason"] = forms.CharField(label="变更（更正）原因", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        self.leads_to = url_with("import", self.imported.number)
        if self.counts[RowClass.NEW] + self.counts[RowClass.CHANGED] >= queueing.QUEUED_FROM:
            services.commit_later(imported=self.imported, said=self._commitment(), actor=actor, at=at)
            return f"{self.imported.number} 已交后台入账，可以离开，完成后有提醒。"
        try:
            services.commit(imported=self.imported, said=self._commitment(), actor=actor, at=at)
        except services.PreviewOutdated as refusal:
            return refusal.message
        return f"{self.imported.number} 已入账，待认定。"

    def _commitment(self) -> services.Commitment:
        said = self.cleaned_data
        return services.Commitment(
            seen=said["seen"],
            only_good=said.get("only_good", False),
            twins=TwinMode(said.get("twins") or TwinMode.SKIP),
            twin_reason=said.get("twin_reason", ""),
            changes=ChangeMode(said.get("changes") or ChangeMode.SKIP),
            effective_on=said.get("effective_on"),
            reason=said.get("reason", ""),
        )


class WithdrawForm(ActForm):
    title = "撤回导入"
    button = "撤回整批"
    explains = "整批撤回：当前数字和台账回到导入之前的样子；过去的统计时点仍能看到当时的内容。"
    is_grave = True

    def __init__(self, data: Any = None, *, imported: Import, n_along: int = 0) -> None:
        """``n_along``: how many projects have been worked on since, where this account may take them along."""
        super().__init__(data)
        self.imported = imported
        self.fields["reason"] = forms.CharField(
            label="撤回原因", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
        )
        if n_along:
            self.fields["along"] = forms.BooleanField(
                label="连同这些项目后来的办理（认定、更正、推进）一起撤回",
                help_text="只能连同由这次导入新登记的项目；原来就有、被这次导入改过的项目，仍须先处理",
            )

    @property
    def batch(self) -> Batch | None:
        return self.imported.batch

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.withdraw(
            imported=self.imported, reason=said["reason"], actor=actor, at=at, along=said.get("along", False)
        )
        return f"{self.imported.number} 已整批撤回。"


class DiscardForm(ActForm):
    title = "放弃导入"
    button = "放弃"
    explains = "这份表没有入账，放弃后从列表里去掉；记住的表头对应不受影响。"

    def __init__(self, data: Any = None, *, imported: Import) -> None:
        super().__init__(data)
        self.imported = imported

    def act(self, *, actor: Account, at: datetime) -> str:
        name = self.imported.name
        services.discard(imported=self.imported, actor=actor, at=at)
        return f"已放弃《{name}》。"
