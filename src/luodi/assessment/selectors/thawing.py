"""Runs read back: their frozen inputs as the engine takes them, and whether a rerun gives the very same."""

from collections.abc import Sequence
from dataclasses import dataclass

from luodi.assessment import scoring
from luodi.assessment.choices import PUBLISHED, RunState
from luodi.assessment.engine import Member, Result, Scheme
from luodi.assessment.models import Run, RunItem, RunScore


@dataclass(frozen=True)
class Verified:
    """A run computed again from its frozen inputs; ``differences`` are sentences, none when all is as it was."""

    run: Run
    differences: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.differences


def scheme_of(run: Run) -> Scheme:
    """Return the rules that a run went by."""
    return scoring.understood(run.scheme.text)


def members_of(run: Run, scores: Sequence[RunScore] | None = None) -> dict[str, Member]:
    """Return the members with their frozen inputs, in their order.    Shape: one query."""
    rows = RunScore.objects.filter(run=run).order_by("position", "id") if scores is None else scores
    return {
        row.key: Member(
            name=row.name,
            inputs=scoring.thawed(row.inputs),
            reviewed_only=row.is_reviewed_only,
            excluded=row.excluded,
            notes=tuple(row.told["given"]),
        )
        for row in rows
    }


def rescored(run: Run) -> Result:
    """Compute the result again from what was frozen."""
    return scoring.scored(scheme_of(run), members_of(run), run.last_on)


def verify(run: Run) -> Verified:
    """Compare a run with what its frozen inputs yield now, number by number, exactly."""
    found: list[str] = []
    members = members_of(run)
    if scoring.inputs_digest(members, sha256=run.scheme.sha256, on=run.last_on) != run.inputs_sha256:
        found.append("冻结的输入与计算时的校验值不符")
    result = scoring.result_data(scoring.scored(scheme_of(run), members, run.last_on))
    if scoring.result_digest(result) != run.result_sha256:
        found.append("重算结果与计算时的校验值不符")
    kept = RunItem.objects.filter(score__run=run).values_list("score__key", "code", "name", "exact")
    points = {(key, code): (name, exact) for key, code, name, exact in kept}
    scores = {row.key: row for row in RunScore.objects.filter(run=run)}
    for told in result:
        row = scores[told["code"]]
        if (told["total"] or "") != row.exact or told["rank"] != row.rank or told["grade"] != row.grade:
            found.append(f"{row.name}：总分 {row.exact}，重算为 {told['total']}")
        for item in told["items"]:
            name, exact = points.get((row.key, item["code"]), (item["name"], ""))
            if exact != item["points"]:
                found.append(f"{row.name}“{name}”：{exact or '没有'}，重算为 {item['points']}")
    return Verified(run, tuple(found))


def before(run: Run) -> Run | None:
    """Return the published run of the same kind of group before this one: the last period, also of the year before."""
    rows = Run.objects.filter(
        group__city_id=run.group.city_id,
        group__kind=run.group.kind,
        group__name=run.group.name,
        last_on__lt=run.last_on,
        state__in=PUBLISHED,
    )
    return rows.select_related("group", "scheme").order_by("-last_on", "-id").first()


def standing_run(run: Run) -> Run:
    """Return the run that stands in the place of a superseded one, after however many rulings."""
    while run.state == RunState.SUPERSEDED and hasattr(run, "superseded_by"):
        run = run.superseded_by
    return run
