"""What the clerk says of a workbook: which sheets count, what columns, unknown words and blanks mean."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import VagueDateField
from luodi.desk.forms.organisation import area_choices
from luodi.desk.forms.particulars import IndustryField, OriginField
from luodi.importing import decisions as deciding
from luodi.importing import services
from luodi.importing.decisions import ColumnChoice, Decisions, SheetChoice
from luodi.importing.models import Import
from luodi.importing.planning.reader import LEFT_OUT, MEASURES, field_choices
from luodi.importing.reading import ImportField
from luodi.kernel.numerals import half_width
from luodi.organisation.models import Account
from luodi.projects.choices import Stage
from luodi.ui.addresses import url_with

MOST_WORDS = 60
_USED, _FIELD, _MEASURE, _WORD, _TABLE, _RATE = "used", "field", "measure", "word", "table", "rate"


@dataclass(frozen=True)
class ColumnRow:
    """One column of a sheet, and the two fields that stand in its line."""

    about: dict[str, Any]
    field: str
    measure: str
    chosen: str
    chosen_measure: str
    is_amount: bool


@dataclass(frozen=True)
class SheetRows:
    about: dict[str, Any]
    used: str
    table: str
    columns: list[ColumnRow]


@dataclass(frozen=True)
class Word:
    """A text that stands for nothing yet; ``name`` is the field in which its meaning is written."""

    name: str
    field: str
    label: str
    text: str
    why: str
    times: int


class MappingForm(ActForm):
    title = "调整列对应"
    button = "保存并重新核对"
    explains = "改过的列会记住，下次同样的表头自动这样认。"

    def __init__(self, data: Any = None, *, imported: Import, head: dict[str, Any], on: date) -> None:
        self.imported = imported
        self.said = deciding.read(imported.choices)
        super().__init__(data, initial={"version": imported.version, **self._present()})
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self._add_defaults(on)
        self.words = [
            Word(f"{_WORD}-{at}", field, ImportField(field).label, text, why, times)
            for at, (field, text, why, times) in enumerate(head["unknown"][:MOST_WORDS])
        ]
        for word in self.words:
            self.fields[word.name] = forms.CharField(max_length=40, required=False, label=word.text)
        self.sheets = [self._sheet(at, one) for at, one in enumerate(head["sheets"])]
        found = {currency for one in head["sheets"] for currency in one["foreign"]} | set(self.said.rates)
        self.currencies = sorted(found)
        for currency in self.currencies:
            self.fields[f"{_RATE}-{currency}"] = forms.DecimalField(
                label=f"{currency} 汇率（元）",
                required=False,
                min_value=Decimal("0.0001"),
                max_digits=12,
                decimal_places=6,
                initial=self.said.rates.get(currency),
                help_text="一单位外币折合人民币多少元；不填则外币金额不读",
            )

    @property
    def defaults(self) -> list[forms.BoundField]:
        names = ("stage", "reached_on", "investor", "area", "origin", "industry", "skipped_reason")
        return [self[name] for name in (*names, *(f"{_RATE}-{one}" for one in self.currencies))]

    def act(self, *, actor: Account, at: datetime) -> str:
        services.decide(
            imported=self.imported,
            decisions=self._decisions(),
            expected_version=int(self.cleaned_data["version"]),
            actor=actor,
            at=at,
        )
        self.leads_to = url_with("import", self.imported.number)
        return "已按新的对应重新核对。"

    def _present(self) -> dict[str, Any]:
        said = self.said
        return {
            "stage": said.stage or "",
            "reached_on": said.reached_on,
            "investor": said.investor,
            "area": said.area,
            "origin": said.origin,
            "industry": said.industry,
            "skipped_reason": said.skipped_reason,
        }

    def _add_defaults(self, on: date) -> None:
        city = self.imported.city
        self.fields["stage"] = forms.ChoiceField(
            label="没有阶段也没有日期的行", choices=[("", "不能入账"), *Stage.choices], required=False
        )
        self.fields["reached_on"] = VagueDateField(
            label="到了阶段却没有日期的行", required=False, help_text="按这个日期登记，可以只写到月或年"
        )
        self.fields["investor"] = forms.CharField(
            label="没有写投资方的行",
            max_length=200,
            required=False,
            help_text="例如“原表未载明”；不填则签约、开工、投产的项目不能入账",
        )
        self.fields["area"] = forms.ChoiceField(
            label="没有写落地县区的行",
            choices=[("", "按责任单位所在县区"), *list(area_choices(city, on))[1:]],
            required=False,
        )
        self.fields["origin"] = OriginField(on=on, label="没有写来源地的行", required=False)
        self.fields["industry"] = IndustryField(label="没有写行业的行", required=False)
        self.fields["skipped_reason"] = forms.CharField(
            label="前面的阶段没有日期时，注明",
            max_length=400,
            help_text="原表只有后面阶段的日期时，前面的阶段记为跳过",
        )

    def _sheet(self, at: int, about: dict[str, Any]) -> SheetRows:
        used = f"{_USED}-{at}"
        self.fields[used] = forms.BooleanField(required=False, initial=about["used"])
        table = f"{_TABLE}-{at}"
        self.fields[table] = forms.RegexField(
            r"^\s*[A-Za-z]{1,3}[0-9]+\s*[:：]\s*[A-Za-z]{1,3}[0-9]+\s*$",
            required=False,
            label="表格范围",
            initial=self.said.sheet(about["name"]).table,
            error_messages={"invalid": "应写成 A4:J60"},
        )
        columns = [self._column(f"{at}-{one['letter']}", one) for one in about["columns"]]
        return SheetRows(about, used, table, columns)

    def _column(self, key: str, about: dict[str, Any]) -> ColumnRow:
        field, measure = f"{_FIELD}-{key}", f"{_MEASURE}-{key}"
        chosen, chosen_measure = about["field"] or LEFT_OUT, about["measure"]
        self.fields[field] = forms.ChoiceField(choices=field_choices(), required=False, initial=chosen)
        measures = (
            MEASURES if chosen_measure in dict(MEASURES) else [*MEASURES, (chosen_measure, chosen_measure)]
        )
        self.fields[measure] = forms.ChoiceField(choices=measures, required=False, initial=chosen_measure)
        if self.is_bound:
            chosen = self.data.get(field, chosen)
            chosen_measure = self.data.get(measure, chosen_measure)
        return ColumnRow(about, field, measure, chosen, chosen_measure, about["is_amount"])

    def _decisions(self) -> Decisions:
        said = self.cleaned_data
        return replace(
            self.said,
            sheets=self._sheets(),
            words=self._words(),
            stage=Stage(said["stage"]) if said["stage"] else None,
            reached_on=said["reached_on"],
            investor=said["investor"].strip(),
            area=said["area"],
            origin=said["origin"],
            industry=said["industry"],
            skipped_reason=said["skipped_reason"],
            rates={one: str(rate) for one in self.currencies if (rate := said[f"{_RATE}-{one}"])},
        )

    def _sheets(self) -> dict[str, SheetChoice]:
        """Return what is said of each sheet; several tables of one sheet are spoken of together."""
        found = dict(self.said.sheets)
        for one in self.sheets:
            name = one.about["name"]
            found[name] = self._sheet_choice(one, found.get(name, SheetChoice()))
        return found

    def _sheet_choice(self, sheet: SheetRows, before: SheetChoice) -> SheetChoice:
        """Return what was set by hand, now or before; what the reader found by itself stays with the reader."""
        used = self.cleaned_data[sheet.used]
        columns = dict(before.columns)
        for one in sheet.columns:
            field, measure = self.cleaned_data[one.field], self.cleaned_data[one.measure]
            told = (one.about["field"] or LEFT_OUT, one.about["measure"])
            if (field, measure) != told:
                columns[one.about["letter"]] = ColumnChoice("" if field == LEFT_OUT else field, measure)
        is_used = used if used != sheet.about["used"] else before.is_used
        return SheetChoice(is_used, columns, self.cleaned_data[sheet.table].strip())

    def _words(self) -> dict[str, dict[str, str]]:
        found = {field: dict(texts) for field, texts in self.said.words.items()}
        for word in self.words:
            if meaning := self.cleaned_data[word.name].strip():
                found.setdefault(word.field, {})[half_width(word.text)] = meaning
        return found
