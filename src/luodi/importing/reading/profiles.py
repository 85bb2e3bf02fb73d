"""What the cells of a column look like, from a sample of its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.importing.reading.cells import Cell, is_blank, is_empty, is_number, squeezed
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.units import CURRENCY, SCALE, UNIT_ALONE

SAMPLE = 400
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]*)?%?")
_AMOUNT = re.compile(
    rf"(?:约|近|超)?(?:[0-9.,]+|[数几][十百千万亿]+|未透露)(?:{SCALE})?(?:{CURRENCY})?(?:人民币|左右|以上)?"
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/.年][0-9]{1,2}(?:[-/.月][0-9]{0,2}[日号]?|月?份?[上中下]旬|月[初底末])?.*|年.{0,4})|[0-9]{1,2}月.{0,4}"
)
_PLACE = re.compile(
    r".{1,12}(?:省|市|县|区|旗|镇|乡|街道|开发区|新区|园区|本级|管委会|州|盟|产业园|工业园|高新区|经开区)"
)
_INDUSTRY = re.compile(
    r".{1,30}(?:业|制造|加工|产业|服务|能源|农林牧渔|电子信息|装备|医药|材料|化工|物流|旅游)"
    r"|[A-T](?:[0-9]{2,4})?"
)
_COMPANY = re.compile(r".*(?:公司|集团|厂|企业|合作社|研究院|银行|中心|协会|商会|局|政府|委员会|管委会).*")
_PROJECT = re.compile(r".*(?:项目|工程|基地|生产线|产业园|中心|建设|扩建|改造|公路|一期|二期|厂)")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_OLD_CODE = re.compile(r"[0-9]{15}")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")
_STAGE = re.compile(
    r"(?:项目)?(?:已|拟|待|未|正式|新)?(?:在谈|洽谈|前期|签约|开工|在建|续建|投产|竣工|建成|达产|落地|储备|谋划|新开工|投产达产|运营)(?:阶段|项目|类|中)?"
)
_YES = re.compile(r"是|否|√|×|有|无|y|n|yes|no|true|false|1|0")
_SEQUENCE = re.compile(
    r"[(（]?[0-9]{1,6}(?:[-.][0-9]{1,3}){0,2}[)）、.]?|[一二三四五六七八九十百]+、?|[(（][一二三四五六七八九十]+[)）]"
)
_FIRST_SERIAL, _LAST_SERIAL = 30_000, 60_000


@dataclass(frozen=True)
class Profile:
    """Shares of the filled cells of a column, each 0 to 1; ``filled`` is the share of all its cells."""

    n: int
    filled: float
    numbers: float
    amounts: float
    dates: float
    serials: float
    texts: float
    places: float
    industries: float
    companies: float
    projects: float
    codes: float
    phones: float
    stages: float
    yes: float
    sequence: float
    units: float
    length: float
    distinct: float


def profile(cells: Sequence[Cell]) -> Profile:
    """Return what the cells look like; an empty column has zeros everywhere."""
    step = max(1, len(cells) // SAMPLE)
    sample = cells[::step]
    filled = [cell for cell in sample if not is_blank(cell)]
    said = [squeezed(cell).lower() for cell in filled]
    n = len(filled)

    def share(pattern: re.Pattern[str]) -> float:
        return sum(pattern.fullmatch(text) is not None for text in said) / n if n else 0.0

    texts = [text for cell, text in zip(filled, said, strict=True) if isinstance(cell, str)]
    worded = [text for text in texts if not _NUMBER.fullmatch(text) and not _DATE.fullmatch(text)]
    upper = [text.upper() for text in said]
    stored = sum(isinstance(cell, date) for cell in filled) / n if n else 0.0
    serials = [cell for cell in filled if is_number(cell) and _FIRST_SERIAL <= float(cell) <= _LAST_SERIAL]  # type: ignore[arg-type]
    return Profile(
        n=n,
        filled=sum(not is_empty(cell) for cell in sample) / max(len(sample), 1),
        numbers=share(_NUMBER),
        amounts=share(_AMOUNT),
        dates=stored + (share(_DATE) if stored < 1 else 0),
        serials=len(serials) / n if n else 0.0,
        texts=len(worded) / n if n else 0.0,
        places=share(_PLACE),
        industries=share(re.compile(_INDUSTRY.pattern, re.IGNORECASE)),
        companies=share(_COMPANY),
        projects=share(_PROJECT),
        codes=sum(bool(_CREDIT_CODE.fullmatch(text) or _OLD_CODE.fullmatch(text)) for text in upper)
        / max(n, 1),
        phones=share(_PHONE),
        stages=share(_STAGE),
        yes=share(_YES),
        sequence=share(_SEQUENCE),
        units=share(UNIT_ALONE),
        length=sum(map(len, said)) / max(n, 1),
        distinct=len(set(said)) / max(n, 1),
    )


def fits(field: ImportField, seen: Profile) -> bool:
    """Whether the cells can be those of the field; an empty column fits everything."""
    if not seen.n:
        return True
    kind = field.kind
    if kind is FieldKind.AMOUNT:
        return max(seen.amounts, seen.numbers) >= 0.4 and seen.texts <= 0.6 + seen.amounts
    if kind is FieldKind.NUMBER:
        return seen.numbers >= 0.3 or seen.texts < 1
    if kind is FieldKind.DATE:
        return seen.dates + seen.serials >= 0.25 or (seen.n < 4 and seen.texts == 0)
    if kind is FieldKind.BOOL:
        return seen.yes >= 0.5
    if kind is FieldKind.CODE:
        return seen.codes >= 0.2 or (seen.length > 0 and 12 <= seen.length <= 20)
    return _fits_text(field, seen)


def _fits_text(field: ImportField, seen: Profile) -> bool:
    match field:
        case ImportField.SEQ:
            return seen.sequence >= 0.4 or seen.length <= 3
        case ImportField.NAME | ImportField.INVESTOR_NAME | ImportField.LOCAL_COMPANY | ImportField.SUMMARY:
            return seen.texts >= 0.4
        case ImportField.INDUSTRY | ImportField.UNIT | ImportField.ADDRESS | ImportField.STAGE:
            return seen.texts >= 0.4
        case ImportField.AREA | ImportField.ORIGIN | ImportField.SPONSOR | ImportField.CONTACT:
            return seen.texts >= 0.3
        case ImportField.PHONE:
            return seen.numbers + seen.phones >= 0.3
        case _:
            return True


def looks_like(seen: Profile) -> str:
    """Return in Chinese what the cells are, for saying that a heading does not fit them."""
    names = (
        (seen.codes, "信用代码"),
        (seen.dates, "日期"),
        (seen.numbers, "数字"),
        (seen.industries, "行业"),
        (seen.places, "地名"),
        (seen.companies, "单位名称"),
        (seen.texts, "文字"),
    )
    return next((name for share, name in names if share >= 0.5), "多种内容")
