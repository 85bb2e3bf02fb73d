"""Templates of pieces: written and changed as text, put to use, taken out of use."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.organisation.models import Account
from luodi.publishing import services
from luodi.publishing.models import Template, TemplateVersion
from luodi.ui.addresses import url_with

BLANK = """\
@种类 专报
@名称 新模板
@标题 {城市}{本期}招商引资工作专报
// 写法见页面下方；花括号里写指标名称。
{本期}，全市新签约项目{新签约项目}，总投资{新签约项目总投资}。
"""


class TextForm(ActForm):
    """The text in the browser: looked at, or kept."""

    title = "修改模板"
    button = "保存"

    def __init__(self, data: Any = None, *, version: TemplateVersion | None = None) -> None:
        super().__init__(data)
        self.version = version
        self.fields["text"] = forms.CharField(label="正文", strip=False, widget=forms.Textarea)
        self.fields["remark"] = forms.CharField(label="修改说明", max_length=200, required=False)
        if version is not None:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=version.template.version
            )

    @property
    def is_confirmed(self) -> bool:
        """A text that is only to be looked at is not kept."""
        return "check" not in self.data

    @property
    def text(self) -> str:
        said = self.data.get("text") if self.is_bound else None
        begun = self.version.text if self.version else BLANK
        return str(said if said is not None else begun).replace("\r\n", "\n")

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        if self.version is None:
            made = services.write_template(text=self.text, remark=remark, actor=actor, at=at)
        else:
            made = services.edit_template(
                template=self.version.template,
                text=self.text,
                remark=remark,
                expected_version=self.cleaned_data["version"],
                actor=actor,
                at=at,
            )
        self.leads_to = url_with("template", made.template.code, number=made.number)
        return f"已保存为第 {made.number} 版草稿，启用后才能用来起草。"


class AdoptForm(ActForm):
    title = "启用模板"
    button = "启用"
    explains = "启用后按这一版起草文稿，此前在用的一版停用；已经起草的文稿不变。"

    def __init__(self, data: Any = None, *, version: TemplateVersion) -> None:
        super().__init__(data)
        self.version = version
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=version.template.version
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.adopt_template(
            version=self.version, expected_version=self.cleaned_data["version"], actor=actor, at=at
        )
        return f"第 {self.version.number} 版已启用。"


class RetireForm(ActForm):
    title = "停用模板"
    button = "停用"
    explains = "停用后不能再用它起草；已经起草的文稿不变，以后可以重新启用。"

    def __init__(self, data: Any = None, *, template: Template) -> None:
        super().__init__(data)
        self.template = template
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=template.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.retire_template(
            template=self.template, expected_version=self.cleaned_data["version"], actor=actor, at=at
        )
        return "已停用。"


class InstallForm(ActForm):
    title = "装入系统模板"
    button = "装入"
    explains = (
        "把系统提供的月报、通报、专报、会议纪要、督办单和新闻发布稿模板装入本市并启用；已有模板的种类不装。"
    )

    def act(self, *, actor: Account, at: datetime) -> str:
        made = services.install_templates(actor=actor, at=at)
        return f"装入 {len(made)} 个模板。" if made else "各种类都已有模板，没有装入。"


class TrialForm(forms.Form):
    """What a trial of a template is asked: a period in words."""

    period = forms.CharField(label="试写的期间", max_length=40, required=False)

    def __init__(self, data: Any = None, *, on: date) -> None:
        super().__init__(data)
        self.on = on
