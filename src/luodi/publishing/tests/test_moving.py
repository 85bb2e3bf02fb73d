"""What was published is held against the ledger: it reproduces, is seen when it moves, and a notice puts it right."""

from datetime import timedelta

import pytest

from luodi.figures.drill import facts_behind
from luodi.jobs import services as jobs
from luodi.kernel.asof import AsOf
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.notices.models import Notice
from luodi.organisation.policies import NotAllowed
from luodi.projects.choices import Field
from luodi.projects.tests.makers import make_signed
from luodi.publishing import services
from luodi.publishing.flow import FlowRefused
from luodi.publishing.models import Move, PublishedFigure, Revision
from luodi.publishing.release_choices import BasisRole, MoveState
from luodi.publishing.rules import text_digest
from luodi.publishing.selectors.measuring import measure, members_of, rows_digest
from luodi.publishing.selectors.moving import base_of, differences, look
from luodi.publishing.selectors.obstacles import current
from luodi.publishing.tests.release_makers import (
    approved,
    corrected,
    make_desk,
    make_publication,
    outlet,
    publish,
    submitted,
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def desk(cast, clock):
    return make_desk(cast, clock)


@pytest.fixture
def out(desk):
    return make_publication(desk)


def figure(out, code):
    return PublishedFigure.objects.get(publication=out, code=code)


def test_what_went_out_is_frozen_with_the_rows_behind_every_number(out):
    assert out.sha256 == text_digest(out.text)
    assert [(one.code, one.found) for one in out.figures.all()] == [
        ("signed.count", "3个"), ("signed.amount", "3.6亿元"), ("signed.industrial.count_share", "66.67%"),
    ]  # fmt: skip
    count = figure(out, "signed.count").bases.get().rows
    assert [row[4] for row in count.rows] == ["云溪光学镜片生产线", "云溪氢能装备项目", "石桥冷链物流园"]
    share = {one.role: one.rows.raw for one in figure(out, "signed.industrial.count_share").bases.all()}
    assert share == {BasisRole.NUMERATOR: 2, BasisRole.DENOMINATOR: 3}


def test_frozen_rows_add_up_and_the_ledger_gives_them_again_at_the_entry(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    known = AsOf(out.as_of, out.entry)
    for row in out.frozen_rows.all():
        again = measure(out.city, [base_of(row)], known)[base_of(row)]
        data = [one.data for one in members_of(facts_behind(again))]
        assert sum(one[-1] for one in row.rows) == row.raw == again.exact
        assert (data, rows_digest(row.rows)) == (row.rows, row.sha256)


def test_nothing_has_moved_as_long_as_nothing_is_corrected(desk, out):
    desk.clock.advance(days=1)
    assert services.look_again(publication=out, at=desk.clock.now) == []
    assert not look(out).moved


def test_a_correction_afterwards_is_seen_with_the_row_and_the_reason(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    (move,) = services.look_again(publication=out, at=desk.clock.now)
    assert (move.was, move.now, move.state) == ("3.6亿元", "4.4亿元", MoveState.OPEN)
    (change,) = differences(move.figure, look(out))[0].changes
    assert (change.label, change.kind, change.was, change.now) == (
        "云溪光学镜片生产线", "数值变动", "1.2亿元", "2亿元",
    )  # fmt: skip
    assert "抄录有误" in change.why
    out.refresh_from_db()
    assert out.n_moved == 1
    assert services.look_again(publication=out, at=desk.clock.now) == []
    told = Notice.objects.filter(account=desk.press, title__startswith="已发布的数有变动")
    assert told.get().reason == "新签约项目总投资 3.6亿元 → 4.4亿元"


def test_what_is_reported_late_comes_in_and_what_is_moved_away_goes_out(desk, out, cast):
    desk.clock.advance(days=1)
    make_signed(by=cast.liu, verifier=cast.qin, name="云溪补报项目", signed_on="2020-07-20")
    desk.clock.advance(hours=1)
    services.look_again(publication=out, at=desk.clock.now)
    found = differences(figure(out, "signed.count"), look(out))[0]
    assert [(one.label, one.kind) for one in found.changes] == [("云溪补报项目", "计入")]
    assert (found.was, found.now) == ("3个", "4个")
    assert Move.objects.filter(figure__publication=out).count() == 3


def test_a_number_that_is_back_closes_its_alert(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    services.look_again(publication=out, at=desk.clock.now)
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi("1.2"), reason="原来的对")
    services.look_again(publication=out, at=desk.clock.now)
    assert Move.objects.get().state == MoveState.RESTORED
    assert not figure(out, "signed.amount").has_moved


def test_an_alert_is_accepted_with_a_reason_and_comes_again_when_it_moves_again(desk, out, liu):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    (move,) = services.look_again(publication=out, at=desk.clock.now)
    with pytest.raises(NotAllowed):
        services.accept_move(move=move, remark="差别很小", actor=liu, at=desk.clock.now)
    with pytest.raises(FlowRefused, match="请写明不须更正的理由"):
        services.accept_move(move=move, remark="", actor=desk.press, at=desk.clock.now)
    services.accept_move(move=move, remark="发布稿写明截至日，不另更正", actor=desk.press, at=desk.clock.now)
    assert services.look_again(publication=out, at=desk.clock.now) == []
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(3))
    (again,) = services.look_again(publication=out, at=desk.clock.now)
    assert (again.now, again.state) == ("5.4亿元", MoveState.OPEN)


def test_each_night_every_publication_is_looked_at(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    jobs.enqueue("publishing.look", at=desk.clock.now)
    (job,) = jobs.work_off(now=desk.clock.now + timedelta(minutes=1))
    assert job.result == {out.city.code: {out.code: 1}}


def test_a_notice_tells_old_and_new_with_the_reason_and_goes_the_same_way(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    piece = services.write_revision(publication=out, actor=desk.press, at=desk.clock.now)
    text = current(piece).text
    assert text.startswith("关于《示例市1—7月招商引资情况》有关数据的更正说明\n")
    assert "|1|新签约项目总投资|2020年1—7月|全市|3.6亿元|4.4亿元|" in text
    assert "“云溪光学镜片生产线”，原因：抄录有误" in text
    revision = Revision.objects.get(publication=out)
    assert revision.lines[0]["was"] == "3.6亿元"
    assert Move.objects.get().state == MoveState.NOTICE
    with pytest.raises(FlowRefused, match="没有等待更正的数"):
        services.write_revision(publication=out, actor=desk.press, at=desk.clock.now)
    notice = publish(desk, approved(desk, piece))
    assert notice.figures.get().shown == "4.4亿元"
    assert Move.objects.get().state == MoveState.REVISED
    assert services.look_again(publication=out, at=desk.clock.now) == []


def test_the_notice_is_watched_in_its_turn(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    piece = services.write_revision(publication=out, actor=desk.press, at=desk.clock.now)
    notice = publish(desk, approved(desk, piece))
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(3))
    assert services.look_at_all(city=desk.city, at=desk.clock.now) == {notice.code: 1}


def test_what_is_taken_down_keeps_its_record_and_is_watched_no_more(desk, out, liu):
    with pytest.raises(NotAllowed):
        services.withdraw_publication(publication=out, reason="误发", actor=liu, at=desk.clock.now)
    services.withdraw_publication(publication=out, reason="误发", actor=desk.press, at=desk.clock.now)
    with pytest.raises(FlowRefused, match="已经撤下"):
        services.withdraw_publication(publication=out, reason="误发", actor=desk.press, at=desk.clock.now)
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    assert services.look_at_all(city=desk.city, at=desk.clock.now) == {}
    assert out.figures.count() == 3
    with pytest.raises(FlowRefused, match="文稿已撤下"):
        services.write_revision(publication=out, actor=desk.press, at=desk.clock.now)


def test_further_channels_are_noted_once_and_not_ahead(desk, out):
    new = outlet(desk.clock.day - timedelta(days=1))
    services.add_outlet(publication=out, outlet=new, actor=desk.press, at=desk.clock.now)
    with pytest.raises(FlowRefused, match="已经登记过"):
        services.add_outlet(publication=out, outlet=new, actor=desk.press, at=desk.clock.now)
    ahead = outlet(desk.clock.day + timedelta(days=1))
    with pytest.raises(FlowRefused, match="不能晚于今天"):
        services.add_outlet(publication=out, outlet=ahead, actor=desk.press, at=desk.clock.now)


def test_the_ledgers_head_may_run_on_without_moving_anything(desk, out, cast):
    desk.clock.advance(days=1)
    make_signed(by=cast.liu, verifier=cast.qin, name="云溪八月项目", signed_on="2020-08-03")
    assert ledger.resolve(desk.city).entry > out.entry
    assert not look(out).moved


def test_a_list_too_long_to_be_kept_is_listed_again_by_its_entry(desk, monkeypatch):
    monkeypatch.setattr("luodi.publishing.services.freezing.MOST_ROWS", 2)
    out = make_publication(desk)
    rows = figure(out, "signed.amount").bases.get().rows
    assert (rows.n_rows, rows.rows, rows.is_whole) == (3, [], False)
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    (difference,) = differences(figure(out, "signed.amount"), look(out))
    assert [(one.was, one.now) for one in difference.changes] == [("1.2亿元", "2亿元")]
    assert "按流水号重新列出" in difference.note


def test_a_notice_that_is_still_a_draft_is_written_anew(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    first = services.write_revision(publication=out, actor=desk.press, at=desk.clock.now)
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(3))
    piece = services.write_revision(publication=out, anew=True, actor=desk.press, at=desk.clock.now)
    assert "|3.6亿元|5.4亿元|" in current(piece).text
    assert [one.notice for one in Revision.objects.all()] == [piece]
    assert first.state == "DRAFT"
    submitted(desk, piece)
    with pytest.raises(FlowRefused, match="没有等待更正的数"):
        services.write_revision(publication=out, anew=True, actor=desk.press, at=desk.clock.now)


def test_what_a_notice_had_put_right_waits_again_when_the_notice_is_taken_down(desk, out):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    piece = services.write_revision(publication=out, actor=desk.press, at=desk.clock.now)
    notice = publish(desk, approved(desk, piece))
    services.withdraw_publication(
        publication=notice, reason="对照表有误", actor=desk.press, at=desk.clock.now
    )
    assert Move.objects.get().state == MoveState.OPEN
