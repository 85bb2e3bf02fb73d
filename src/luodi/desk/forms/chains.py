"""Chains: their links, who stands where, and who supplies whom."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from luodi.chains import services
from luodi.chains.choices import Tier
from luodi.chains.models import Chain, ChainLink, Supply
from luodi.chains.rules import ChainRefused
from luodi.chains.services import NewChain, NewLink, NewSupply
from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField
from luodi.desk.forms.opportunities import named_firm
from luodi.desk.forms.particulars import industry_choices
from luodi.enterprises.models import Enterprise
from luodi.ledger.models import Subject
from luodi.opportunities.models import Opportunity
from luodi.organisation.models import Account
from luodi.organisation.policies import Reach
from luodi.projects.models import Project
from luodi.ui.addresses import url_with

_NOWHERE = "-"
_SOURCES = "如：走访了解、企业官网、年报、海关数据"


class NewChainForm(CreatingForm):
    title = "建立产业链"
    button = "建立"
    explains = "先起名，再从上游到下游加环节；每个环节对应国民经济行业分类（GB/T 4754）的大类。"

    name = forms.CharField(label="名称", max_length=60, help_text="如：新型显示产业链")
    remark = forms.CharField(
        label="说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = NewChain(name=said["name"], remark=said["remark"])
        row = services.create_chain(new, actor=actor, at=at, once=said["once"])
        self.leads_to = url_with("chain", row.code)
        return f"已建立“{row.name}”，请接着加环节。"


class ChangeChainForm(ActForm):
    title = "修改产业链"

    def __init__(self, data: Any = None, *, chain: Chain) -> None:
        super().__init__(data)
        self.chain = chain
        area = forms.Textarea(attrs={"rows": 3})
        self.fields["name"] = forms.CharField(label="名称", max_length=60, initial=chain.name)
        self.fields["remark"] = forms.CharField(
            label="说明", max_length=2000, required=False, widget=area, initial=chain.remark
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=chain.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        expected = said.pop("version")
        services.change_chain(chain=self.chain, actor=actor, at=at, expected_version=expected, **said)
        return "已保存。"


class LinkForm(ActForm):
    """A new link of a chain, or another word for one that is there."""

    title = "环节"

    def __init__(self, data: Any = None, *, chain: Chain, link: ChainLink | None = None) -> None:
        super().__init__(data)
        self.chain, self.link = chain, link
        self.title = "修改环节" if link else "增加环节"  # type: ignore[misc]
        self.fields["name"] = forms.CharField(label="环节名称", max_length=60)
        self.fields["tier"] = forms.ChoiceField(label="位置", choices=Tier.choices)
        self.fields["position"] = forms.IntegerField(
            label="次序",
            required=False,
            min_value=0,
            max_value=9999,
            help_text="同一位置内从小到大；不填排在最后",
        )
        self.fields["products"] = forms.CharField(label="主要产品", max_length=200, required=False)
        self.fields["classes"] = forms.MultipleChoiceField(
            label="行业大类",
            choices=industry_choices()[1:],
            widget=forms.SelectMultiple(attrs={"size": 10}),
            help_text="可多选（按住 Ctrl）；属于这些大类的企业、项目、招商项目自动归到本环节",
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=chain.version)
        if link:
            codes = [one.industry for one in link.classes.all()]
            held = {
                "name": link.name,
                "tier": link.tier,
                "position": link.position,
                "products": link.products,
            }
            self.initial = {**held, "classes": codes, "version": chain.version}

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        expected, tier = said.pop("version"), Tier(said.pop("tier"))
        new = NewLink(tier=tier, **said)
        known = {"actor": actor, "at": at, "expected_version": expected}
        if self.link:
            services.change_link(link=self.link, new=new, **known)
            return "已保存。"
        services.add_link(chain=self.chain, new=new, **known)
        return f"已增加环节“{new.name}”。"


class TakeOffLinkForm(ActForm):
    title = "撤下环节"
    button = "撤下"
    explains = "环节不再显示；人工归到这里的企业、项目恢复按行业归位。"
    is_grave = True

    def __init__(self, data: Any = None, *, link: ChainLink) -> None:
        super().__init__(data)
        self.link = link

    def act(self, *, actor: Account, at: datetime) -> str:
        services.take_off_link(link=self.link, actor=actor, at=at)
        return f"已撤下环节“{self.link.name}”。"


class PlaceForm(ActForm):
    """``code`` may be given by the page that asks."""

    title = "归位"
    button = "归位"
    explains = (
        "行业大类分不清的，在这里写明它属于哪个环节；选“不属于本链”就不再出现。选“按行业”恢复自动归位。"
    )

    def __init__(
        self, data: Any = None, *, chain: Chain, links: Sequence[ChainLink], reach: Reach, code: str = ""
    ) -> None:
        super().__init__(data)
        self.chain, self.links, self.reach = chain, {str(one.pk): one for one in links}, reach
        where = [(str(one.pk), one.name) for one in links]
        self.fields["code"] = forms.CharField(
            label="企业、项目或招商项目", max_length=200, initial=code, help_text="编号，或企业全称"
        )
        self.fields["link"] = forms.ChoiceField(
            label="环节", choices=[*where, (_NOWHERE, "不属于本链"), ("auto", "按行业自动归位")]
        )
        self.fields["reason"] = forms.CharField(label="依据", max_length=200, required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        subject = _subject(self.chain.city_id, self.reach, said["code"].strip())
        if said["link"] == "auto":
            services.unplace(chain=self.chain, subject=subject, actor=actor, at=at)
            return f"“{subject.label or subject.code}”恢复按行业归位。"
        link = self.links.get(said["link"])
        services.place(
            chain=self.chain, link=link, subject=subject, reason=said["reason"], actor=actor, at=at
        )
        return f"“{subject.label or subject.code}”已归到{f'“{link.name}”' if link else '链外'}。"


def _subject(city_id: int, reach: Reach, said: str) -> Subject:
    """Return what a code or a firm's name means, as far as the account may see it."""
    firm = named_firm(city_id, said)
    if firm is not None:
        return firm.subject
    project = Project.objects.visible_to(reach).filter(code=said).select_related("subject").first()
    if project is not None:
        return project.subject
    offered = Opportunity.objects.visible_to(reach).filter(code=said).select_related("subject").first()
    if offered is not None:
        return offered.subject
    raise ChainRefused(f"没有找到“{said[:40]}”：请填编号，或登记过的企业全称", field="code")


