"""The agenda of a review meeting and its minutes: lines, what was said, what was decided, issue and correction."""

from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.actions import business_accounts
from luodi.desk.forms.fields import DayField, UnitField
from luodi.desk.forms.lead_acts import AccountField
from luodi.desk.forms.reviews import ReviewForm, long_field
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.reviews import services
from luodi.reviews.models import AgendaLine, Decision, Minutes, Review
from luodi.reviews.services import Proposal


class NewLineForm(CreatingForm):
    title = "列入议题"
    button = "列入"

    def __init__(self, data: Any = None, *, review: Review, reach: Reach) -> None:
        super().__init__(data)
        self.review, self.reach = review, reach
        self.fields["title"] = forms.CharField(label="议题", max_length=200)
        self.fields["project"] = forms.CharField(
            label="项目编号",
            max_length=20,
            required=False,
            help_text="填了项目，会议材料会带上它的阶段、日期和未办结事项",
        )
        self.fields["why"] = long_field("列入理由", required=False)

    def clean_project(self) -> Project | None:
        code = self.cleaned_data["project"].strip()
        if not code:
            return None
        found = Project.objects.visible_to(self.reach).filter(code=code).first()
        if found is None:
            raise forms.ValidationError("没有这个编号的项目")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.add_line(
            review=self.review,
            title=said["title"],
            why=said["why"],
            project=said["project"],
            actor=actor,
            at=at,
            once=said["once"],
        )
        return "议题已列入。"


class ProposeForm(ReviewForm):
    title = "从红灯和超期事项选议题"
    button = "列入议程"

    def build(self) -> None:
        self.offered = services.proposals(self.review, on=self.on)
        self.fields["keys"] = forms.MultipleChoiceField(
            label="议题",
            choices=[(one.key, one.title) for one in self.offered],
            required=False,
            error_messages={"invalid_choice": "名单有变化，请刷新后重选"},
        )

    @property
    def groups(self) -> list[tuple[str, list[Proposal]]]:
        """What is offered by where it came from, in the order in which a meeting takes it up."""
        every = groupby(self.offered, key=lambda one: one.source)
        return [(str(source.label), list(offers)) for source, offers in every]

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(self["keys"].value() or ())

    def act(self, *, actor: Account, at: datetime) -> str:
        lines = services.take_proposals(
            review=self.review, keys=self.cleaned_data["keys"], actor=actor, at=at
        )
        return f"已列入 {len(lines)} 个议题。"


class LineForm(ActForm):
    """An act on one line of the agenda."""

    def __init__(self, data: Any = None, *, line: AgendaLine, on: date) -> None:
        super().__init__(data)
        self.line, self.on = line, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class MoveLineForm(LineForm):
    title = "调整次序"
    button = "调整"

    def build(self) -> None:
        self.fields["to"] = forms.IntegerField(label="排在第几项", min_value=1)

    def act(self, *, actor: Account, at: datetime) -> str:
        to = self.cleaned_data["to"]
        services.move_line(line=self.line, to=to, actor=actor, at=at)
        return f"已调整为第 {to} 项。"


class DropLineForm(LineForm):
    title = "撤下议题"
    button = "撤下"
    explains = "撤下的议题不再自动提出，可以恢复。"
    is_grave = True

    def act(self, *, actor: Account, at: datetime) -> str:
        services.drop_line(line=self.line, actor=actor, at=at)
        return "议题已撤下。"


class RestoreLineForm(LineForm):
    title = "恢复议题"
    button = "恢复"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.restore_line(line=self.line, actor=actor, at=at)
        return "议题已恢复，排在最后。"


class SaidForm(LineForm):
    title = "记录会议情况"
    explains = "写入纪要：汇报了什么、议了什么、定了什么。议定事项另外逐条登记，印发纪要时转为待办。"

    def build(self) -> None:
        self.fields["said"] = long_field("会议情况", most=4000, rows=8, initial=self.line.said)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=self.line.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        said, version = self.cleaned_data["said"], self.cleaned_data["version"]
        services.write_line(line=self.line, said=said, actor=actor, at=at, expected_version=version)
        return "会议情况已记录。"


class DecideForm(CreatingForm):
    title = "登记议定事项"
    button = "登记"
    explains = "谁、办什么、哪天前办完。印发纪要时转为待办，只转一次；时限落在休息日的，顺延到下一个工作日。"

    def __init__(self, data: Any = None, *, line: AgendaLine, on: date) -> None:
        super().__init__(data)
        self.line = line
        city = line.review.city
        self.fields["text"] = forms.CharField(label="议定事项", max_length=200)
        self.fields["owner"] = AccountField(business_accounts(city.pk), label="责任人")
        self.fields["unit"] = UnitField.of_city(
            city, on, label="责任单位", required=False, help_text="不选则为责任人所在单位"
        )
        self.fields["deadline"] = DayField(label="完成时限", help_text="当日有效")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        decision = services.add_decision(line=self.line, **said, actor=actor, at=at)
        day = decision.deadline
        moved = f"{said['deadline'].isoformat()} 是休息日，时限顺延到 {day.isoformat()}。"
        return "议定事项已登记。" + (moved if day != said["deadline"] else "")


class DropDecisionForm(ActForm):
    title = "删去议定事项"
    button = "删去"
    is_grave = True

    def __init__(self, data: Any = None, *, decision: Decision) -> None:
        super().__init__(data)
        self.decision = decision

    def act(self, *, actor: Account, at: datetime) -> str:
        services.drop_decision(decision=self.decision, actor=actor, at=at)
        return "议定事项已删去。"


class PublishForm(ReviewForm):
    title = "印发会议纪要"
    button = "印发纪要"
    explains = "印发后纪要不能再改，只能更正并写明理由；议定事项转为待办，交给责任人。"

    def build(self) -> None:
        self.fields["issued_on"] = DayField(label="印发日期", initial=self.on)
        present, quorum = services.n_present(self.review), self.review.quorum
        if present < quorum:
            self.fields["quorum_reason"] = long_field(
                "人数不足仍印发的理由",
                required=False,
                help_text=f"实到 {present} 人，法定到会人数 {quorum} 人；理由会写进纪要",
            )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.publish(
            review=self.review,
            issued_on=said["issued_on"],
            quorum_reason=said.get("quorum_reason", ""),
            actor=actor,
            at=at,
        )
        n = Decision.objects.filter(line__review=self.review, item__isnull=False).count()
        return f"会议纪要已印发，{n} 条议定事项已转为待办。"


class CorrectForm(ReviewForm):
    title = "更正会议纪要"
    button = "更正"
    explains = "原来的纪要保留，更正的另出一版并写明理由。议定事项要改的，到相应的待办里办理。"

    def build(self) -> None:
        rows = AgendaLine.objects.filter(review=self.review, is_dropped=False)
        self.lines = list(rows)
        for number, line in enumerate(self.lines, start=1):
            self.fields[f"said-{line.pk}"] = long_field(
                f"{number}. {line.title}", most=4000, rows=5, initial=line.said
            )
        self.fields["reason"] = long_field("更正的理由")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {line.pk: self.cleaned_data[f"said-{line.pk}"] for line in self.lines}
        reason = self.cleaned_data["reason"]
        minutes: Minutes = services.correct(review=self.review, said=said, reason=reason, actor=actor, at=at)
        return f"已更正，现为第 {minutes.edition} 版。"
