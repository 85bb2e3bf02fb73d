"""Whether a situation fits a scheme: no input that it does not know, no value of another type."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luodi.assessment.engine.fields import meant
from luodi.assessment.engine.findings import SituationRefused
from luodi.assessment.engine.inputs import Input, InputType
from luodi.assessment.engine.quantities import number_text
from luodi.assessment.engine.scheme import Rules
from luodi.assessment.engine.situation import Member, Row, Situation, Value, Vote
from luodi.assessment.engine.terms.direct import Rating

WANTED = {
    InputType.NUMBER: "一个数",
    InputType.FLAG: "是或否",
    InputType.TEXT: "一段文字",
    InputType.ROWS: "逐条的清单，或只写个数",
    InputType.RATINGS: "评议的清单",
}


def require_fitting(rules: Rules, situation: Situation) -> None:
    """Check every value of every member.    Raises: SituationRefused, naming all that do not fit."""
    wrong = [text for member in situation.members.values() for text in _wrong(rules, member)]
    wrong += [text for member in situation.members.values() for text in _wrong_votes(rules, member)]
    if wrong:
        raise SituationRefused("\n".join(dict.fromkeys(wrong)))


def _wrong(rules: Rules, member: Member) -> Iterator[str]:
    for code, value in member.inputs.items():
        declared = rules.inputs.get(code)
        if declared is None:
            yield f"{member.name}：考核办法没有“{code}”这个输入{meant(code, rules.inputs)}"
        elif declared.is_derived:
            yield f"{member.name}：“{declared.title}”（{code}）由算式得出，不能另给数"
        elif value is not None and not _fits(declared, value):
            yield f"{member.name}：“{declared.title}”（{code}）应是{WANTED[declared.type]}"
        elif declared.type is InputType.ROWS and isinstance(value, tuple):
            yield from _unknown_columns(declared, value, member)


def _wrong_votes(rules: Rules, member: Member) -> Iterator[str]:
    """Say which votes no item takes: by raters that none names, or beyond its scale."""
    terms = [part.term for part in rules.parts() if isinstance(part.term, Rating)]
    for code, value in member.inputs.items():
        asking = [term for term in terms if term.ratings == code]
        if not asking or not isinstance(value, tuple):
            continue
        kinds = {kind.code for term in asking for kind in term.kinds}
        scale = min(term.scale for term in asking)
        for vote in value:
            if not isinstance(vote, Vote):
                continue
            if vote.kind not in kinds:
                yield f"{member.name}：没有“{vote.kind}”这类评议人{meant(vote.kind, sorted(kinds))}"
            if vote.points is not None and not 0 <= vote.points <= scale:
                shown = number_text(Fraction(vote.points))
                yield f"{member.name}：评议的分应在 0 到 {number_text(scale)} 之间，现为 {shown}"


def _fits(declared: Input, value: Value) -> bool:
    if declared.type is InputType.ROWS:
        return _all_are(value, Row) or _is_number(value)
    if declared.type is InputType.RATINGS:
        return _all_are(value, Vote)
    if declared.type is InputType.TEXT:
        return isinstance(value, str)
    if declared.type is InputType.FLAG:
        return isinstance(value, bool) or value in (0, 1)
    return _is_number(value) or isinstance(value, bool | date)


def _unknown_columns(declared: Input, rows: tuple[Row | Vote, ...], member: Member) -> Iterator[str]:
    if not declared.columns:
        return
    for row in rows:
        for column in row.values if isinstance(row, Row) else ():
            if column not in declared.columns:
                hint = meant(column, declared.columns)
                yield f"{member.name}：“{declared.title}”没有“{column}”这一列{hint}"


def _all_are(value: Value, kind: type) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, kind) for one in value)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)
