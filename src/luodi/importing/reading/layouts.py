"""Where the tables of a sheet lie: lines of headings (of one to four rows), blocks side by side, what stands above."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from luodi.importing.reading.books import Range, Sheet
from luodi.importing.reading.cells import Cell, is_empty, is_number, letter, squeezed
from luodi.importing.reading.fields import ImportField
from luodi.importing.reading.headings import Vocabulary, normal_heading, without_english
from luodi.importing.reading.units import amount_unit_in, is_unit_label, is_unit_word, unit_line

SEARCHED = 80
MOST_HEADING_ROWS = 5
_INDEX = re.compile(r"[(（]?(?:[0-9]{1,2}|[A-Z]{1,2}|[甲乙丙丁戊己庚辛]|[①-⑳]|栏次|列次)[)）]?")
_FIRST_INDEX = frozenset(("1", "甲", "A", "①", "栏次", "列次", "(1)", "0"))
_SUMMING = re.compile(r"^(?:合计|总计|小计|累计|其中)")
_TITLE_UNIT = re.compile(r"[(（]((?:万|亿)美?元)[)）]$")
_SHORT = 32


@dataclass(frozen=True)
class Layout:
    """A table: its rows of headings, its columns (both ends included) and the rows below, counted from 0.

    ``headings`` are the parts of each column's heading from top to bottom, empty for a column without one.
    """

    top: int
    bottom: int
    left: int
    right: int
    last: int
    headings: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    unit_text: str = ""
    score: float = 0.0

    @property
    def range(self) -> str:
        """The table's range as sheets write it."""
        return f"{letter(self.left)}{self.top + 1}:{letter(self.right)}{self.last + 1}"


@dataclass
class _Finder:
    sheet: Sheet
    vocabulary: Vocabulary
    weights: dict[str, float] = field(default_factory=dict)

    def weight(self, cell: Cell) -> float:
        if not isinstance(cell, str):
            return 0
        if cell not in self.weights:
            self.weights[cell] = self.vocabulary.weight(cell)
        return self.weights[cell]

    def score(self, row: int) -> float:
        """Return how much a row looks like headings; 0 for one that does not."""
        cells = [cell for cell in self.sheet.rows[row] if not is_empty(cell)]
        weights = [self.weight(cell) for cell in cells]
        exact = sum(weight == 1 for weight in weights)
        numbers = sum(not isinstance(cell, str) for cell in cells)
        long = sum(isinstance(cell, str) and len(cell) > _SHORT * 2 for cell in cells)
        if not exact or numbers * 2 > len(cells) or exact + sum(weights) < (2 if len(cells) <= 2 else 3):
            return 0
        if exact == 1 and len(cells) > 2 and sum(weights) < 2:
            return 0
        return sum(weights) + exact - numbers - long


def find_layouts(sheet: Sheet, vocabulary: Vocabulary, *, header_row: int | None = None) -> list[Layout]:
    """Return the tables of a sheet, from top to bottom and from left to right.

    ``header_row`` (counted from 0) is the last row of headings, when a person has said so.
    """
    if not sheet.rows:
        return []
    finder = _Finder(sheet, vocabulary)
    mains = [header_row] if header_row is not None else _main_rows(finder)
    spans = [_heading_span(finder, row, is_given=header_row is not None) for row in mains]
    found: list[Layout] = []
    for number, (top, bottom) in enumerate(spans):
        last = spans[number + 1][0] - 1 if number + 1 < len(spans) else len(sheet.rows) - 1
        above = _above(sheet, spans[number - 1][1] + 1 if number else 0, top)
        layout = _layout(finder, top, bottom, last, above)
        found += _side_by_side(layout, vocabulary, sheet)
    return found


