"""Bringing a draft, changing it, ruling on a remark, and the city's own words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account
from luodi.papers import intake
from luodi.press import rules, services
from luodi.press.choices import TermKind, Verdict
from luodi.press.models import Draft, Ruling, Term
from luodi.press.rules import DraftRefused
from luodi.ui.addresses import url_with

_PUBLISHED = "“今年”“目前”从这一天说起；不填取文中的发布时间，文中没有的按现在"


class BringForm(CreatingForm):
    """A text pasted, or a file; with both, the file is what is checked."""

    title = "送核稿件"
    button = "对数"

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["text"] = forms.CharField(
            label="正文", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12})
        )
        self.fields["file"] = forms.FileField(
            label="或选一个文件",
            required=False,
            widget=forms.FileInput(attrs={"accept": ".txt,.docx,.pdf"}),
            help_text=".txt、.docx 或带文字的 .pdf；修订按已接受读，批注不读",
        )
        self.fields["title"] = forms.CharField(
            label="标题", max_length=rules.TITLE, required=False, help_text="不填取正文第一行"
        )
        self.fields["published"] = DayField(label="发布日期", required=False, help_text=_PUBLISHED)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        paper = {"text": said["text"]} if said["file"] is None else _read(said["file"])
        rest = {name: said[name] for name in ("title", "published", "once")}
        new = services.NewDraft(**paper, **rest)
        row = services.bring(new, actor=actor, at=at)
        self.leads_to = url_with("draft", row.number)
        return "已对数。"


class EditForm(ActForm):
    title = "修改稿件"
    button = "保存并对数"

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        super().__init__(data)
        self.draft = draft
        self.fields["text"] = forms.CharField(
            label="正文", strip=False, initial=draft.text, widget=forms.Textarea(attrs={"rows": 30})
        )
        self.fields["title"] = forms.CharField(
            label="标题", max_length=rules.TITLE, required=False, initial=draft.title
        )
        self.fields["published"] = DayField(
            label="发布日期", required=False, initial=draft.published_on, help_text=_PUBLISHED
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=draft.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.edit(
            draft=self.draft,
            text=said["text"],
            title=said["title"],
            published=said["published"],
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return "已保存，并重新对数。"


class LiveForm(forms.Form):
    """What an editor sends while somebody types."""

    text = forms.CharField(strip=False, required=False)
    published = DayField(required=False)


class CorrectForm(ActForm):
    """One click: the finding's correction goes into the draft."""

    title = "按建议改正"
    button = "改正"

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        super().__init__(data)
        self.draft = draft
        self.fields["fingerprint"] = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=draft.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.correct(
            draft=self.draft,
            fingerprint=said["fingerprint"],
            actor=actor,
            at=at,
            expected_version=said["version"],
        )
        return "已改正，并重新对数。"


class RuleForm(ActForm):
    title = "裁定"
    button = "裁定"
    explains = "裁定后，同样的话再出现在以后的稿件里，不再提出；句子或其中的数改了，仍会提出。裁定可以撤销。"

    def __init__(self, data: Any = None, *, draft: Draft, finding: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.draft, self.finding = draft, finding
        self.fields["fingerprint"] = forms.CharField(
            widget=forms.HiddenInput, initial=finding["fingerprint"], max_length=64
        )
        self.fields["verdict"] = forms.ChoiceField(
            label="裁定",
            choices=[(one.value, one.label) for one in Verdict if one.settles],
            initial=Verdict.RIGHT.value,
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = forms.CharField(
            label="理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.rule(
            finding=self.finding,
            verdict=Verdict(said["verdict"]),
            reason=said["reason"],
            draft=self.draft,
            actor=actor,
            at=at,
        )
        return "已裁定，以后同样的话不再提出。"


class RevokeForm(ActForm):
    title = "撤销裁定"
    button = "撤销"
    explains = "撤销后，同样的话再出现时照常提出。"

    def __init__(self, data: Any = None, *, ruling: Ruling) -> None:
        super().__init__(data)
        self.ruling = ruling
        self.fields["reason"] = forms.CharField(
            label="理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.revoke(ruling=self.ruling, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已撤销。"


class TermForm(ActForm):
    title = "登记词语"
    button = "登记"
    explains = "稿件里出现这个词语时，按这里写的意思读。意思变了的，先停用，再登记新的。"

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["words"] = forms.CharField(label="词语", max_length=60, help_text="如：疫情防控期间")
        self.fields["kind"] = forms.ChoiceField(label="所指", choices=TermKind.choices)
        self.fields["first"] = DayField(label="开始日期", required=False, help_text="一段时间的填写")
        self.fields["last"] = DayField(label="结束日期", required=False)
        self.fields["scope"] = forms.CharField(
            label="范围",
            max_length=120,
            required=False,
            help_text="单位、地区或活动的填写，如 unit:单位编码、area:340422、event:活动编号",
        )
        self.fields["basis"] = forms.CharField(label="依据", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = services.NewTerm(
            words=said["words"],
            kind=TermKind(said["kind"]),
            first=said["first"],
            last=said["last"],
            scope=said["scope"],
            basis=said["basis"],
        )
        return f"已登记“{services.add_term(new, actor=actor, at=at)}”。"


class RemoveTermForm(ActForm):
    title = "停用词语"
    button = "停用"
    explains = "停用后，稿件里的这个词语不再按登记的意思读；已经留存的对数结果不变。"

    def __init__(self, data: Any = None, *, term: Term) -> None:
        super().__init__(data)
        self.term = term

    def act(self, *, actor: Account, at: datetime) -> str:
        return f"已停用“{services.remove_term(term=self.term, actor=actor, at=at)}”。"


def day_or_none(form: LiveForm) -> date | None:
    found: date | None = form.cleaned_data.get("published") if form.is_valid() else None
    return found


def _read(file: UploadedFile) -> dict[str, Any]:
    """Return a file's text, its places, and what there is to say about the reading of it."""
    name = file.name or ""
    found = intake.read(file.read(), name)
    notes = "；".join(found.notes)
    if not found.text.strip():
        raise DraftRefused(notes or "文件里没有文字", field="file")
    told = ["", *(one.place for one in found.pieces)]
    places = [
        (one.start, one.place) for one, before in zip(found.pieces, told, strict=False) if one.place != before
    ]
    return {"text": found.text, "source": name, "remark": notes, "places": places}
