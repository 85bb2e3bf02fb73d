"""Pieces: begun from a template or by hand, edited, their numbers restored, released and brought up to date."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from luodi.desk.acting import ActForm, CreatingForm
from luodi.desk.forms.fields import DayField
from luodi.desk.forms.reviews import long_field
from luodi.kernel.asof import AsOf, parse_moment
from luodi.kernel.findings import Refusal
from luodi.kernel.periods import Period, parse_period
from luodi.ledger import services as ledger
from luodi.organisation.models import Account, City, Unit
from luodi.publishing import services
from luodi.publishing.briefs import NewPiece
from luodi.publishing.choices import PieceKind
from luodi.publishing.composing.nodes import Script
from luodi.publishing.models import Piece, PieceFigure, PieceVersion, TemplateVersion
from luodi.publishing.selectors.reviewed import OF_REVIEW
from luodi.reviews.choices import ReviewState
from luodi.reviews.models import Review
from luodi.ui.addresses import url_with

_N_REVIEWS = 30


def usual_period(today: date) -> Period:
    """Return the year until the end of the last month that is over."""
    last = today.replace(day=1) - timedelta(days=1)
    return Period.year_to_date(last)


class PeriodField(forms.CharField):
    """A period in words: 2020年1—8月, 8月, 前三季度."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        try:
            return parse_period(said, today=self.today) if said else None
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class MomentField(forms.CharField):
    """A moment of knowledge; empty is the present."""

    def __init__(self, *, city: City, **kwargs: Any) -> None:
        self.city = city
        help_text = "不填按现在的台账取数；如 2020-09-01 00:00"
        super().__init__(label="统计时点", required=False, max_length=20, help_text=help_text, **kwargs)

    def clean(self, value: Any) -> AsOf | None:
        said = super().clean(value)
        if not said:
            return None
        try:
            return ledger.resolve(self.city, parse_moment(said, tz=timezone.get_current_timezone()))
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class ComposeForm(CreatingForm):
    """A piece from a template: its period, whom it is about, and the words that the template leaves open."""

    button = "生成文稿"
    explains = "数字按统计时点从台账取，生成后可以逐句修改；每个数都能点开。"

    def __init__(
        self, data: Any = None, *, template: TemplateVersion, script: Script, account: Account, on: date
    ) -> None:
        super().__init__(data)
        self.template, self.script = template, script
        self.title = f"起草{template.template.title}"  # type: ignore[misc]
        kind, city = template.template.kind, account.city
        usual = usual_period(on)
        self.fields["period"] = PeriodField(
            label="本期", today=on, initial=usual.label(), help_text="如 2020年1—8月、8月、前三季度"
        )
        self.fields["as_of"] = MomentField(city=city)
        if kind != PieceKind.MINUTES:
            self.fields["unit"] = forms.ChoiceField(
                label="范围", required=kind == PieceKind.SUPERVISION, choices=_units(city, kind)
            )
        if kind == PieceKind.MINUTES:
            self.fields["review"] = forms.ChoiceField(label="调度会", choices=_reviews(city))
        self.fields["issued_on"] = DayField(label="成文日期", initial=on)
        self.fields["document_number"] = forms.CharField(
            label="发文字号", max_length=60, required=False, help_text="如 示例招办〔2020〕12号"
        )
        self._add_words(OF_REVIEW if kind == PieceKind.MINUTES else ())

    def _add_words(self, known: Sequence[str]) -> None:
        for at, blank in enumerate(self.script.blanks):
            make = long_field if blank.long else forms.CharField
            help_text = "不填从会议记录取" if blank.name in known else ""
            self.fields[f"word_{at}"] = make(
                label=blank.name, required=False, initial=blank.default, help_text=help_text
            )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        words = {blank.name: said[f"word_{nth}"] for nth, blank in enumerate(self.script.blanks)}
        unit = said.get("unit", "")
        new = NewPiece(
            period=said["period"],
            issued_on=said["issued_on"],
            scope=f"unit:{unit}" if unit else "city",
            review=Review.objects.filter(city=actor.city, code=said.get("review", "")).first(),
            as_of=said["as_of"],
            words={name: text for name, text in words.items() if text.strip()},
            document_number=said["document_number"],
        )
        row = services.compose_piece(template=self.template, new=new, actor=actor, at=at, once=said["once"])
        self.leads_to = url_with("piece", row.code)
        told = row.versions.get(number=1).remark
        return f"已生成 {row.code}，请逐段看一遍。{f'请留意：{told}。' if told else ''}"


def _units(city: City, kind: str) -> list[tuple[str, str]]:
    units = Unit.objects.of(city.pk).filter(closed_on__isnull=True, parent__isnull=False)
    rows = units.order_by("rank_order", "pk").values_list("code", "short_name")
    whole = ("", "请选择" if kind == PieceKind.SUPERVISION else "全市")
    return [whole, *rows]


