"""What the public may see: propose, decide, issue, revise, end; and the site."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.explorer import indicator_choices
from luodi.desk.forms.fields import DayField
from luodi.disclosure import services
from luodi.disclosure.choices import Cadence
from luodi.disclosure.models import OpenFigure, OpenWording, PublicSite
from luodi.disclosure.selectors import shown
from luodi.disclosure.services import NewOpenFigure, SiteParticulars
from luodi.organisation.models import Account, City
from luodi.ui.addresses import url_with

_SCOPES = "全市写 city；县区（园区）写 area:340422；来源地写 origin:长三角；与“数据查询”地址里的 scope 相同"


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4})


class ProposeForm(CreatingForm):
    title = "提出公开指标"
    button = "提出"
    explains = "由另一位同事或领导批准后才公开。公开说明是给公众看的，要说清统计什么、不统计什么。"

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["indicator"] = forms.ChoiceField(label="指标", choices=indicator_choices())
        self.fields["scope"] = forms.CharField(
            label="范围", max_length=120, initial="city", help_text=_SCOPES
        )
        self.fields["cadence"] = forms.ChoiceField(
            label="公开频次", choices=Cadence.choices, initial=Cadence.YEAR_TO_DATE
        )
        self.fields["since"] = DayField(label="首期从哪一天起", help_text="某月1日；按季、按年的写季首、年首")
        self.fields["title"] = forms.CharField(label="公开名称", max_length=60)
        self.fields["definition"] = forms.CharField(label="公开说明", max_length=1000, widget=_area())
        self.fields["reason"] = forms.CharField(label="公开的理由", max_length=200)
        self.order_fields(["indicator", "scope", "cadence", "since", "title", "definition", "reason", "once"])

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        once, cadence = said.pop("once"), Cadence(said.pop("cadence"))
        row = services.propose_figure(NewOpenFigure(**said, cadence=cadence), actor=actor, at=at, once=once)
        self.leads_to = url_with("disclosed", row.code)
        return f"已提出 {row.code}，等待批准。"


class WordsForm(ActForm):
    title = "修改公开说明"
    button = "提出"
    explains = "批准前，网站上仍是现在的说明；批准后，修改会记入变更记录。"

    def __init__(self, data: Any = None, *, figure: OpenFigure) -> None:
        super().__init__(data)
        self.figure = figure
        now = shown([figure])[0]
        self.fields["title"] = forms.CharField(label="公开名称", max_length=60, initial=now.title)
        self.fields["definition"] = forms.CharField(
            label="公开说明", max_length=1000, widget=_area(), initial=now.definition
        )
        self.fields["reason"] = forms.CharField(label="修改的理由", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.propose_wording(figure=self.figure, actor=actor, at=at, **self.cleaned_data)
        return "已提出修改，等待批准。"


class ApproveForm(ActForm):
    title = "批准公开"
    button = "批准"

    decision = forms.CharField(label="批准意见", max_length=200, required=False)

    def __init__(self, data: Any = None, *, wording: OpenWording) -> None:
        super().__init__(data)
        self.wording = wording
        self.explains = f"批准后，公众将看到“{wording.title}”：{wording.definition}"

    def act(self, *, actor: Account, at: datetime) -> str:
        decision = self.cleaned_data["decision"]
        services.decide_wording(wording=self.wording, approve=True, decision=decision, actor=actor, at=at)
        return "已批准公开。"


class DeclineForm(ActForm):
    title = "不批准公开"
    button = "不批准"

    decision = forms.CharField(label="不批准的原因", max_length=200)

    def __init__(self, data: Any = None, *, wording: OpenWording) -> None:
        super().__init__(data)
        self.wording = wording

    def act(self, *, actor: Account, at: datetime) -> str:
        decision = self.cleaned_data["decision"]
        services.decide_wording(wording=self.wording, approve=False, decision=decision, actor=actor, at=at)
        return "已退回。"


class IssueForm(ActForm):
    title = "发布到期数据"
    button = "发布"

    def __init__(self, data: Any = None, *, n_due: int) -> None:
        super().__init__(data)
        self.explains = (
            f"有 {n_due} 期数据已结账、未发布。发布后在公开网站上立即可见，按现在的台账定格；以后有变动须另行修订。"
            if n_due
            else "没有到期未发布的数据。"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        return f"已发布 {len(services.issue_values(actor=actor, at=at))} 期数据。"


class ReviseForm(ActForm):
    title = "修订公开数据"
    button = "修订"
    explains = "与台账不一致的各期数据按现在的台账重新发布；原来的数、新数和原因都在网站上公布。"

    reason = forms.CharField(label="修订的原因", max_length=200, help_text="会公布，请写公众能看懂的话")

    def __init__(self, data: Any = None, *, figure: OpenFigure) -> None:
        super().__init__(data)
        self.figure = figure

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        rows = services.revise_values(figure=self.figure, reason=reason, actor=actor, at=at)
        return f"已修订 {len(rows)} 期数据。"


class EndForm(ActForm):
    title = "停止公开"
    button = "停止公开"
    explains = "不再发布新的数据；已发布的数据和停止的原因留在网站上。还没有批准的，直接撤回。"
    is_grave = True

    reason = forms.CharField(label="原因", max_length=200)

    def __init__(self, data: Any = None, *, figure: OpenFigure) -> None:
        super().__init__(data)
        self.figure = figure

    def act(self, *, actor: Account, at: datetime) -> str:
        services.end_figure(figure=self.figure, reason=self.cleaned_data["reason"], actor=actor, at=at)
        return "已停止公开。"


class SiteForm(ActForm):
    title = "公开网站"
    explains = "开放后，已公开发布的稿件和批准公开的数据在单独的地址上不用登录就能看到。页脚按国办发〔2017〕47号列出。"

    keeper = forms.CharField(label="主办单位", max_length=60)
    contact = forms.CharField(label="联系方式", max_length=120)
    address = forms.CharField(label="地址", max_length=120, required=False)
    site_mark = forms.CharField(label="网站标识码", max_length=20, required=False)
    icp = forms.CharField(label="ICP备案号", max_length=60, required=False)
    police = forms.CharField(label="公安备案号", max_length=60, required=False)
    report_at = forms.CharField(label="找错的办法", max_length=200, required=False)
    is_open = forms.BooleanField(label="开放", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data)
        self.fields["title"] = forms.CharField(label="网站名称", max_length=60)
        self.order_fields(["title", *self.fields])
        row = PublicSite.objects.filter(city=city).first()
        self.initial = {"version": row.version if row else 0}
        if row:
            self.initial |= {name: getattr(row, name) for name in SiteParticulars.__dataclass_fields__}

    def act(self, *, actor: Account, at: datetime) -> str:
        said = dict(self.cleaned_data)
        expected = said.pop("version")
        site = services.keep_site(SiteParticulars(**said), actor=actor, at=at, expected_version=expected)
        return "已保存，网站已开放。" if site.is_open else "已保存，网站没有开放。"
