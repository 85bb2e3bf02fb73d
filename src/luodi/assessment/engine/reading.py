"""From the text of a scheme to the scheme: everything that is wrong with it is said at once, with its line."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from luodi.assessment.engine import dated
from luodi.assessment.engine.fields import Fields, Known
from luodi.assessment.engine.findings import Finding, SchemeRefused
from luodi.assessment.engine.input_readers import read_inputs
from luodi.assessment.engine.outcome_readers import read_grades, read_lists, read_overrides, read_ranking
from luodi.assessment.engine.quantities import number_text, read_day
from luodi.assessment.engine.scheme import Legal, Rounding, Rules, Scheme
from luodi.assessment.engine.terms.making import Role
from luodi.assessment.engine.terms.part import Part
from luodi.assessment.engine.terms.registry import read_part
from luodi.assessment.engine.terms.together import Reference
from luodi.assessment.engine.tree import MAPPING, TEXT, Node, parse

Knows = Callable[[str], bool]
BEGINNING = date(1900, 1, 1)
FOR_CASES = ("cases",)


def read(text: str, *, source: str = "", knows: Knows | None = None) -> Scheme:
    """Read a scheme.

    Shape: one variant of the rules per day on which a dated value changes; ``knows`` tells whether an indicator's
    code is in the catalogue (None: not asked).
    Raises: SchemeRefused with every finding, ordered by line.
    """
    root = parse(text, source=source)
    findings: list[Finding] = []
    begins = _begins(root, findings)
    days = sorted({begins, *(day for day in dated.breakpoints(_without_cases(root)) if day > begins)})
    variants = tuple((day, _rules(root, day, findings, knows)) for day in days)
    if findings:
        raise SchemeRefused(findings, source=source)
    return Scheme(text, source, variants)


def _without_cases(root: Node) -> Node:
    entries = {key: child for key, child in root.entries.items() if key not in FOR_CASES}
    return replace(root, entries=entries)


def _begins(root: Node, findings: list[Finding]) -> date:
    """Return the first day of the scheme: as it says, else of its year, else of its earliest value."""
    written = root.entries.get("valid_from")
    if written is not None:
        day = read_day(written.text)
        if day is None:
            findings.append(root.finding("valid_from 应是日期，如 2024-01-01", "valid_from"))
        return day or BEGINNING
    first, _ = _period(Fields(_without_cases(root), Known([], {}), "考核办法"))
    days = dated.breakpoints(_without_cases(root))
    return first or min(days, default=BEGINNING)


def _rules(root: Node, day: date, findings: list[Finding], knows: Knows | None) -> Rules:
    legal: list[Legal] = []
    node = dated.resolve(_without_cases(root), day, findings, legal)
    known = Known(findings, {})
    fields = Fields(node, known, "考核办法")
    if node.shape != MAPPING:
        raise SchemeRefused(findings)
    inputs = read_inputs(fields, knows)
    known = Known(findings, inputs)
    items, order = _items(fields, known)
    first, last = _period(fields)
    after = known.with_extra(_known_after(items))
    grades = read_grades(fields, known)
    rules = Rules(
        code=fields.text("scheme", "code"),
        title=fields.text("title", "name"),
        inputs=inputs,
        items=items,
        order=order,
        year=fields.whole("year", most=9999),
        group=fields.text("group"),
        source=fields.text("source"),
        remarks=fields.text("remarks"),
        total=_total(fields, items),
        first=first,
        last=last,
        rounding=_rounding(fields),
        grades=grades,
        overrides=read_overrides(fields, after, grades),
        lists=read_lists(fields, after),
        ranking=read_ranking(fields, known, [one.code for part in items for one in _family(part)]),
        legal=tuple(legal),
    )
    fields.require("title", "name")
    fields.done(also=("valid_from", "version", "document", *FOR_CASES))
    return rules


def _items(fields: Fields, known: Known) -> tuple[tuple[Part, ...], tuple[int, ...]]:
    listed = fields.get("items")
    nodes = list(fields.list("items", least=1))
    if listed is not None and listed.shape == MAPPING and "kind" not in listed.entries:
        nodes = [_with_code(code, node) for code, node in listed.entries.items()]
    items = tuple(read_part(node, known, str(number), Role()) for number, node in enumerate(nodes, start=1))
    _check_codes(items, nodes, known)
    return items, _order(items, nodes, known)


def _with_code(code: str, node: Node) -> Node:
    written = Node(TEXT, node.line, node.column, node.path, text=code)
    return Node(
        node.shape,
        node.line,
        node.column,
        node.path,
        node.text,
        entries={"code": written, **node.entries},
        places=node.places,
    )


def _check_codes(items: tuple[Part, ...], nodes: list[Node], known: Known) -> None:
    seen: dict[str, str] = {}
    for part, node in zip(items, nodes, strict=True):
        for one in _family(part):
            if one.code in seen:
                known.findings.append(
                    node.finding(f"代码“{one.code}”写了两次，另一项是“{seen[one.code]}”", "code")
                )
            seen[one.code] = one.title


def _family(part: Part) -> list[Part]:
    return [part, *(below for inner in part.parts for below in _family(inner))]


def _order(items: tuple[Part, ...], nodes: list[Node], known: Known) -> tuple[int, ...]:
    """Return the items so that each comes after those that it refers to."""
    place = {part.code: number for number, part in enumerate(items)}
    order: list[int] = []
    under_way: list[int] = []

    def visit(number: int) -> None:
        if number in order:
            return
        if number in under_way:
            circle = " → ".join(items[one].code for one in [*under_way[under_way.index(number) :], number])
            known.findings.append(nodes[number].finding(f"循环引用：{circle}"))
            return
        under_way.append(number)
        for code in _refers_to(items[number]):
            if code in place:
                visit(place[code])
            else:
                known.findings.append(nodes[number].finding(f"没有代码为“{code}”的考核项可以引用"))
        under_way.pop()
        order.append(number)

    for number in range(len(items)):
        visit(number)
    return tuple(order)


def _refers_to(part: Part) -> list[str]:
    return [one.term.item for one in _family(part) if isinstance(one.term, Reference)]


def _known_after(items: tuple[Part, ...]) -> Mapping[str, str]:
    """Return what overrides and lists may name beside the inputs, with its title."""
    found = {"total": "总分", "rank": "名次", "grade": "等次", "rank_from_end": "倒数名次"}
    for part in (one for item in items for one in _family(item)):
        found[f"item.{part.code}"] = f"“{part.title}”得分"
        found[f"rate.{part.code}"] = f"“{part.title}”得分率"
    return found


def _total(fields: Fields, items: tuple[Part, ...]) -> Fraction | None:
    total = fields.positive("total")
    if total is None:
        return None
    counted = [part for part in items if part.weight is not None and not part.extra]
    always = sum((part.weight or Fraction(0) for part in counted if part.when is None), Fraction(0))
    most = sum((part.weight or Fraction(0) for part in counted), Fraction(0))
    if not always <= total <= most:
        shown = " + ".join(number_text(part.weight or Fraction(0)) for part in counted)
        text = f"各项 weight 合计 {number_text(most)}（{shown}），与 total {number_text(total)} 不等"
        fields.refuse(f"{text}；加分项请写 extra: true 或不写 weight", "total")
    return total


def _period(fields: Fields) -> tuple[date | None, date | None]:
    """Return the accounting period: ``period``, else the calendar year ``year``."""
    inner = fields.subfields("period", "period")
    if inner is None:
        year = fields.whole("year", most=9999)
        return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    inner.require("from")
    inner.require("to")
    first, last = read_day(inner.text("from")), read_day(inner.text("to"))
    if first is None or last is None or first > last:
        fields.refuse("period 应写成 {from: 2007-12-01, to: 2008-11-30}", "period")
        return None, None
    inner.done()
    return first, last


def _rounding(fields: Fields) -> Rounding:
    node = fields.get("rounding")
    if node is None or node.shape == TEXT:
        return Rounding(total=fields.whole("rounding", 2, most=10))
    inner = Fields(node, fields.known, "rounding")
    rounding = Rounding(
        rate=inner.whole("rate", most=10),
        item=inner.whole("item", most=10),
        total=inner.whole("total", 2, most=10),
        truncate=inner.choice("mode", {"half_up": "四舍五入", "truncate": "截尾"}, "half_up") == "truncate",
    )
    inner.done()
    return rounding
