"""Order days to be worked or not, and take such an order back."""

from datetime import datetime
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import DayField
from luodi.leads import services
from luodi.organisation.models import Account

_WORK, _OFF = "WORK", "OFF"


class SetDaysForm(ActForm):
    title = "安排工作日"
    button = "安排"
    explains = "按本市文件调整放假或上班。还没有办结的事项按新的工作日重算期限，已经办结的不变。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["kind"] = forms.ChoiceField(
            label="安排", choices=[(_OFF, "放假"), (_WORK, "上班")], widget=forms.RadioSelect, initial=_OFF
        )
        self.fields["first"] = DayField(label="开始日期")
        self.fields["last"] = DayField(label="结束日期")
        self.fields["name"] = forms.CharField(
            label="事由", max_length=60, help_text="如：延迟复工、招商周加班"
        )
        self.fields["document"] = forms.CharField(label="依据文件和文号", max_length=120)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        rows, n_moved = services.order_days(
            first=said["first"],
            last=said["last"],
            is_work=said["kind"] == _WORK,
            name=said["name"],
            document=said["document"],
            actor=actor,
            at=at,
        )
        return f"已安排 {len(rows)} 天{'上班' if said['kind'] == _WORK else '放假'}{_moved(n_moved)}。"


class ClearDaysForm(ActForm):
    title = "撤销安排"
    button = "撤销安排"
    explains = "撤销后按国务院办公厅的通知执行；还没有办结的事项随之重算期限，已经办结的不变。"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["first"] = DayField(label="开始日期")
        self.fields["last"] = DayField(label="结束日期")
        self.fields["reason"] = forms.CharField(label="理由", max_length=200)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        found, n_moved = services.take_back_days(
            first=said["first"], last=said["last"], reason=said["reason"], actor=actor, at=at
        )
        return f"已撤销 {len(found)} 天的安排{_moved(n_moved)}。"


def _moved(n: int) -> str:
    return f"，{n} 项在办事项和线索的期限随之重算" if n else ""
