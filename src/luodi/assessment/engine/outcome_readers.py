"""Reading what is done with the total: grades, overrides in their order, lists, ranking."""

import itertools
from fractions import Fraction

from luodi.assessment.engine import expressions
from luodi.assessment.engine.fields import Fields, Known, meant
from luodi.assessment.engine.quantities import number_text
from luodi.assessment.engine.scheme import COMPETITION, DENSE, Breaker, Grade, Listing, Override, Ranking
from luodi.assessment.engine.tree import Node

ON_TOTAL = ("points", "factor", "cap", "floor", "reviewed_only")
ON_GRADE = ("raise", "lower", "grade", "at_most", "veto")
OVERRIDES = {
    "points": "总分加减",
    "factor": "总分打折",
    "cap": "总分封顶",
    "floor": "总分保底",
    "reviewed_only": "只通报不排名",
    "raise": "升档",
    "lower": "降档",
    "grade": "直接定档",
    "at_most": "最高只能定为",
    "veto": "一票否决",
}


def read_grades(fields: Fields, known: Known) -> tuple[Grade, ...]:
    """Read the grades, the best first."""
    nodes = fields.list("grades")
    grades = tuple(_grade(node, known) for node in nodes)
    titles = [one.title for one in grades]
    if len(set(titles)) < len(titles):
        fields.refuse("两个等次同名", "grades")
    _check_grades(grades, fields)
    return grades


def read_overrides(fields: Fields, known: Known, grades: tuple[Grade, ...]) -> tuple[Override, ...]:
    titles = [one.title for one in grades]
    return tuple(_override(node, known, titles) for node in fields.list("overrides"))


def read_lists(fields: Fields, known: Known) -> tuple[Listing, ...]:
    found = []
    for number, node in enumerate(fields.list("lists"), start=1):
        inner = Fields(node, known, "名单")
        inner.require("title")
        inner.require("when")
        when = expressions.condition(inner, "when")
        code = inner.text("code") or str(number)
        if when is not None:
            found.append(Listing(code, inner.text("title"), when))
        inner.done(also=("source", "remarks"))
    return tuple(found)


def read_ranking(fields: Fields, known: Known, codes: list[str]) -> Ranking:
    inner = fields.subfields("ranking", "ranking")
    if inner is None:
        return Ranking()
    breakers = tuple(_breaker(node, inner, known, codes) for node in inner.list("tie_breakers"))
    ranking = Ranking(
        ties=inner.choice("ties", {COMPETITION: "1、1、3", DENSE: "1、1、2"}, COMPETITION),
        breakers=breakers,
        by_rate=inner.choice("by", {"total": "按总分", "rate": "按得分率"}, "total") == "rate",
        is_exact=inner.choice("compare", {"rounded": "按公布的总分", "exact": "按未进位的总分"}, "rounded")
        == "exact",
    )
    inner.done()
    return ranking


def _grade(node: Node, known: Known) -> Grade:
    fields = Fields(node, known, "等次")
    fields.require("title")
    share = fields.share("share", Fraction(0)) if fields.has("share") else None
    places = fields.whole("places", most=100_000)
    grade = Grade(fields.text("title"), fields.number("from"), places, share)
    if places is not None and share is not None:
        fields.refuse("places（前几名）与 share（前百分之几）只写一个", "share")
    fields.done(also=("source", "remarks"))
    return grade


def _check_grades(grades: tuple[Grade, ...], fields: Fields) -> None:
    if not grades:
        return
    floors = [one.least for one in grades if one.least is not None]
    for better, worse in itertools.pairwise(floors):
        if worse >= better:
            text = f"等次从高到低写：{number_text(worse)} 应小于上一等的 {number_text(better)}"
            fields.refuse(text, "grades")
    for one in grades[:-1]:
        if one.least is None and one.places is None and one.share is None:
            fields.refuse(f"等次“{one.title}”没有写 from，后面的等次永远轮不到", "grades")
    last = grades[-1]
    if last.least is not None or last.places is not None or last.share is not None:
        fields.refuse(f"等次有空档：低于“{last.title}”的怎么定？最后一等不要写 from", "grades")


def _override(node: Node, known: Known, grades: list[str]) -> Override:
    fields = Fields(node, known, "升降档")
    kind = fields.text("kind")
    if kind not in OVERRIDES:
        fields.refuse(f"没有“{kind}”这种调整{meant(kind, OVERRIDES)}", "kind")
        kind = "points"
    key, default = _number_key(kind)
    number = fields.number(key) if key else None
    if key and number is None and default is None:
        fields.refuse(f"{kind} 要写 {key}")
    grade = fields.text("grade")
    if grade and grade not in grades:
        fields.refuse(f"没有“{grade}”这个等次{meant(grade, grades)}", "grade")
    if kind in ON_GRADE and not grades:
        fields.refuse(f"{kind} 要先写 grades（等次）", "kind")
    if kind in ("grade", "at_most") and not grade:
        fields.refuse(f"{kind} 要写 grade（哪一等）")
    when = expressions.condition(fields, "when")
    if when is None and kind not in ("cap", "floor"):
        fields.refuse(f"{kind} 要写 when（什么情况下）")
    if kind in ON_TOTAL and when is not None and {"rank", "grade", "rank_from_end"} & set(when.names()):
        fields.refuse("调整总分在排名和定等次之前，条件不能用 rank、grade", "when")
    override = Override(
        kind=kind,
        title=fields.text("title") or OVERRIDES[kind],
        when=when,
        number=number if number is not None else default or Fraction(0),
        grade=grade,
        unranked=fields.flag("unranked"),
        source=fields.text("source"),
    )
    fields.done(also=("remarks",))
    return override


def _number_key(kind: str) -> tuple[str, Fraction | None]:
    """Return the key of the number that a kind needs, and its default."""
    if kind in ("points", "cap", "floor"):
        return "points", None
    if kind == "factor":
        return "factor", None
    return ("by", Fraction(1)) if kind in ("raise", "lower") else ("", None)


def _breaker(node: Node, fields: Fields, known: Known, codes: list[str]) -> Breaker:
    name = node.text
    is_lower = name.startswith("-")
    name = name.removeprefix("-").strip()
    if name not in codes and not known.has(name):
        known.findings.append(
            node.finding(f"没有“{name}”这个考核项或输入{meant(name, [*codes, *known.inputs])}")
        )
    return Breaker(name, name in codes, is_lower)
