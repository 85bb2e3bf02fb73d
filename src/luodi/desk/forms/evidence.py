"""Adding evidence to a project, many files at once or from a phone's camera, and taking one off again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from luodi.desk.acting import ActForm
from luodi.documents.kinds import EVERY_EXTENSION, KINDS
from luodi.kernel.findings import Refusal
from luodi.ledger.kinds import FactKind
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed
from luodi.projects.models import Project
from luodi.recognition import demands, services
from luodi.recognition.models import Evidence
from luodi.recognition.selectors.records import Matter

MOST_AT_ONCE = 20
_ACCEPTED = ",".join(f".{kind}" for kind in KINDS)


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """Any number of files."""

    widget = ManyFiles

    def validate(self, value: list[UploadedFile]) -> None:
        if self.required and not value:
            raise forms.ValidationError("请选择文件")


class EvidenceForm(ActForm):
    """``matters`` are what evidence may be about; one choice says both what it is about and of which kind it is."""

    title = "上传佐证"
    button = "上传"

    def __init__(
        self, data: Any = None, files: Any = None, *, project: Project, matters: Sequence[Matter]
    ) -> None:
        super().__init__(data, files)
        self.project = project
        self.fields["about"] = forms.ChoiceField(label="佐证类别", choices=_choices(project, matters))
        self.fields["files"] = FilesField(
            label="文件",
            required=False,
            widget=ManyFiles(attrs={"multiple": True, "accept": _ACCEPTED}),
            help_text=f"可以一次选多份；{EVERY_EXTENSION}，每份不超过 20 MB（表格 64 MB）",
        )
        self.fields["photo"] = FilesField(
            label="用手机拍照",
            required=False,
            widget=ManyFiles(attrs={"accept": "image/*", "capture": "environment"}),
        )
        self.fields["note"] = forms.CharField(label="说明", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        told = [*(cleaned.get("files") or []), *(cleaned.get("photo") or [])]
        if not told:
            self.add_error("files", "请选择文件")
        if len(told) > MOST_AT_ONCE:
            self.add_error("files", f"一次最多上传 {MOST_AT_ONCE} 份")
        cleaned["every"] = told
        return cleaned

    def act(self, *, actor: Account, at: datetime) -> str:
        """Add each file by itself: one that is refused does not keep the others out.

        Raises: the refusal, when no file was taken.
        """
        fact_kind, ordinal, kind = self.cleaned_data["about"].split("|")
        taken: list[services.Added] = []
        refused: list[str] = []
        elsewhere: set[str] = set()
        for file in self.cleaned_data["every"]:
            try:
                added = services.add_evidence(
                    project=self.project,
                    fact_kind=FactKind(fact_kind),
                    ordinal=int(ordinal),
                    kind=kind,
                    content=file.file,
                    name=file.name or "",
                    note=self.cleaned_data["note"],
                    actor=actor,
                    at=at,
                )
            except NotAllowed:
                raise
            except Refusal as refusal:
                refused.append(f"{file.name}：{refusal}")
            else:
                taken.append(added)
                elsewhere |= {project.name for project in added.elsewhere}
        if not taken:
            raise Refusal("；".join(refused), field="files")
        return _told(len(taken), refused, elsewhere)


class WithdrawEvidenceForm(ActForm):
    title = "撤下佐证"
    button = "撤下"
    explains = "撤下的佐证不再作为依据，文件和记录仍留存；已认定内容所依据的佐证不能撤下。"
    is_grave = True

    reason = forms.CharField(label="撤下原因", max_length=200)

    def __init__(self, data: Any = None, *, evidence: Evidence) -> None:
        super().__init__(data)
        self.evidence = evidence

    def act(self, *, actor: Account, at: datetime) -> str:
        services.withdraw_evidence(
            evidence=self.evidence, reason=self.cleaned_data["reason"], actor=actor, at=at
        )
        return f"已撤下“{self.evidence.name}”。"


def _choices(project: Project, matters: Sequence[Matter]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            f"{matter.label} {matter.on.isoformat() if matter.on else ''}".strip(),
            [
                (f"{matter.key}|{kind}", demands.label_of(kind))
                for kind in demands.offered_kinds(project.city.code, matter.kind)
            ],
        )
        for matter in matters
    ]


def _told(n_taken: int, refused: Sequence[str], elsewhere: set[str]) -> str:
    told = f"已上传 {n_taken} 份佐证。"
    if refused:
        told += f"有 {len(refused)} 份没有收：{'；'.join(refused)}。"
    if elsewhere:
        told += f"同一文件也用在：{'、'.join(sorted(elsewhere))}，请核对是否用错。"
    return told
