"""Which of the numbers that contradict each other is to be looked at, and how it is said."""

from collections import Counter

from luodi.kernel.numbers import plain
from luodi.press.grammar.claims import Claim, Finding, Kind, Weight
from luodi.press.grammar.within.arithmetic import around, text_of, written
from luodi.press.grammar.within.relations import Relation, Sheet

_ORDER = {Weight.ERROR: 0, Weight.QUESTION: 1, Weight.HINT: 2}


def findings_of(sheet: Sheet, relations: list[Relation]) -> list[Finding]:
    """Return one finding for each contradiction, on the number that most speaks against."""
    broken = [each for each in relations if not each.holds and each.weight is not None]
    wrong = Counter(claim.number for each in broken if each.weight is Weight.ERROR for claim in each.claims)
    sound = Counter(
        claim.number for each in relations if each.holds and each.is_strict for claim in each.claims
    )
    said: dict[tuple[int, Kind], Finding] = {}
    told: list[frozenset[int]] = []
    for relation in sorted(broken, key=lambda each: _ORDER[each.weight or Weight.HINT]):
        blamed = _blamed(relation, wrong, sound)
        about = frozenset(claim.number for claim in relation.claims)
        is_echo = relation.weight is not Weight.ERROR and any(about <= other for other in told)
        if not is_echo:
            offers = blamed is not relation.target or not sound[blamed.number]
            said.setdefault((blamed.number, relation.kind), _finding(sheet, relation, blamed, offers=offers))
            told.append(about)
    return list(said.values())


def _blamed(relation: Relation, wrong: Counter[int], sound: Counter[int]) -> Claim:
    """Return the one number that breaks more relations, or bears fewer that hold, than all others; else the target."""
    open_to = [claim for claim in relation.claims if claim.number in relation.values]
    if relation.weight is not Weight.ERROR or not open_to:
        return relation.target
    guilt = {claim.number: wrong[claim.number] - 2 * sound[claim.number] for claim in open_to}
    most = max(guilt.values())
    worst = [claim for claim in open_to if guilt[claim.number] == most]
    return worst[0] if len(worst) == 1 else relation.target


def _finding(sheet: Sheet, relation: Relation, blamed: Claim, *, offers: bool) -> Finding:
    """Say it on the blamed number; no correction is offered for one that other numbers bear out."""
    expected = _expected(relation, blamed)
    if relation.rule == "repeat.unit":
        return _said_in_two_units(sheet, relation, blamed)
    others = {
        str(claim.number): other
        for claim in relation.claims
        if claim.number != blamed.number and (other := _expected(relation, claim))
    }
    return Finding(
        start=blamed.at, end=sheet.ends.get(blamed.number, blamed.to), kind=relation.kind,
        weight=relation.weight or Weight.HINT, rule=relation.rule,
        message=_message(relation, blamed, expected, others, offers=offers),
        stated=plain(blamed.value, trim=False), expected=expected, arithmetic=relation.arithmetic,
        correction=_correction(sheet, blamed, expected) if offers else "",
        claims=(blamed.number, *(each.number for each in relation.claims if each is not blamed)), details=others,
    )  # fmt: skip


def _said_in_two_units(sheet: Sheet, relation: Relation, blamed: Claim) -> Finding:
    """Say that one number stands in two units; which of the two is right, the text alone does not tell."""
    other = next(each for each in relation.claims if each is not blamed)
    told = written(around(other).value, other) + other.unit
    return Finding(
        start=blamed.at, end=sheet.ends.get(blamed.number, blamed.to), kind=relation.kind,
        weight=relation.weight or Weight.HINT, rule=relation.rule,
        message=f"{relation.message}，请核对哪个单位对", stated=text_of(blamed), expected=told,
        arithmetic=relation.arithmetic, correction=told, claims=(blamed.number, other.number),
    )  # fmt: skip


def _expected(relation: Relation, claim: Claim) -> str:
    value = relation.values.get(claim.number)
    return "" if value is None or value < 0 < claim.scaled else written(abs(value), claim)


def _correction(sheet: Sheet, blamed: Claim, expected: str) -> str:
    return expected and expected + sheet.draft.text[blamed.to : sheet.ends.get(blamed.number, blamed.to)]


def _message(
    relation: Relation, blamed: Claim, expected: str, others: dict[str, str], *, offers: bool
) -> str:
    """Say what is wrong; name the other numbers that would heal it when there are few."""
    if not expected:
        return relation.message
    claims = {str(claim.number): claim for claim in relation.claims}
    healing = [
        f"{text_of(claims[number])}应为{value}{claims[number].unit}" for number, value in others.items()
    ]
    if not offers:
        return f"{relation.message}；{text_of(blamed)}与文中其他数相符，请核对其余各数"
    said = f"{relation.message}；按其他数推算，{text_of(blamed)}应为{expected}{blamed.unit}"
    if 0 < len(healing) < 3:
        said += f"（如此数无误，则{'或'.join(healing)}）"
    return said