class SupplyForm(CreatingForm):
    title = "登记供应关系"
    button = "登记"
    explains = "谁给本地哪家企业供货，是找补链对象最直接的线索。两家都要先在企业库里。"

    def __init__(self, data: Any = None, *, city_id: int, supplier: str = "", customer: str = "") -> None:
        super().__init__(data)
        self.city_id = city_id
        hint = "企业全称、编号或统一社会信用代码"
        self.fields["supplier"] = forms.CharField(
            label="供应商", max_length=200, initial=supplier, help_text=hint
        )
        self.fields["customer"] = forms.CharField(
            label="客户", max_length=200, initial=customer, help_text=hint
        )
        self.fields["goods"] = forms.CharField(label="供应什么", max_length=120)
        self.fields["source"] = forms.CharField(label="依据", max_length=200, help_text=_SOURCES)

    def clean_supplier(self) -> Enterprise:
        return self._firm("supplier")

    def clean_customer(self) -> Enterprise:
        return self._firm("customer")

    def _firm(self, field: str) -> Enterprise:
        said = self.cleaned_data[field]
        found = named_firm(self.city_id, said)
        if found is None:
            raise forms.ValidationError(f"企业库里没有“{said[:40]}”，或有多家同名，请填编号或信用代码")
        return found

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once = said.pop("once")
        row = services.note_supply(NewSupply(**said), actor=actor, at=at, once=once)
        return f"已登记：{row.supplier.name}向{row.customer.name}供应{row.goods}。"


class EndSupplyForm(ActForm):
    title = "终止供应关系"
    button = "终止"

    def __init__(self, data: Any = None, *, supply: Supply, on: date) -> None:
        super().__init__(data)
        self.supply = supply
        self.fields["on"] = DayField(label="终止日期", initial=on)
        self.fields["reason"] = forms.CharField(label="原因", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.end_supply(supply=self.supply, actor=actor, at=at, **self.cleaned_data)
        return "已终止。"
