"""Acts on a project: recording it, its stages, what changes, what ends. Correcting is in ``corrections``."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms import particulars
from luodi.desk.forms.fields import DayField, PersonField, UnitField, VagueDateField
from luodi.desk.forms.particulars import Setting
from luodi.desk.forms.twins import CHECKED, REASON, TwinTest, side_of
from luodi.duplicates import services as duplicates
from luodi.ledger import services as ledger
from luodi.ledger.kinds import FactKind, Standing
from luodi.ledger.models import Fact
from luodi.ledger.services import RecordedBefore
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.projects import rules, services
from luodi.projects import selectors as projects
from luodi.projects.choices import EVENT_OF, RECORD_KINDS, Field, Stage, Status, StatusReason
from luodi.projects.models import Project
from luodi.projects.services import amending
from luodi.recognition import services as recognition
from luodi.sponsorship import services as sponsorship
from luodi.sponsorship.models import Sponsorship
from luodi.ui.addresses import url_with


class NewProjectForm(CreatingForm):
    title = "登记项目"
    DATED = ("occurred_on",)
    button = "登记"
    explains = (
        "登记为在谈项目，由认定员认定后计入认定数。签约、开工、投产以后逐步登记；届时必填的内容可以先填。"
    )

    def __init__(self, data: Any = None, *, account: Account, on: date, reach: Reach) -> None:
        super().__init__(data)
        self.account, self.city = account, account.city
        self.twins = TwinTest(self, city=account.city, reach=reach)
        setting = Setting(account.city, on, reach, own_unit=account.unit)
        fields = particulars.build(particulars.ALL, setting)
        for name in ("name", "investor_name"):
            self.fields[name] = fields.pop(name)
        self.fields["occurred_on"] = VagueDateField(
            label="开始洽谈日期", initial=on.isoformat(), help_text="可以只写到月，如 2020年8月"
        )
        self.fields.update(fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and projects.recorded_once(self.account, cleaned["once"]) is None:
            enterprise = particulars.enterprise_named(self.city, cleaned["investor_name"])
            self.twins.look(side_of(cleaned, None if enterprise is None else enterprise.pk))
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = {name: value for name, value in self.cleaned_data.items() if name not in (REASON, CHECKED)}
        once = said.pop("once")
        enterprise = particulars.enterprise_named(self.city, said["investor_name"])
        command = services.NewProject(**{**said, "area": said["area"] or None}, enterprise=enterprise)
        try:
            made = services.create_project(command, actor=actor, at=at, once=once)
        except RecordedBefore:
            before = projects.recorded_once(actor, once)
            if before is None:
                raise
            self.leads_to = url_with("project", before.code)
            return f"这张表单已经提交过，登记的是 {before.code}，没有重复登记。"
        self.leads_to = url_with("project", made.code)
        cases = (
            duplicates.open_cases_of(made, actor=actor, at=at, said=self.twins.reason)
            if self.twins.found
            else []
        )
        told = f"疑似重复已立案：{'、'.join(one.code for one in cases)}。" if cases else ""
        return f"已登记 {made.code}，待认定。{told}"


class ProjectForm(ActForm):
    """An act on one project; ``version`` is the one that the form was filled in on."""

    DATED = ("occurred_on", "effective_on", "since", "on")

    def __init__(self, data: Any = None, *, project: Project, on: date, at: datetime) -> None:
        self.project, self.on, self.at = project, on, at
        super().__init__(data, initial={"version": project.version, **self.present()})
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.build()

    def present(self) -> dict[str, Any]:
        """Return what the fields show before anything is typed."""
        return {}

    def build(self) -> None:
        """Put the fields into the form, for this project."""

    @property
    def version(self) -> int:
        return int(self.cleaned_data["version"])


class StageForm(ProjectForm):
    title = "登记阶段"
    button = "登记"

    def build(self) -> None:
        reached = self.project.stage_reached
        ahead = rules.ORDER[0 if reached is None else rules.ORDER.index(reached) + 1 :]
        choices = [(stage.value, stage.label) for stage in ahead]
        self.fields["stage"] = forms.ChoiceField(label="阶段", choices=choices)
        self.fields["occurred_on"] = VagueDateField(label="日期", help_text="可以只写到月，如 2020年8月")
        if Stage.SIGNED in ahead:
            self.fields["channel"] = forms.ChoiceField(
                label="签约方式", choices=particulars.CHANNELS, required=False, help_text="登记签约时必填"
            )
        if len(ahead) > 1:
            self.fields["skipped_reason"] = forms.CharField(
                label="跳过阶段的原因",
                max_length=400,
                required=False,
                help_text="中间有阶段确实没有经过时填写",
            )
        self.explains = self._needs(ahead)

    def _needs(self, ahead: tuple[Stage, ...]) -> str:
        for stage in ahead:
            if lacking := projects.lacking(self.project, stage, self.on):
                names = "、".join(f"{one.field.label}（{one.reason}）" for one in lacking)
                return f"{stage.label}前还须填写：{names}。在“变更”或“补充信息”里填写。"
        return "各阶段必填的内容已经齐全。登记后由认定员认定。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stage") == Stage.SIGNED and not cleaned.get("channel"):
            self.add_error("channel", "请选择签约方式")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        stage = Stage(said["stage"])
        services.record_stage(
            project=self.project,
            stage=stage,
            occurred_on=said["occurred_on"],
            channel=said.get("channel", ""),
            skipped_reason=said.get("skipped_reason", ""),
            expected_version=self.version,
            actor=actor,
            at=at,
        )
        return f"已登记{stage.label}，待认定。"


class ChangeForm(ProjectForm):
    title = "变更"
    button = "登记变更"
    explains = "变更从生效日期起算，此前的数据不变。如果原来登记就是错的，请用“更正”。"

    def present(self) -> dict[str, Any]:
        return particulars.present(self.project, particulars.ALL) | {"effective_on": self.on}

    def build(self) -> None:
        project = self.project
        self.fields.update(
            particulars.build(particulars.ALL, Setting(project.city, self.on, project=project))
        )
        self.fields["effective_on"] = DayField(label="生效日期", help_text="不晚于今天")
        self.fields["reason"] = forms.CharField(label="说明", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        changed = [Field(name) for name in self.changed_data if name in Field.values]
        services.change_project(
            project=self.project,
            changes={field: said[field.value] for field in changed},
            effective_on=said["effective_on"],
            reason=said["reason"],
            expected_version=self.version,
            actor=actor,
            at=at,
        )
        return "变更已登记。"


class StatusForm(ProjectForm):
    title = "推进状态"
    explains = (
        "延期、暂缓、终止须写明原因类别和原因；暂缓、延期可写预计恢复日期，终止可写投资去了哪里。"
        "终止的项目不再计入存量；恢复推进不算第二次开工。"
    )

    def build(self) -> None:
        others = [(one.value, one.label) for one in Status if one != self.project.status]
        self.fields["status"] = forms.ChoiceField(label="改为", choices=others)
        self.fields["since"] = DayField(label="始于", initial=self.on, help_text="不晚于今天")
        self.fields["reason_kind"] = forms.ChoiceField(
            label="原因类别", choices=[("", "请选择"), *StatusReason.choices], required=False
        )
        self.fields["reason"] = forms.CharField(label="原因", max_length=400, required=False)
        self.fields["resume_on"] = VagueDateField(
            label="预计恢复日期", required=False, help_text="可以只写到月"
        )
        self.fields["went_to"] = forms.CharField(
            label="投资去向", max_length=60, required=False, help_text="终止的项目去了哪个市、哪个国家"
        )
        self.fields["went_because"] = forms.CharField(label="去向说明", max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("status") not in (None, Status.PROCEEDING) and not cleaned.get("reason_kind"):
            self.add_error("reason_kind", "请选择原因类别")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        status = Status(said["status"])
        about = services.StatusNote(
            reason_kind=said["reason_kind"],
            resume_on=said["resume_on"],
            went_to=said["went_to"],
            went_because=said["went_because"],
        )
        services.set_status(
            project=self.project,
            status=status,
            since=said["since"],
            reason=said["reason"],
            about=about,
            expected_version=self.version,
            actor=actor,
            at=at,
        )
        return f"推进状态已改为“{status.label}”。"


class SponsorForm(ProjectForm):
    title = "领导包保"

    def present(self) -> dict[str, Any]:
        leader = self.project.sponsor
        held = Sponsorship.objects.open().filter(project=self.project).select_related("lead_unit").first()
        unit = None if held is None else held.lead_unit
        return {"sponsor": leader and leader.code, "since": self.on, "lead_unit": unit and unit.code}

    def build(self) -> None:
        city = self.project.city
        leaders = organisation.leaders(city, self.on)
        self.fields["sponsor"] = PersonField(
            city=city, among=leaders, label="包保领导", required=False, empty_label="不再包保"
        )
        self.fields["lead_unit"] = UnitField.of_city(city, self.on, label="牵头单位", required=False)
        self.fields["since"] = DayField(label="始于", help_text="不晚于今天")
        self.fields["reason"] = forms.CharField(
            label="更换或结束的原因", max_length=400, required=False, help_text="已有包保领导时必填"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        sponsorship.sponsor(
            project=self.project,
            leader=said["sponsor"],
            lead_unit=said["lead_unit"],
            since=said["since"],
            reason=said["reason"],
            expected_version=self.version,
            actor=actor,
            at=at,
        )
        return f"由{said['sponsor'].name}包保。" if said["sponsor"] else "已不再包保。"


_JUDGED = (*EVENT_OF.values(), FactKind.PROJECT_INCREASE, *RECORD_KINDS)


def claimed_kinds(project: Project) -> list[FactKind]:
    """Return the kinds of claims that stand open, in the order of the stages, changes last."""
    found = Fact.objects.live().filter(subject_id=project.subject_id, standing=Standing.CLAIMED)
    open_kinds = set(found.values_list("kind", flat=True))
    return [kind for kind in (*_JUDGED, FactKind.PROJECT_STATE) if kind in open_kinds]


def _kind_choices(project: Project) -> list[tuple[str, str]]:
    kinds = claimed_kinds(project)
    events = [(kind.value, kind.label) for kind in kinds if kind != FactKind.PROJECT_STATE]
    return events + [
        (FactKind.PROJECT_STATE.value, "变更") for kind in kinds if kind == FactKind.PROJECT_STATE
    ]


def _rejectable(project: Project) -> list[tuple[str, str]]:
    """Return what can be sent back, latest first: of funds and milestones each entry for itself."""
    found = Fact.objects.live().filter(
        subject_id=project.subject_id, standing=Standing.CLAIMED, kind__in=RECORD_KINDS
    )
    facts = list(found.select_related("subject", "occasion", "unit").order_by("-ordinal"))
    values = ledger.versions_of(facts)
    entries = [(f"{fact.kind}#{fact.ordinal}", amending.said(values[fact.pk])) for fact in facts]
    kinds = [pair for pair in _kind_choices(project) if pair[0] not in RECORD_KINDS]
    return kinds[::-1] + entries


class VerifyForm(ProjectForm):
    title = "认定"
    button = "认定"
    explains = "认定后计入认定数。自己申报的不能自己认定；认定后再改须经更正。"

    def build(self) -> None:
        self.fields["kind"] = forms.ChoiceField(
            label="认定内容", required=False, choices=[("", "全部待认定的申报"), *_kind_choices(self.project)]
        )
        self.fields["lacked_reason"] = forms.CharField(
            label="缺少佐证仍认定的理由", max_length=400, required=False, help_text="佐证不全时必填，永久留存"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        recognition.verify_with_evidence(
            [self.project],
            kinds=[FactKind(said["kind"])] if said["kind"] else None,
            lacked_reason=said["lacked_reason"],
            actor=actor,
            at=at,
        )
        return "已认定。"


class RejectForm(ProjectForm):
    title = "退回"
    button = "退回"
    explains = "退回的申报留有记录，不计入任何数字；项目回到申报之前的样子。"
    is_grave = True

    def build(self) -> None:
        self.fields["kind"] = forms.ChoiceField(label="退回内容", choices=_rejectable(self.project))
        self.fields["reason"] = forms.CharField(label="退回原因", max_length=400)

    def act(self, *, actor: Account, at: datetime) -> str:
        kind, _, ordinal = self.cleaned_data["kind"].partition("#")
        services.reject(
            project=self.project,
            kind=FactKind(kind),
            ordinals=[int(ordinal)] if ordinal else None,
            reason=self.cleaned_data["reason"],
            actor=actor,
            at=at,
        )
        return "已退回。"
