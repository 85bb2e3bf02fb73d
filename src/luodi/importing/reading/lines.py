"""What rows below the headings can be, and the words by which they are known."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from luodi.importing.reading.cells import Cell, squeezed
from luodi.importing.reading.columns import Column, Matched
from luodi.importing.reading.fields import IDENTITY, ImportField


class LineKind(StrEnum):
    """What a row is."""

    PROJECT = "project"
    TOTAL = "total"
    SECTION = "section"
    PART = "part"
    MORE = "more"
    NOTE = "note"
    HEADING = "heading"
    BLANK = "blank"


TOTAL = re.compile(
    r"^(?:全[市县区省州]|本[页表市县区]|以上|市|县|总|累)?(?:合计|总计|小计|共计|总合计|累计|汇总)(?:[(:：\[0-9共].*|项目|数|金额)?$"
    r"|^.{1,14}(?:合计|小计|总计|共计)(?:[(:：].*)?$|^(?:共|合计|总计)[0-9]+个.*$|^合$|^总$"
)
SECTION = re.compile(
    r"^(?P<one>[一二三四五六七八九十]{1,3}[、.．,，:：)）]|第[一二三四五六七八九十]+[类批部篇章]|[ⅠⅡⅢⅣⅤⅥ]+[、.．]|[A-Z][、.．])"
    r"|^(?P<two>[(（][一二三四五六七八九十]{1,3}[)）])|^(?P<three>[0-9]{1,2}[、.．](?![0-9]))|^(?P<four>[(（][0-9]{1,2}[)）])"
    r"|^(?P<five>[—–-]{1,3}(?=[^\d—–-]))|^(?P<six>[①-⑳])"
)
CHINESE_NUMBER = re.compile(r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?|[ⅠⅡⅢⅣⅤⅥ]+|[A-Z])$")
NOTE = re.compile(
    r"^(?:备?注|说明|填表说明|填报说明|附注|数据来源|来源|填表人|填报人|制表人?|审核人?|审批人?|单位负责人|负责人|分管领导|主要领导"
    r"|填报单位|填报日期|报送|填报时间|联系人|联系电话|联系方式|经办人|制表时间|截至|截止|备注说明|统计时间)[:：0-9(（]"
    r"|^[※＊*]|^注$|^(?:说明|备注|附注|填表说明|填报说明|备注说明)$"
    r"|^.{0,12}(?:签字|签名|签章|盖章|签发|审定|复核|制表|填表|审核|填报)(?:[(].{0,8}[)])?[:：]"
)
PART = re.compile(r"^其中(?:[:：,，]|.{0,12}$)")
PLACE = re.compile(r".{1,8}(?:省|市|县|区|旗|镇|乡|街道|管委会)(?:[(（].*[)）])?")
_COUNT = re.compile(r"^(?:共|计)?([0-9]{1,6})(?:\.0)?(?:个|项|家|宗)?(?:项目)?$")


@dataclass(frozen=True)
class Line:
    """A row that is no project; ``level`` orders sections, 0 is the whole."""

    row: int
    kind: LineKind
    label: str = ""
    level: int = 9


@dataclass
class Body:
    """The rows of a table: ``projects`` and, for each with more rows, ``more``; the others as ``lines``."""

    projects: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    more: dict[int, list[int]] = field(default_factory=dict)


def count_in(cell: Cell) -> int | None:
    """Return the number of projects that a cell of a total row states (64, 64个), if it is one."""
    found = _COUNT.match(squeezed(cell))
    return int(found[1]) if found else None


def identity_of(matched: Matched) -> Column | None:
    """Return the column by which a row is known: the project's name, else the first of investor and companies."""
    found = [column for one in IDENTITY if (column := matched.of(one))]
    if found and found[0].field is not ImportField.NAME:
        return min(found, key=lambda column: column.index)
    return found[0] if found else None
