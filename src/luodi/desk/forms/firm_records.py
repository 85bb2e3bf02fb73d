"""What is noted of a firm: marks, people, due diligence, and its coming into and leaving the list above scale."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, once_field
from luodi.desk.forms.fields import DayField, UnitField, VagueDateField
from luodi.desk.forms.firms import FirmForm, long_text
from luodi.documents.kinds import EVERY_EXTENSION
from luodi.enterprises import services
from luodi.enterprises.choices import CheckItem, MarkKind, Outcome
from luodi.enterprises.models import Contact, DueCheck, Mark
from luodi.enterprises.services import AboveScale, NewCheck, NewContact, NewMark, PoolMove
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.recognition import services as recognition


class MarkForm(FirmForm):
    title = "登记企业标识"
    explains = "500强、上市、专精特新等，按认定文件或榜单登记起止日期；规上工业请用“登记进规”。"

    def build(self) -> None:
        self.fields["kind"] = forms.ChoiceField(label="标识", choices=MarkKind.choices)
        self.fields["since"] = DayField(label="自")
        self.fields["until"] = DayField(label="至", required=False, help_text="有效期届满日；没有期限的不填")
        self.fields["detail"] = forms.CharField(
            label="说明", max_length=120, required=False, help_text="如上市板块和代码、榜单名次、证书编号"
        )
        self.fields["source"] = forms.CharField(label="依据", max_length=200, help_text="文件、公告或榜单")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        said["kind"] = MarkKind(said["kind"])
        services.add_mark(enterprise=self.firm, new=NewMark(**said), actor=actor, at=at)
        return f"已登记“{said['kind'].label}”。"


class MarkEndForm(ActForm):
    title = "结束标识"
    button = "结束"
    explains = "到期或被取消资格的，写明最后一天；以前的日期仍显示这个标识。"

    def __init__(self, data: Any = None, *, mark: Mark, on: date) -> None:
        super().__init__(data)
        self.mark = mark
        self.fields["until"] = DayField(label="最后一天", initial=on)
        self.fields["reason"] = forms.CharField(label="原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.end_mark(mark=self.mark, until=said["until"], reason=said["reason"], actor=actor, at=at)
        return f"“{self.mark.get_kind_display()}”到 {said['until'].isoformat()} 为止。"


class MarkWithdrawForm(ActForm):
    title = "撤销标识"
    button = "撤销"
    is_grave = True
    explains = "从来不是这样的才撤销；曾经是的，请用“结束”。"

    def __init__(self, data: Any = None, *, mark: Mark, on: date) -> None:
        super().__init__(data)
        self.mark, self.on = mark, on
        self.fields["reason"] = forms.CharField(label="原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.take_mark_back(mark=self.mark, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return f"已撤销“{self.mark.get_kind_display()}”。"


def _contact_fields(account: Account, reach: Reach, on: date) -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(label="姓名", max_length=40),
        "title": forms.CharField(label="职务", max_length=80, required=False),
        "phone": forms.CharField(
            label="电话",
            max_length=60,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "tel"}),
            help_text="页面上只显示头尾；全号只有联系单位和服务中心可以查看，每次查看都有记录",
        ),
        "email": forms.EmailField(label="邮箱", max_length=120, required=False),
        "unit": UnitField.written_by(account, reach, on, label="联系单位"),
        "is_main": forms.BooleanField(label="主要联系人", required=False),
        "note": forms.CharField(label="备注", max_length=200, required=False),
    }


class ContactForm(FirmForm):
    title = "登记联系人"

    def build(self) -> None:
        self.fields.update(_contact_fields(self.account, self.reach, self.on))

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        row = services.add_contact(enterprise=self.firm, new=NewContact(**said), actor=actor, at=at)
        return f"已登记联系人{row.name}。"


class ContactChangeForm(ActForm):
    title = "变更联系人"
    template = "desk/act.html"

    def __init__(
        self, data: Any = None, *, contact: Contact, on: date, account: Account, reach: Reach
    ) -> None:
        held = {
            name: getattr(contact, name) for name in ("name", "title", "email", "is_main", "note", "version")
        }
        super().__init__(data, initial={**held, "unit": contact.unit.code, "phone": contact.phone})
        self.contact = contact
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.fields.update(_contact_fields(account, reach, on))

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        version = said.pop("version")
        services.change_contact(
            contact=self.contact, new=NewContact(**said), actor=actor, at=at, expected_version=version
        )
        return "已保存联系人。"


class ContactLeftForm(ActForm):
    title = "联系人离任"
    button = "记为离任"
    template = "desk/act.html"

    def __init__(
        self, data: Any = None, *, contact: Contact, on: date, account: Account, reach: Reach
    ) -> None:
        super().__init__(data)
        self.contact = contact
        self.fields["on"] = DayField(label="离任日期", initial=on, help_text="不晚于今天")
        self.fields["reason"] = forms.CharField(label="去向或说明", max_length=200, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.let_contact_go(
            contact=self.contact, on=said["on"], reason=said["reason"], actor=actor, at=at
        )
        return f"{self.contact.name}已记为离任。"


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(SeveralFilesField, self).clean(one, initial) for one in files]


class CheckForm(FirmForm):
    title = "登记尽职调查"
    template = "desk/act.html"
    explains = "写明查了什么、在哪里查、查到什么。同一事项以后再查，再登记一次；以前查的仍在。"

    def build(self) -> None:
        self.fields["once"] = once_field()
        self.fields["item"] = forms.ChoiceField(label="事项", choices=CheckItem.choices)
        self.fields["outcome"] = forms.ChoiceField(label="结论", choices=Outcome.choices)
        self.fields["finding"] = long_text("查到的情况", 2000)
        self.fields["source"] = forms.CharField(
            label="查询来源", max_length=200, help_text="如国家企业信用信息公示系统、裁判文书网、实地走访"
        )
        self.fields["checked_on"] = DayField(label="查询日期", initial=self.on, help_text="不晚于今天")
        self.fields["files"] = SeveralFilesField(
            label="附件", required=False, help_text=f"{EVERY_EXTENSION}，每份不超过 20 MB，可选多份"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewCheck(
            item=CheckItem(said["item"]),
            outcome=Outcome(said["outcome"]),
            finding=said["finding"],
            source=said["source"],
            checked_on=said["checked_on"],
        )
        files = [(one.file, one.name) for one in said["files"]]
        services.add_check(enterprise=self.firm, new=new, files=files, actor=actor, at=at, once=said["once"])
        return f"已登记“{new.item.label}”。"


class CheckWithdrawForm(ActForm):
    title = "撤销尽职调查事项"
    button = "撤销"
    is_grave = True
    explains = "登记有误的才撤销；撤销后仍留在调查表上，并注明原因。"

    def __init__(self, data: Any = None, *, check: DueCheck) -> None:
        super().__init__(data)
        self.check_row = check
        self.fields["reason"] = forms.CharField(label="撤销原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_check(check=self.check_row, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已撤销。"


class ScaleForm(FirmForm):
    title = "登记进规"
    button = "登记"
    explains = (
        "年主营业务收入 2000 万元及以上、经统计部门核定进入规模以上工业统计的。登记为申报，由认定员认定。"
    )
    DATED = ("on",)

    def build(self) -> None:
        self.fields["unit"] = UnitField.written_by(self.account, self.reach, self.on, label="填报单位")
        self.fields["on"] = VagueDateField(label="进规日期", help_text="可以只写到月，如 2020年7月")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        command = AboveScale(enterprise=self.firm, unit=said["unit"], occurred_on=said["on"])
        services.enter_above_scale([command], actor=actor, at=at)
        return "已登记进规，待认定。"


class UnscaleForm(FirmForm):
    title = "登记退规"
    button = "登记"
    is_grave = True
    explains = "从退规之日起不再列入规上工业企业名单；以前的日期仍在名单中。"
    DATED = ("on",)

    def build(self) -> None:
        self.fields["unit"] = UnitField.written_by(self.account, self.reach, self.on, label="填报单位")
        self.fields["on"] = DayField(label="退规日期", initial=self.on)
        self.fields["reason"] = forms.CharField(label="退规原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.leave_above_scale(
            enterprise=self.firm, unit=said["unit"], on=said["on"], reason=said["reason"], actor=actor, at=at
        )
        return "已登记退规，待认定。"


class PoolForm(FirmForm):
    title = "列入规上培育库"
    button = "列入"
    DATED = ("on",)
    enters = True

    def build(self) -> None:
        self.fields["unit"] = UnitField.written_by(self.account, self.reach, self.on, label="填报单位")
        self.fields["on"] = DayField(label="日期", initial=self.on)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        move = PoolMove(enterprise=self.firm, unit=said["unit"], on=said["on"])
        (services.enter_pool if self.enters else services.leave_pool)([move], actor=actor, at=at)
        return f"{'已列入' if self.enters else '已移出'}培育库，待认定。"


class UnpoolForm(PoolForm):
    title = "移出规上培育库"
    button = "移出"
    enters = False


class VerifyFirmForm(FirmForm):
    title = "认定进规和培育"
    button = "认定"
    explains = "认定这家企业待认定的进规、退规和培育库变动。"

    def act(self, *, actor: Account, at: datetime) -> str:
        done = recognition.verify_firms([self.firm], actor=actor, at=at)
        if not done:
            raise ledger.NothingToVerify(f"{self.firm.name}没有待认定的进规、退规或培育库变动")
        return "已认定。"


class RejectFirmForm(FirmForm):
    title = "退回进规或培育"
    button = "退回"
    is_grave = True

    def build(self) -> None:
        kinds = (FactKind.ABOVE_SCALE_STATE, FactKind.ABOVE_SCALE_POOL)
        self.fields["kind"] = forms.ChoiceField(
            label="退回",
            choices=[
                (kind.value, label) for kind, label in zip(kinds, ("进规、退规", "培育库"), strict=True)
            ],
        )
        self.fields["reason"] = forms.CharField(label="原因", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        kind = FactKind(said["kind"])
        kinds = (kind,) if kind == FactKind.ABOVE_SCALE_POOL else (FactKind.ABOVE_SCALE_ENTERED, kind)
        recognition.reject_firms([self.firm], reason=said["reason"], actor=actor, at=at, kinds=kinds)
        return "已退回，并告知单位。"
