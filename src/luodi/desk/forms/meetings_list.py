"""What narrows the list of meetings."""

from typing import Any

from django import forms
from django.db.models import Q

from luodi.desk.forms.fields import DayField
from luodi.enterprises.models import Enterprise
from luodi.organisation.models import City, Unit
from luodi.outreach.choices import MeetingForm, MeetingOutcome, MeetingState
from luodi.outreach.models import MeetingQuerySet

_ALL = [("", "全部")]


class MeetingsForm(forms.Form):
    """Without a state the list shows those that stand."""

    q = forms.CharField(label="会谈对象", required=False, max_length=60)
    unit = forms.ChoiceField(label="登记单位", required=False)
    first = DayField(label="从", required=False)
    last = DayField(label="到", required=False)
    form = forms.ChoiceField(label="方式", required=False, choices=[*_ALL, *MeetingForm.choices])
    outcome = forms.ChoiceField(label="结果", required=False, choices=[*_ALL, *MeetingOutcome.choices])
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "已登记"), *MeetingState.choices[1:]]
    )
    occasion = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, city: City, units: frozenset[int] | None) -> None:
        super().__init__(data)
        self.city = city
        of_city = Unit.objects.of(city.pk)
        seen = of_city if units is None else of_city.filter(pk__in=units)
        own = [(unit.code, unit.short_name) for unit in seen.for_choosing()]
        self.fields["unit"] = forms.ChoiceField(label="登记单位", required=False, choices=[*_ALL, *own])

    def narrow(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Return those of the rows that are asked for; an address that cannot be read narrows nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        rows = rows.filter(state=said.get("state") or MeetingState.RECORDED)
        for name, lookup in (
            ("unit", "unit__code"),
            ("first", "held_on__gte"),
            ("last", "held_on__lte"),
            ("form", "form"),
            ("outcome", "outcome"),
            ("occasion", "occasion__code"),
        ):
            if said.get(name):
                rows = rows.filter(**{lookup: said[name]})
        if text := said.get("q", "").strip():
            firms = Enterprise.objects.of(self.city.pk).matching(self.city.pk, text).values("pk")
            rows = rows.filter(Q(enterprise__in=firms) | Q(code=text.upper()) | Q(title=text))
        return rows

    @property
    def says(self) -> str:
        """Return in words what was asked for."""
        said = self.cleaned_data if self.is_valid() else {}
        told = [
            f"{self.fields[name].label}：{dict(self[name].field.choices).get(value, value)}"  # type: ignore[attr-defined]
            if hasattr(self.fields[name], "choices")
            else f"{self.fields[name].label}：{value}"
            for name, value in said.items()
            if value
        ]
        return "　".join(told) or "全部已登记的会谈"
