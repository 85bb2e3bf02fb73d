"""Sorting the rows below the headings into projects, totals, heads of sections, notes, and more of the row above.

Rows that are plainly projects are passed over column by column; only the others are looked at one by one.
"""

import re
from collections.abc import Sequence

from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import BLANKS, Cell, is_blank, is_empty, is_number, squeezed
from luodi.importing.reading.columns import Matched
from luodi.importing.reading.fields import ImportField
from luodi.importing.reading.headings import normal_heading
from luodi.importing.reading.layouts import Layout, is_index_row, merged_within
from luodi.importing.reading.lines import (
    CHINESE_NUMBER,
    NOTE,
    PART,
    PLACE,
    SECTION,
    TOTAL,
    Body,
    Line,
    LineKind,
    count_in,
    identity_of,
)
from luodi.importing.reading.packs import without_parts
from luodi.importing.reading.units import unit_line

SURE, UNSURE = 0.6, 0.3
MANY = 2_000
"""In a long table a column has to be well filled, so that few rows need looking at."""
_SUSPECT = re.compile(
    r"^\s*[(（]?[一二三四五六七八九十ⅠⅡⅢⅣⅤⅥ]{1,3}\s*[)）、.．,，:：]|^\s*[—–-]|^\s*[(（]?[0-9]{1,2}[)）、.．]|^\s*[A-Z][、.．]"
    r"|[合总小共累]\s*计|汇\s*总|^\s*(?:其中|第[一二三四五六七八九十]|注|备|说明|填|制|审|数据|来源|单位|负责|联系|报送|截|附)"
    r"|^\s*(?:分管|主要|统计|填写|例|示|样|范|必|选|非|下拉|文本|※|[*＊①-⑳])|^\s*共|(?:类|区|县|市|镇|业)$|[)）个:：]$"
)
_PROJECT_WORD = re.compile(
    r"(?:项目|工程|基地|生产线|公司|厂|中心|园|期|线|路|桥|站|馆|院)(?:[(（].*[)）])?[★▲*]*$"
)
_GROUP_WORD = re.compile(
    r"(?:类|业|批|部分|情况|领域|方面|板块)$|[(（][0-9]+[个项].*[)）]$|[0-9]+[个项]$|[:：]$"
)
_NUMBERED = re.compile(r"[A-Z]?[0-9]+(?:[.-][0-9]+)*[.、．]?")
_ASKED = re.compile(
    r"^(?:必填|选填|非必填|必填项|选填项|下拉选择|文本|请?填写?(?:全称|名称|文字|汉字|(?:项目|企业).{0,6}(?:名称?|全称)))$"
)
_EXAMPLE = re.compile(r"^[(（]?(?:填写)?(?:示例|样例|范例|例如|例)(?:[)）:：]|[0-9]*$)")
_GROUP_PROJECT = re.compile(
    r"^(?:计划|拟|已|新|续|待|集中|重点|重大|省|市|县|区|级|亿元以上|工业|农业|服务业|现代|战略性|新兴|产业|基础设施|社会|民生|事业"
    r"|公共|服务|生态|环保|能源|交通|水利|城建|文化|旅游|农林|外资|内资|招商|引资|签约|开工|在建|续建|新建|扩建|改建|前期|储备|竣工"
    r"|投产|建成|在谈|谋划|预备|类|第?[一二三四]|和|及|与|、)+(?:项目|工程)(?:[(（].*)?$"
)
"""续建项目, 重点产业项目: what stands alone over the projects of a kind."""


