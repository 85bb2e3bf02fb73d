"""Pieces from templates: composed from the ledger, edited by hand, restored, released, brought up to date."""

from datetime import date
from importlib import resources

import pytest

from luodi.kernel.periods import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.organisation.editing import EditedMeanwhile
from luodi.organisation.policies import NotAllowed
from luodi.papers import fonts
from luodi.press.grammar.claims import Weight
from luodi.projects.choices import Field
from luodi.publishing import services
from luodi.publishing.briefs import NewPiece
from luodi.publishing.charts import drawn, points
from luodi.publishing.choices import FigureState, PieceKind, PieceState, TemplateState, VersionCause
from luodi.publishing.composing.layout import Chart
from luodi.publishing.composing.nodes import TemplateRefused
from luodi.publishing.models import Piece, Template
from luodi.publishing.rules import PublishingRefused
from luodi.publishing.selectors.composed import composed, read_template
from luodi.publishing.selectors.obstacles import checked, current
from luodi.publishing.selectors.paper import paper_of
from luodi.publishing.selectors.recomputing import figures_now
from luodi.publishing.selectors.trusting import anchors_of
from luodi.publishing.services.templating import supplied
from luodi.publishing.tests.release_makers import JULY, Desk, corrected, make_desk, submitted

TEMPLATE = """\
@种类 专报
@名称 简报
@标题 {城市}{本期}简报
{本期}，全市新签约项目{新签约项目}，总投资{新签约项目总投资}。
工业项目占{新签约工业项目数占比}。
附件1：各县区情况
%表
%行 县区 按 新签约项目
%列 县区 = 名称
%列 签约 = 新签约项目
%合计 全市
%完
"""


@pytest.fixture
def desk(cast, clock) -> Desk:
    return make_desk(cast, clock)


def template(desk: Desk, text: str = TEMPLATE):
    made = services.write_template(text=text, actor=desk.press, at=desk.clock.now)
    return services.adopt_template(version=made, actor=desk.press, at=desk.clock.now)


def piece(desk: Desk, text: str = TEMPLATE, **brief) -> Piece:
    new = NewPiece(JULY, date(2020, 8, 3), **brief)
    return services.compose_piece(template=template(desk, text), new=new, actor=desk.press, at=desk.clock.now)


def edited(desk: Desk, row: Piece, old: str, new: str):
    text = current(row).text
    assert old in text
    return services.edit_piece(piece=row, text=text.replace(old, new, 1), actor=desk.press, at=desk.clock.now)


def test_a_piece_is_composed_and_each_number_is_a_reference(desk):
    row = piece(desk)
    version = current(row)
    assert version.text == (
        "示例市2020年1—7月简报\n2020年1—7月，全市新签约项目3个，总投资3.6亿元。\n工业项目占66.67%。\n"
        "附件1：各县区情况\n|县区|签约|\n|云溪县|2|\n|石桥县|1|\n|高新区|0|\n|全市|3|\n"
    )
    figures = list(version.figures.all())
    assert [version.text[one.start : one.end] for one in figures] == [one.shown for one in figures]
    first = figures[0]
    assert (first.code, first.period, first.scope, first.standing) == (
        "signed.count",
        JULY,
        "city",
        Standing.VERIFIED,
    )
    assert first.entry == row.entry == ledger.resolve(desk.city).entry
    assert [one.scope for one in figures[-4:]][:2] == ["unit:YUNXI", "unit:SHIQIAO"]
    assert (version.cause, row.state, row.kind) == (
        VersionCause.COMPOSED,
        PieceState.DRAFT,
        PieceKind.SPECIAL,
    )


def test_each_reference_says_the_same_when_it_is_asked_again(desk):
    row = piece(desk)
    figures = list(current(row).figures.all())
    told = figures_now(desk.city, figures, ledger.resolve(desk.city))
    assert [one.text for one in told] == [one.shown for one in figures]
    assert [one.exact for one in told] == [one.exact for one in figures]


def test_a_piece_asks_the_ledger_a_fixed_number_of_times(desk, django_assert_max_num_queries):
    text = TEMPLATE + "".join(f"第{n}次：{{新签约项目}}，{{新签约项目总投资}}。\n" for n in range(40))
    known = ledger.resolve(desk.city)
    with django_assert_max_num_queries(40):
        composed(text, NewPiece(JULY, date(2020, 8, 3)), city=desk.city, as_of=known, on=desk.clock.day)


