"""A checked draft as plain data: what the command prints, what a check keeps, what the pages show."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from luodi.kernel.periods import Period
from luodi.press.checked import Answer, CheckedDraft, Match, Ruled
from luodi.press.fingerprints import fingerprint, sentence
from luodi.press.grammar.claims import Draft, Finding, Weight
from luodi.press.holding import written


def report(checked: CheckedDraft) -> dict[str, Any]:
    """Return the report: about the whole, ``findings``, ``ruled`` (settled before) and ``claims``, in the text's order.

    Shape: offsets are characters of the text as it was given; a figure carries the query that opens it.
    """
    by_number = {match.claim.number: match for match in checked.matches}
    return {
        "city": checked.city_code,
        "as_of": timezone.localtime(checked.as_of.moment).isoformat() if checked.as_of else None,
        "entry": checked.as_of.entry if checked.as_of else None,
        "published": checked.published.isoformat() if checked.published else None,
        "notes": list(checked.notes),
        "counts": counts(checked),
        "findings": [_finding(checked.draft, one, by_number) for one in checked.findings],
        "ruled": [_ruled(checked.draft, one, by_number) for one in checked.ruled],
        "claims": [_claim(match) for match in checked.matches],
        "left_alone": [
            {"start": one.start, "end": one.end, "reason": one.reason} for one in checked.draft.passages
        ],
    }


def counts(checked: CheckedDraft) -> dict[str, int]:
    """Return how many findings there are of each weight, and how many claims in each state."""
    return {weight.value: len(checked.of_weight(weight)) for weight in Weight} | {
        "claims": len(checked.matches),
        "agrees": checked.n_agreed,
        "ruled": len(checked.ruled),
    }


def _finding(draft: Draft, one: Finding, by_number: dict[int, Match]) -> dict[str, Any]:
    answers = [
        match.answer for number in one.claims if (match := by_number.get(number)) and match.answer is not None
    ]
    return {
        "start": one.start,
        "end": one.end,
        "kind": one.kind.value,
        "severity": one.weight.value,
        "message": one.message,
        "expected": one.expected,
        "stated": one.stated,
        "rule": one.rule,
        "arithmetic": one.arithmetic,
        "correction": one.correction,
        "claims": list(one.claims),
        "details": dict(one.details),
        "words": sentence(draft.text, one.start, one.end),
        "fingerprint": fingerprint(draft, one),
        "figures": [_figure(answer) for answer in answers],
    }


def _ruled(draft: Draft, one: Ruled, by_number: dict[int, Match]) -> dict[str, Any]:
    said = {"pk": one.pk, "verdict": one.verdict.value, "reason": one.reason, "by": one.by}
    return {**_finding(draft, one.finding, by_number), "ruling": said}


def _claim(match: Match) -> dict[str, Any]:
    claim = match.claim
    answer = match.answer
    period = answer.period if answer else claim.when.period if claim.when else None
    return {
        "number": claim.number,
        "start": claim.start,
        "end": claim.end,
        "at": claim.at,
        "to": claim.to,
        "value": _number(claim.value),
        "unit": claim.unit,
        "period": _period(period),
        "period_words": claim.when.words if claim.when else "",
        "subject": claim.subject.words,
        "qualifier": claim.qualifier,
        "indicator": claim.indicator,
        "scope": answer.figure.scope.text if answer else claim.scope,
        "region": claim.region,
        "measure": claim.measure.value,
        "exactness": claim.exactness.value,
        "is_plan": claim.is_plan,
        "state": match.state.value,
        "why": match.why,
        "figure": _figure(answer) if answer else None,
        "ledger": written(claim, answer.value) if answer else None,
        "assumed": answer.assumed if answer else "",
    }


def _figure(answer: Answer) -> dict[str, Any]:
    figure = answer.figure
    return {
        "name": figure.name,
        "text": f"{figure.text}{figure.unit}",
        "when": figure.when,
        "scope": figure.scope.label,
        "assumed": answer.assumed,
        "query": figure.query,
    }


def _period(period: Period | None) -> dict[str, str | None] | None:
    if period is None:
        return None
    return {
        "from": period.first.isoformat() if period.first else None,
        "to": period.last.isoformat(),
        "label": period.label(),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
