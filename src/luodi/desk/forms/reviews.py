"""Review meetings: called, changed, announced, held; who is asked to come and who came."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone

from luodi.calendars.selectors import calendar_of
from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField, PersonField, UnitField
from luodi.organisation.models import Account, Unit
from luodi.organisation.policies import Reach
from luodi.reviews import policies, services
from luodi.reviews.choices import Attendance, SeatKind
from luodi.reviews.models import Review, Seat
from luodi.ui.addresses import url_with

TITLE = "招商引资项目调度会"


class TimeInput(forms.TimeInput):
    input_type = "time"


def long_field(label: str, *, most: int = 400, rows: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, widget=widget, **kwargs)


def _next_workday(city_id: int, on: date) -> date:
    return calendar_of(city_id).workdays_after(on, 1)


class _Fields(CreatingForm):
    """What is said of a meeting, with what was said of it before."""

    def __init__(self, data: Any = None, *, account: Account, on: date, review: Review | None = None) -> None:
        super().__init__(data)
        self.review, city = review, account.city
        held = timezone.localtime(review.held_at) if review else None
        self.fields["title"] = forms.CharField(
            label="会议名称", max_length=100, initial=review.title if review else TITLE
        )
        self.fields["number"] = forms.IntegerField(
            label="第几次",
            required=review is not None,
            min_value=1,
            max_value=999,
            initial=review.number if review else None,
            help_text="" if review else "不填则按本单位当年已有次数顺延",
        )
        self.fields["held_on"] = DayField(
            label="日期", initial=held.date() if held else _next_workday(city.pk, on)
        )
        self.fields["starts"] = forms.TimeField(
            label="时间",
            widget=TimeInput(format="%H:%M"),
            initial=held.time() if held else "09:00",
            error_messages={"invalid": "时间写法不对，请写成 09:00"},
        )
        self.fields["place"] = forms.CharField(
            label="地点", max_length=100, initial=review.place if review else ""
        )
        for name, label in (("chair", "主持人"), ("keeper", "记录人")):
            known = getattr(review, name) if review else None
            self.fields[name] = PersonField(
                city=city, label=label, required=False, initial=known.code if known else None
            )
        self.fields["chair"].help_text = "发会议通知之前必须确定"
        self.fields["quorum"] = forms.IntegerField(
            label="法定到会人数",
            min_value=0,
            max_value=999,
            initial=review.quorum if review else 0,
            help_text="参会（不含列席）最少要到几人，0 为不作要求；不足的会议可以开，但印发纪要须写明理由",
        )

    def said(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        said.pop("once")
        told = datetime.combine(said.pop("held_on"), said.pop("starts"))
        return {**said, "held_at": timezone.make_aware(told)}

    def seen(self, field: str) -> str | None:
        return "held_on" if field == "held_at" else super().seen(field)


class NewReviewForm(_Fields):
    title = "筹备调度会"
    button = "筹备"
    explains = (
        "保存后，以前调度会议定、尚未办结的事项自动列在议程最前面；"
        "再从超期和红灯事项里选议题，添加参会单位，然后发会议通知。"
    )

    def __init__(self, data: Any = None, *, account: Account, on: date, reach: Reach) -> None:
        super().__init__(data, account=account, on=on)
        among = policies.units_for(reach).active_on(on)
        own = account.unit.code if among.filter(pk=account.unit_id).exists() else None
        self.fields = {
            "unit": UnitField(
                among=among, label="召集单位", initial=own, help_text="市级会议选市或招商服务中心"
            ),
            **self.fields,
        }

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.plan_review(
            services.NewReview(**self.said()), actor=actor, at=at, once=self.cleaned_data["once"]
        )
        self.leads_to = url_with("review", row.code)
        return f"已筹备 {row.full_title}。"


class ChangeReviewForm(_Fields):
    title = "修改会议"

    def __init__(self, data: Any = None, *, account: Account, on: date, review: Review) -> None:
        super().__init__(data, account=account, on=on, review=review)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=review.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        assert self.review is not None
        said = self.said()
        version = said.pop("version")
        row = services.change_review(
            review=self.review, changes=said, actor=actor, at=at, expected_version=version
        )
        return "会议已修改。" + (
            f"已告知参会单位，日程邀请为第 {row.sequence} 次更新。" if row.sequence else ""
        )


class ReviewForm(ActForm):
    """An act on one meeting."""

    def __init__(self, data: Any = None, *, review: Review, account: Account, on: date) -> None:
        super().__init__(data)
        self.review, self.account, self.on = review, account, on
        self.build()

    def build(self) -> None:
        """Add the act's fields."""


class InviteForm(ReviewForm):
    title = "发会议通知"
    button = "发通知"
    explains = "通知参会名单上的单位和人员。此后改时间、地点的，会再次告知。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.invite(review=self.review, actor=actor, at=at)
        return "会议通知已发出，日程邀请可以下载。"


