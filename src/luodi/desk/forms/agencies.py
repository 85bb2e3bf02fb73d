"""Agencies: registered, mandated, what they introduce and file; amounts, applications, decisions and payments."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.agencies import services
from luodi.agencies.choices import AgencyKind, StatedKind
from luodi.agencies.models import Agency, FeeClaim, FeeRule, Introduction, Mandate, StatedAmount
from luodi.agencies.rules import Deadline
from luodi.agencies.services import NewAgency, NewIntroduction, NewMandate
from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import AmountField, DayField, UnitField
from luodi.desk.forms.particulars import OriginField
from luodi.kernel.codes import CreditCodeRefused, parse_credit_code
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.ui.addresses import url_with


def _text(label: str, most: int, *, required: bool = True, rows: int = 0, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, **kwargs)


def checked_code(text: str) -> str:
    """Return a credit code in its normal form.    Raises: ValidationError, so that it stands at its field."""
    try:
        return parse_credit_code(text) if text.strip() else ""
    except CreditCodeRefused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


class AgencyForm(CreatingForm):
    title = "登记委托机构"
    explains = "专业机构、商会协会或自然人引荐人。公职人员不得领取引荐奖励，须如实填写。"

    def __init__(
        self, data: Any = None, *, account: Account, reach: Reach, on: date, held: Agency | None = None
    ) -> None:
        super().__init__(data)
        self.held = held
        self.fields["kind"] = forms.ChoiceField(
            label="类别", choices=AgencyKind.choices, initial=held.kind if held else None
        )
        for name, label, most in (
            ("name", "名称或姓名", 120),
            ("credit_code", "统一社会信用代码", 24),
            ("contact", "联系人", 40),
            ("phone", "联系电话", 40),
        ):
            self.fields[name] = _text(label, most, required=name == "name", initial=getattr(held, name, ""))
        place = held.place if held else ""
        self.fields["place"] = OriginField(on=on, label="所在地", required=False, initial=place)
        self.fields["is_public_staff"] = forms.BooleanField(
            label="引荐人是公职人员", required=False, initial=held.is_public_staff if held else False
        )
        self.fields["unit"] = UnitField.written_by(
            account, reach, on, label="联系单位", held=held.unit if held else None
        )
        self.fields["remark"] = _text("说明", 400, required=False, initial=held.remark if held else "")
        if held is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=held.version)

    def clean_credit_code(self) -> str:
        return checked_code(self.cleaned_data["credit_code"])

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once, version = said.pop("once"), said.pop("version", None)
        new = NewAgency(**{**said, "kind": AgencyKind(said["kind"])})
        if self.held is not None:
            services.change_agency(agency=self.held, new=new, actor=actor, at=at, expected_version=version)
            return "已保存。"
        row = services.add_agency(new, actor=actor, at=at, once=once)
        self.leads_to = url_with("agency", row.code)
        return f"已登记 {row.code}。"


class AgencyAct(ActForm):
    """An act on one agency."""

    def __init__(self, data: Any = None, *, agency: Agency, on: date) -> None:
        super().__init__(data)
        self.agency, self.on = agency, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class MandateForm(AgencyAct):
    title = "签订委托协议"
    explains = "先签委托、再备案引荐、后签约。奖励按备案之日施行的办法版本计算。"

    def build(self) -> None:
        self.fields["agreement_no"] = _text("协议编号", 60, required=False)
        self.fields["signed_on"] = DayField(label="签订日期", initial=self.on)
        self.fields["since"] = DayField(label="委托开始", initial=self.on)
        self.fields["until"] = DayField(label="委托结束", required=False)
        self.fields["scope"] = _text("委托范围", 400, help_text="区域、产业、服务内容")
        rows = FeeRule.objects.filter(city_id=self.agency.city_id).order_by("title")
        self.fields["rule"] = forms.ModelChoiceField(
            rows,
            label="奖励办法",
            to_field_name="code",
            empty_label="请选择",
            help_text="没有的，请中心先设定奖励办法",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        new = NewMandate(**self.cleaned_data)
        services.give_mandate(agency=self.agency, new=new, actor=actor, at=at)
        return "委托协议已登记。"


class ReportForm(AgencyAct):
    title = "年度报备"

    def build(self) -> None:
        year = self.on.year - 1
        deadline = services.deadline_on(self.agency.city_id, year)
        self.explains = f"{year} 年度应于 {deadline.due_on(year).isoformat()} 前报备（{deadline.source}）。"
        self.fields["year"] = forms.IntegerField(label="年度", min_value=1980, max_value=2100, initial=year)
        self.fields["filed_on"] = DayField(label="报备日期", initial=self.on)
        self.fields["text"] = _text(
            "年度情况", 1600, rows=4, help_text="开展的活动、引荐的企业和项目、存在的问题"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.file_report(agency=self.agency, **self.cleaned_data, actor=actor, at=at)
        return "已报备。" if row.filed_on <= row.due_on else f"已报备，晚于期限 {row.due_on.isoformat()}。"


class EndMandateForm(ActForm):
    title = "终止委托"
    button = "终止"
    is_grave = True
    explains = "终止日起不能再以这项委托备案；此前的备案照旧。"

    def __init__(self, data: Any = None, *, mandate: Mandate, on: date) -> None:
        super().__init__(data)
        self.mandate = mandate
        self.fields["on"] = DayField(label="终止日期", initial=on)
        self.fields["reason"] = _text("原因", 400)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.end_mandate(mandate=self.mandate, **self.cleaned_data, actor=actor, at=at)
        return "委托已终止。"


class DeadlineForm(ActForm):
    title = "设定报备期限"
    button = "设定"

    def __init__(self, data: Any = None, *, now: Deadline, on: date) -> None:
        super().__init__(data)
        self.explains = f"现行：次年 {now.month} 月 {now.day} 日前（{now.source}）。"
        self.fields["first_year"] = forms.IntegerField(
            label="自哪一年度起", min_value=1980, max_value=2100, initial=on.year
        )
        self.fields["month"] = forms.IntegerField(
            label="次年几月", min_value=1, max_value=12, initial=now.month
        )
        self.fields["day"] = forms.IntegerField(label="几日前", min_value=1, max_value=31, initial=now.day)
        self.fields["source"] = _text("依据", 200, help_text="文件名和文号")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        deadline = Deadline(said["month"], said["day"], said["source"])
        services.set_deadline(deadline, first_year=said["first_year"], actor=actor, at=at)
        return "已设定。"


class IntroductionForm(CreatingForm):
    title = "引荐备案"
    button = "备案"
    explains = "在项目签约之前备案：哪家机构把哪个投资方引到哪个单位。一个项目只有一个引荐人。"

    def __init__(
        self, data: Any = None, *, account: Account, reach: Reach, on: date, agency: str = ""
    ) -> None:
        super().__init__(data)
        rows = Mandate.objects.filter(agency__city_id=account.city_id).select_related("agency")
        held = [one for one in rows.order_by("agency__name", "-since") if one.ended_on is None]
        self.mandates = {str(one.pk): one for one in held if one.until is None or one.until >= on}
        first = next((key for key, one in self.mandates.items() if one.agency.code == agency), None)
        choices = [(key, f"{one.agency.name}（{one.since} 起）") for key, one in self.mandates.items()]
        self.fields["mandate"] = forms.ChoiceField(
            label="委托机构",
            choices=[("", "请选择"), *choices],
            initial=first,
            help_text="只列委托期内的机构",
        )
        self.fields["unit"] = UnitField.written_by(account, reach, on, label="承接单位")
        self.fields["investor_name"] = _text("投资方", 200)
        self.fields["project_name"] = _text("拟投项目", 200)
        self.fields["filed_on"] = DayField(label="备案日期", initial=on)
        self.fields["grounds"] = _text("引荐经过", 800, rows=3)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once = said.pop("once")
        said["mandate"] = self.mandates[said["mandate"]]
        row = services.file_introduction(NewIntroduction(**said), actor=actor, at=at, once=once)
        self.leads_to = url_with("introduction", row.code)
        return f"已备案 {row.code}。"


class IntroductionAct(ActForm):
    """An act on one introduction."""

    def __init__(self, data: Any = None, *, row: Introduction, on: date) -> None:
        super().__init__(data)
        self.row, self.on = row, on
        self.build()
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=row.version, required=False
        )

    def build(self) -> None:
        """Add the act's fields."""


