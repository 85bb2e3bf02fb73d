"""Advisers and envoys: recommended, decided, appointed by letter, renewed, ended."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField, UnitField
from luodi.desk.forms.particulars import OriginField
from luodi.enterprises import advising, services
from luodi.enterprises.advising import Terms
from luodi.enterprises.choices import AdviserKind, AdviserState, NominationState
from luodi.enterprises.models import Adviser, Nomination
from luodi.enterprises.services import Letter, NewNomination, Renewal
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.ui.addresses import url_with


def _text(label: str, most: int, *, required: bool = False, rows: int = 0, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, **kwargs)


class RecommendForm(CreatingForm):
    title = "推荐顾问或大使"
    button = "推荐"
    explains = (
        "由单位推荐，中心初审，领导小组批准后发聘书；发了聘书才计入在聘顾问。"
        "电话只有推荐单位和服务中心可以查看全号。"
    )

    def __init__(self, data: Any = None, *, account: Account, reach: Reach, on: date) -> None:
        super().__init__(data)
        self.fields["kind"] = forms.ChoiceField(label="类别", choices=AdviserKind.choices)
        self.fields["name"] = _text("姓名", 40, required=True)
        self.fields["title"] = _text("单位及职务", 200)
        self.fields["field"] = _text("熟悉领域", 100, help_text="如 电子信息、新材料")
        self.fields["phone"] = _text("联系电话", 40)
        self.fields["origin"] = OriginField(on=on, label="所在地", required=False, help_text="如 深圳、上海")
        self.fields["unit"] = UnitField.written_by(account, reach, on, label="推荐单位")
        self.fields["grounds"] = _text("推荐理由", 800, required=True, rows=3)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once = said.pop("once")
        said["kind"] = AdviserKind(said["kind"])
        row = services.nominate(NewNomination(**said), actor=actor, at=at, once=once)
        self.leads_to = url_with("nomination", row.code)
        return f"已推荐，编号 {row.code}，等待初审。"


class NominationForm(ActForm):
    """An act on one recommendation."""

    def __init__(self, data: Any = None, *, row: Nomination, on: date, terms: Terms) -> None:
        super().__init__(data)
        self.row, self.on, self.terms = row, on, terms
        self.build()
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.version)

    def build(self) -> None:
        """Add the act's fields."""


