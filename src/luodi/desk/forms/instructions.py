"""Instructions of leaders: entered with the scan, made into action items, answered."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.actions import business_accounts
from luodi.desk.forms.fields import DayField, PersonField, UnitField
from luodi.desk.forms.lead_acts import AccountField
from luodi.kernel.numerals import half_width
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.sponsorship import policies, services
from luodi.sponsorship.models import Instruction
from luodi.ui.addresses import url_with


class NewInstructionForm(CreatingForm):
    title = "登记批示"
    button = "登记"
    explains = "登记后告知有关单位；由它或中心分解为待办事项，办结后反馈。"

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        account: Account,
        reach: Reach,
        on: date,
        project: str = "",
    ) -> None:
        super().__init__(data, files)
        self.account, self.reach = account, reach
        self.fields["text"] = forms.CharField(
            label="批示内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
        )
        if policies.may_lead(reach):
            leaders = organisation.leaders(account.city, on)
            self.fields["leader"] = PersonField(city=account.city, among=leaders, label="批示领导")
        self.fields["given_on"] = DayField(label="批示日期", initial=on, help_text="不晚于今天")
        self.fields["project"] = forms.CharField(
            label="有关项目",
            max_length=20,
            required=False,
            initial=project,
            help_text="项目编号，如 P2020-0001",
        )
        self.fields["unit"] = UnitField.of_city(
            account.city, on, label="有关单位", required=False, help_text="不填时由项目的责任单位办理"
        )
        self.fields["file"] = forms.FileField(
            label="扫描件", required=False, help_text="PDF 或图片，不超过 20 MB"
        )

    def clean_project(self) -> Project | None:
        code = half_width(self.cleaned_data["project"] or "").strip().upper()
        if not code:
            return None
        found = Project.objects.visible_to(self.reach).select_related("unit").filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"没有编号为 {code} 的项目，请核对")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        file = said["file"]
        made = services.give_instruction(
            leader=said.get("leader") or actor.person,
            given_on=said["given_on"],
            text=said["text"],
            project=said["project"],
            unit=said["unit"],
            scan=None if not file else (file.file, file.name),
            actor=actor,
            at=at,
            once=said["once"],
        )
        self.leads_to = url_with("instruction", made.code)
        return f"已登记 {made.code}。"


class InstructionItemForm(CreatingForm):
    title = "分解为待办事项"
    button = "交办"
    explains = "批示要办的每一件事，写明谁来办、哪天前办完。"

    def __init__(self, data: Any = None, *, instruction: Instruction, on: date) -> None:
        super().__init__(data)
        self.instruction = instruction
        self.fields["title"] = forms.CharField(label="事项", max_length=200, initial=instruction.text[:200])
        self.fields["owner"] = AccountField(business_accounts(instruction.city_id), label="办理人")
        self.fields["deadline"] = DayField(label="期限", help_text="当日有效")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        item = services.add_item(
            instruction=self.instruction,
            title=said["title"],
            owner=said["owner"],
            unit=said["owner"].unit,
            deadline=said["deadline"],
            actor=actor,
            at=at,
            once=said["once"],
        )
        return f"已交办 {item.code}，由 {said['owner'].display_name} 在 {item.deadline.isoformat()} 前办理。"


class AnswerInstructionForm(ActForm):
    title = "反馈办理情况"
    button = "反馈"
    explains = "分解的待办事项全部办结后反馈；反馈告知批示领导，之后不能再改。"

    def __init__(self, data: Any = None, *, instruction: Instruction, on: date) -> None:
        super().__init__(data)
        self.instruction = instruction
        self.fields["answer"] = forms.CharField(
            label="办理情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        answer = self.cleaned_data["answer"]
        services.answer_instruction(instruction=self.instruction, answer=answer, actor=actor, at=at)
        return "已反馈，并告知批示领导。"