class HoldForm(ReviewForm):
    title = "确认会议已召开"
    button = "已召开"
    explains = "到会情况还是“待登记”的，记为缺席。人数不足也可以确认召开，纪要会写明。"

    def act(self, *, actor: Account, at: datetime) -> str:
        row = services.hold(review=self.review, actor=actor, at=at)
        n = services.n_present(row)
        short = f"，未达到法定到会人数 {row.quorum} 人" if n < row.quorum else ""
        return f"已确认召开，实到 {n} 人{short}。请记录会议情况和议定事项。"


class CancelReviewForm(ReviewForm):
    title = "取消会议"
    button = "取消会议"
    is_grave = True
    explains = "取消后不能恢复；已经通知的，会告知参会单位。"

    def build(self) -> None:
        self.fields["reason"] = long_field("取消原因")

    def act(self, *, actor: Account, at: datetime) -> str:
        reason = self.cleaned_data["reason"]
        services.cancel_review(review=self.review, reason=reason, actor=actor, at=at)
        return "会议已取消。"


class SeatForm(ReviewForm):
    title = "添加参会单位"
    button = "添加"
    explains = "只选单位，由单位自己派人；选了人员，就是请这个人，别人来是代会。"

    def build(self) -> None:
        city = self.review.city
        units = Unit.objects.of(city.pk).active_on(self.on)
        self.fields["units"] = forms.ModelMultipleChoiceField(
            units.for_choosing(),
            label="单位",
            to_field_name="code",
            widget=forms.SelectMultiple(attrs={"size": 12}),
            help_text="可以选几个；电脑上按住 Ctrl 多选",
            error_messages={"required": "请至少选一个单位", "invalid_choice": "没有这个单位，请重新选择"},
        )
        self.fields["units"].label_from_instance = lambda unit: unit.short_name  # type: ignore[attr-defined]
        self.fields["person"] = PersonField(
            city=city, label="人员", required=False, help_text="请具体的人时填，单位只选一个"
        )
        self.fields["kind"] = forms.ChoiceField(label="身份", choices=SeatKind.choices)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("person") and len(said.get("units", ())) > 1:
            self.add_error("units", "请具体的人时，单位只选一个")
        return said

    def act(self, *, actor: Account, at: datetime) -> str:
        said, review = self.cleaned_data, self.review
        services.add_seats(
            review=review,
            units=list(said["units"]),
            person=said["person"],
            kind=SeatKind(said["kind"]),
            actor=actor,
            at=at,
        )
        return f"已添加 {len(said['units'])} 个席位。"


class AnswerForm(ActForm):
    title = "回复会议通知"
    button = "回复"
    explains = "会前可以再改；会后由召集单位登记实际到会情况。"

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        super().__init__(data)
        self.seat = seat
        is_leave = seat.attendance == Attendance.LEAVE
        self.fields["comes"] = forms.ChoiceField(
            label="是否参加", choices=[("yes", "参加"), ("no", "请假")], initial="no" if is_leave else "yes"
        )
        self.fields["said"] = forms.CharField(
            label="参会人员或请假原因",
            max_length=200,
            required=False,
            initial=seat.remark if is_leave else seat.came,
            help_text="单位参会的写明谁来；有人代会的写代会人；请假的写明原因",
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        data = self.cleaned_data
        comes = data["comes"] == "yes"
        services.answer_invitation(seat=self.seat, comes=comes, said=data["said"], actor=actor, at=at)
        return f"已回复：{self.seat.name}{'参加' if comes else '请假'}。"


class DropSeatForm(ActForm):
    title = "移出参会名单"
    button = "移出"
    is_grave = True

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        super().__init__(data)
        self.seat = seat

    def act(self, *, actor: Account, at: datetime) -> str:
        services.drop_seat(seat=self.seat, actor=actor, at=at)
        return f"{self.seat.name}已移出参会名单。"


class AttendanceForm(ReviewForm):
    title = "登记到会"
    button = "保存到会情况"
    explains = "有人代会的也算到会，写明是谁来的；请假、缺席的不填实到人员。"

    def build(self) -> None:
        rows = Seat.objects.filter(review=self.review).select_related("unit", "person")
        self.seats = list(rows.order_by("kind", "id"))
        for seat in self.seats:
            self.fields[f"at-{seat.pk}"] = forms.ChoiceField(
                label="到会情况", choices=Attendance.choices, initial=seat.attendance
            )
            self.fields[f"came-{seat.pk}"] = forms.CharField(
                label="代会人员" if seat.person_id else "实到人员",
                max_length=60,
                required=False,
                initial=seat.came,
            )
            self.fields[f"remark-{seat.pk}"] = forms.CharField(
                label="备注", max_length=200, required=False, initial=seat.remark
            )

    @property
    def rows(self) -> list[tuple[Seat, list[Any]]]:
        return [(one, [self[f"{name}-{one.pk}"] for name in ("at", "came", "remark")]) for one in self.seats]

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        marks = {
            seat.pk: services.Mark(
                Attendance(said[f"at-{seat.pk}"]), said[f"came-{seat.pk}"], said[f"remark-{seat.pk}"]
            )
            for seat in self.seats
        }
        services.record_attendance(review=self.review, marks=marks, actor=actor, at=at)
        return f"到会情况已保存，到会 {services.n_present(self.review)} 人。"