class LinkForm(IntroductionAct):
    title = "对应项目"
    explains = "引荐成为项目后，写明是承接单位的哪个项目。"

    def build(self) -> None:
        self.fields["project"] = _text("项目编号", 20, help_text="如 P2020-0001")

    def clean_project(self) -> Project:
        code = self.cleaned_data["project"].strip().upper()
        rows = Project.objects.of(self.row.city_id).filter(unit_id=self.row.unit_id)
        found = rows.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"“{self.row.unit.short_name}”没有编号为 {code} 的项目")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.link_project(
            introduction=self.row,
            project=said["project"],
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return f"已对应项目 {said['project'].code}。"


class UnlinkForm(IntroductionAct):
    title = "解除对应"
    button = "解除"

    def build(self) -> None:
        self.fields["reason"] = _text("原因", 400)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.unlink_project(
            introduction=self.row, reason=said["reason"], actor=actor, at=at, expected_version=said["version"]
        )
        return "已解除对应。"


class WithdrawForm(IntroductionAct):
    title = "撤回备案"
    button = "撤回"
    is_grave = True

    def build(self) -> None:
        self.fields["reason"] = _text("原因", 400)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.withdraw_introduction(
            introduction=self.row, reason=said["reason"], actor=actor, at=at, expected_version=said["version"]
        )
        return "备案已撤回。"


class AmountForm(IntroductionAct):
    title = "填列金额"
    explains = "台账里没有的金额：土地价款（从投资中扣除）、引进贷款、争取补助。由认定员确认后才计入。"

    def build(self) -> None:
        self.fields["kind"] = forms.ChoiceField(label="类别", choices=StatedKind.choices)
        self.fields["on"] = DayField(label="发生日期", initial=self.on)
        self.fields["amount"] = AmountField(label="金额", help_text="万元，或写明亿元；没有土地价款的填 0")
        self.fields["basis"] = _text("凭据", 400, help_text="合同、缴款书或文件的名称和编号")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        said.pop("version")
        said["kind"] = StatedKind(said["kind"])
        services.state_amount(introduction=self.row, **said, actor=actor, at=at)
        return "已填列，等待认定员确认。"


class ApplyForm(IntroductionAct, CreatingForm):
    title = "申请奖励"
    button = "申请"
    explains = "按备案之日的办法、此刻已认定的数据计算，计算过程随申请保存，由认定员核定。"

    def act(self, *, actor: Account, at: datetime) -> str:
        claim = services.apply_for_fee(
            introduction=self.row, actor=actor, at=at, once=self.cleaned_data["once"]
        )
        return f"已申请 {claim.amount.show_wan(trim=True)} 万元，等待核定。"


class ConfirmAmountForm(ActForm):
    title = "确认填列金额"
    button = "提交"

    def __init__(self, data: Any = None, *, amount: StatedAmount) -> None:
        super().__init__(data)
        self.amount = amount
        wan = amount.amount.show_wan(trim=True)
        self.explains = (
            f"{amount.get_kind_display()} {wan} 万元，{amount.on.isoformat()}，凭据：{amount.basis}"
        )
        self.fields["accepts"] = forms.ChoiceField(
            label="意见", choices=[("yes", "确认"), ("no", "不予确认")], widget=forms.RadioSelect
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        accepts = self.cleaned_data["accepts"] == "yes"
        services.confirm_amount(amount=self.amount, accepts=accepts, actor=actor, at=at)
        return "已确认。" if accepts else "已不予确认。"


class ClaimAct(ActForm):
    """An act on one application."""

    def __init__(self, data: Any = None, *, claim: FeeClaim, on: date) -> None:
        super().__init__(data)
        self.claim, self.on = claim, on
        self.explains = (
            f"申请金额 {claim.amount.show_wan(trim=True)} 万元，申请人 {claim.applied_by.display_name}。"
        )
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class DecideFeeForm(ClaimAct):
    title = "核定奖励"
    button = "提交核定"

    def build(self) -> None:
        self.fields["accepts"] = forms.ChoiceField(
            label="意见", choices=[("yes", "核定通过"), ("no", "不通过")], widget=forms.RadioSelect
        )
        self.fields["decision"] = _text("说明", 400, required=False, help_text="不通过的写明原因")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        accepts = said["accepts"] == "yes"
        services.decide_fee(claim=self.claim, accepts=accepts, decision=said["decision"], actor=actor, at=at)
        return "已核定。" if accepts else "已退回。"


class WithdrawClaimForm(ClaimAct):
    title = "撤回申请"
    button = "撤回"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_claim(claim=self.claim, actor=actor, at=at)
        return "申请已撤回。"


class PayForm(ClaimAct):
    title = "登记兑付"
    button = "登记"

    def build(self) -> None:
        self.fields["on"] = DayField(label="兑付日期", initial=self.on)
        self.fields["voucher"] = _text("兑付凭证", 120)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.pay_fee(claim=self.claim, **self.cleaned_data, actor=actor, at=at)
        return "已登记兑付。"
