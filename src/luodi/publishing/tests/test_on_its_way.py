"""A text on its way to the public: by other hands than its drafter's, and not while something is wrong."""

from datetime import date

import pytest

from luodi.audit.models import AuditRecord
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.notices.models import Notice
from luodi.organisation import services as organisation
from luodi.organisation.choices import Role
from luodi.organisation.policies import NotAllowed
from luodi.projects import services as projects
from luodi.projects.choices import Field
from luodi.projects.tests.makers import day
from luodi.publishing import services
from luodi.publishing.choices import PieceState
from luodi.publishing.flow import Blocked, FlowRefused
from luodi.publishing.models import Countersign, Publication
from luodi.publishing.release_choices import CountersignState, OwnerKind
from luodi.publishing.selectors.obstacles import current, figures_of, pending
from luodi.publishing.services import CountersignRefused
from luodi.publishing.services.writing import edit_piece
from luodi.publishing.tests.release_makers import (
    ASKED,
    approved,
    make_desk,
    make_draft,
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


def written(desk, piece, old, new):
    text = current(piece).text
    assert old in text
    edit_piece(piece=piece, text=text.replace(old, new), actor=desk.press, at=desk.clock.now)
    piece.refresh_from_db()


def test_a_text_goes_out_by_other_hands_than_its_drafters(desk):
    piece = make_draft(desk)
    new = publish(desk, approved(desk, piece))
    piece.refresh_from_db()
    assert (piece.state, new.code, new.is_public) == (PieceState.PUBLISHED, "FB2020-0001", True)
    assert [step.get_kind_display() for step in piece.steps.all()] == [
        "对数",
        "送审",
        "审核通过",
        "签发",
        "发布",
    ]
    acts = AuditRecord.objects.filter(target_kind="piece", target_code=piece.code).order_by("id")
    assert list(acts.values_list("act", flat=True))[-2:] == ["文稿签发", "文稿发布"]


def test_nobody_passes_or_approves_a_text_of_ones_own(desk, cast, zhong, hong):
    piece = make_draft(desk, by=zhong)
    piece = submitted(desk, piece)
    with pytest.raises(NotAllowed, match="起草人（执笔人）不能审核自己的文稿"):
        services.pass_piece(piece=piece, actor=zhong, at=desk.clock.now)
    with pytest.raises(NotAllowed, match="由市领导签发"):
        services.approve_piece(piece=piece, actor=zhong, at=desk.clock.now)


def test_who_wrote_a_version_does_not_approve_it_either(desk, hong, cast, clock, security_admin):
    organisation.grant(
        account=desk.press, role=Role.LEADER, unit=cast.units.top, actor=security_admin, at=clock.now
    )
    piece = submitted(desk, make_draft(desk))
    services.pass_piece(piece=piece, actor=cast.zhong, at=clock.now)
    with pytest.raises(NotAllowed, match="起草人（执笔人）不能签发自己的文稿"):
        services.approve_piece(piece=piece, actor=desk.press, at=clock.now)


def test_an_open_error_stops_it_at_every_step(desk):
    piece = make_draft(desk)
    written(desk, piece, "66.67%", "76.67%")
    with pytest.raises(Blocked, match="还不能对数"):
        services.check_piece(piece=piece, actor=desk.press, at=desk.clock.now)
    written(desk, piece, "76.67%", "66.67%")
    services.check_piece(piece=piece, actor=desk.press, at=desk.clock.now)


def test_a_text_is_checked_again_after_an_edit(desk):
    piece = make_draft(desk)
    services.check_piece(piece=piece, actor=desk.press, at=desk.clock.now)
    written(desk, piece, "全市新签约", "全市共新签约")
    assert piece.state == PieceState.DRAFT
    with pytest.raises(FlowRefused, match="请先对数"):
        services.submit_piece(piece=piece, actor=desk.press, at=desk.clock.now)


def test_a_leader_waits_for_the_centre(desk, hong):
    piece = submitted(desk, make_draft(desk))
    with pytest.raises(Blocked, match="招商服务中心还没有审核通过"):
        services.approve_piece(piece=piece, actor=hong, at=desk.clock.now)


def test_what_was_returned_is_passed_anew(desk, zhong, hong):
    piece = submitted(desk, make_draft(desk))
    services.pass_piece(piece=piece, actor=zhong, at=desk.clock.now)
    services.return_piece(piece=piece, remark="补充开工情况", actor=hong, at=desk.clock.now)
    piece = submitted(desk, piece)
    with pytest.raises(Blocked, match="还没有审核通过"):
        services.approve_piece(piece=piece, actor=hong, at=desk.clock.now)
    told = Notice.objects.filter(account=desk.press, title__startswith="文稿被退回")
    assert told.get().reason == "补充开工情况"


def test_a_return_needs_its_reason(desk, zhong):
    piece = submitted(desk, make_draft(desk))
    with pytest.raises(FlowRefused, match="请写明退回原因"):
        services.return_piece(piece=piece, remark=" ", actor=zhong, at=desk.clock.now)


def test_the_owners_of_figures_countersign(desk, cast, zhong, hong, liu):
    services.set_owner(
        group="项目推进", kind=OwnerKind.UNIT, unit=cast.units.yunxi, valid_from=date(2020, 1, 1),
        source="示例办〔2020〕3号", actor=zhong, at=desk.clock.now,
    )  # fmt: skip
    piece = submitted(desk, make_draft(desk))
    asked = Countersign.objects.get(piece=piece)
    assert (asked.unit, asked.places) == (cast.units.yunxi, [1, 2, 3])
    services.pass_piece(piece=piece, actor=zhong, at=desk.clock.now)
    with pytest.raises(Blocked, match="还没有会签（项目推进）"):
        services.approve_piece(piece=piece, actor=hong, at=desk.clock.now)
    with pytest.raises(NotAllowed, match="会签，当前账号没有权限"):
        services.confirm_countersign(countersign=asked, actor=cast.wu, at=desk.clock.now)
    services.object_countersign(
        countersign=asked, remark="7月8日那个项目没有签约", actor=liu, at=desk.clock.now
    )
    with pytest.raises(Blocked, match="会签不同意：7月8日那个项目没有签约"):
        services.approve_piece(piece=piece, actor=hong, at=desk.clock.now)
    services.confirm_countersign(countersign=asked, actor=liu, at=desk.clock.now)
    with pytest.raises(CountersignRefused, match="已经会签“同意”"):
        services.confirm_countersign(countersign=asked, actor=liu, at=desk.clock.now)
    services.approve_piece(piece=piece, actor=hong, at=desk.clock.now)
    asked.refresh_from_db()
    assert asked.state == CountersignState.CONFIRMED


def test_units_countersign_the_figures_about_themselves(desk, cast, zhong):
    services.set_owner(
        group="项目推进", kind=OwnerKind.ABOUT, valid_from=date(2020, 1, 1), source="示例办〔2020〕3号",
        actor=zhong, at=desk.clock.now,
    )  # fmt: skip
    assert not Countersign.objects.filter(piece=submitted(desk, make_draft(desk))).exists()


def test_it_is_not_published_while_a_correction_waits_on_a_fact_behind_a_figure(desk, liu, cast):
    piece = approved(desk, make_draft(desk))
    projects.correct_project(
        project=desk.projects[0], corrections={Field.TOTAL: Yuan.from_yi(2)}, reason="抄录有误", actor=liu,
        at=desk.clock.now,
    )  # fmt: skip
    with pytest.raises(Blocked, match="“3.6亿元”依据的项目“云溪光学镜片生产线”有更正待认定（抄录有误）"):
        publish(desk, piece)
    assert not Publication.objects.exists()


def test_it_goes_out_as_it_stood_only_when_somebody_says_so(desk, liu, qin):
    piece = approved(desk, make_draft(desk))
    pending = projects.correct_project(
        project=desk.projects[0], corrections={Field.TOTAL: Yuan.from_yi(2)}, reason="抄录有误", actor=liu,
        at=desk.clock.now,
    )  # fmt: skip
    projects.accept_correction(pending=pending, actor=qin, at=desk.clock.now)
    with pytest.raises(FlowRefused, match="成稿以后台账有变动：“3.6亿元”现为“4.4亿元”"):
        publish(desk, piece)
    new = services.publish_piece(
        piece=piece, outlets=[outlet(desk.clock.day)], is_public=False, as_it_stood=True, actor=desk.press,
        at=desk.clock.now,
    )  # fmt: skip
    assert new.figures.get(code="signed.amount").shown == "3.6亿元"


def test_what_is_out_is_not_published_again(desk):
    piece = approved(desk, make_draft(desk))
    publish(desk, piece)
    with pytest.raises(FlowRefused, match="已经发布，只能更正或撤下"):
        publish(desk, piece)


def test_clerks_and_leaders_write_and_publish_nothing(desk, liu, hong):
    piece = approved(desk, make_draft(desk))
    for who in (liu, hong):
        with pytest.raises(NotAllowed, match="发布由新闻发布员和招商服务中心办理"):
            publish(desk, piece, by=who)


@pytest.mark.parametrize(
    ("field", "value", "stopped"),
    [
        (Field.TOTAL, Yuan.from_yi(2), ["signed.amount"]),
        (Field.INDUSTRY, "G59", ["signed.industrial.count_share"]),
        (Field.AREA, "349922", []),
        (Field.SIGNED_ON, day("2020-06-20"), []),
        (Field.SIGNED_ON, day("2020-08-01"), [code for code, _, _ in ASKED]),
    ],
)
def test_a_pending_correction_stops_only_the_numbers_that_read_what_it_corrects(
    desk, liu, field, value, stopped
):
    piece = make_draft(desk)
    asked = projects.correct_project(
        project=desk.projects[0], corrections={field: value}, reason="抄录有误", actor=liu, at=desk.clock.now
    )
    assert asked is not None
    figures = figures_of(current(piece))
    found = {row.code for row in figures if pending(desk.city, [row], ledger.resolve(desk.city))}
    assert found == set(stopped)
