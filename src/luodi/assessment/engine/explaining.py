"""The way to each point in words, for the terminal, and as plain data that JSON can carry."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from luodi.assessment.engine.cases import Case
from luodi.assessment.engine.quantities import number_text, points_text
from luodi.assessment.engine.results import ItemScore, Result, Score, Standing, Step
from luodi.assessment.engine.scheme import Rules

STANDINGS = {
    Standing.SCORED: "",
    Standing.MISSING: "（没有数）",
    Standing.EXCLUDED: "",
    Standing.SPREAD: "（权重摊出）",
}
PLACES = 10


def as_text(rules: Rules, case: Case, result: Result) -> Iterator[str]:
    """Yield the lines of an explanation."""
    yield f"{rules.title}{f'（{rules.source}）' if rules.source else ''}"
    yield f"算例：{case.name}    截至 {case.on}"
    for score in result.members.values():
        yield ""
        yield from member_text(rules, score)


def member_text(rules: Rules, score: Score) -> Iterator[str]:
    """Yield the lines about one member."""
    total = "不计" if score.total is None else points_text(score.total)
    grade = f"    {score.grade}" if score.grade else ""
    yield f"■ {score.name}    总分 {total}    {score.place}{grade}"
    sources = {part.code: part.source for part in rules.parts()}
    for item in score.items:
        yield from _item_text(item, sources, "  ")
    for step in score.overrides:
        yield f"  ＝ {step.text}"
    for title in score.lists:
        yield f"  列入：{title}"
    for note in score.notes:
        yield f"  注：{note}"


def as_data(rules: Rules, case: Case, result: Result) -> Mapping[str, object]:
    """Return the explanation as plain data: numbers as text, exact where they are decimals."""
    return {
        "scheme": rules.code,
        "title": rules.title,
        "source": rules.source,
        "case": case.name,
        "on": case.on.isoformat(),
        "members": [score_data(score) for score in result.members.values()],
    }


def score_data(score: Score) -> Mapping[str, object]:
    """Return one member's score as plain data."""
    return {
        "code": score.code,
        "name": score.name,
        "total": number_data(score.total),
        "full": number_data(score.full),
        "rank": score.rank,
        "place": score.place,
        "grade": score.grade,
        "lists": list(score.lists),
        "items": [item_data(item) for item in score.items],
        "overrides": [step_data(step) for step in score.overrides],
        "notes": list(score.notes),
    }


def item_data(item: ItemScore) -> dict[str, object]:
    """Return one item with its parts as plain data."""
    return {
        "code": item.code,
        "name": item.name,
        "weight": number_data(item.weight),
        "points": number_data(item.points),
        "raw": number_data(item.raw),
        "standing": item.standing.value,
        "label": item.label,
        "extra": item.extra,
        "steps": [step_data(step) for step in item.steps],
        "parts": [item_data(part) for part in item.parts],
    }


def step_data(step: Step) -> dict[str, object]:
    return {"text": step.text, "inputs": list(step.inputs), "value": number_data(step.value)}


def number_data(value: Fraction | None) -> str | None:
    """Return a number as text: a decimal of at most ten places, else the exact fraction."""
    if value is None:
        return None
    text = number_text(value, PLACES)
    return text if Fraction(text) == value else str(value)


def _item_text(item: ItemScore, sources: Mapping[str, str], indent: str) -> Iterator[str]:
    weight = f"满分 {number_text(item.weight)}，" if item.weight is not None else ""
    points = f"得 {points_text(item.points)}" if item.counts else "不计"
    source = f"    {sources[item.code]}" if sources.get(item.code) else ""
    yield f"{indent}{item.code} {item.name}（{weight}{points}）{STANDINGS[item.standing]}{source}"
    for part in item.parts:
        yield from _item_text(part, sources, f"{indent}  ")
    for step in item.steps:
        yield f"{indent}    {step.text}"
