"""Fields that read what people write: dates as roughly as they are known, amounts with their measure, units."""

from datetime import date
from functools import cached_property
from typing import Any, Self

from django import forms
from django.db.models import Count

from luodi.kernel.dates import VagueDate, parse_date
from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan, parse_amount
from luodi.kernel.numerals import half_width
from luodi.organisation import selectors as organisation
from luodi.organisation.models import Account, City, Person, Unit
from luodi.organisation.models.unit import UnitQuerySet
from luodi.organisation.policies import Reach

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""No day that people enter lies before it: 0202-08-05 is a mistyped year."""


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day; the browser offers a calendar."""

    widget = DayInput
    default_error_messages = {
        "invalid": "日期不存在或写法不对，请写成 2020-08-05",
        "required": "请填写日期",
        "too_early": "日期太早，请核对年份",
        "too_late": "日期太晚，请核对年份",
    }

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value < EARLIEST:
            raise forms.ValidationError(self.error_messages["too_early"], code="too_early")
        if value is not None and value > LATEST:
            raise forms.ValidationError(self.error_messages["too_late"], code="too_late")


class PatternField(forms.RegexField):
    """A text of a fixed make, read in half width and without white space; ``pattern`` is that of the whole text."""

    def __init__(self, pattern: str, **kwargs: Any) -> None:
        super().__init__(rf"\A(?:{pattern})\Z", **kwargs)

    def to_python(self, value: Any) -> str:
        return half_width(super().to_python(value) or "")


class VagueDateField(forms.CharField):
    """A date that may be known only roughly: 2020-08-05, 2020年8月下旬, 2020年8月, 2020年三季度."""

    default_error_messages = {"required": "请填写日期"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40,
            widget=forms.TextInput(attrs={"placeholder": "如 2020-08-05 或 2020年8月"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _read(parse_date, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, VagueDate):
            return value.show()
        return value.isoformat() if isinstance(value, date) else value


class AmountField(forms.CharField):
    """An amount of money; without a measure of its own it is in 万元."""

    default_error_messages = {"required": "请填写金额"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=40,
            widget=forms.TextInput(attrs={"placeholder": "如 26750 或 2.675亿元", "inputmode": "decimal"}),
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _read(parse_amount, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return value.show_wan(trim=True) if isinstance(value, Yuan) else value


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One unit ``among`` some."""

    def __init__(self, *, among: UnitQuerySet, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "请选择")
        super().__init__(among.for_choosing(), to_field_name="code", error_messages=_CHOOSE, **kwargs)

    @classmethod
    def of_city(cls, city: City, on: date, **kwargs: Any) -> Self:
        """Offer the city's units that are open on the day."""
        return cls(among=Unit.objects.of(city.pk).active_on(on), **kwargs)

    @classmethod
    def written_by(
        cls, account: Account, reach: Reach, on: date, *, held: Unit | None = None, **kwargs: Any
    ) -> Self:
        """Offer the open units that the account writes for.

        The one that is ``held`` is chosen, else the account's own, unless it writes for the whole city.
        """
        units, own = Unit.objects.of(account.city_id).active_on(on), held.code if held else None
        if reach.writes_in is not None:
            units, own = units.filter(pk__in=reach.writes_in), own or account.unit.code
        return cls(among=units, **{"initial": own, **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the city's people, or of those that ``among`` names.

    Who only keeps the system has no part in business; ``any_duty`` offers him too.
    """

    def __init__(
        self, *, city: City, among: list[Person] | None = None, any_duty: bool = False, **kwargs: Any
    ) -> None:
        people = Person.objects.filter(city=city).order_by("id")
        if not any_duty:
            people = people.exclude(pk__in=organisation.only_administrators(city).values("pk"))
        if among is not None:
            people = people.filter(pk__in=[person.pk for person in among])
        kwargs.setdefault("empty_label", "请选择")
        super().__init__(people, to_field_name="code", error_messages=_CHOOSE, **kwargs)
        held = Person.objects.filter(city=city).values("name").annotate(n=Count("id")).filter(n__gt=1)
        self.namesakes = held.values_list("name", flat=True)

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, with the code where another has the same."""
        return f"{obj.name}（{obj.code}）" if obj.name in self._doubled else str(obj.name)

    @cached_property
    def _doubled(self) -> frozenset[str]:
        return frozenset(self.namesakes)


_CHOOSE = {"required": "请选择一项", "invalid_choice": "没有这一项，请重新选择"}


def _read(parse: Any, text: str) -> Any:
    try:
        return parse(text)
    except Refusal as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