class Sorter:
    """Sorts the rows of one table."""

    def __init__(self, sheet: Sheet, layout: Layout, matched: Matched, header_words: frozenset[str]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.first = layout.bottom + 1
        self.header_words = header_words
        self.name = identity_of(matched)
        self.seq = matched.of(ImportField.SEQ)
        self.total = matched.of(ImportField.TOTAL)
        self.rows = sheet.rows[self.first : layout.last + 1]
        self.columns = [column[self.first : layout.last + 1] for column in sheet.columns] if self.rows else []
        self.name_at = self.name.index if self.name else self._wordiest()
        upright = merged_within(sheet, self.first, layout.last)
        self.inner = {
            row for one in upright if one.left == self.name_at for row in range(one.top + 1, one.bottom + 1)
        }
        self.wide = {
            one.top for one in sheet.merged if one.left <= self.name_at < one.right and one.top >= self.first
        }
        self.heads = [normal_heading("".join(path[-1:])) for path in layout.headings]
        self.companions = self._companions()
        self.has_arabic = self._has_arabic()
        self.seq_is_sure = self._seq_is_sure()
        self.numbering = self._numbering()

    def sort(self) -> Body:
        """Return the rows by what they are."""
        body = Body()
        suspects = self._suspects()
        last_project: int | None = None
        before: Line | None = None
        for place in range(len(self.rows)):
            row = self.first + place
            line = self._look(row) if place in suspects else None
            if (
                line is None
                and before is not None
                and place in suspects
                and self._is_further_part(row, before)
            ):
                line = Line(row, LineKind.PART)
            before = line
            kind = line.kind if line else LineKind.PROJECT
            if kind is LineKind.PROJECT:
                body.projects.append(row)
                last_project = row
            elif kind is LineKind.MORE and last_project is not None:
                body.more.setdefault(last_project, []).append(row)
            elif line is not None and kind is not LineKind.MORE:
                body.lines.append(line)
                last_project = last_project if kind is LineKind.BLANK else None
        return without_parts(self.sheet, body, self.seq, self.total)

    def _is_further_part(self, row: int, before: Line) -> bool:
        """Whether a row without a number goes on with the parts that 其中 has begun above it."""
        if before.kind is not LineKind.PART or self.seq is None or not (self.seq_is_sure and self.has_arabic):
            return False
        return is_empty(self.sheet.rows[row][self.seq.index])

    def cells(self, row: int) -> Sequence[Cell]:
        """Return the cells of a row of the sheet within the table."""
        return self.sheet.rows[row][self.layout.left : self.layout.right + 1]

    def _wordiest(self) -> int:
        """Return the first column that says something in words in nearly every row, for tables mapped by hand."""
        filled = [
            (sum(isinstance(cell, str) and not is_blank(cell) for cell in self.columns[column]), -column)
            for column in range(self.layout.left, self.layout.right + 1)
            if self.columns
        ]
        return -max(filled)[1] if filled else self.layout.left

    def _companions(self) -> list[int]:
        """Return the best filled columns beside the name: a row without them is looked at."""
        if not self.rows:
            return []
        step = max(1, len(self.rows) // 400)
        filled: list[tuple[float, int]] = []
        for column in range(self.layout.left, self.layout.right + 1):
            if column in (self.name_at, self.seq.index if self.seq else -1):
                continue
            sample = self.columns[column][::step]
            worded = sum(isinstance(cell, str) and not is_blank(cell) for cell in sample)
            filled.append((worded / len(sample), column))
        least = SURE if len(self.rows) > MANY else UNSURE
        return [column for share, column in sorted(filled, reverse=True)[:1] if share >= least]

    def _has_arabic(self) -> bool:
        if self.seq is None or not self.rows:
            return False
        cells = self.columns[self.seq.index]
        return any(
            is_number(cell) or (isinstance(cell, str) and bool(_NUMBERED.match(squeezed(cell))))
            for cell in cells
        )

    def _seq_is_sure(self) -> bool:
        """Whether nearly every project has a number of its own."""
        if self.seq is None or not self.rows:
            return False
        named = [place for place, cell in enumerate(self.columns[self.name_at]) if not is_empty(cell)]
        numbered = [place for place in named if not is_empty(self.columns[self.seq.index][place])]
        return len(named) > 0 and len(numbered) >= 0.5 * len(named)

    def _numbering(self) -> frozenset[str]:
        """Return the styles of numbering that most names carry, so that they say nothing about sections."""
        names = (
            [cell for cell in self.columns[self.name_at] if isinstance(cell, str) and cell]
            if self.rows
            else []
        )
        step = max(1, len(names) // 400)
        sample = names[::step]
        styles = [found.lastgroup for name in sample if (found := SECTION.match(squeezed(name)))]
        return frozenset(style for style in set(styles) if style and styles.count(style) > 0.6 * len(sample))

    def _suspects(self) -> set[int]:
        """Return the places of the rows that have to be looked at."""
        if not self.rows:
            return set()
        search = _SUSPECT.search
        words = self.header_words
        found = {
            place
            for place, cell in enumerate(self.columns[self.name_at])
            if not isinstance(cell, str) or cell in BLANKS or cell in words or cell.isspace() or search(cell)
        }
        found |= {row - self.first for row in self.wide if row <= self.layout.last}
        for column in self.companions:
            found |= {place for place, cell in enumerate(self.columns[column]) if cell == ""}
        if self.seq is not None and self.seq_is_sure:
            cells = self.columns[self.seq.index]
            found |= {
                place for place, cell in enumerate(cells) if isinstance(cell, str) and not cell.isdigit()
            }
        for column in range(self.layout.left, self.name_at):
            cells = self.columns[column]
            found |= {place for place, cell in enumerate(cells) if isinstance(cell, str) and search(cell)}
        return found

    def _look(self, row: int) -> Line | None:
        cells = self.cells(row)
        filled = [place for place, cell in enumerate(cells) if not is_empty(cell)]
        name = self.sheet.rows[row][self.name_at]
        if not filled:
            return Line(row, LineKind.MORE if row in self.inner else LineKind.BLANK)
        if self._is_heading(cells, filled):
            return Line(row, LineKind.HEADING)
        label = self._label(row)
        if label and TOTAL.match(label) and not self._has_own_number(row):
            return Line(row, LineKind.TOTAL, label, 0)
        if is_empty(name):
            return self._nameless(row, cells, filled, label)
        if is_blank(name) and self._reports_nothing(row):
            return Line(row, LineKind.NOTE, squeezed(name))
        return self._named(row, squeezed(name), filled)

    def _is_heading(self, cells: Sequence[Cell], filled: Sequence[int]) -> bool:
        first = cells[filled[0]]
        if len(filled) == 1 and isinstance(first, str) and unit_line(first):
            return True
        if len(filled) >= 4 and len(squeezed(first)) <= 3 and is_index_row(cells):
            return True
        words = self.header_words
        if sum(cell in words or (isinstance(cell, str) and "\n" in cell) for cell in cells if cell != "") < 2:
            return False
        same = sum(
            isinstance(cells[place], str)
            and bool(self.heads[place])
            and normal_heading(str(cells[place])) == self.heads[place]
            for place in filled
        )
        return same >= 2 and same * 2 >= len(filled)

    def _label(self, row: int) -> str:
        """Return the text with which a row starts: that of the first cells up to the name."""
        cells = self.sheet.rows[row]
        for column in range(self.layout.left, self.name_at + 1):
            cell = cells[column]
            if isinstance(cell, str) and not is_empty(cell) and TOTAL.match(squeezed(cell)):
                return squeezed(cell)
        texts = [squeezed(cell) for cell in self.cells(row) if isinstance(cell, str) and not is_empty(cell)]
        return next((text for text in texts if not _is_figure(text)), "")

    def _has_own_number(self, row: int) -> bool:
        if self.seq is None or is_empty(self.sheet.rows[row][self.name_at]):
            return False
        return squeezed(self.sheet.rows[row][self.seq.index]).isdigit() and bool(self._details(row))

    def _details(self, row: int) -> list[int]:
        """Return the columns in which a row says something in words besides its name and what stands before it."""
        cells = self.sheet.rows[row]
        found = []
        for column in range(self.name_at + 1, self.layout.right + 1):
            cell = cells[column]
            if isinstance(cell, str) and not is_blank(cell) and not _is_figure(squeezed(cell)):
                found.append(column)
        return found

    def _nameless(self, row: int, cells: Sequence[Cell], filled: Sequence[int], label: str) -> Line | None:
        if row in self.inner:
            return self._numbered_inside(row)
        if NOTE.match(label) or self._signs(row):
            return Line(row, LineKind.NOTE, label)
        number = self.sheet.rows[row][self.seq.index] if self.seq else ""
        is_numbered = squeezed(number).isdigit()
        if is_numbered:
            says_nothing = filled[-1] + self.layout.left < self.name_at or len(filled) == 1
            return Line(row, LineKind.BLANK) if says_nothing else None
        before = [place for place in filled if place + self.layout.left < self.name_at]
        if label and before and not self._details(row):
            return Line(row, LineKind.SECTION, label, self._level(label))
        if len(filled) <= 2 and len(label) > 12:
            return Line(row, LineKind.NOTE, label)
        if not label:
            is_edge = row in (self.first, self._last_filled())
            return Line(row, LineKind.TOTAL, "", 0) if is_edge else Line(row, LineKind.MORE)
        return Line(row, LineKind.MORE)

    def _signs(self, row: int) -> bool:
        """Whether words stand where the amount should: who sends the table, below it."""
        cell = self.sheet.rows[row][self.total.index] if self.total else ""
        return isinstance(cell, str) and not is_blank(cell) and not any(map(str.isdigit, cell))

    def _numbered_inside(self, row: int) -> Line | None:
        """A row within a merged name that has a number of its own is a row of its own."""
        if self.seq is None:
            return Line(row, LineKind.MORE)
        return None if squeezed(self.sheet.rows[row][self.seq.index]).isdigit() else Line(row, LineKind.MORE)

    def _last_filled(self) -> int:
        for place in range(len(self.rows) - 1, -1, -1):
            if any(not is_empty(cell) for cell in self.cells(self.first + place)):
                return self.first + place
        return self.first

    def _named(self, row: int, name: str, filled: Sequence[int]) -> Line | None:
        number = squeezed(self.sheet.rows[row][self.seq.index]) if self.seq else ""
        if (line := _instruction(row, name, number)) is not None:
            return line
        if _NUMBERED.fullmatch(number):
            return None
        details = self._details(row)
        if NOTE.match(name) and len(filled) <= 3 + len(details) and not number:
            return Line(row, LineKind.NOTE, name)
        if PART.match(name):
            return Line(row, LineKind.PART, name)
        if number and self.has_arabic and CHINESE_NUMBER.match(number) and len(details) <= 1:
            return Line(row, LineKind.SECTION, number + name, self._level(number + "、"))
        if details or (number and not self.has_arabic):
            return None
        found = SECTION.match(name)
        if found and found.lastgroup not in self.numbering:
            return Line(row, LineKind.SECTION, name, self._level(name))
        return self._bare(row, name, filled)

    def _reports_nothing(self, row: int) -> bool:
        """Whether a row whose name says 无 states no amount either: a unit that has no project."""
        cell = self.sheet.rows[row][self.total.index] if self.total else ""
        return is_blank(cell) or squeezed(cell) == "0"

    def _bare(self, row: int, name: str, filled: Sequence[int]) -> Line | None:
        """A row with a name and at most numbers: the head of a section, a note, or a project of few words."""
        is_wide = row in self.wide
        is_unnumbered = self.seq_is_sure and self.has_arabic
        if not is_wide and not is_unnumbered and self.companions and self._heads_others(row, name):
            return Line(row, LineKind.SECTION, name, self._level(name))
        is_group = (
            is_wide
            or is_unnumbered
            or (len(filled) <= 2 and _GROUP_WORD.search(name) and not _PROJECT_WORD.search(name))
        )
        if len(filled) == 1 and _GROUP_PROJECT.match(name) and len(self.rows[0]) > 1 and not is_unnumbered:
            return Line(row, LineKind.SECTION, name, self._level(name))
        if len(filled) == 1 and len(name) > 45 and (is_group or self.companions):
            return Line(row, LineKind.NOTE, name)
        if is_group and (self.companions or is_wide or is_unnumbered or len(filled) == 1):
            return Line(row, LineKind.SECTION, name, self._level(name))
        return None

    def _heads_others(self, row: int, name: str) -> bool:
        """Whether a row without details names a place, or states what the rows below it add up to."""
        if PLACE.fullmatch(name):
            return True
        if self.total is None or not is_number(stated := self.sheet.rows[row][self.total.index]):
            return False
        counted, n = 0.0, 0
        for below in range(row + 1, self.layout.last + 1):
            cell = self.sheet.rows[below][self.total.index]
            if not self._details(below):
                break
            counted += float(cell) if is_number(cell) else 0  # type: ignore[arg-type]
            n += 1
        return n > 0 and abs(counted - float(stated)) < 0.01  # type: ignore[arg-type]

    def _level(self, label: str) -> int:
        found = SECTION.match(label)
        if found is None:
            return 7
        return {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}[found.lastgroup or "six"]


def _is_figure(text: str) -> bool:
    return count_in(text) is not None or bool(re.fullmatch(r"[0-9.,%]+(?:万|亿)?(?:美)?元?|[0-9]+个?", text))


def _instruction(row: int, name: str, number: str) -> Line | None:
    """Return what a row of a template is that asks (必填) or shows (示例) instead of stating a project."""
    if _ASKED.match(name):
        return Line(row, LineKind.HEADING)
    if _EXAMPLE.match(name) or _EXAMPLE.match(number) or NOTE.match(number):
        return Line(row, LineKind.NOTE, name)
    return None
