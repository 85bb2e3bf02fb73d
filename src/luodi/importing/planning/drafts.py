"""A row of a sheet as a project: its names resolved, its stage and dates read together, its faults named by cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from luodi.importing.choices import RowClass
from luodi.importing.decisions import Decisions
from luodi.importing.planning.resolving import Resolver, Setting
from luodi.importing.reading import CellFinding, ImportField, Severity, UnderstoodSheet
from luodi.kernel.dates import DateRefused, VagueDate
from luodi.kernel.findings import Refusal
from luodi.ledger import rules as ledger_rules
from luodi.organisation.models import Unit
from luodi.projects import details, rules
from luodi.projects.choices import DATE_OF, DETAILS, Field, Stage, Status
from luodi.projects.models import Project

CODE, STAGE, STATUS = ImportField.CODE.value, ImportField.STAGE.value, ImportField.STATUS.value
_STAGE_OF = {date_field.value: stage for stage, date_field in DATE_OF.items()}
_LONGEST = {Field.NAME.value: 200, Field.INVESTOR_NAME.value: 200, Field.SUMMARY.value: 2000}
_FIELDS = {field.value: field for field in Field}
_DETAILS = {field.value: field for field in DETAILS}
_WITHIN_TOTAL = tuple(field.value for field in details.WITHIN_TOTAL)
_NAME, _INVESTOR, _UNIT = Field.NAME.value, Field.INVESTOR_NAME.value, Field.UNIT.value
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_APART = frozenset((_UNIT, STAGE, STATUS))
_CREDIT_CODE = ImportField.CREDIT_CODE.value


@dataclass(frozen=True)
class Difference:
    """One cell that says something else than the ledger; ``means`` is how it can enter it: STAGE, CHANGE or CORRECT."""

    field: Field
    address: str
    before: str
    after: str
    means: str


@dataclass(slots=True)
class Draft:
    """``given`` holds what the row says, by field, resolved; what it leaves blank is not in it."""

    sheet: str
    row: int
    given: dict[str, Any]
    letters: Mapping[ImportField, str]
    unit: Unit
    stage: Stage | None = None
    dates: dict[Stage, VagueDate] = field(default_factory=dict)
    status: Status | None = None
    problems: list[CellFinding] = field(default_factory=list)
    kind: RowClass = RowClass.NEW
    project: Project | None = None
    differences: tuple[Difference, ...] = ()
    note: str = ""

    @property
    def key(self) -> str:
        """Where the row stands: 签约!12."""
        return f"{self.sheet}!{self.row}"

    @property
    def name(self) -> str:
        return self.given.get(_NAME) or ""

    @property
    def investor(self) -> str:
        return self.given.get(_INVESTOR) or ""

    def at(self, field: str) -> str:
        """Return the address of the field's cell, or of the row where the sheet has no such column."""
        known = ImportField._value2member_map_.get(field)
        letters = self.letters.get(known) if isinstance(known, ImportField) else None
        return f"{letters}{self.row}" if letters else f"{self.row}:{self.row}"

    def refuse(self, field: str, message: str, expected: str = "") -> None:
        self.problems.append(
            CellFinding(
                sheet=self.sheet,
                address=self.at(field),
                severity=Severity.ERROR,
                message=message,
                expected=expected,
            )
        )
        self.kind = RowClass.REFUSED