class DecideForm(NominationForm):
    title = "办理推荐"
    button = "提交"

    def build(self) -> None:
        ahead = [
            one for one in advising.NEXT[NominationState(self.row.state)] if one != NominationState.APPOINTED
        ]
        said = {NominationState.SCREENED: "初审通过", NominationState.APPROVED: "领导小组批准"}
        choices = [(one.value, said.get(one, "不通过")) for one in ahead]
        self.fields["to"] = forms.ChoiceField(label="意见", choices=choices, widget=forms.RadioSelect)
        self.fields["on"] = DayField(label="办理日期", initial=self.on)
        self.fields["decision"] = _text(
            "说明", 400, required=True, rows=2, help_text="会议名称、文号；不通过的写明原因"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        row = services.decide_nomination(
            nomination=self.row,
            to=NominationState(said["to"]),
            on=said["on"],
            decision=said["decision"],
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return f"已办理：{row.get_state_display()}。"


class LetterForm(NominationForm):
    title = "发聘书"
    button = "发聘书"
    DATED = ("since",)

    def build(self) -> None:
        months = self.terms.months(self.row.kind)
        counted = f"发聘书之日起计入在聘{self.row.get_kind_display()}"
        self.explains = f"{counted}，聘期最长 {months} 个月（{self.terms.source}）。"
        self.fields["since"] = DayField(label="聘期开始", initial=self.on, help_text="不晚于今天")
        self.fields["until"] = DayField(label="聘期结束", initial=advising.last_day(self.on, months))
        self.fields["letter_no"] = _text("聘书编号", 40)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        letter = Letter(since=said["since"], until=said["until"], letter_no=said["letter_no"])
        row = services.issue_letter(
            nomination=self.row, letter=letter, actor=actor, at=at, expected_version=said["version"]
        )
        self.leads_to = url_with("adviser", row.code)
        return f"已聘任 {row.code} {row.name}。"


class AdviserForm(ActForm):
    """An act on one adviser; ``leads`` is what the present term has brought."""

    def __init__(self, data: Any = None, *, row: Adviser, on: date, terms: Terms, leads: int) -> None:
        super().__init__(data)
        self.row, self.on, self.terms, self.leads = row, on, terms, leads
        self.build()
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.version)

    def build(self) -> None:
        """Add the act's fields."""


class ChangeForm(AdviserForm):
    title = "修改顾问资料"

    def build(self) -> None:
        self.fields["title"] = _text("单位及职务", 200, initial=self.row.title)
        self.fields["field"] = _text("熟悉领域", 100, initial=self.row.field)
        self.fields["phone"] = _text("联系电话", 40, initial=self.row.phone)
        self.fields["origin"] = OriginField(
            on=self.on, label="所在地", required=False, initial=self.row.origin
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        version = said.pop("version")
        services.change_adviser(adviser=self.row, changes=said, actor=actor, at=at, expected_version=version)
        return "已保存。"


class RenewForm(AdviserForm):
    title = "续聘"
    button = "续聘"

    def build(self) -> None:
        due = services.due_of(self.row, self.terms)
        asked = f"，应有 {due} 条" if due else ""
        self.explains = f"本聘期带来线索 {self.leads} 条{asked}。{self.terms.source}。"
        since = advising.renewed_from(
            until=self.row.until, is_ended=self.row.state == AdviserState.ENDED, today=self.on
        )
        latest = advising.last_day(since, self.terms.months(self.row.kind))
        self.fields["until"] = DayField(
            label="续聘至",
            initial=latest,
            help_text=f"自 {since.isoformat()} 起，不晚于 {latest.isoformat()}",
        )
        self.fields["letter_no"] = _text("聘书编号", 40)
        self.fields["review"] = _text("考察意见", 300, required=True, rows=2)
        if self.leads < due:
            self.fields["exception"] = _text("未达要求仍续聘的理由", 90)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        version = said.pop("version")
        row = services.renew_adviser(
            adviser=self.row,
            renewal=Renewal(**said, leads=self.leads),
            actor=actor,
            at=at,
            expected_version=version,
        )
        return f"已续聘至 {row.until}。"


class EndForm(AdviserForm):
    title = "解聘"
    button = "解聘"
    is_grave = True
    explains = "自解聘之日起不再计入在聘。"
    DATED = ("on",)

    def build(self) -> None:
        self.fields["on"] = DayField(label="解聘日期", initial=self.on)
        self.fields["reason"] = _text("原因", 400, required=True)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.end_appointment(
            adviser=self.row,
            on=said["on"],
            reason=said["reason"],
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return "已解聘。"


class RunOutForm(ActForm):
    title = "办理到期"
    button = "办理"

    def __init__(self, data: Any = None, *, rows: list[Adviser]) -> None:
        super().__init__(data)
        names = "、".join(f"{row.name}（至 {row.until}）" for row in rows[:20])
        said = f"以下 {len(rows)} 名聘期已满、没有续聘：{names}。" if rows else "现在没有聘期已满而未续聘的。"
        self.explains = said + "办理后自期满次日起不再计入在聘。"

    def act(self, *, actor: Account, at: datetime) -> str:
        rows = services.end_run_out(actor=actor, at=at)
        return f"已办理 {len(rows)} 名。"


class RulesForm(ActForm):
    title = "设定聘任规则"
    button = "设定"
    explains = "聘期和大使每年应带来的线索数是本市自己的参数。从施行日期起发的聘书适用，已发的不追溯。"

    def __init__(self, data: Any = None, *, now: Terms, on: date) -> None:
        super().__init__(data)
        for name, label, value, least in (
            ("adviser_months", "顾问聘期（月）", now.adviser_months, 1),
            ("envoy_months", "大使聘期（月）", now.envoy_months, 1),
            ("leads_a_year", "大使每年线索（条）", now.leads_a_year, 0),
        ):
            self.fields[name] = forms.IntegerField(label=label, min_value=least, max_value=120, initial=value)
        self.fields["source"] = _text("依据", 200, required=True, help_text="文件名和文号")
        self.fields["valid_from"] = DayField(label="施行日期", initial=on)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        valid_from = said.pop("valid_from")
        services.set_advising_rules(Terms(**said), valid_from=valid_from, actor=actor, at=at)
        return "已设定。"
