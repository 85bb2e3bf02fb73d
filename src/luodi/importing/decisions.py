"""What the clerk has decided about an import, as it is kept in ``Import.choices`` and as the program reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from luodi.importing.choices import TwinMode
from luodi.kernel.dates import VagueDate, parse_date
from luodi.projects.choices import Stage

DEFAULT_SKIP = "按原台账补录，原表没有这一阶段的日期"


@dataclass(frozen=True)
class ColumnChoice:
    """What a column is: ``field`` empty leaves it out, ``measure`` empty leaves it to the heading and the cells."""

    field: str
    measure: str = ""


@dataclass(frozen=True)
class SheetChoice:
    """``is_used`` None leaves it to the reader; ``columns`` are those that the clerk set, by letter.

    ``table`` is where the table lies (A4:J60), with its heads; empty leaves it to the reader.
    """

    is_used: bool | None = None
    columns: Mapping[str, ColumnChoice] = field(default_factory=dict)
    table: str = ""


@dataclass(frozen=True)
class Decisions:
    """``words`` maps a field to what a text in its cells means; ``twins`` a row (签约!12) to what is done with it.

    ``rates`` are yuan per one of a currency, as they were typed.
    """

    sheets: Mapping[str, SheetChoice] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    stage: Stage | None = None
    reached_on: VagueDate | None = None
    investor: str = ""
    area: str = ""
    origin: str = ""
    industry: str = ""
    skipped_reason: str = DEFAULT_SKIP
    twins: Mapping[str, TwinMode] = field(default_factory=dict)
    rates: Mapping[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetChoice:
        return self.sheets.get(name, SheetChoice())


def read(kept: Mapping[str, Any]) -> Decisions:
    """Return the decisions that ``keep`` has stored."""
    sheets = {
        name: SheetChoice(
            said.get("used"),
            {letter: ColumnChoice(*pair) for letter, pair in said.get("columns", {}).items()},
            said.get("table", ""),
        )
        for name, said in kept.get("sheets", {}).items()
    }
    reached = kept.get("reached_on", "")
    return Decisions(
        sheets=sheets,
        words=kept.get("words", {}),
        stage=Stage(kept["stage"]) if kept.get("stage") else None,
        reached_on=parse_date(reached) if reached else None,
        investor=kept.get("investor", ""),
        area=kept.get("area", ""),
        origin=kept.get("origin", ""),
        industry=kept.get("industry", ""),
        skipped_reason=kept.get("skipped_reason", DEFAULT_SKIP),
        twins={row: TwinMode(mode) for row, mode in kept.get("twins", {}).items()},
        rates=kept.get("rates", {}),
    )


def told(decisions: Decisions) -> dict[str, str]:
    """Return what the trail says: how many decisions were made, and what rows take that leave something blank."""
    counted = {
        "调整的列": sum(len(one.columns) for one in decisions.sheets.values()),
        "说明的写法": sum(len(words) for words in decisions.words.values()),
        "逐行决定": len(decisions.twins),
    }
    said = {
        "缺省阶段": decisions.stage.label if decisions.stage else "",
        "缺省日期": decisions.reached_on.show() if decisions.reached_on else "",
        "缺省投资方": decisions.investor,
        "缺省来源地": decisions.origin,
        "缺省行业": decisions.industry,
    }
    return {
        **{name: str(n) for name, n in counted.items() if n},
        **{name: text for name, text in said.items() if text},
    }


def keep(decisions: Decisions) -> dict[str, Any]:
    """Return the decisions as JSON keeps them."""
    sheets = {
        name: {
            "used": one.is_used,
            "table": one.table,
            "columns": {letter: [column.field, column.measure] for letter, column in one.columns.items()},
        }
        for name, one in decisions.sheets.items()
    }
    return {
        "sheets": sheets,
        "words": {field: dict(words) for field, words in decisions.words.items()},
        "stage": decisions.stage.value if decisions.stage else "",
        "reached_on": decisions.reached_on.show() if decisions.reached_on else "",
        "investor": decisions.investor,
        "area": decisions.area,
        "origin": decisions.origin,
        "industry": decisions.industry,
        "skipped_reason": decisions.skipped_reason,
        "twins": {row: mode.value for row, mode in decisions.twins.items()},
        "rates": dict(decisions.rates),
    }
