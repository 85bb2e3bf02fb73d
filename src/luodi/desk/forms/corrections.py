"""Correcting with a reason: first it is shown which facts it would touch, then it is done."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.desk import closing
from luodi.desk.acting import ActForm
from luodi.desk.forms import particulars
from luodi.desk.forms.projects import ProjectForm
from luodi.kernel.findings import Refusal
from luodi.organisation.models import Account
from luodi.projects import services
from luodi.projects.choices import DATE_OF, Field, Stage
from luodi.projects.models import PendingCorrection
from luodi.projects.services import CorrectionPreview


class CorrectForm(ProjectForm):
    """``preview`` is what the correction would do, once it has been asked for."""

    title = "更正"
    button = "预览影响"
    explains = (
        "更正用于从来就不对的内容：凡是载有错误内容的记录都会被新版本取代，原版本连同原因留存。"
        "如果是后来才变的，请用“变更”。已认定的统计内容须由认定员采纳后生效。"
    )
    preview: CorrectionPreview | None = None
    closed: str = ""
    """The closed months that the correction touches."""

    @property
    def wanted(self) -> tuple[Field, ...]:
        """What can be corrected: every particular, and the dates and channel of the stages that were reached."""
        project = self.project
        dates = [DATE_OF[stage] for stage in Stage if project.date_of(stage) is not None]
        channel = [Field.CHANNEL] if Field.SIGNED_ON in dates else []
        return (*particulars.ALL, *dates, *channel)

    def present(self) -> dict[str, Any]:
        return particulars.present(self.project, self.wanted)

    def build(self) -> None:
        project, wanted = self.project, self.wanted
        self.fields.update(
            particulars.build(wanted, particulars.Setting(project.city, self.on, project=project))
        )
        for field in wanted[len(particulars.ALL) :]:
            self.fields[field.value].required = True
        self.fields["reason"] = forms.CharField(
            label="更正原因",
            max_length=400,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="会和更正一起永久留存",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.preview = services.preview_correction(
                    project=self.project, corrections=self.corrections, at=self.at
                )
                self.closed = closing.touched(self.project.city, self.preview.facts, self.on)
            except Refusal as refusal:
                self.add_error(self.seen(refusal.field), str(refusal))
        return cleaned

    @property
    def corrections(self) -> dict[Field, object]:
        return {Field(name): self.cleaned_data[name] for name in self.changed_data if name in Field.values}

    @property
    def is_confirmed(self) -> bool:
        """Whether the preview has been seen and agreed to."""
        return self.data.get("confirmed") == "yes"

    def act(self, *, actor: Account, at: datetime) -> str:
        waits = services.correct_project(
            project=self.project,
            corrections=self.corrections,
            reason=self.cleaned_data["reason"],
            expected_version=self.version,
            actor=actor,
            at=at,
        )
        return "更正已提交，待认定员采纳。" if waits else "已更正。"


class DecideForm(ActForm):
    """A reviewer accepts a correction that waits, or refuses it with a reason."""

    title = "处理更正"
    button = "提交"

    decision = forms.ChoiceField(
        label="处理",
        choices=[("accept", "采纳：按更正后的内容计数"), ("refuse", "不采纳：维持原状")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(label="意见", max_length=400, required=False, help_text="不采纳时必填")

    def __init__(self, data: Any = None, *, pending: PendingCorrection) -> None:
        super().__init__(data)
        self.pending = pending

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "refuse" and not cleaned.get("comment", "").strip():
            self.add_error("comment", "不采纳更正须写明原因")
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        if said["decision"] == "accept":
            services.accept_correction(pending=self.pending, actor=actor, at=at, comment=said["comment"])
            return "已采纳更正。"
        services.refuse_correction(pending=self.pending, reason=said["comment"], actor=actor, at=at)
        return "未采纳更正，维持原状。"