def _main_rows(finder: _Finder) -> list[int]:
    """Return the rows that start a table: the best line of headings, and any other line below it that differs."""
    sheet = finder.sheet
    scores = {row: finder.score(row) for row in range(min(SEARCHED, len(sheet.rows)))}
    best = max(scores, key=lambda row: (scores[row], -row), default=0)
    if not scores or scores[best] <= 0:
        return []
    first = next(row for row in sorted(scores) if scores[row] >= max(3, scores[best] * 0.6) or row == best)
    chosen = [first]
    for row in _likely_headings(sheet, first):
        score = scores.get(row) or finder.score(row)
        is_near = row - chosen[-1] < MOST_HEADING_ROWS and row - chosen[-1] <= 2 and score < 6
        if score >= max(3.5, scores[first] * 0.4) and not is_near and not _goes_on(sheet, chosen[-1], row):
            chosen.append(row)
    return chosen


def _likely_headings(sheet: Sheet, first: int) -> list[int]:
    """Return the rows below in which a cell says what a heading says; cheap on a hundred thousand rows."""
    words = {cell for cell in sheet.rows[first] if isinstance(cell, str) and cell.strip()}
    words |= {"序号", "项目名称", "企业名称", "公司名称", "县区", "单位", "总投资", "项目"}
    filled = [column for column, cell in enumerate(sheet.rows[first]) if not is_empty(cell)]
    looked_at = sorted({*filled[:4], *range(min(3, sheet.width))})
    found: set[int] = set()
    for column in looked_at:
        cells = sheet.columns[column][first + 1 :]
        if not words.isdisjoint(cells):
            found |= {place for place, cell in enumerate(cells) if cell in words}
    return sorted(first + 1 + place for place in found)


def _goes_on(sheet: Sheet, first: int, second: int) -> bool:
    """Whether a line of headings only repeats the one above, and its amounts are counted in the same unit."""
    if not _repeats(sheet, first, second):
        return False
    said = _unit_text(_above(sheet, max(first, second - 3) + 1, second), [])
    if not said or (unit := amount_unit_in(said)) is None:
        return True
    before = _unit_text(_above(sheet, max(first - 3, 0), first), [])
    return not before or amount_unit_in(before) in (None, unit)


def _repeats(sheet: Sheet, first: int, second: int) -> bool:
    """Whether a line of headings is there again, as at the top of each printed page."""
    one, other = (
        [normal_heading(cell) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
        for row in (first, second)
    )
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a or b]
    return sum(a == b for a, b in pairs) >= max(1, len(pairs) * 0.7)


def _heading_span(finder: _Finder, row: int, *, is_given: bool) -> tuple[int, int]:
    sheet = finder.sheet
    top = bottom = row
    upright = [one for one in sheet.merged if one.top < one.bottom <= one.top + MOST_HEADING_ROWS]
    for _ in range(MOST_HEADING_ROWS):
        top = min([top, *(one.top for one in upright if one.top < top <= one.bottom)])
        if not is_given:
            ends = (one.bottom for one in upright if top <= one.top <= bottom < one.bottom)
            bottom = max([bottom, *ends])
    while top > 0 and bottom - top < MOST_HEADING_ROWS and _is_upper(finder, top - 1, top):
        top -= 1
    while not is_given and bottom + 1 < len(sheet.rows) and bottom - top < MOST_HEADING_ROWS:
        if not (_is_lower(finder, bottom + 1, top, bottom) or is_index_row(sheet.rows[bottom + 1])):
            break
        bottom += 1
    return top, bottom


def _is_upper(finder: _Finder, row: int, below: int) -> bool:
    """Whether a row above the headings groups them, rather than being a title or a unit line."""
    cells = [(column, cell) for column, cell in enumerate(finder.sheet.rows[row]) if not is_empty(cell)]
    texts = [cell for _, cell in cells if isinstance(cell, str)]
    if not texts or len(texts) < len(cells) or any(len(text) > _SHORT or unit_line(text) for text in texts):
        return False
    if any(re.search(r"[:：]", text) for text in texts):
        return False
    if len(cells) == 1:
        column = cells[0][0]
        wide = [one for one in finder.sheet.merged if one.top == one.bottom == row and one.left == column]
        filled = [place for place, cell in enumerate(finder.sheet.rows[below]) if not is_empty(cell)]
        return bool(wide) and column > min(filled, default=0) and wide[0].right < max(filled, default=0) + 1
    return sum(finder.weight(text) > 0 for text in texts) * 2 >= len(texts) or len(texts) >= 3


