"""A sheet comes in, is looked at, committed and withdrawn; the same content comes once."""

import pytest
from django.apps import apps
from django.db import connection

from luodi.documents.kinds import FileRefused
from luodi.figures.compute import compute_many
from luodi.importing import selectors, services
from luodi.importing.choices import ChangeMode, ImportState, RowClass, TwinMode
from luodi.importing.models import Import
from luodi.importing.rules import ImportRefused, PreviewOutdated
from luodi.importing.services import ContentKnown
from luodi.importing.services import folder as folders
from luodi.importing.tests.makers import HEADS, ROWS, bring, commit, look, rows_of, workbook
from luodi.kernel.asof import AsOf
from luodi.kernel.spans import Period
from luodi.ledger import services as ledger
from luodi.ledger.kinds import Standing
from luodi.ledger.models import Fact
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed, reach_of
from luodi.organisation.tests.makers import Clock, Units
from luodi.projects.choices import Stage
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project, verified


def changed(index: int, column: int, value: object) -> list[tuple[object, ...]]:
    rows = [list(one) for one in ROWS]
    rows[index][column] = value
    return [tuple(one) for one in rows]


def test_a_sheet_becomes_projects_with_their_stages(liu: Account, units: Units) -> None:
    imported = bring(workbook(), by=liu)
    head = look(imported, by=liu)
    assert head["counts"] == {"NEW": 3, "CHANGED": 0, "SAME": 0, "DUPLICATE": 0, "REFUSED": 0}
    done = commit(imported, by=liu)
    assert done.state == ImportState.COMMITTED
    made = {project.name: project for project in Project.objects.all()}
    optics = made["云溪光学镜片生产线"]
    assert (optics.stage, optics.unit, optics.origin, optics.industry) == (
        Stage.SIGNED, units.yunxi, "440300", "C39",
    )  # fmt: skip
    assert optics.total is not None
    assert optics.total.show_yi(trim=True) == "1.2"
    assert made["云溪锂电池隔膜项目"].date_of(Stage.SIGNED).show() == "2020年7月"  # type: ignore[union-attr]
    assert optics.standing == Standing.CLAIMED


def test_a_preview_writes_nothing(liu: Account) -> None:
    imported = bring(workbook(), by=liu)
    before = every_row()
    folders.forget(imported.pk)
    services.preview(imported, actor=liu, at=imported.uploaded_at)
    assert every_row() == before
    assert not Project.objects.exists()


def every_row() -> dict[str, list[tuple[object, ...]]]:
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("luodi.")]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def test_the_same_file_is_the_same_import(liu: Account) -> None:
    first = bring(workbook(), by=liu)
    assert bring(workbook(), by=liu, name="另一个名字.xlsx") == first
    commit(first, by=liu)
    again = bring(workbook(), by=liu)
    assert again == first
    assert again.state == ImportState.COMMITTED


def test_a_committed_import_that_is_sent_again_adds_nothing(liu: Account) -> None:
    imported = bring(workbook(), by=liu)
    first = commit(imported, by=liu)
    again = services.commit(imported=imported, said=services.Commitment(), actor=liu, at=imported.uploaded_at)
    assert (again.pk, again.batch_id) == (first.pk, first.batch_id)
    assert Project.objects.count() == 3


def test_the_same_content_in_another_file_adds_nothing(liu: Account) -> None:
    commit(bring(workbook(), by=liu), by=liu)
    other = bring(workbook(title="重新保存过的台账"), by=liu, name="重存.xlsx")
    assert look(other, by=liu)["counts"]["SAME"] == 3
    with pytest.raises(ImportRefused, match="没有可以登记的内容"):
        commit(other, by=liu)
    assert Project.objects.count() == 3


