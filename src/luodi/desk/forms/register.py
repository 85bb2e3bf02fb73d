"""Acts on what was published: channels, the public page, notices, alerts, taking down, and who owns which data."""

from datetime import date, datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.desk.forms.piece_flow import OutletFields, remark_field
from luodi.organisation.models import Account, City, Unit
from luodi.publishing import services
from luodi.publishing.models import Move, Publication
from luodi.publishing.release_choices import OwnerKind
from luodi.publishing.selectors.owning import groups
from luodi.ui.addresses import url_with


class PublicationForm(ActForm):
    def __init__(self, data: Any = None, *, publication: Publication, on: date) -> None:
        super().__init__(data)
        self.publication, self.on = publication, on


class LookForm(PublicationForm):
    title = "现在核对"
    button = "核对"
    explains = "按原来的期间和范围，用现在的台账再算一遍；有变动的记下并提醒。每天夜里也会自动核对。"

    def act(self, *, actor: Account, at: datetime) -> str:
        new = services.look_again(publication=self.publication, at=at)
        return f"核对完毕，新发现 {len(new)} 个数有变动。" if new else "核对完毕，没有新的变动。"


class ReviseForm(PublicationForm):
    title = "起草更正说明"
    button = "起草"
    explains = (
        "把待处理的变动写成一篇更正说明（原发布数和更正后的数对照、原因），按文稿的流程送审、签发、发布。"
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"] = remark_field("总的原因", required=False)
        self.fields["remark"].help_text = "写在各条台账更正之前，可以不写"
        self.fields["anew"] = forms.BooleanField(
            label="重新起草：还没有送审的更正说明不再对应，留作普通草稿", required=False
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        piece = services.write_revision(publication=self.publication, **said, actor=actor, at=at)
        self.leads_to = url_with("piece", piece.code)
        return f"更正说明已起草：{piece.code}。请核对文字后送审。"


class AcceptForm(PublicationForm):
    title = "都不须更正"
    button = "确定"
    explains = "这篇文稿待处理的变动都按同一理由了结；记录保留，以后再有变动，另行提醒。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remark"] = remark_field("理由", required=True)

    def act(self, *, actor: Account, at: datetime) -> str:
        remark = self.cleaned_data["remark"]
        n = services.accept_moves(publication=self.publication, remark=remark, actor=actor, at=at)
        return f"{n} 个数已记下理由。"


class OutletForm(PublicationForm, OutletFields):
    title = "登记发布渠道"
    button = "登记"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.add_outlet(self.on)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.add_outlet(publication=self.publication, outlet=self.outlet, actor=actor, at=at)
        return "已登记。"


class PublicForm(PublicationForm):
    title = "设定是否公开"
    button = "保存"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["is_public"] = forms.BooleanField(
            label="在公开页面上向社会公开", required=False, initial=self.publication.is_public
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        is_public = self.cleaned_data["is_public"]
        services.set_public(publication=self.publication, is_public=is_public, actor=actor, at=at)
        return "已向社会公开。" if is_public else "不再在公开页面上显示。"


class WithdrawForm(PublicationForm):
    title = "撤下"
    button = "撤下"
    is_grave = True
    explains = "撤下后公开页面不再显示；登记簿里的记录和冻结的数都保留，不能再恢复发布。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["reason"] = remark_field("撤下原因", required=True)

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.withdraw_publication(publication=self.publication, reason=reason, actor=actor, at=at)
        return "已撤下。"


class AcceptMoveForm(ActForm):
    title = "不须更正"
    button = "确定"
    explains = "变动记录保留，不再提醒；以后再有变动，另行提醒。"

    def __init__(self, data: Any = None, *, move: Move) -> None:
        super().__init__(data)
        self.move = move
        self.fields["remark"] = remark_field("理由", required=True)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.accept_move(move=self.move, remark=self.cleaned_data["remark"], actor=actor, at=at)
        return "已记下理由。"


class OwnerForm(ActForm):
    title = "设定数据归口"
    button = "保存"
    explains = "送审时，按这里的设定请归口单位会签文稿中的数。只能新设，以前的保留在册。"

    def __init__(self, data: Any = None, *, city: City, on: date, group: str = "") -> None:
        super().__init__(data)
        self.fields["group"] = forms.ChoiceField(
            label="指标类别", choices=[(one, one) for one in groups()], initial=group
        )
        self.fields["kind"] = forms.ChoiceField(label="会签方式", choices=OwnerKind.choices)
        self.fields["unit"] = forms.ModelChoiceField(
            label="归口单位",
            queryset=Unit.objects.of(city.pk).active_on(on).order_by("rank_order", "id"),
            to_field_name="code",
            required=False,
            empty_label="不选",
            help_text="会签方式为归口单位时选",
        )
        self.fields["valid_from"] = DayField(label="施行日期", initial=on)
        self.fields["source"] = forms.CharField(label="依据", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        services.set_owner(**{**said, "kind": OwnerKind(said["kind"])}, actor=actor, at=at)
        return f"“{said['group']}”自 {said['valid_from'].isoformat()} 起施行。"