def test_an_edit_keeps_references_and_marks_a_changed_number(desk):
    row = piece(desk)
    made = edited(desk, row, "全市新签约项目3个", "各县区共签约招商项目5个")
    states = {
        one.shown: (one.state, one.found)
        for one in made.figures.filter(code="signed.count", scope="city")[:1]
    }
    assert states == {"3个": (FigureState.CHANGED, "5个")}
    assert made.figures.filter(state=FigureState.INTACT).count() == 6
    assert (made.number, made.cause) == (2, VersionCause.EDITED)
    back = edited(desk, row, "5个", "3个")
    assert set(back.figures.values_list("state", flat=True)) == {FigureState.INTACT}


def test_a_changed_number_is_put_back_or_let_go(desk):
    row = piece(desk)
    edited(desk, row, "66.67%", "70%")
    place = current(row).figures.get(state=FigureState.CHANGED).place
    made = services.restore_figure(piece=row, place=place, actor=desk.press, at=desk.clock.now)
    assert "工业项目占66.67%。" in made.text
    assert set(made.figures.values_list("state", flat=True)) == {FigureState.INTACT}
    with pytest.raises(PublishingRefused, match="改动过"):
        services.restore_figure(piece=row, place=place, actor=desk.press, at=desk.clock.now)
    edited(desk, row, "66.67%", "约七成")
    n_before = current(row).figures.exclude(state=FigureState.LOST).count()
    with pytest.raises(PublishingRefused, match="理由"):
        services.release_figure(piece=row, place=1, reason=" ", actor=desk.press, at=desk.clock.now)
    kept = services.release_figure(piece=row, place=1, reason="另有来源", actor=desk.press, at=desk.clock.now)
    assert kept.figures.count() == n_before - 1


def test_a_number_that_is_struck_out_is_told_once(desk):
    row = piece(desk)
    made = edited(desk, row, "，总投资3.6亿元", "")
    assert [one.shown for one in made.figures.filter(state=FigureState.LOST)] == ["3.6亿元"]
    assert not edited(desk, row, "简报", "情况简报").figures.filter(state=FigureState.LOST).exists()


def test_numbers_are_brought_to_another_moment_and_words_by_hand_stay(desk):
    row = piece(desk)
    edited(desk, row, "全市新签约", "全市正式新签约")
    corrected(desk, desk.projects[2], Field.INDUSTRY, "C39")
    made = services.refresh_piece(piece=row, actor=desk.press, at=desk.clock.now)
    assert "全市正式新签约项目3个" in made.text
    assert "工业项目占100%。" in made.text
    assert set(made.figures.values_list("state", flat=True)) == {FigureState.INTACT}
    row.refresh_from_db()
    assert (
        set(made.figures.values_list("entry", flat=True)) == {row.entry} == {ledger.resolve(desk.city).entry}
    )
    assert made.remark == "按新的统计时点更新，1 处有变化"


def test_a_piece_composed_as_of_an_earlier_moment_says_what_was_known_then(desk):
    before = ledger.resolve(desk.city)
    corrected(desk, desk.projects[2], Field.INDUSTRY, "C39")
    assert "工业项目占66.67%。" in current(piece(desk, as_of=before)).text


def test_who_writes_none_and_who_edits_late_are_refused(desk):
    row = piece(desk)
    with pytest.raises(NotAllowed):
        services.edit_piece(piece=row, text="题\n文", actor=desk.cast.liu, at=desk.clock.now)
    edited(desk, row, "简报", "情况简报")
    with pytest.raises(EditedMeanwhile):
        services.edit_piece(piece=row, text="题\n文", expected_version=0, actor=desk.press, at=desk.clock.now)
    with pytest.raises(PublishingRefused, match="空的"):
        services.edit_piece(piece=row, text=" \n", actor=desk.press, at=desk.clock.now)


def test_a_piece_that_was_sent_is_not_edited(desk):
    row = submitted(desk, piece(desk))
    with pytest.raises(PublishingRefused, match="送审，不能改动"):
        edited(desk, row, "简报", "情况简报")


def test_a_template_with_an_unknown_indicator_is_refused_with_its_line(desk):
    with pytest.raises(TemplateRefused) as caught:
        services.write_template(
            text=TEMPLATE.replace("{新签约项目}，", "{新签约工程}，"), actor=desk.press, at=desk.clock.now
        )
    assert str(caught.value.faults[0]).startswith("第 4 行第 13 列：没有指标或填写项“新签约工程”，是不是")
    assert not Template.objects.exists()