def test_the_same_content_at_the_same_time_is_committed_once(
    liu: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = bring(workbook(), by=liu), bring(workbook(title="同一份"), by=liu, name="二.xlsx")
    late = look(second, by=liu)
    commit(first, by=liu)
    plan = services.previewing.plan_of(first, actor=liu, at=first.uploaded_at)
    for draft in plan.drafts:
        draft.kind, draft.project = RowClass.NEW, None
    monkeypatch.setattr(services.previewing, "plan_of", lambda *_, **__: plan)
    with pytest.raises(ContentKnown, match="已经入账") as known:
        services.commit(
            imported=second,
            said=services.Commitment(seen=late["digest"]),
            actor=liu,
            at=second.uploaded_at,
        )
    assert known.value.first == first
    assert Project.objects.count() == 3


def test_a_wrong_cell_stops_everything_and_is_named(liu: Account) -> None:
    imported = bring(workbook(changed(1, 4, "无此地")), by=liu)
    assert look(imported, by=liu)["counts"]["REFUSED"] == 1
    (refused,) = rows_of(imported, RowClass.REFUSED)
    assert ["E4", refused["faults"][0][1]] == refused["faults"][0][:2]
    assert "无此地" in refused["faults"][0][1]
    with pytest.raises(ImportRefused, match="1 行不能入账"):
        commit(imported, by=liu)
    assert not Project.objects.exists()


def test_only_the_good_rows_when_that_is_said(liu: Account) -> None:
    imported = bring(workbook(changed(1, 4, "无此地")), by=liu)
    commit(imported, by=liu, only_good=True)
    assert Project.objects.count() == 2


def test_what_a_stage_requires_is_asked_as_the_forms_ask_it(liu: Account) -> None:
    imported = bring(workbook(changed(0, 5, "")), by=liu)
    look(imported, by=liu)
    (refused,) = rows_of(imported, RowClass.REFUSED)
    assert any("行业" in fault[1] for fault in refused["faults"])


def test_five_hundred_wrong_cells_are_all_counted(liu: Account) -> None:
    rows = [
        (i, f"云溪第{i}号项目", f"示例{i}有限公司", 1, "无此地", "C39", "2020-07-06") for i in range(1, 501)
    ]
    imported = bring(workbook(rows), by=liu)
    assert look(imported, by=liu)["counts"]["REFUSED"] == 500
    assert len(look(imported, by=liu)["findings"]) >= 500


def test_changed_cells_are_shown_and_nothing_is_overwritten_without_a_word(liu: Account) -> None:
    commit(bring(workbook(), by=liu), by=liu)
    imported = bring(workbook(changed(0, 3, 1.5)), by=liu, name="再报.xlsx")
    assert look(imported, by=liu)["counts"] == {
        "NEW": 0, "CHANGED": 1, "SAME": 2, "DUPLICATE": 0, "REFUSED": 0,
    }  # fmt: skip
    (one,) = rows_of(imported, RowClass.CHANGED)
    assert one["differences"] == [["总投资", "D3", "12000 万元", "15000 万元", "CHANGE"]]
    with pytest.raises(ImportRefused, match="没有可以登记的内容"):
        commit(imported, by=liu)


def test_a_change_holds_from_its_day_on(liu: Account, clock: Clock) -> None:
    commit(bring(workbook(), by=liu), by=liu)
    imported = bring(workbook(changed(0, 3, 1.5)), by=liu, name="再报.xlsx")
    with pytest.raises(ImportRefused, match="原因"):
        commit(imported, by=liu, changes=ChangeMode.CHANGE, effective_on=clock.day)
    commit(imported, by=liu, changes=ChangeMode.CHANGE, effective_on=clock.day, reason="追加投资")
    optics = Project.objects.get(name="云溪光学镜片生产线")
    assert optics.total is not None
    assert optics.total.show_yi(trim=True) == "1.5"
    signed = Fact.objects.live().get(subject=optics.subject, kind="project.signed")
    assert signed.amount == 12_000_000_000


def test_a_correction_reaches_the_facts(liu: Account) -> None:
    commit(bring(workbook(), by=liu), by=liu)
    imported = bring(workbook(changed(0, 3, 1.5)), by=liu, name="再报.xlsx")
    commit(imported, by=liu, changes=ChangeMode.CORRECT, reason="抄录有误")
    optics = Project.objects.get(name="云溪光学镜片生产线")
    signed = Fact.objects.live().get(subject=optics.subject, kind="project.signed")
    assert signed.amount == 15_000_000_000


def test_another_date_of_a_stage_is_a_correction_in_either_case(liu: Account, clock: Clock) -> None:
    commit(bring(workbook(), by=liu), by=liu)
    imported = bring(workbook(changed(0, 6, "2020-07-08")), by=liu, name="再报.xlsx")
    look(imported, by=liu)
    (one,) = rows_of(imported, RowClass.CHANGED)
    assert one["differences"][0][4] == "CORRECT"
    commit(imported, by=liu, changes=ChangeMode.CHANGE, effective_on=clock.day, reason="合同日期")
    signed_on = Project.objects.get(name="云溪光学镜片生产线").signed_on
    assert signed_on is not None
    assert signed_on.isoformat() == "2020-07-08"


def test_a_new_stage_in_the_sheet_is_recorded_as_a_stage(liu: Account, clock: Clock) -> None:
    commit(bring(workbook(), by=liu), by=liu)
    heads = (*HEADS, "开工日期")
    rows = [(*ROWS[0], "2020-07-30")]
    imported = bring(workbook(rows, heads=heads), by=liu, name="开工.xlsx")
    look(imported, by=liu)
    (one,) = rows_of(imported, RowClass.CHANGED)
    assert one["differences"][0][4] == "STAGE"
    commit(imported, by=liu, changes=ChangeMode.CHANGE, effective_on=clock.day, reason="开工")
    assert Project.objects.get(name="云溪光学镜片生产线").stage == Stage.STARTED


def test_what_another_unit_has_already_is_no_new_project(liu: Account, wu: Account, units: Units) -> None:
    make_project(by=wu, name="云溪光学镜片生产线", investor_name="示例光学有限公司")
    imported = bring(workbook(), by=liu)
    assert look(imported, by=liu)["counts"]["DUPLICATE"] == 1
    (one,) = rows_of(imported, RowClass.DUPLICATE)
    assert one["note"] == "已有首报，由其他单位登记"
    commit(imported, by=liu)
    assert Project.objects.filter(unit=units.yunxi).count() == 2


def test_a_twin_is_recorded_with_a_reason_and_goes_before_the_centre(liu: Account, wu: Account) -> None:
    make_project(by=wu, name="云溪光学镜片生产线", investor_name="示例光学有限公司")
    imported = bring(workbook(), by=liu)
    with pytest.raises(ImportRefused, match="理由"):
        commit(imported, by=liu, twins=TwinMode.CREATE)
    commit(imported, by=liu, twins=TwinMode.CREATE, twin_reason="二期，另签合同")
    case = apps.get_model("duplicates", "DuplicateCase").objects.get()
    assert case.said == "二期，另签合同"
    assert Project.objects.count() == 4


def test_one_twin_of_several_can_be_chosen(liu: Account, wu: Account) -> None:
    for name, investor in (
        ("云溪光学镜片生产线", "示例光学有限公司"),
        ("云溪冷链物流中心", "示例冷链有限公司"),
    ):
        make_project(by=wu, name=name, investor_name=investor)
    imported = bring(workbook(), by=liu)
    services.decide_twins(
        imported=imported, rows=["签约!3"], mode=TwinMode.CREATE, actor=liu, at=imported.uploaded_at
    )
    imported.refresh_from_db()
    commit(imported, by=liu, twin_reason="另签合同")
    assert Project.objects.filter(unit=liu.unit).count() == 2


def test_a_row_that_comes_twice_is_recorded_once(liu: Account) -> None:
    imported = bring(workbook([*ROWS, (4, *ROWS[0][1:])]), by=liu)
    assert look(imported, by=liu)["counts"]["DUPLICATE"] == 1
    (one,) = rows_of(imported, RowClass.DUPLICATE)
    assert "第 3 行" in one["note"]
    commit(imported, by=liu)
    assert Project.objects.count() == 3


def test_rows_of_a_unit_that_one_does_not_write_for_are_refused(liu: Account) -> None:
    heads, rows = (*HEADS, "责任单位"), [(*one, "石桥县") for one in ROWS]
    imported = bring(workbook(rows, heads=heads), by=liu)
    assert look(imported, by=liu)["counts"]["REFUSED"] == 3
    (one, *_) = rows_of(imported, RowClass.REFUSED)
    assert "没有填报石桥县项目的权限" in one["faults"][0][1]


def test_a_county_clerk_brings_nothing_for_another_county(liu: Account, units: Units) -> None:
    with pytest.raises(NotAllowed):
        bring(workbook(), by=liu, unit=units.shiqiao)


def test_a_withdrawn_import_leaves_things_as_they_were_and_the_past_as_it_was(
    liu: Account, clock: Clock
) -> None:
    before = signed(liu)
    imported = commit(bring(workbook(), by=liu), by=liu)
    assert signed(liu) == 3
    known = ledger.resolve(liu.city)
    clock.advance(hours=1)
    services.withdraw(imported=imported, reason="报错了单位", actor=liu, at=clock.now)
    assert signed(liu) == before
    assert signed(liu, known) == 3
    imported.refresh_from_db()
    assert imported.state == ImportState.WITHDRAWN
    assert not Project.objects.of(liu.city_id).exists()


def signed(account: Account, as_of: AsOf | None = None) -> object:
    found = compute_many(
        ["signed.count"],
        city=account.city,
        period=Period.year(2020),
        as_of=as_of or ledger.resolve(account.city),
        standing=Standing.CLAIMED,
    )
    return found["signed.count"].raw


def test_what_was_withdrawn_can_be_committed_again(liu: Account, clock: Clock) -> None:
    imported = commit(bring(workbook(), by=liu), by=liu)
    clock.advance(hours=1)
    services.withdraw(imported=imported, reason="先撤回核实", actor=liu, at=clock.now)
    again = bring(workbook(), by=liu)
    assert again != imported
    commit(again, by=liu)
    assert Project.objects.of(liu.city_id).count() == 3


def test_a_batch_that_has_been_worked_on_names_what_was_and_stays(
    liu: Account, qin: Account, clock: Clock
) -> None:
    imported = commit(bring(workbook(), by=liu), by=liu)
    clock.advance(hours=1)
    optics = verified(Project.objects.get(name="云溪光学镜片生产线"), by=qin)
    assert imported.batch is not None
    assert list(selectors.edited_since(imported.batch)) == [optics]
    with pytest.raises(ledger.BatchRefused, match=optics.code):
        services.withdraw(imported=imported, reason="报错了", actor=liu, at=clock.now)
    imported.refresh_from_db()
    assert imported.state == ImportState.COMMITTED


def test_the_ledger_that_moved_on_asks_for_a_second_look(liu: Account) -> None:
    imported = bring(workbook(), by=liu)
    seen = look(imported, by=liu)["digest"]
    make_project(by=liu, name="云溪光学镜片生产线", investor_name="示例光学有限公司")
    with pytest.raises(PreviewOutdated):
        services.commit(
            imported=imported, said=services.Commitment(seen=seen), actor=liu, at=imported.uploaded_at
        )
    assert look(imported, by=liu)["digest"] != seen


def test_a_commit_under_way_is_not_joined_by_another(liu: Account) -> None:
    imported = bring(workbook(), by=liu)
    with folders.working(imported.pk), pytest.raises(services.ImportBusy):
        commit(imported, by=liu)
    commit(imported, by=liu)


def test_a_commit_that_was_broken_off_says_so_and_can_be_sent_again(liu: Account) -> None:
    imported = bring(workbook(), by=liu)
    folders.tell(imported.pk, "登记项目", 1, 3)
    broken = services.progress(imported.pk)
    assert broken is not None
    assert not broken.is_running
    commit(imported, by=liu)
    assert services.progress(imported.pk) is None


def test_a_text_that_looks_like_a_formula_stays_a_text(liu: Account) -> None:
    formula = '=HYPERLINK("http://example.invalid","点我")'
    imported = bring(workbook([(1, formula, *ROWS[0][2:])]), by=liu)
    commit(imported, by=liu)
    assert Project.objects.get().name == formula


def test_what_is_no_sheet_is_refused_before_it_is_read(liu: Account) -> None:
    for content, name in (
        (b"<html><table><tr><td>1</td></tr></table></html>", "台账.xls"),
        (b"PK\x03\x04", "台账.xlsx"),
        (workbook(), "台账.xlsm"),
        (b"%PDF-1.7", "台账.pdf"),
    ):
        with pytest.raises((FileRefused, ImportRefused, Exception), match=r"."):
            bring(content, by=liu, name=name)
    assert not Import.objects.exclude(state=ImportState.FAILED).exists()


def test_an_import_that_was_not_committed_can_be_dropped(liu: Account) -> None:
    imported = bring(workbook(), by=liu)
    services.discard(imported=imported, actor=liu, at=imported.uploaded_at)
    assert not Import.objects.exists()
    done = commit(bring(workbook(), by=liu), by=liu)
    with pytest.raises(ImportRefused, match="可以撤回"):
        services.discard(imported=done, actor=liu, at=done.uploaded_at)


def test_others_do_not_see_it_the_centre_does(
    liu: Account, wu: Account, qin: Account, zhong: Account, hong: Account
) -> None:
    imported = bring(workbook(), by=liu)
    for account, seen in ((zhong, [imported]), (liu, [imported]), (wu, []), (qin, []), (hong, [])):
        assert list(selectors.imports(reach_of(account))) == seen
