"""The book of answers: write, write anew, let be used, take out of use."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.answers import services
from luodi.answers.answering import Answer, ask
from luodi.answers.models import BookEntry
from luodi.answers.selectors.tracing import Trace, carried, of_mark
from luodi.answers.services import NewEntry
from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField
from luodi.desk.frame import Frame
from luodi.desk.selectors.answers import with_present_numbers
from luodi.kernel.findings import Refusal
from luodi.organisation.models import Account
from luodi.ui.addresses import url_with

_ANSWER = "文中的数会逐个对到指标；台账变了，答问库会提示"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class _Particulars(forms.Form):
    question = forms.CharField(label="问题", max_length=300)
    tags = forms.CharField(
        label="标签", max_length=120, required=False, help_text="用顿号隔开，如：签约、工业"
    )
    review_on = DayField(label="复核日期", required=False, help_text="到这一天提示重新核对；不填不提示")


class NewEntryForm(CreatingForm):
    """``asked`` is a question that has been answered: the answer stands in the form with its figures known."""

    title = "登记答问"
    button = "登记"
    explains = "登记后由另一位同事核对启用。数字的出处会一并记下，台账变了就提示。"

    def __init__(self, data: Any = None, *, actor: Account, at: datetime, asked: str = "") -> None:
        super().__init__(data)
        self.actor, self.at = actor, at
        answer = self._answer(asked)
        first = {"question": asked, "text": answer.told.text if answer else ""}
        for name, field in _Particulars.base_fields.items():
            self.fields[name] = field
        self.fields["text"] = forms.CharField(
            label="答复", max_length=4000, widget=_area(8), help_text=_ANSWER
        )
        self.fields["asked"] = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
        self.initial = {**first, "asked": asked}
        self.order_fields(["question", "text", "tags", "review_on", "asked", "once"])

    def _answer(self, asked: str) -> Answer | None:
        try:
            return ask(asked, account=self.actor, at=self.at) if asked else None
        except Refusal:
            return None

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once, answer = said.pop("once"), self._answer(said.pop("asked"))
        traces: list[Trace] = []
        if answer:
            before = answer.told.text
            text = said["text"].replace("\r\n", "\n").strip()
            traces = carried(before, text, [of_mark(mark, before) for mark in answer.told.marks])
        row = services.write_entry(NewEntry(**said, traces=traces), actor=actor, at=at, once=once)
        self.leads_to = url_with("entry", row.code)
        return f"已登记 {row.code}，等另一位同事启用。"


class RewriteForm(ActForm):
    title = "改写答复"
    button = "保存"
    explains = "没有动的数保留出处。保存后要由另一位同事重新启用；原来的答复留在记录里。"

    def __init__(self, data: Any = None, *, entry: BookEntry, frame: Frame) -> None:
        super().__init__(data)
        self.entry = entry
        self.fields["text"] = forms.CharField(
            label="答复",
            max_length=4000,
            widget=_area(10),
            initial=with_present_numbers(entry, frame),
            help_text="已按台账现在的数换好了变动的数，请通读一遍",
        )
        self.fields["remark"] = forms.CharField(label="修改说明", max_length=200)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=entry.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        expected = said.pop("version")
        services.rewrite_answer(entry=self.entry, actor=actor, at=at, expected_version=expected, **said)
        return "已改写，等另一位同事启用。"


class ChangeEntryForm(ActForm):
    title = "修改问题和标签"

    def __init__(self, data: Any = None, *, entry: BookEntry) -> None:
        super().__init__(data)
        self.entry = entry
        for name, field in _Particulars.base_fields.items():
            self.fields[name] = field
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.initial = {
            "question": entry.question,
            "tags": entry.tags,
            "review_on": entry.review_on,
            "version": entry.version,
        }

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        expected = said.pop("version")
        services.change_entry(entry=self.entry, actor=actor, at=at, expected_version=expected, **said)
        return "已保存。"


class AdoptForm(ActForm):
    title = "启用答复"
    button = "启用"
    explains = "请核对答复的说法和每一个数。数字与台账不一致的不能启用。"

    def __init__(self, data: Any = None, *, entry: BookEntry) -> None:
        super().__init__(data)
        self.entry = entry
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=entry.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        expected = self.cleaned_data["version"]
        services.adopt_answer(entry=self.entry, actor=actor, at=at, expected_version=expected)
        return "已启用。"


class RetireForm(ActForm):
    title = "停用答问"
    button = "停用"
    explains = "停用后不再作为现成答复；改写并重新启用后可以再用。"
    is_grave = True

    reason = forms.CharField(label="停用原因", max_length=200)

    def __init__(self, data: Any = None, *, entry: BookEntry) -> None:
        super().__init__(data)
        self.entry = entry

    def act(self, *, actor: Account, at: datetime) -> str:
        services.retire_entry(entry=self.entry, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已停用。"
