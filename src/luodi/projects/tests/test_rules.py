from datetime import date

import pytest

from luodi.kernel.dates import DatePrecision, VagueDate, parse_date
from luodi.projects import rules
from luodi.projects.choices import Field, Stage, Status
from luodi.projects.rules import Step


def skipped(present: Stage | None, new: Stage, reason: str = "") -> tuple[Stage, ...]:
    return rules.skipped_stages(present=present, new=new, reason=reason)


def test_the_next_stage_skips_none() -> None:
    assert skipped(Stage.NEGOTIATING, Stage.SIGNED) == ()


def test_a_rejected_project_begins_again_with_negotiation() -> None:
    assert skipped(None, Stage.NEGOTIATING) == ()


def test_stages_in_between_are_skipped_for_a_reason() -> None:
    assert skipped(Stage.NEGOTIATING, Stage.PRODUCING, "租用现成厂房") == (Stage.SIGNED, Stage.STARTED)


@pytest.mark.parametrize(
    ("present", "new", "said"),
    [
        (Stage.NEGOTIATING, Stage.STARTED, "登记开工之前须先登记签约"),
        (Stage.SIGNED, Stage.SIGNED, "项目已登记签约；如日期或内容有误，请用更正"),
        (Stage.STARTED, Stage.SIGNED, "项目已开工，不能再登记签约"),
        (Stage.STARTED, Stage.NEGOTIATING, "不能再登记在谈"),
    ],
    ids=["skips", "again", "back", "far-back"],
)
def test_a_stage_out_of_order_is_refused(present: Stage, new: Stage, said: str) -> None:
    with pytest.raises(rules.StageOutOfOrder, match=said):
        skipped(present, new, " ")


def test_two_stages_on_one_day_are_in_order() -> None:
    rules.check_dates({Stage.SIGNED: parse_date("2020-07-01"), Stage.STARTED: parse_date("2020-07-01")})


def test_a_stage_may_lie_within_a_vague_date_before_it() -> None:
    rules.check_dates({Stage.SIGNED: parse_date("2020年7月"), Stage.STARTED: parse_date("2020-07-02")})


def test_a_stage_surely_before_an_earlier_one_is_refused_with_both_dates() -> None:
    with pytest.raises(
        rules.DateOutOfOrder, match="开工日期（2020年6月下旬）不能早于签约日期（2020-07-01）"
    ) as refused:
        rules.check_dates(
            {Stage.SIGNED: parse_date("2020-07-01"), Stage.STARTED: parse_date("2020年6月下旬")}
        )
    assert refused.value.field == "started_on"


def test_dates_are_compared_across_a_stage_that_is_not_known() -> None:
    with pytest.raises(rules.DateOutOfOrder, match="开工日期.*不能早于在谈日期"):
        rules.check_dates(
            {Stage.NEGOTIATING: parse_date("2020-07-01"), Stage.STARTED: parse_date("2020-06-30")}
        )


def test_what_a_stage_requires_includes_what_stages_before_require() -> None:
    lacking = rules.missing(upto=Stage.STARTED, held={Field.NAME, Field.UNIT, Field.TOTAL, Field.ORIGIN})
    assert lacking == [Field.INVESTOR_NAME, Field.INDUSTRY, Field.AREA]


def test_everything_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(rules.StageNotReady, match="登记签约之前请先填写：总投资、行业"):
        rules.check_ready(
            upto=Stage.SIGNED, held={Field.NAME, Field.UNIT, Field.INVESTOR_NAME, Field.ORIGIN, Field.AREA}
        )


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.WITHDRAWN])
def test_a_closed_project_does_not_move_on(status: Status) -> None:
    with pytest.raises(rules.ProjectClosed, match=f"项目已{status.label}，请先恢复推进，再登记开工"):
        rules.check_open(status, "登记开工")


