"""Judging what is claimed of one lead, and claiming anew what was sent back."""

from datetime import datetime

from django import forms

from luodi.desk.forms.lead_acts import LeadActForm, ReasonForm
from luodi.leads import services
from luodi.organisation.models import Account
from luodi.recognition.choices import ReviewState


class JudgeClaimForm(LeadActForm):
    """The city's decision or the county's word, as ``reviews`` says."""

    reviews = False

    def build(self) -> None:
        yes = "初审通过" if self.reviews else "认定"
        self.fields["decision"] = forms.ChoiceField(
            label="决定", choices=[("yes", yes), ("no", "退回")], widget=forms.RadioSelect
        )
        self.fields["reason"] = forms.CharField(
            label="退回原因",
            max_length=400,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="退回时必填，告知单位",
        )


class VerifyLeadForm(JudgeClaimForm):
    title = "认定线索"
    button = "提交"
    explains = (
        "一次认定这条线索的全部申报，不要求佐证材料；转为项目的，项目认定后才能认定线索转化。"
        "退回转化或不再跟进的，线索恢复跟进。自己登记的不能自己认定。"
    )

    def act(self, *, actor: Account, at: datetime) -> str:
        if self.cleaned_data["decision"] == "no":
            services.reject_leads([self.lead], reason=self.cleaned_data["reason"], actor=actor, at=at)
            return "已退回，并告知单位。"
        told = services.verify_leads([self.lead], actor=actor, at=at)
        return "".join(["已认定。", *(f"{text}。" for text in told.passed_over.values())])


class ReviewLeadForm(JudgeClaimForm):
    title = "初审线索"
    button = "提交"
    explains = "初审通过后由市级认定员认定；退回的告知单位更正。自己登记的不能自己初审。"
    reviews = True

    def act(self, *, actor: Account, at: datetime) -> str:
        passed = self.cleaned_data["decision"] == "yes"
        state = ReviewState.PASSED if passed else ReviewState.RETURNED
        reason = self.cleaned_data["reason"]
        services.look_through_leads([self.lead], state=state, reason=reason, actor=actor, at=at)
        return "初审通过。" if passed else "已退回，并告知单位。"


class ResubmitForm(ReasonForm):
    title = "重新申报"
    button = "重新申报"
    explains = "认定员退回的，更正内容或说明情况后重新申报；内容有误的，请改用“修改内容”，改后自动重新申报。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.resubmit_lead(lead=self.lead, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已重新申报，待认定。"
