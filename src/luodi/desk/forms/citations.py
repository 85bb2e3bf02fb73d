"""Red and black lists, certificates, circulars of praise and criticism."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.assessment import services
from luodi.assessment.models import Citation, Group, Listed, Membership, Run
from luodi.assessment.record_choices import CitationKind, Colour
from luodi.assessment.services import NewCitation, Wording
from luodi.desk.acting import ActForm
from luodi.desk.forms.assessment_records import member_field
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account
from luodi.ui.addresses import url_with


class DrawListsForm(ActForm):
    title = "按考核办法出榜"
    button = "出榜"
    explains = "按考核办法写明的条件，从已公示的结果出红黑榜；不再符合条件的移出，记录留存。"

    def __init__(self, data: Any = None, *, runs: Sequence[Run]) -> None:
        super().__init__(data)
        self.runs = {str(run.pk): run for run in runs}
        choices = [(key, f"{run.group}　{run}") for key, run in self.runs.items()]
        self.fields["run"] = forms.ChoiceField(label="考核结果", choices=choices)

    def act(self, *, actor: Account, at: datetime) -> str:
        run = self.runs[self.cleaned_data["run"]]
        made = services.draw_lists(run=run, actor=actor, at=at)
        self.leads_to = url_with("lists", group=run.group.code)
        return f"新上榜 {len(made)} 个。"


class ListForm(ActForm):
    title = "列入名单"
    button = "列入"
    explains = "考核办法没有写明条件的，由中心写明理由列入；告知当事单位。"

    def __init__(self, data: Any = None, *, members: Sequence[Membership]) -> None:
        super().__init__(data)
        self.members = {one.key: one for one in members}
        self.fields["member"] = member_field(members)
        self.fields["colour"] = forms.ChoiceField(label="榜别", choices=Colour.choices)
        self.fields["title"] = forms.CharField(
            label="名单名称", required=False, max_length=40, help_text="不填时就是榜别"
        )
        self.fields["reason"] = forms.CharField(
            label="上榜理由", max_length=400, widget=forms.Textarea(attrs={"rows": 3})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        row = services.list_by_hand(
            member=self.members[said["member"]],
            colour=Colour(said["colour"]),
            title=said["title"],
            reason=said["reason"],
            actor=actor,
            at=at,
        )
        return f"{row.name}已列入“{row.title}”。"


class RemoveListedForm(ActForm):
    title = "移出名单"
    button = "移出"
    explains = "移出后告知当事单位，记录留存。"
    is_grave = True

    reason = forms.CharField(label="移出理由", max_length=400)

    def __init__(self, data: Any = None, *, listed: Listed) -> None:
        super().__init__(data)
        self.listed = listed

    def act(self, *, actor: Account, at: datetime) -> str:
        services.remove_listed(listed=self.listed, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已移出。"


class WordingForm(ActForm):
    """The words of a certificate or a circular."""

    def add_words(self, held: Wording) -> None:
        self.fields["title"] = forms.CharField(label="标题", max_length=120, initial=held.title)
        self.fields["document"] = forms.CharField(
            label="发文字号",
            required=False,
            max_length=60,
            initial=held.document,
            help_text="通报印发前必填，证书可不填",
        )
        self.fields["text"] = forms.CharField(
            label="正文",
            max_length=4000,
            initial=held.text,
            widget=forms.Textarea(attrs={"rows": 10}),
            help_text="一段一行；标题、抬头和落款不用写在正文里",
        )
        self.fields["issuer"] = forms.CharField(label="落款单位", max_length=80, initial=held.issuer)

    @property
    def wording(self) -> Wording:
        said = self.cleaned_data
        return Wording(
            title=said["title"], text=said["text"], issuer=said["issuer"], document=said["document"]
        )


class NewCitationForm(WordingForm):
    title = "起草通报证书"
    button = "起草"
    explains = "证书写一个对象，通报可以写几个。起草后由中心另一人核对印发；公开发布由发布岗位另行办理。"

    def __init__(
        self,
        data: Any = None,
        *,
        group: Group,
        members: Sequence[Membership],
        run: Run | None,
        held: Wording,
    ) -> None:
        super().__init__(data)
        self.group, self.run = group, run
        self.members = {one.key: one for one in members}
        self.fields["kind"] = forms.ChoiceField(label="种类", choices=CitationKind.choices)
        self.fields["members"] = forms.MultipleChoiceField(
            label="对象",
            choices=[(one.key, one.name) for one in members],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "many-checks"}),
        )
        self.add_words(held)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewCitation(
            kind=CitationKind(said["kind"]),
            year=self.group.year,
            members=[self.members[key] for key in said["members"]],
            wording=self.wording,
            run=self.run,
        )
        made = services.draft_citation(new, actor=actor, at=at)
        self.leads_to = url_with("citation", made.code)
        return f"已起草 {made.code}。"


class ChangeCitationForm(WordingForm):
    title = "修改文字"

    def __init__(self, data: Any = None, *, citation: Citation, on: date) -> None:
        super().__init__(data, initial={"version": citation.version})
        self.citation = citation
        self.add_words(
            Wording(
                title=citation.title, text=citation.text, issuer=citation.issuer, document=citation.document
            )
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.change_citation(
            citation=self.citation,
            wording=self.wording,
            expected_version=self.cleaned_data["version"],
            actor=actor,
            at=at,
        )
        return "已保存。"


class IssueCitationForm(ActForm):
    title = "印发"
    button = "印发"
    explains = "请核对文字和对象；印发后不能再改，告知当事单位。"

    def __init__(self, data: Any = None, *, citation: Citation, on: date) -> None:
        super().__init__(data, initial={"version": citation.version})
        self.citation = citation
        self.fields["issued_on"] = DayField(label="成文日期", initial=on)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.issue_citation(
            citation=self.citation,
            issued_on=said["issued_on"],
            expected_version=said["version"],
            actor=actor,
            at=at,
        )
        return "已印发。"


class CancelCitationForm(ActForm):
    title = "作废"
    button = "作废"
    explains = "作废后记录留存；已经印发的告知当事单位。"
    is_grave = True

    reason = forms.CharField(label="作废理由", max_length=400)

    def __init__(self, data: Any = None, *, citation: Citation, on: date) -> None:
        super().__init__(data)
        self.citation = citation

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.cancel_citation(citation=self.citation, reason=reason, actor=actor, at=at)
        return "已作废。"
