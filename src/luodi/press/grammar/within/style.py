"""How numbers are written: the few forms of GB/T 15835 that releases miss."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luodi.press.grammar.claims import Claim, Draft, Finding, Kind, Measure, Weight
from luodi.press.grammar.splitting import evened


@dataclass(frozen=True)
class Form:
    """A form that is not used, what is written instead, and why."""

    rule: str
    pattern: re.Pattern[str]
    instead: str
    message: str


FORMS = (
    Form(
        "style.negative_growth", re.compile(r"(?:增长|增幅|增速)(?:为|达)?[-－−](?P<n>\d+(?:\.\d+)?%)"), r"下降\g<n>",
        "负增长写作“下降”",
    ),
    Form(
        "style.short_year",
        re.compile(r"(?<![\d年月日.\-/])(?P<n>[12]\d)年(?=度|以来|\d{1,2}月|[1-4一二三四]季度|[上下]半年)"),
        r"20\g<n>年", "年份写四位数",
    ),
    Form(
        "style.range_unit",
        re.compile(r"(?<![\d.年月日])(?P<n>\d+(?:\.\d+)?)(?P<mark>[～~—])(?P<m>\d+(?:\.\d+)?)(?P<unit>万亿|亿|万|%|％)"),
        r"\g<n>\g<unit>\g<mark>\g<m>\g<unit>", "范围的两端都要写单位",
    ),
    Form(
        "style.months", re.compile(r"(?<![\d.])(?P<n>[1-9])-(?P<m>1[0-2]|[2-9])月(?P<part>份?)"),
        r"\g<n>—\g<m>月\g<part>", "起止月份用一字线",
    ),
)  # fmt: skip
_ABOUT = re.compile("约(?:占|为|达)?$")
_SHARE_MOVED = re.compile(r"(?:占比|比重|比例|率)[^,;。\d]{0,6}(?:提高|上升|提升|下降|降低|回落)了?$")


def style(draft: Draft) -> Iterator[Finding]:
    """Hint once at each form, at its first place, with how often it occurs."""
    text = draft.text
    for form in FORMS:
        places = list(form.pattern.finditer(text))
        if places:
            first = places[0]
            more = f"（全文{len(places)}处）" if len(places) > 1 else ""
            yield _hint(
                first.start(), first.end(), form.rule, form.message + more, text, first.expand(form.instead)
            )
    even = evened(text)
    for claim in draft.claims:
        yield from _of_claim(even, claim)


def _of_claim(text: str, claim: Claim) -> Iterator[Finding]:
    before = text[max(0, claim.at - 14) : claim.at]
    if claim.unit != "%":
        return
    about = _ABOUT.search(before)
    if about and claim.places > 1:
        start = claim.at - len(before) + about.start()
        instead = text[start + 1 : claim.to + 1]
        yield _hint(start, claim.to + 1, "style.about_exact", "两位小数的比例不再写“约”", text, instead)
    if claim.measure in (Measure.GROWTH, Measure.SHARE) and _SHARE_MOVED.search(before):
        message = "比例的升降用“个百分点”；如确为增长率可不改"
        yield _hint(
            claim.at, claim.to + 1, "style.points", message, text, text[claim.at : claim.to] + "个百分点"
        )


def _hint(start: int, end: int, rule: str, message: str, text: str, instead: str) -> Finding:
    return Finding(
        start=start, end=end, kind=Kind.STYLE, weight=Weight.HINT, rule=rule, message=f"{message}，可写作“{instead}”",
        stated=text[start:end], expected=instead, correction=instead,
    )  # fmt: skip