def _is_lower(finder: _Finder, row: int, top: int, bottom: int) -> bool:
    """Whether a row below the headings goes on with them: parts of a group, or units."""
    sheet = finder.sheet
    cells = [(column, cell) for column, cell in enumerate(sheet.rows[row]) if not is_empty(cell)]
    if not cells or any(not isinstance(cell, str) or len(cell) > _SHORT for _, cell in cells):
        return False
    texts = [(column, str(cell)) for column, cell in cells]
    if all(is_unit_word(text) for _, text in texts):
        return True
    if _SUMMING.match(squeezed(texts[0][1])) and texts[0][0] <= 1:
        return False
    head = sheet.rows[bottom]
    wide = {
        column
        for one in sheet.merged
        if top <= one.top <= one.bottom <= bottom and one.right > one.left
        for column in range(one.left, one.right + 1)
    }
    filled = {column for column, _ in texts}
    grouped = {column for column in filled if column in wide or is_empty(head[column])}
    grouped |= {
        column
        for column in filled
        if column + 1 in filled and is_empty(head[min(column + 1, sheet.width - 1)])
    }
    known = sum(finder.weight(text) > 0 for _, text in texts)
    return len(grouped) == len(filled) and known * 2 >= len(texts) and (bool(wide) or len(filled) > 1)


