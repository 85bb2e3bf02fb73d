"""Charts of a piece's tables as pictures: bars, a line or the parts of a whole, drawn by typst with their numbers."""

import json
from decimal import Decimal, InvalidOperation
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from luodi.papers import fonts
from luodi.publishing.composing.layout import Chart

MOST_ROWS = 40
_WHOLES = ("全市", "合计", "总计")
_RESOLUTION = 200


def drawn(chart: Chart, rows: list[list[str]]) -> bytes:
    """Return the chart as a PNG; empty where there is nothing to draw, or no typeface to write with."""
    told = points(chart, rows)
    if not told or not fonts.are_enough():
        return b""
    with TemporaryDirectory(prefix="luodi-chart-") as folder:
        top = Path(folder)
        data = {"sort": chart.sort, "heads": list(chart.heads), "rows": told}
        (top / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        template = resources.files("luodi.publishing") / "data" / "chart.typ"
        (top / "chart.typ").write_text(template.read_text("utf-8"), "utf-8")
        made = typst.compile(
            str(top / "chart.typ"),
            root=folder,
            format="png",
            ppi=_RESOLUTION,
            font_paths=fonts.folders(),
            sys_inputs={"faces": json.dumps(fonts.faces()["hei"])},
        )
    return made if isinstance(made, bytes) else b""


def points(chart: Chart, rows: list[list[str]]) -> list[tuple[str, list[float]]]:
    """Return the name and the numbers of each row that has them; the row of the whole is left out."""
    if not rows:
        return []
    heads = rows[0]
    columns = [heads.index(head) for head in chart.heads if head in heads]
    if len(columns) != len(chart.heads) or not columns:
        return []
    named = next((at for at, head in enumerate(heads) if head not in ("位次", "序号")), 0)
    found = []
    for row in rows[1 : MOST_ROWS + 1]:
        values = [_number(row[at]) if at < len(row) else None for at in columns]
        name = row[named] if named < len(row) else ""
        if name in _WHOLES or None in values:
            continue
        found.append((name, [float(value) for value in values if value is not None]))
    return found


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").removesuffix("%"))
    except InvalidOperation:
        return None
