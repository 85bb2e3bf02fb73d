"""Judging a claim: what the queue is narrowed to, verifying on evidence, rejecting, and the county's word."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.organisation import unit_choices
from luodi.desk.frame import Frame
from luodi.organisation.models import Account, Unit
from luodi.projects import services as projects
from luodi.recognition import services
from luodi.recognition.choices import ReviewState
from luodi.recognition.models import ReviewPolicy
from luodi.recognition.selectors.claims import Claim
from luodi.recognition.selectors.queue import QueueFilter

_AGES = [
    ("", "不限时长"),
    ("3", "已等 3 天以上"),
    ("7", "已等 7 天以上"),
    ("15", "已等 15 天以上"),
    ("30", "已等 30 天以上"),
]
_EVIDENCE = [("", "佐证不限"), ("yes", "佐证齐全"), ("no", "缺佐证")]
_COUNTY = [("all", "初审不限"), ("open", "待初审"), ("passed", "初审通过"), ("returned", "初审退回")]


class QueueForm(forms.Form):
    """What the queue is narrowed to. Nothing said is what this account has to do next."""

    unit = forms.ChoiceField(label="责任单位", required=False)
    days = forms.ChoiceField(label="等待时长", required=False, choices=_AGES)
    complete = forms.ChoiceField(label="佐证", required=False, choices=_EVIDENCE)
    county = forms.ChoiceField(label="县区初审", required=False, choices=[("", "默认"), *_COUNTY])

    def __init__(self, data: Any, *, frame: Frame) -> None:
        super().__init__(data)
        self.frame = frame
        self.units = Unit.objects.of(frame.city.pk)
        if not frame.reach.verifies:
            self.units = self.units.filter(pk__in=frame.reach.reviews_in)
        choices = [("", "全部单位"), *unit_choices(self.units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    @property
    def word(self) -> str:
        """A county looks at what it has not passed; the city, where the county goes first, at what it has."""
        asked = self.data.get("county", "")
        if asked in dict(_COUNTY):
            return str(asked)
        if not self.frame.reach.verifies:
            return "open"
        return "passed" if ReviewPolicy.objects.all().of(self.frame.city).county_first else "all"

    def wanted(self) -> QueueFilter:
        """Return what is asked for; what cannot be read narrows nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        unit = self.units.filter(code=said["unit"]).first() if said.get("unit") else None
        return QueueFilter(
            unit_id=unit.pk if unit else None,
            days=int(said.get("days") or 0),
            complete={"yes": True, "no": False}.get(said.get("complete", "")),
            county="" if self.word == "all" else self.word,
        )


class ClaimForm(ActForm):
    """An act on one claim; ``seen`` is the entry number up to which the page shows the ledger."""

    name: ClassVar[str]

    def __init__(self, data: Any = None, *, claim: Claim, seen: int, lacks: bool = False) -> None:
        super().__init__(data, initial={"seen": seen, "act": self.name})
        self.claim, self.lacks = claim, lacks
        self.fields["act"] = forms.CharField(widget=forms.HiddenInput)
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)
        self.build()

    def build(self) -> None:
        """Put the fields into the form."""


class VerifyClaimForm(ClaimForm):
    name = "verify"
    title = "认定"
    button = "认定"

    def build(self) -> None:
        if self.lacks:
            self.fields["lacked_reason"] = forms.CharField(
                label="缺少佐证仍认定的理由", max_length=400, help_text="会和认定一起永久留存"
            )
        self.fields["remark"] = forms.CharField(label="认定意见", max_length=400, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.verify_with_evidence(
            [self.claim.project],
            kinds=[self.claim.kind],
            remark=said["remark"],
            lacked_reason=said.get("lacked_reason", ""),
            seen=said["seen"],
            actor=actor,
            at=at,
        )
        return f"已认定：{self.claim.project.name}，{self.claim.label}。"


class RejectClaimForm(ClaimForm):
    name = "reject"
    title = "退回"
    button = "退回"
    is_grave = True

    def build(self) -> None:
        self.fields["reason"] = forms.CharField(
            label="退回原因", max_length=400, help_text="单位会收到提醒；退回的申报不计入任何数字"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        projects.reject(
            project=self.claim.project,
            kind=self.claim.kind,
            reason=self.cleaned_data["reason"],
            actor=actor,
            at=at,
        )
        return f"已退回：{self.claim.project.name}，{self.claim.label}。"


class PassClaimForm(ClaimForm):
    name = "pass"
    title = "初审通过"
    button = "初审通过"
    state = ReviewState.PASSED

    def build(self) -> None:
        self.fields["reason"] = forms.CharField(
            label="初审意见", max_length=400, required=self.state == ReviewState.RETURNED
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.county_review(
            project=self.claim.project,
            kind=self.claim.kind,
            state=self.state,
            reason=self.cleaned_data["reason"],
            seen=self.cleaned_data["seen"],
            actor=actor,
            at=at,
        )
        return f"{self.state.label}：{self.claim.project.name}，{self.claim.label}。"


class ReturnClaimForm(PassClaimForm):
    name = "return"
    title = "退回单位"
    button = "退回单位"
    state = ReviewState.RETURNED
    is_grave = True


class PolicyForm(ActForm):
    title = "设定认定办法"
    button = "保存"
    explains = "从保存时起对以后的认定生效；每次设定都留有记录。"

    county_first = forms.BooleanField(label="认定前须经县区初审", required=False)
    may_lack = forms.BooleanField(label="写明理由后可以缺佐证认定", required=False)

    def __init__(self, data: Any = None, *, policy: ReviewPolicy) -> None:
        super().__init__(data, initial={"county_first": policy.county_first, "may_lack": policy.may_lack})

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.set_policy(county_first=said["county_first"], may_lack=said["may_lack"], actor=actor, at=at)
        return "认定办法已保存。"