def test_units_places_and_kinds_are_named_in_words(desk):
    asked = "{新签约项目 单位:云溪县}、{新签约项目 行业:制造业}、{外出招商活动 类别:产业招商工作队}"
    text = f"@种类 专报\n@标题 题\n{asked}\n"
    assert current(piece(desk, text)).text == "题\n2个、2个、0次\n"
    with pytest.raises(TemplateRefused, match="没有“无名县”，请写单位的全称、简称或编码"):
        read_template(text.replace("云溪县", "无名县"), city=desk.city, on=desk.clock.day)


def test_a_template_is_changed_put_to_use_and_retired(desk):
    first = template(desk)
    with pytest.raises(PublishingRefused, match="种类不能改"):
        services.edit_template(
            template=first.template,
            text=TEMPLATE.replace("专报", "月报"),
            actor=desk.press,
            at=desk.clock.now,
        )
    second = services.edit_template(
        template=first.template, text=TEMPLATE + "结尾。\n", actor=desk.press, at=desk.clock.now
    )
    assert (second.number, second.state) == (2, TemplateState.DRAFT)
    services.adopt_template(version=second, actor=desk.press, at=desk.clock.now)
    first.refresh_from_db()
    assert first.state == TemplateState.RETIRED
    services.retire_template(template=first.template, actor=desk.press, at=desk.clock.now)
    with pytest.raises(PublishingRefused, match="没有在用"):
        services.retire_template(template=first.template, actor=desk.press, at=desk.clock.now)


def test_the_templates_that_come_with_the_system_are_installed_once_and_compose(desk):
    made = services.install_templates(actor=desk.press, at=desk.clock.now)
    assert {one.template.kind for one in made} == set(PieceKind) - {PieceKind.CORRECTION}
    assert services.install_templates(actor=desk.press, at=desk.clock.now) == []
    for version in made:
        scope = "unit:YUNXI" if version.template.kind == PieceKind.SUPERVISION else "city"
        row = services.compose_piece(
            template=version,
            new=NewPiece(JULY, date(2020, 8, 3), scope=scope),
            actor=desk.press,
            at=desk.clock.now,
        )
        text = current(row).text
        for mark in ("{", "[[", "%若", "#、", "〔发布人〕", "，，", "。。", "，。", "；。"):
            assert mark not in text, (version.template.title, mark)
        assert paper_of(row, current(row)).blocks


def test_the_supplied_templates_are_files_of_the_package():
    folder = resources.files("luodi.publishing") / "templates"
    assert len(supplied()) == len([one for one in folder.iterdir() if one.name.endswith(".txt")]) == 6


def test_a_paper_has_its_parts(desk):
    text = TEMPLATE.replace("附件1", "示例市招商服务中心\n{成文日期}\n附件1")
    paper = paper_of(row := piece(desk, text), current(row))
    assert paper.title == "示例市2020年1—7月简报"
    assert paper.sign.issuers == ("示例市招商服务中心",)
    assert paper.sign.signed_on == date(2020, 8, 3)
    (annex,) = paper.annexes
    assert annex.title == "各县区情况"
    assert annex.blocks[0].rows[-1] == ("全市", "3")


def test_a_chart_takes_its_columns_and_leaves_the_whole_out():
    rows = [["位次", "县区", "总投资"], ["1", "云溪县", "12.50"], ["2", "石桥区", "—"], ["", "全市", "12.50"]]
    assert points(Chart("图", "柱", ("总投资",)), rows) == [("云溪县", [12.5])]
    assert points(Chart("图", "柱", ("没有",)), rows) == []
    assert drawn(Chart("图", "柱", ("没有",)), rows) == b""


def test_a_future_period_and_one_without_a_beginning_are_refused(desk):
    for period in (Period.month(2021, 1), Period.on(date(2020, 7, 31))):
        with pytest.raises(PublishingRefused):
            services.compose_piece(
                template=template(desk),
                new=NewPiece(period, date(2020, 8, 3)),
                actor=desk.press,
                at=desk.clock.now,
            )


