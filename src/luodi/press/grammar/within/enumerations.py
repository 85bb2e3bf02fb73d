"""Things that are counted and then named one by one: 3个项目分别是甲、乙、丙."""

import re

from luodi.press.grammar.claims import Kind, Measure, Weight
from luodi.press.grammar.splitting import evened
from luodi.press.grammar.within.arithmetic import is_exact, text_of
from luodi.press.grammar.within.relations import Relation, Sheet

_NAMED = re.compile(
    r"(?:重点|重大|产业|招商|签约)*(?:项目|企业|园区|县区|领域|产业)?分别[是为](?P<names>[^,;:。!?\n]+)"
)
_BETWEEN = re.compile("、|以及|(?<=项目|工程|基地|中心)[和及与]")
_DIGIT = re.compile(r"\d")


def enumerations(sheet: Sheet) -> list[Relation]:
    """Count the names behind a number, when they are names and all of them."""
    text = evened(sheet.draft.text)
    found = []
    for spot in sheet.spots:
        named = _NAMED.match(text, spot.end)
        if spot.claim.measure is not Measure.COUNT or named is None or not is_exact(spot.claim):
            continue
        names = _BETWEEN.split(named["names"])
        if len(names) < 2 or names[-1].endswith("等") or any(_DIGIT.match(name) for name in names):
            continue
        found.append(
            Relation(
                Kind.SUM, "sum.named", spot.claim, (spot.claim,), holds=len(names) == spot.claim.scaled,
                weight=Weight.QUESTION, message=f"写作{text_of(spot.claim)}，后面列出的名称有{len(names)}个",
                arithmetic=f"{text_of(spot.claim)} ≠ {len(names)}",
            )
        )  # fmt: skip
    return found
