"""The steps of a piece on its way: checked, sent, passed, returned, approved, published, and countersigned."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.organisation.models import Account
from luodi.publishing import services
from luodi.publishing.choices import PieceKind
from luodi.publishing.models import Countersign, Piece
from luodi.publishing.release_choices import OutletKind
from luodi.publishing.services import NewOutlet
from luodi.ui.addresses import url_with

_FOR_ALL = (PieceKind.RELEASE, PieceKind.CORRECTION)
"""Kinds that are meant for the public, unless somebody says otherwise."""


def remark_field(label: str, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=400, required=required, widget=forms.Textarea(attrs={"rows": 3})
    )


class StepForm(ActForm):
    """An act on a piece, as it was when the form was asked for."""

    def __init__(self, data: Any = None, *, piece: Piece, on: date) -> None:
        super().__init__(data)
        self.piece, self.on = piece, on
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=piece.version)

    @property
    def version(self) -> int:
        found: int = self.cleaned_data["version"]
        return found


class CheckForm(StepForm):
    title = "对数通过"
    button = "对数通过"
    explains = (
        "按文稿的统计时点再对一遍：文中没有未处理的错误，引用的数都与台账一致，才能通过。改动后要重新对数。"
    )

    def act(self, *, actor: Account, at: datetime) -> str:
        services.check_piece(piece=self.piece, actor=actor, at=at, expected_version=self.version)
        return "对数通过，可以送审。"


class SubmitForm(StepForm):
    title = "送审"
    button = "送审"
    explains = "送招商服务中心审核，同时请数据归口单位会签。送审期间不能修改，要改请先收回。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"] = remark_field("说明", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        services.submit_piece(
            piece=self.piece, remark=remark, actor=actor, at=at, expected_version=self.version
        )
        return "已送审。"


class PassForm(StepForm):
    title = "审核通过"
    button = "审核通过"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"] = remark_field("审核意见", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        services.pass_piece(
            piece=self.piece, remark=remark, actor=actor, at=at, expected_version=self.version
        )
        return "审核通过。"


class ReturnForm(StepForm):
    title = "退回修改"
    button = "退回"
    explains = "退回后成为草稿；已有的审核和会签作废，改好重新送审。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"] = remark_field("退回原因", required=True)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        services.return_piece(
            piece=self.piece, remark=remark, actor=actor, at=at, expected_version=self.version
        )
        return "已退回起草人。"


class RecallForm(StepForm):
    title = "收回修改"
    button = "收回"
    explains = "收回后成为草稿；已有的审核和会签作废，改好重新送审。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"] = remark_field("说明", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        services.recall_piece(
            piece=self.piece, remark=remark, actor=actor, at=at, expected_version=self.version
        )
        return "已收回，可以修改。"


class ApproveForm(StepForm):
    title = "签发"
    button = "签发"
    explains = "签发后由新闻发布员发布。起草人和审核人不能签发。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"] = remark_field("签发意见", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        services.approve_piece(
            piece=self.piece, remark=remark, actor=actor, at=at, expected_version=self.version
        )
        return "已签发。"


class OutletFields(ActForm):
    """Through which channel, and when."""

    def add_outlet(self, on: date) -> None:
        self.fields["kind"] = forms.ChoiceField(label="发布渠道", choices=OutletKind.choices)
        self.fields["name"] = forms.CharField(
            label="渠道名称",
            max_length=80,
            required=False,
            help_text="如 第8场新闻发布会、市政府网站",
        )
        self.fields["day"] = DayField(label="刊发日期", initial=on)
        self.fields["link"] = forms.CharField(label="网址或版面", max_length=300, required=False)

    @property
    def outlet(self) -> NewOutlet:
        said = self.cleaned_data
        return NewOutlet(OutletKind(said["kind"]), said["name"], said["day"], said["link"])


class PublishForm(StepForm, OutletFields):
    title = "发布"
    button = "发布"
    explains = (
        "发布后正文、流水号、每个数和它的明细都冻结，记入登记簿，不能再改；以后台账有更正，另发更正说明。"
        "更多渠道可以在登记簿里补记。"
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.add_outlet(self.on)
        self.fields["is_public"] = forms.BooleanField(
            label="在公开页面上向社会公开", required=False, initial=self.piece.kind in _FOR_ALL
        )
        self.fields["as_it_stood"] = forms.BooleanField(
            label="成稿以后台账有变动的，仍按文中的统计时点发布", required=False
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        new = services.publish_piece(
            piece=self.piece,
            outlets=[self.outlet],
            is_public=said["is_public"],
            as_it_stood=said["as_it_stood"],
            actor=actor,
            at=at,
            expected_version=self.version,
        )
        self.leads_to = url_with("publication", new.code)
        return f"已发布，登记簿编号 {new.code}。"


class ConfirmForm(ActForm):
    title = "会签同意"
    button = "同意"

    def __init__(self, data: Any = None, *, countersign: Countersign) -> None:
        super().__init__(data)
        self.countersign = countersign
        self.fields["remark"] = remark_field("会签意见", required=False)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        services.confirm_countersign(countersign=self.countersign, remark=remark, actor=actor, at=at)
        return "已会签同意。"


class ObjectForm(ActForm):
    title = "会签不同意"
    button = "不同意"
    explains = "写明哪个数、应为多少、依据什么。起草人收到提醒；你也可以在改正或说明以后改为同意。"

    def __init__(self, data: Any = None, *, countersign: Countersign) -> None:
        super().__init__(data)
        self.countersign = countersign
        self.fields["remark"] = remark_field("不同意的数和理由", required=True)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        services.object_countersign(countersign=self.countersign, remark=remark, actor=actor, at=at)
        return "已告知起草人。"