def test_sent_twice_is_written_once(desk):
    made = template(desk)
    new = NewPiece(JULY, date(2020, 8, 3))
    rows = [
        services.compose_piece(template=made, new=new, actor=desk.press, at=desk.clock.now, once="a" * 32)
        for _ in range(2)
    ]
    assert rows[0].pk == rows[1].pk


def test_of_three_edits_by_hand_the_two_wrong_ones_are_caught_and_the_right_one_is_not(desk):
    text = (
        "@种类 专报\n@标题 示例市情况\n2020年1—7月，全市新签约项目{新签约项目}，其中工业项目{新签约工业项目}。\n"
        "2020年1—7月，全市新签约工业项目数占{新签约工业项目数占比}。\n"
        "1—7月，云溪县新签约项目{新签约项目 单位:云溪县}。\n结尾一段。\n"
    )
    row = piece(desk, text)
    assert not checked(row, current(row)).findings
    edited(desk, row, "占66.67%", "占76.67%")
    edited(desk, row, "2020年1—7月，全市", "2020年1—6月，全市")
    made = edited(desk, row, "结尾一段。", "今年1—7月，全市新签约工业项目2个。")
    found = checked(row, made)
    words = {made.text[one.start : one.end] for one in found.findings if one.weight == Weight.ERROR}
    assert any("76.67" in one for one in words)
    assert any("1—6月" in one or one.startswith(("3", "2")) for one in words)
    last = made.text.index("今年1—7月")
    assert not any(one.start >= last for one in found.findings)
    assert [one.found for one in made.figures.filter(state=FigureState.CHANGED)] == ["76.67%"]


def test_a_misreading_of_a_composed_sentence_stops_nothing_and_of_a_touched_one_is_told(desk):
    row = piece(desk)
    version = current(row)
    anchors = anchors_of(row, version)
    claim = next(one for one in checked(row, version).draft.claims if one.value == 3)
    assert anchors.stands(claim)
    made = edited(desk, row, "全市新签约", "全市累计新签约")
    claims = checked(row, made).draft.claims
    assert not anchors_of(row, made).stands(next(one for one in claims if one.value == 3))


def test_a_wrong_word_beside_a_number_stays_doubted_when_the_numbers_are_brought_up_to_date(desk):
    row = piece(desk)
    edited(desk, row, "2020年1—7月，全市", "2020年1—6月，全市")
    corrected(desk, desk.projects[2], Field.INDUSTRY, "C39")
    made = services.refresh_piece(piece=row, actor=desk.press, at=desk.clock.now)
    claims = {one.value: one for one in checked(row, made).draft.claims}
    anchors = anchors_of(row, made)
    assert not anchors.stands(claims[3])
    assert anchors.stands(claims[100])


def test_what_there_is_no_number_for_is_noted_with_the_first_version(desk):
    text = "@种类 专报\n@标题 题\n新签约项目{新签约项目}，{新签约项目 完成}。\n"
    assert current(piece(desk, text)).remark == "全市没有下达这项指标的年度目标"


def test_a_placeholder_that_is_written_by_hand_becomes_a_number_with_its_reference(desk):
    row = piece(desk)
    made = edited(
        desk,
        row,
        "工业项目占",
        "云溪县{新签约项目 单位:云溪县}，7月总投资{新签约项目总投资 本月}，工业项目占",
    )
    assert "云溪县2个，7月总投资2.4亿元，工业项目占66.67%" in made.text
    added = {one.shown: one for one in made.figures.all()}
    assert (added["2个"].scope, added["2.4亿元"].first) == ("unit:YUNXI", date(2020, 7, 1))
    assert all(made.text[one.start : one.end] == one.found for one in made.figures.all())
    again = edited(desk, row, "2.4亿元", "{新签约项目总投资 本月}")
    assert again.text == made.text
    assert again.figures.count() == made.figures.count()
    with pytest.raises(TemplateRefused, match="第 2 行第 1 列：没有指标或填写项“无此指标”"):
        edited(desk, row, "2020年1—7月，", "{无此指标}，")


def test_a_chart_is_a_picture_where_there_is_something_to_write_with():
    rows = [["县区", "总投资", "目标"], ["云溪县", "12.50", "20"], ["石桥县", "3", "8"]]
    for sort in ("柱", "线", "构成"):
        heads = ("总投资",) if sort == "构成" else ("总投资", "目标")
        made = drawn(Chart("图", sort, heads), rows)
        assert made.startswith(b"\x89PNG") if fonts.are_enough() else made == b""
