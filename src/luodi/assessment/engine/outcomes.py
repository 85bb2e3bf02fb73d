"""From totals to a result: overrides of the total, places, grades, overrides of the grade, lists."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from luodi.assessment.engine.outcome_readers import ON_TOTAL
from luodi.assessment.engine.quantities import number_text, points_text, rounded
from luodi.assessment.engine.results import Result, Score, Step, all_items
from luodi.assessment.engine.scheme import DENSE, Breaker, Grade, Override, Rules
from luodi.assessment.engine.scope import Scope
from luodi.assessment.engine.situation import Value
from luodi.assessment.engine.terms.base import ZERO

REVIEWED_ONLY = "只通报不排名"
VETOED = "一票否决，不参加排名"


def conclude(rules: Rules, scopes: Mapping[str, Scope], scored: Mapping[str, Score]) -> Result:
    """Apply what stands above the items, in the stated order."""
    unranked: dict[str, str] = {}
    totalled = {}
    for code, score in scored.items():
        if score.total is None:
            totalled[code] = score
            continue
        if scopes[code].member.reviewed_only:
            unranked[code] = REVIEWED_ONLY
        totalled[code], reason = _on_total(rules, scopes[code], score)
        if reason:
            unranked[code] = reason
    placed = _placed(rules, scopes, totalled, unranked)
    n_ranked = sum(1 for one in placed.values() if one.rank is not None)
    done = {code: _graded(rules, scopes[code], one, n_ranked) for code, one in placed.items()}
    notes = (f"{rules.title}，共 {len(done)} 个，参加排名 {n_ranked} 个",)
    return Result(done, notes)


def _on_total(rules: Rules, scope: Scope, score: Score) -> tuple[Score, str]:
    """Return the score after the overrides of its total, and why it is not ranked, if so."""
    unranked = ""
    for one in rules.overrides:
        if one.kind == "veto":
            if one.unranked and _applies(one, _after(scope, score)):
                unranked = VETOED
            continue
        if one.kind not in ON_TOTAL or not _applies(one, _after(scope, score)):
            continue
        if one.kind == "reviewed_only":
            unranked = REVIEWED_ONLY
            score = _with_step(score, f"{one.title}：{_why(one, scope, score)}，{REVIEWED_ONLY}")
            continue
        assert score.total is not None
        total = rounded(_changed(one, score.total), rules.rounding.total, truncate=rules.rounding.truncate)
        if total != score.total:
            text = f"{one.title}：{_why(one, scope, score)}总分 {points_text(score.total)} → {points_text(total)}"
            score = replace(_with_step(score, text, total), total=total)
    return score, unranked


def _changed(one: Override, total: Fraction) -> Fraction:
    if one.kind == "points":
        return total + one.number
    if one.kind == "factor":
        return total * one.number
    return min(total, one.number) if one.kind == "cap" else max(total, one.number)


def _placed(
    rules: Rules, scopes: Mapping[str, Scope], scored: Mapping[str, Score], unranked: Mapping[str, str]
) -> dict[str, Score]:
    keys = {
        code: _key(rules, scopes[code], one)
        for code, one in scored.items()
        if one.total is not None and code not in unranked
    }
    n_of = Counter(keys.values())
    places: dict[tuple[Fraction, ...], int] = {}
    above = 0
    for dense, key in enumerate(sorted(n_of, reverse=True), start=1):
        places[key] = dense if rules.ranking.ties == DENSE else above + 1
        above += n_of[key]
    found = {}
    for code, score in scored.items():
        if code not in keys:
            found[code] = replace(score, place=unranked.get(code, score.place))
            continue
        rank, tied = places[keys[code]], n_of[keys[code]] > 1
        found[code] = replace(score, rank=rank, place=f"第 {rank} 名{'（并列）' if tied else ''}")
    return found


def _key(rules: Rules, scope: Scope, score: Score) -> tuple[Fraction, ...]:
    assert score.total is not None
    total = score.total
    if rules.ranking.is_exact:
        total += sum((one.points for one in score.items), ZERO) - (score.overrides[0].value or ZERO)
    if rules.ranking.by_rate:
        total = total / score.full if score.full else ZERO
    return (total, *(_broken(one, scope, score) for one in rules.ranking.breakers))


def _broken(one: Breaker, scope: Scope, score: Score) -> Fraction:
    item = score.item(one.name) if one.is_item else None
    value = item.points if item is not None else scope.number(one.name)
    value = Fraction(-(10**30)) if value is None else value
    return -value if one.is_lower_better and value > -(10**30) else value


def _graded(rules: Rules, scope: Scope, score: Score, n_ranked: int) -> Score:
    if score.total is None:
        return score
    titles = [one.title for one in rules.grades]
    if titles:
        score = replace(score, grade=_grade(rules.grades, score, n_ranked))
    is_vetoed = False
    for one in rules.overrides:
        after = _after(scope, score, n_ranked)
        if one.kind in ON_TOTAL or not _applies(one, after):
            continue
        if is_vetoed:
            score = _with_step(score, f"{one.title}：已一票否决，不再调整")
            continue
        is_vetoed = one.kind == "veto"
        grade = _moved(one, titles, titles.index(score.grade))
        moved = f"等次 {score.grade} → {grade}" if grade != score.grade else f"等次仍为 {grade}"
        text = f"{one.title}：{_why(one, scope, score, n_ranked)}{moved}"
        score = replace(_with_step(score, text), grade=grade)
    after = _after(scope, score, n_ranked)
    return replace(score, lists=tuple(one.title for one in rules.lists if one.when.holds(after)))


def _grade(grades: Sequence[Grade], score: Score, n_ranked: int) -> str:
    assert score.total is not None
    for one in grades[:-1]:
        if one.places is not None or one.share is not None:
            most = one.places if one.places is not None else (one.share or ZERO) * n_ranked
            if score.rank is None or score.rank > most:
                continue
        if one.least is None or score.total >= one.least:
            return one.title
    return grades[-1].title


def _moved(one: Override, titles: Sequence[str], place: int) -> str:
    """Return the grade after one override; the first title is the best."""
    last = len(titles) - 1
    if one.kind == "raise":
        best = titles.index(one.grade) if one.grade else 0
        return titles[max(place - int(one.number), min(best, place))]
    if one.kind == "lower":
        return titles[min(place + int(one.number), last)]
    if one.kind == "at_most":
        return titles[max(place, titles.index(one.grade))]
    return one.grade or titles[last]


def _applies(one: Override, scope: Scope) -> bool:
    return one.when is None or one.when.holds(scope)


def _why(one: Override, scope: Scope, score: Score, n_ranked: int = 0) -> str:
    if one.when is None:
        return f"{number_text(one.number)} 分，" if one.kind in ("cap", "floor") else ""
    return f"因{one.when.described(_after(scope, score, n_ranked))}，"


def _with_step(score: Score, text: str, value: Fraction | None = None) -> Score:
    return replace(score, overrides=(*score.overrides, Step(text, (), value)))


def _after(scope: Scope, score: Score, n_ranked: int = 0) -> Scope:
    """Return the scope in which the result so far has names."""
    extra: dict[str, Value] = {"total": score.total, "rank": score.rank, "grade": score.grade or None}
    extra["rank_from_end"] = n_ranked - score.rank + 1 if score.rank is not None else None
    titles = {"total": "总分", "rank": "名次", "grade": "等次", "rank_from_end": "倒数名次"}
    for item in all_items(score.items):
        extra[f"item.{item.code}"] = item.points if item.counts else None
        extra[f"rate.{item.code}"] = item.points / item.weight if item.counts and item.weight else None
        titles[f"item.{item.code}"] = f"“{item.name}”得分"
        titles[f"rate.{item.code}"] = f"“{item.name}”得分率"
    return replace(scope, extra=extra, titles=titles)