@pytest.mark.parametrize("status", [Status.PROCEEDING, Status.DELAYED])
def test_a_delayed_project_moves_on(status: Status) -> None:
    rules.check_open(status, "登记开工")


def test_a_suspension_needs_a_reason_and_a_resumption_none() -> None:
    with pytest.raises(rules.ChangeRefused, match="改为“暂缓”须写明原因"):
        rules.check_status(present=Status.PROCEEDING, new=Status.SUSPENDED, reason=" ")
    rules.check_status(present=Status.SUSPENDED, new=Status.PROCEEDING, reason="")


def test_a_status_that_holds_already_is_no_change() -> None:
    with pytest.raises(rules.ChangeRefused, match="已经是“延期”"):
        rules.check_status(present=Status.DELAYED, new=Status.DELAYED, reason="设备未到")


def test_a_date_is_corrected_and_never_changed() -> None:
    with pytest.raises(rules.ChangeRefused, match="签约日期不会变更；如登记有误，请用更正"):
        rules.check_changeable({Field.SIGNED_ON, Field.TOTAL}, Status.PROCEEDING)


def test_a_withdrawn_project_can_only_be_resumed() -> None:
    rules.check_changeable({Field.STATUS}, Status.WITHDRAWN)
    with pytest.raises(rules.ProjectClosed):
        rules.check_changeable({Field.TOTAL}, Status.WITHDRAWN)


@pytest.mark.parametrize(
    ("name", "said"), [("　", "请填写项目名称"), ("长" * 201, "不能超过 200 字，现为 201 字")]
)
def test_a_name_is_neither_blank_nor_endless(name: str, said: str) -> None:
    with pytest.raises(rules.ProjectRefused, match=said):
        rules.check_name(name)


@pytest.mark.parametrize(
    "said",
    ["2020-07-31", "2020年7月上旬", "2020年7月中旬", "2020年2月下旬", "2020年7月", "2020年三季度", "2020年"],
)
def test_a_stored_day_with_its_precision_tells_the_whole_date(said: str) -> None:
    whole = parse_date(said)
    assert rules.around(whole.last, whole.precision) == whole
    assert rules.around(whole.first, whole.precision) == whole


def test_replaying_lets_later_steps_go_on_with_what_was_reached_before() -> None:
    negotiating, signed = date(2020, 6, 1), date(2020, 7, 10)
    moved = [
        Step(1, negotiating, 1, Stage.NEGOTIATING, negotiating, Stage.NEGOTIATING),
        Step(2, date(2020, 7, 5), 3, Stage.SIGNED, date(2020, 7, 1)),
        Step(3, signed, 2, Stage.SIGNED, signed, Stage.SIGNED),
        Step(4, date(2020, 8, 1), 4, Stage.SIGNED, date(2020, 7, 1)),
    ]
    told = [(step.key, step.state, step.since) for step in rules.replay(moved)]
    assert told == [
        (1, Stage.NEGOTIATING, negotiating),
        (2, Stage.NEGOTIATING, negotiating),
        (3, Stage.SIGNED, signed),
        (4, Stage.SIGNED, signed),
    ]


def test_replaying_never_goes_back_a_stage() -> None:
    steps = [
        Step(1, date(2020, 7, 1), 1, Stage.STARTED, date(2020, 7, 1), Stage.STARTED),
        Step(2, date(2020, 7, 31), 2, Stage.SIGNED, date(2020, 7, 31), Stage.SIGNED),
    ]
    assert [step.state for step in rules.replay(steps)] == [Stage.STARTED, Stage.STARTED]


def test_a_day_is_its_own_span() -> None:
    day = date(2020, 7, 1)
    assert rules.around(day, DatePrecision.DAY) == VagueDate.day(day)


def test_a_void_project_takes_no_more_acts() -> None:
    rules.check_not_void("P2020-0001", is_void=False)
    with pytest.raises(rules.ProjectClosed, match="P2020-0001 的登记已撤回"):
        rules.check_not_void("P2020-0001", is_void=True)