def is_index_row(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 4, 甲 乙 1 2."""
    said = [squeezed(cell) for cell in cells if not is_empty(cell)]
    return len(said) >= 4 and said[0] in _FIRST_INDEX and all(_INDEX.fullmatch(one) for one in said)


def _layout(finder: _Finder, top: int, bottom: int, last: int, above: tuple[str, ...]) -> Layout:
    sheet = finder.sheet
    grid = _heading_grid(sheet, top, bottom)
    headings = [_path([line[column] for line in grid]) for column in range(sheet.width)]
    body = sheet.rows[bottom + 1 : last + 1]
    used = [
        column
        for column in range(sheet.width)
        if headings[column] or any(not is_empty(row[column]) for row in body)
    ]
    left, right = (used[0], used[-1]) if used else (0, 0)
    unit_text = _unit_text(above, [cell for row in grid for cell in row])
    return Layout(
        top, bottom, left, right, last, tuple(headings[left : right + 1]), above, unit_text, finder.score(top)
    )


def _heading_grid(sheet: Sheet, top: int, bottom: int) -> list[list[str]]:
    """Return the texts of the heading rows with merged cells filled, and groups that were never merged too."""
    rows = [row for row in range(top, bottom + 1) if row == top or not is_index_row(sheet.rows[row])]
    grid = {row: [_heading_text(cell) for cell in sheet.rows[row]] for row in rows}
    covered: set[tuple[int, int]] = set()
    for one in sheet.merged:
        if one.top < top or one.top > bottom:
            continue
        for row in range(one.top, min(one.bottom, bottom) + 1):
            for column in range(one.left, min(one.right + 1, sheet.width)):
                covered.add((row, column))
                if row in grid:
                    grid[row][column] = _heading_text(sheet.rows[one.top][one.left])
    for row in rows[:-1]:
        _spread(grid, rows, row, covered)
    return [grid[row] for row in rows]


def _spread(
    grid: dict[int, list[str]], rows: list[int], row: int, covered: Iterable[tuple[int, int]]
) -> None:
    below = [line for line in rows if line > row]
    taken = set(covered)
    for column in range(1, len(grid[row])):
        has_lower = any(grid[line][column] for line in below)
        left_has_lower = any(grid[line][column - 1] for line in below)
        is_free = not grid[row][column] and (row, column) not in taken
        is_open = (row, column - 1) not in taken or bool(grid[row][column - 1])
        if is_free and has_lower and left_has_lower and is_open:
            grid[row][column] = grid[row][column - 1]


def _heading_text(cell: Cell) -> str:
    if is_empty(cell):
        return ""
    if is_number(cell):
        return squeezed(cell)
    return re.sub(r"\s+", "", without_english(cell)) if isinstance(cell, str) else squeezed(cell)


def _path(parts: Sequence[str]) -> tuple[str, ...]:
    path: list[str] = []
    for part in parts:
        if not part or (path and part == path[-1]):
            continue
        if path and is_unit_word(part):
            path[-1] += f"（{re.sub(r'[()（）]', '', part)}）"
        else:
            path.append(part)
    return tuple(path)


def _above(sheet: Sheet, first: int, top: int) -> tuple[str, ...]:
    """Return the texts above a table; a cell that says only 单位： is joined with the next one."""
    texts: list[str] = []
    for row in sheet.rows[max(first, top - 12) : top]:
        cells = [str(cell) for cell in row if isinstance(cell, str) and not is_empty(cell)]
        for place, cell in enumerate(cells):
            if is_unit_label(cell) and place + 1 < len(cells):
                cell = f"单位：{cells[place + 1]}"
            texts.append(cell)
    return tuple(texts)


def _unit_text(above: Sequence[str], headings: Sequence[str]) -> str:
    lines = [said for text in reversed([*above, *headings]) if (said := unit_line(text))]
    amounts = [said for said in lines if amount_unit_in(said)]
    titles = [found[1] for text in reversed(above) if (found := _TITLE_UNIT.search(text.strip()))]
    return (amounts or titles or lines or [""])[0]


def _side_by_side(layout: Layout, vocabulary: Vocabulary, sheet: Sheet) -> list[Layout]:
    """Return the blocks of a table whose headings are repeated to the right, or that a blank column divides."""
    heads = [normal_heading("".join(path)) for path in layout.headings]
    names = [
        place
        for place, path in enumerate(layout.headings)
        if path and vocabulary.score(ImportField.NAME, path) >= 0.8
    ]
    same = [place for place in names if heads[place] == heads[names[0]]] if names else []
    if len(same) > 1:
        period = same[1] - same[0]
        start = same[0]
        while start > 0 and heads[start - 1] and heads[start - 1] == heads[start - 1 + period]:
            start -= 1
        alike = sum(
            heads[start + i] == heads[start + i + period]
            for i in range(period)
            if start + i + period < len(heads)
        )
        if period >= 2 and alike >= 2:
            return [
                _cut(layout, place - same[0] + start, place - same[0] + start + period - 1) for place in same
            ]
    return _divided(layout, heads, vocabulary, sheet)


def _divided(layout: Layout, heads: list[str], vocabulary: Vocabulary, sheet: Sheet) -> list[Layout]:
    body = sheet.rows[layout.bottom + 1 : layout.last + 1]
    for place in range(2, len(heads) - 2):
        column = layout.left + place
        starts = heads[place + 1] in vocabulary.row_heads or heads[place + 1] in ("序号", "项目名称")
        if heads[place] or not starts or any(not is_empty(row[column]) for row in body):
            continue
        filled = [
            sum(not is_empty(row[at]) for row in body) for at in (layout.left, layout.left + 1, column + 1)
        ]
        if heads[place + 1] in heads[:place] or max(filled[:2]) != filled[2]:
            return [_cut(layout, 0, place - 1), _cut(layout, place + 1, len(heads) - 1)]
    return [layout]


def _cut(layout: Layout, first: int, last: int) -> Layout:
    last = min(last, len(layout.headings) - 1)
    headings = layout.headings[first : last + 1]
    while len(headings) > 1 and not headings[-1]:
        headings, last = headings[:-1], last - 1
    return replace(layout, left=layout.left + first, right=layout.left + last, headings=headings)


def merged_within(sheet: Sheet, first: int, last: int) -> list[Range]:
    """Return the upright merged cells of one column each that start in the rows, those of several columns split."""
    found: list[Range] = []
    for one in sheet.merged:
        if one.top < one.bottom and first <= one.top <= last:
            bottom = min(one.bottom, len(sheet.rows) - 1)
            found += [Range(one.top, column, bottom, column) for column in range(one.left, one.right + 1)]
    return found
