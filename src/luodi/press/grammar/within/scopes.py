"""Numbers of one figure in a text: a team's trips within the city's, and a project's investment said twice."""

from collections.abc import Iterator

from luodi.press.grammar.claims import Claim, Exactness, Kind, Measure, Timing, Weight
from luodi.press.grammar.within.arithmetic import around, is_exact, text_of
from luodi.press.grammar.within.relations import Relation, Sheet

_CITY = "city"
_SHORTEST = 5


def scopes(sheet: Sheet) -> list[Relation]:
    """Ask where a part of the city has more than the city, and where one project has two amounts."""
    return [*_within_city(sheet), *_of_projects(sheet)]


def _within_city(sheet: Sheet) -> Iterator[Relation]:
    claims = [spot.claim for spot in sheet.spots if spot.claim.indicator and not spot.is_ratio]
    wholes = [claim for claim in claims if claim.scope == _CITY and claim.exactness is Exactness.EXACT]
    for part in claims:
        if part.scope in ("", _CITY) or not is_exact(part) or part.measure is Measure.SHARE:
            continue
        for whole in wholes:
            if whole.indicator == part.indicator and whole.unit == part.unit and _covers(whole, part):
                yield Relation(
                    Kind.NESTED, "nested.scope", part, (part, whole), weight=Weight.QUESTION,
                    holds=around(part).low <= around(whole).high,
                    message=f"{text_of(part)}是全市的一部分，却大于全市的{text_of(whole)}，请核对",
                    arithmetic=f"{text_of(part)} > {text_of(whole)}", is_strict=False,
                )  # fmt: skip


def _covers(whole: Claim, part: Claim) -> bool:
    if not whole.when or not part.when or {whole.when.timing, part.when.timing} != {Timing.STATED}:
        return False
    one, other = whole.when.period, part.when.period
    if one is None or other is None or one.first is None or other.first is None:
        return False
    return one.first <= other.first and one.last >= other.last


def _of_projects(sheet: Sheet) -> Iterator[Relation]:
    seen: dict[tuple[str, str], Claim] = {}
    for spot in sheet.spots:
        claim, name = spot.claim, _name(spot.claim)
        if not name or not _is_investment(spot.head + spot.tail) or "projected" in claim.subject.facets:
            continue
        earlier = seen.setdefault((name, claim.unit), claim)
        if earlier is claim or earlier.exactness is not claim.exactness:
            continue
        yield Relation(
            Kind.REPEAT, "repeat.project", claim, (claim, earlier), holds=claim.scaled == earlier.scaled,
            weight=Weight.QUESTION, message=f"{name}前文写作{text_of(earlier)}，此处是{text_of(claim)}",
            arithmetic=f"{text_of(claim)} ≠ {text_of(earlier)}",
            values={claim.number: around(earlier).value, earlier.number: around(claim).value},
        )  # fmt: skip


def _name(claim: Claim) -> str:
    """Return the name of the one project that an amount is of."""
    if claim.measure is not Measure.AMOUNT or "single" not in claim.subject.facets:
        return ""
    name = claim.subject.words.removesuffix("项目")
    return name if len(name) >= _SHORTEST and f"named:{claim.subject.words}" in claim.subject.facets else ""


def _is_investment(words: str) -> bool:
    return any(word in words for word in ("总投资", "拟投资", "投资额", "投资"))