class Drafter:
    """Turns the rows of understood sheets into drafts, for one setting and one set of decisions."""

    def __init__(self, setting: Setting, decisions: Decisions) -> None:
        self.setting = setting
        self.decisions = decisions
        self.resolver = Resolver(setting, decisions.words)
        self._defaults = {
            name: value
            for name, value in (
                (Field.INVESTOR_NAME.value, decisions.investor),
                (Field.AREA.value, decisions.area),
                (Field.ORIGIN.value, decisions.origin),
                (Field.INDUSTRY.value, decisions.industry),
            )
            if value
        }
        self._lacking: dict[tuple[Stage, date, frozenset[Field]], list[Field]] = {}

    def drafts(self, sheet: UnderstoodSheet) -> list[Draft]:
        """Return one draft per row of the sheet, in its order; each distinct text of a column is looked up once."""
        faults = _faults_by_row(sheet.errors)
        letters, unit = sheet.letters, self.setting.unit
        drafts = [Draft(sheet.name, number, {}, letters, unit) for number in sheet.numbers]
        for column, values in sheet.values.items():
            if column != ImportField.SEQ:
                self._read_column(column.value, values, drafts)
        for draft in drafts:
            if (found := faults.get(draft.row)) is not None:
                draft.problems += found
                draft.kind = RowClass.REFUSED
            self._finish(draft)
        return drafts

    def _read_column(self, name: str, values: Iterable[Any], drafts: Sequence[Draft]) -> None:
        stage, is_apart, take = _STAGE_OF.get(name), name in _APART, self._taker(name)
        for draft, value in zip(drafts, values, strict=True):
            if value is None or value == "":
                continue
            taken = take(draft, value)
            if taken is None:
                continue
            if stage is not None:
                draft.dates[stage] = taken
            elif is_apart:
                self._put(draft, name, taken)
            else:
                draft.given[name] = taken

    def _taker(self, name: str) -> Callable[[Draft, Any], Any]:
        """Return what takes a value of the column into a draft: None when it cannot be, and why is said."""
        find, longest, detail = self.resolver.find, _LONGEST.get(name), _DETAILS.get(name)

        def named(draft: Draft, value: Any) -> Any:
            if not isinstance(value, str):
                return _number(draft, detail, value) if detail is not None else value
            found, why = find(name, value)
            if why:
                draft.refuse(name, why)
            return found

        def written(draft: Draft, value: Any) -> Any:
            if longest is None or len(value) <= longest:
                return value
            draft.refuse(name, f"不能超过 {longest} 字，现为 {len(value)} 字")
            return None

        if self.resolver.is_named(name):
            return named
        return written if longest is not None else _as_it_is

    def _finish(self, draft: Draft) -> None:
        given = draft.given
        if _CREDIT_CODE in given:
            _place_code(draft)
        if any(name in given for name in _WITHIN_TOTAL):
            _check_parts(draft)
        self._set_stage(draft)

    def _put(self, draft: Draft, name: str, value: Any) -> None:
        if name == _UNIT:
            draft.unit = draft.given[name] = value
        elif name == STAGE:
            draft.stage = value
        else:
            draft.status = value

    def _set_stage(self, draft: Draft) -> None:
        """Let stage and dates say the same: the row is in the latest stage that it has a date of, or names."""
        today, latest = self.setting.on, None
        for stage in rules.ORDER:
            if (reached := draft.dates.get(stage)) is None:
                continue
            latest = stage
            if reached.first > today:
                _refuse_future(draft, stage, reached, today)
        if latest is not None and (draft.stage is None or rank(draft.stage) < rank(latest)):
            draft.stage = latest
        if len(draft.dates) > 1:
            try:
                rules.check_dates(draft.dates)
            except rules.DateOutOfOrder as refusal:
                draft.refuse(refusal.field, refusal.message)

    def complete(self, draft: Draft) -> None:
        """Fill in what the clerk said holds for rows that leave it blank."""
        for name, value in self._defaults.items():
            draft.given.setdefault(name, value)
        draft.stage = draft.stage or self.decisions.stage
        self.date_stage(draft)

    def date_stage(self, draft: Draft) -> None:
        """Let the row's stage have the day that the clerk named for stages without a date."""
        if draft.stage is not None and self.decisions.reached_on is not None:
            draft.dates.setdefault(draft.stage, self.decisions.reached_on)

    def check_new(self, draft: Draft) -> None:
        """Name what a project of the row's stage must have and the row does not; the same table as the forms'."""
        if draft.stage is None:
            draft.refuse(
                STAGE, "看不出项目到了哪个阶段", "填写阶段或至少一个阶段的日期，或在“缺省值”里选择阶段"
            )
            return
        if draft.stage not in draft.dates:
            label = draft.stage.label
            draft.refuse(
                DATE_OF[draft.stage].value,
                f"缺少{label}日期",
                f"填写{label}日期，或在“缺省值”里写明没有日期时按哪一天",
            )
        held = frozenset(_held(draft))
        on = draft.dates[draft.stage].last if draft.stage in draft.dates else self.setting.on
        key = (draft.stage, on, held)
        lacking = self._lacking.get(key)
        if lacking is None:
            lacking = rules.missing(upto=draft.stage, held=held, on=on, city=self.setting.city.code)
            self._lacking[key] = lacking
        for one in lacking:
            draft.refuse(one.value, f"登记{draft.stage.label}须有{one.label}", f"填写{one.label}")


def _as_it_is(_: Draft, value: Any) -> Any:
    return value


def _refuse_future(draft: Draft, stage: Stage, reached: VagueDate, today: date) -> None:
    try:
        ledger_rules.counted_on(reached, today)
    except DateRefused as refusal:
        draft.refuse(DATE_OF[stage].value, refusal.message)


def _number(draft: Draft, field: Field, value: Any) -> Any:
    """Return a detail that is no text as it is kept, None when it cannot be."""
    takes = details.shape(field).takes
    if takes is int and isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    try:
        return details.normal(field, value)
    except Refusal as refusal:
        draft.refuse(field.value, refusal.message)
        return None


def _place_code(draft: Draft) -> None:
    """Let a code of which the heading does not say whose it is be the investor's, else the local company's."""
    code = draft.given.pop(_CREDIT_CODE)
    is_local = Field.LOCAL_COMPANY.value in draft.given and Field.INVESTOR_NAME.value not in draft.given
    field = Field.LOCAL_CODE if is_local or Field.INVESTOR_CODE.value in draft.given else Field.INVESTOR_CODE
    try:
        draft.given.setdefault(field.value, details.normal(field, code))
    except Refusal as refusal:
        draft.refuse(_CREDIT_CODE, refusal.message)


def _check_parts(draft: Draft) -> None:
    try:
        details.check({_FIELDS[name]: value for name, value in draft.given.items() if name in _FIELDS}, {})
    except Refusal as refusal:
        draft.refuse(refusal.field, refusal.message)


def _held(draft: Draft) -> Iterable[Field]:
    yield Field.UNIT
    for name in draft.given:
        if name in _FIELDS:
            yield _FIELDS[name]
    if draft.unit.area:
        yield Field.AREA


def rank(stage: Stage) -> int:
    return rules.ORDER.index(stage)


def _faults_by_row(errors: Iterable[CellFinding]) -> dict[int, list[CellFinding]]:
    """Return the errors of a sheet by the number of their row; what is said of the whole sheet is of none."""
    found: dict[int, list[CellFinding]] = {}
    for one in errors:
        digits = one.address.partition(":")[0].lstrip(_LETTERS)
        if digits.isdigit():
            found.setdefault(int(digits), []).append(one)
    return found