def _reviews(city: City) -> list[tuple[str, str]]:
    rows = Review.objects.filter(city=city).exclude(state=ReviewState.CANCELLED).order_by("-held_at")
    return [("", "请选择"), *((one.code, f"{one.full_title}（{one.code}）") for one in rows[:_N_REVIEWS])]


class WriteForm(CreatingForm):
    """A piece with a text of one's own."""

    title = "直接起草"
    button = "保存"
    explains = "第一行是标题。数字没有引用，保存后同样要对数。"

    def __init__(self, data: Any = None, *, on: date) -> None:
        super().__init__(data)
        self.fields["kind"] = forms.ChoiceField(label="文稿种类", choices=PieceKind.choices)
        self.fields["period"] = PeriodField(
            label="本期", today=on, initial=usual_period(on).label(), help_text="如 2020年1—8月"
        )
        self.fields["issued_on"] = DayField(label="成文日期", initial=on)
        self.fields["document_number"] = forms.CharField(label="发文字号", max_length=60, required=False)
        self.fields["text"] = forms.CharField(
            label="正文", strip=False, widget=forms.Textarea(attrs={"rows": 18})
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        row = services.write_piece(
            kind=said["kind"],
            title=said["text"].strip().partition("\n")[0][:120],
            text=said["text"],
            period=said["period"],
            issued_on=said["issued_on"],
            document_number=said["document_number"],
            actor=actor,
            at=at,
            once=said["once"],
        )
        self.leads_to = url_with("piece", row.code)
        return f"已保存为 {row.code}。"


class EditForm(ActForm):
    """The text in the browser; its first line is the title."""

    title = "修改文稿"
    button = "保存"

    def __init__(self, data: Any = None, *, piece: Piece, version: PieceVersion) -> None:
        super().__init__(data)
        self.piece, self.before = piece, version
        self.fields["text"] = forms.CharField(
            label="正文", strip=False, initial=version.text, widget=forms.Textarea
        )
        self.fields["remark"] = forms.CharField(label="修改说明", max_length=200, required=False)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=piece.version)

    @property
    def text(self) -> str:
        said = self.data.get("text") if self.is_bound else None
        return str(said if said is not None else self.before.text).replace("\r\n", "\n")

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        made = services.edit_piece(
            piece=self.piece,
            text=self.text,
            title=self.text.strip().partition("\n")[0],
            remark=said["remark"],
            expected_version=said["version"],
            actor=actor,
            at=at,
        )
        n_changed = made.figures.filter(state="CHANGED").count()
        told = f"，有 {n_changed} 处引用的数被改动，已标出" if n_changed else ""
        return f"已保存为第 {made.number} 稿{told}。"


class _FigureForm(ActForm):
    def __init__(self, data: Any = None, *, piece: Piece, figure: PieceFigure) -> None:
        super().__init__(data)
        self.piece, self.figure = piece, figure
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=piece.version)


class RestoreForm(_FigureForm):
    title = "改回引用的数"
    button = "改回"

    @property
    def explains(self) -> str:  # type: ignore[override]
        return f"文中“{self.figure.found}”改回“{self.figure.shown}”。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.restore_figure(
            piece=self.piece,
            place=self.figure.place,
            expected_version=self.cleaned_data["version"],
            actor=actor,
            at=at,
        )
        return f"已改回“{self.figure.shown}”。"


class ReleaseForm(_FigureForm):
    title = "解除引用"
    button = "解除引用"
    explains = "这个数不再跟着台账走，之后按普通数字对数；理由记入文稿的修改说明。"

    def __init__(self, data: Any = None, *, piece: Piece, figure: PieceFigure) -> None:
        super().__init__(data, piece=piece, figure=figure)
        self.fields["reason"] = forms.CharField(label="理由", max_length=120)

    def act(self, *, actor: Account, at: datetime) -> str:
        services.release_figure(
            piece=self.piece,
            place=self.figure.place,
            reason=self.cleaned_data["reason"],
            expected_version=self.cleaned_data["version"],
            actor=actor,
            at=at,
        )
        return "已解除引用。"


class RefreshForm(ActForm):
    title = "更新数字"
    button = "更新"
    explains = (
        "文中没有人工改动过的引用数，都按新的统计时点重取；其他文字不动。改动过的数仍保留，并按新的数核对。"
    )

    def __init__(self, data: Any = None, *, piece: Piece) -> None:
        super().__init__(data)
        self.piece = piece
        self.fields["as_of"] = MomentField(city=piece.city)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=piece.version)

    def act(self, *, actor: Account, at: datetime) -> str:
        said = self.cleaned_data
        made = services.refresh_piece(
            piece=self.piece, as_of=said["as_of"], expected_version=said["version"], actor=actor, at=at
        )
        return f"已更新为第 {made.number} 稿：{made.remark}。"
