"""Leaders' projects in the browser: from the leader who is named to the hand-over, and instructions to their answer."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luodi.actions import services as actions
from luodi.actions.tests.makers import make_item
from luodi.desk.tests.makers import signed_in
from luodi.documents.tests.makers import pdf
from luodi.organisation.models import Post
from luodi.projects.models import Project
from luodi.projects.tests.makers import make_project
from luodi.sponsorship.models import Instruction, Node, Sponsorship
from luodi.sponsorship.tests.makers import make_instruction, make_leader, make_node, make_sponsored, take_in


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_clerk_names_a_leader_a_crew_and_a_plan_and_the_light_says_why(cast, clock):
    project = make_project(by=cast.liu)
    desk = signed_in(cast.liu)
    said = {
        "sponsor": cast.hong.person.code,
        "lead_unit": "YUNXI",
        "since": "2020-08-03",
        "version": project.version,
    }
    assert desk.post(f"/projects/{project.code}/sponsor/", said).status_code == 302
    held = Sponsorship.objects.get()
    here = f"/sponsorships/{held.code}/"
    assert "还没有节点计划" in text(desk, here)
    crew = {"role": "COMMISSIONER", "person": cast.wu.person.code, "unit": "YUNXI", "since": "2020-08-03"}
    assert desk.post(f"{here}crew/", crew).status_code == 302
    assert (
        desk.post(f"{here}node/", {"stands_for": "stage:SIGNED", "planned_on": "2020-07-01"}).status_code
        == 302
    )
    page = text(desk, f"/projects/{project.code}/sponsored/")
    assert "服务专员" in page
    assert "节点“签约”应于 2020-07-01 完成，已超期 33 天，超期超过 10 天亮红灯" in page
    node = Node.objects.get()
    assert desk.post(f"/nodes/{node.pk}/done/", {"done_on": "2020-08-03", "note": "好"}).status_code == 422
    moved = {"planned_on": "2020-12-01", "reason": "指标未到"}
    assert desk.post(f"/nodes/{node.pk}/move/", moved).status_code == 302
    assert "2020-07-01 → 2020-12-01：指标未到" in text(desk, here)


def test_a_leader_sees_on_one_page_what_is_red_and_what_waits(cast, clock):
    red = make_sponsored(cast.hong.person, by=cast.liu, name="超期项目")
    make_node(red, "拿地", "2020-07-01", by=cast.liu)
    green = make_sponsored(cast.hong.person, by=cast.liu, name="顺利项目")
    make_node(green, "开工", "2020-12-01", by=cast.liu)
    make_instruction(red.project, cast.hong.person, by=cast.zhong)
    page = text(signed_in(cast.hong), "/leader/")
    assert page.index("超期项目") < page.index("顺利项目")
    assert "请抓紧协调用地指标" in page
    assert "本年度没有下达这项目标" in page
    assert "写批示" in page


def test_an_extension_that_is_asked_for_on_a_leaders_project_stands_on_the_leaders_page(cast, clock):
    held = make_sponsored(cast.hong.person, by=cast.liu)
    item = make_item(by=cast.liu, about=held.project.subject, deadline=date(2020, 8, 10))
    said = {"item": item, "until": date(2020, 9, 10), "reason": "省里批复未到"}
    actions.ask_extension(**said, actor=cast.liu, at=clock.now)
    page = text(signed_in(cast.hong), "/leader/")
    assert "申请延期、待批复的" in page
    assert "省里批复未到" in page


def test_the_leaders_page_takes_as_many_queries_for_eleven_projects_as_for_two(cast, clock):
    counts = []
    for n in (2, 9):
        for i in range(n):
            make_node(
                make_sponsored(cast.hong.person, by=cast.liu, name=f"项目{n}-{i}"), "注册", "2020-07-01",
                by=cast.liu, milestone="REGISTERED",
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            text(signed_in(cast.hong), "/leader/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_centres_list_narrows_by_leader_and_light_and_goes_out(cast, clock):
    red = make_sponsored(cast.hong.person, by=cast.liu, name="超期项目")
    make_node(red, "拿地", "2020-07-01", by=cast.liu)
    other = make_leader("林", by=cast.zhong)
    make_sponsored(other, by=cast.liu, name="另一项目")
    desk = signed_in(cast.zhong)
    assert "另一项目" not in text(desk, f"/sponsorships/?leader={cast.hong.person.code}")
    assert "另一项目" not in text(desk, "/sponsorships/?light=RED")
    sheet = text(desk, "/sponsorships/?light=RED&format=csv")
    assert "节点“拿地”应于 2020-07-01 完成" in sheet
    assert "另一项目" not in sheet


def test_a_departments_contact_has_a_list_of_its_own(cast, clock):
    held = make_sponsored(cast.hong.person, by=cast.liu)
    desk = signed_in(cast.wu)
    assert held.project.name not in text(desk, "/sponsorships/mine/")
    assert desk.get(f"/sponsorships/{held.code}/").status_code == 404
    take_in(held, cast.wu, by=cast.liu)
    assert held.project.name in text(desk, "/sponsorships/mine/")
    assert desk.get(f"/projects/{held.project.code}/").status_code == 404
    assert "登记节点" in text(desk, f"/sponsorships/{held.code}/")


def test_a_leader_leaves_office_and_the_projects_go_to_two_others_but_one(cast, clock):
    held = [make_sponsored(cast.hong.person, by=cast.liu, name=f"项目{n}") for n in range(3)]
    one, two = make_leader("林", by=cast.zhong), make_leader("苏", by=cast.zhong)
    desk = signed_in(cast.zhong)
    post = Post.objects.get(person=cast.hong.person)
    ended = f"/posts/{post.pk}/end/"
    refused = desk.post(ended, {"until": "2020-08-03"})
    assert "还有 3 个包保项目没有移交" in refused.content.decode()
    there = desk.post(ended, {"until": "2020-08-03", "knows": "on"}).headers["Location"]
    assert there == f"/sponsorships/hand-over/{cast.hong.person.code}/"
    assert "洪已不任市领导，还包保着 3 个项目" in text(desk, "/sponsorships/")
    codes = [row.project.code for row in held]
    said = {"on": "2020-08-03", "reason": "职务变动"}
    assert "请选择接手领导" in desk.post(there, said).content.decode()
    said |= {"to": one.code, f"p_{codes[1]}": two.code, f"p_{codes[2]}": "keep"}
    assert desk.post(there, said).status_code == 302
    sponsors = [Project.objects.get(code=code).sponsor for code in codes]
    assert sponsors == [one, two, cast.hong.person]
    assert "还包保着 1 个项目" in text(desk, "/sponsorships/")


def test_a_post_without_projects_ends_without_a_question(cast, clock):
    post = Post.objects.get(person=cast.hong.person)
    sent = signed_in(cast.zhong).post(f"/posts/{post.pk}/end/", {"until": "2020-08-03"})
    assert sent.status_code == 302


def test_what_was_imported_is_brought_in_line_from_the_list(cast, clock):
    make_project(by=cast.liu, sponsor=cast.hong.person)
    desk = signed_in(cast.zhong)
    assert "没有建立包保的 1 个" in text(desk, "/sponsorships/")
    desk.post("/sponsorships/adopt/")
    assert "没有建立包保" not in text(desk, "/sponsorships/")


def test_a_leader_writes_an_instruction_that_becomes_an_item_and_is_answered(cast, clock):
    project = make_project(by=cast.liu)
    leader, clerk = signed_in(cast.hong), signed_in(cast.liu)
    said = {"text": "请协调用地", "given_on": "2020-08-03", "project": project.code, "once": "a" * 32}
    there = leader.post("/instructions/new/", said).headers["Location"]
    assert leader.post("/instructions/new/", said).headers["Location"] == there
    assert "尚未分解" in text(clerk, "/instructions/")
    item = {"title": "报批用地", "owner": cast.liu.login, "deadline": "2020-08-10", "once": "b" * 32}
    assert clerk.post(f"{there}item/", item).status_code == 302
    assert "1 项待办，1 项未办结" in text(clerk, "/instructions/")
    refused = clerk.post(f"{there}answer/", {"answer": "已办"})
    assert "还有 1 项待办没有办结" in refused.content.decode()
    assert leader.get(f"{there}item/").status_code == 403


def test_the_scan_of_an_instruction_is_kept_and_shown_and_a_program_is_refused(cast, clock, tmp_path):
    project = make_project(by=cast.liu)
    desk = signed_in(cast.zhong)
    said = {
        "text": "请办",
        "given_on": "2020-08-03",
        "project": project.code,
        "leader": cast.hong.person.code,
    }
    for name, content in (("批示.pdf", pdf()), ("批示.exe", b"MZ")):
        path = tmp_path / name
        path.write_bytes(content)
        with path.open("rb") as file:
            sent = desk.post("/instructions/new/", {**said, "file": file, "once": "c" * 32})
        assert sent.status_code == (302 if name.endswith("pdf") else 422)
    row = Instruction.objects.get()
    shown = desk.get(f"/instructions/{row.code}/scan/")
    assert b"".join(shown) == pdf()
    assert "批示.pdf" in text(desk, f"/instructions/{row.code}/")


def test_the_citys_rules_are_set_with_their_source(cast, clock):
    desk = signed_in(cast.zhong)
    said = {"red_after": "0", "yellow_within": "5", "source": "示例办〔2020〕9号", "valid_from": "2020-08-03"}
    assert desk.post("/sponsorships/rules/", said).status_code == 302
    assert "示例办〔2020〕9号" in text(desk, "/sponsorships/")
