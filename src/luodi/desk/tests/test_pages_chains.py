"""Chains in the browser: the board, a link's lists, candidates with their reasons, places and supplies."""

import pytest

from luodi.chains.models import Chain, Placement, Supply
from luodi.chains.tests.makers import link_of, make_chain, make_local, make_supply
from luodi.desk.tests.makers import signed_in
from luodi.enterprises.tests.makers import make_enterprise
from luodi.opportunities.tests.makers import make_opportunity
from luodi.projects.tests.makers import make_project


@pytest.fixture
def chain(zhong):
    return make_chain(by=zhong)


def page(account, path):
    return signed_in(account).get(path).content.decode()


def test_the_centre_makes_a_chain_and_its_links_on_the_page(zhong):
    client = signed_in(zhong)
    client.post("/chains/new/", {"name": "新能源产业链", "remark": "", "once": "e" * 32})
    found = Chain.objects.get()
    assert "还没有环节" in page(zhong, f"/chains/{found.code}/")
    link = {"name": "电池", "tier": "MIDSTREAM", "classes": ["C38"], "version": "0"}
    assert client.post(f"/chains/{found.code}/link/", link).status_code == 302
    board = page(zhong, f"/chains/{found.code}/")
    assert "缺失" in board
    assert "电气机械和器材制造业" in board
    twice = client.post(f"/chains/{found.code}/link/", {**link, "version": "1"})
    assert "已有同名的环节" in twice.content.decode()


def test_the_board_says_who_is_here_and_what_is_missing(chain, liu):
    make_local(by=liu)
    board = page(liu, f"/chains/{chain.code}/")
    assert "企业 <b>1</b>" in board
    assert '缺失 <b class="wrong">2</b> 个环节：基础材料、整机' in board
    assert "增加环节" not in board


def test_each_tab_of_a_link_shows_its_list(chain, liu, zhong):
    local = make_local(by=liu)
    make_project(by=liu, name="云溪面板项目")
    make_opportunity(by=liu)
    far = make_enterprise(by=liu, name="南粤面板有限公司")
    make_supply(far, local, by=liu)
    path = f"/links/{link_of(chain, '显示面板').pk}/"
    assert "云溪面板有限公司" in page(zhong, path)
    assert "云溪面板项目" in page(zhong, f"{path}?tab=projects")
    assert "云溪县显示材料招商项目" in page(zhong, f"{path}?tab=opportunities")
    shown = page(zhong, f"{path}?tab=candidates")
    assert "向本地企业“云溪面板有限公司”供应偏光片（走访了解）" in shown
    assert "南粤面板有限公司" in page(zhong, f"{path}?tab=candidates&why=SUPPLIER")
    assert "南粤面板有限公司" not in page(zhong, f"{path}?tab=candidates&why=CONTACT")
    for tab in ("firms", "projects", "opportunities", "candidates"):
        exported = signed_in(zhong).get(f"{path}?tab={tab}&format=csv")
        assert exported.status_code == 200


def test_candidates_cost_the_same_however_many(chain, liu, zhong, django_assert_max_num_queries):
    local = make_local(by=liu)
    for n in range(4):
        make_supply(make_enterprise(by=liu, name=f"南粤{n}厂"), local, by=liu)
    client = signed_in(zhong)
    path = f"/links/{link_of(chain, '显示面板').pk}/?tab=candidates"
    client.get(path)
    with django_assert_max_num_queries(34):
        client.get(path)


def test_a_firm_is_placed_by_its_name_and_back(chain, liu):
    firm = make_local(by=liu)
    client, path = signed_in(liu), f"/chains/{chain.code}/place/"
    link = str(link_of(chain, "整机").pk)
    assert (
        "没有找到"
        in client.post(path, {"code": "没有的公司", "link": link, "reason": "走访"}).content.decode()
    )
    assert "写明依据" in client.post(path, {"code": firm.name, "link": link}).content.decode()
    client.post(path, {"code": firm.name, "link": link, "reason": "主业是整机"})
    assert "主业是整机" in page(liu, f"/links/{link}/")
    client.post(path, {"code": firm.code, "link": "auto"})
    assert not Placement.objects.exists()


def test_a_project_of_another_county_is_not_found(chain, liu, wu):
    theirs = make_project(by=wu, name="石桥项目", area="349922")
    said = {"code": theirs.code, "link": str(link_of(chain, "整机").pk), "reason": "误"}
    answer = signed_in(liu).post(f"/chains/{chain.code}/place/", said)
    assert "没有找到" in answer.content.decode()


def test_a_supply_is_entered_once_listed_and_ended(liu, hong):
    firms = [make_enterprise(by=liu, name=name) for name in ("甲玻璃公司", "乙面板公司")]
    said = {
        "supplier": "甲玻璃公司",
        "customer": firms[1].code,
        "goods": "玻璃",
        "source": "年报",
        "once": "f" * 32,
    }
    client = signed_in(liu)
    assert "企业库里没有" in client.post("/supplies/new/", {**said, "supplier": "丙公司"}).content.decode()
    for _ in range(2):
        client.post("/supplies/new/", said)
    supply = Supply.objects.get()
    assert "甲玻璃公司" in page(hong, "/supplies/?q=玻璃")
    client.post(f"/supplies/{supply.pk}/end/", {"on": "2020-07-01", "reason": "停供"})
    assert "甲玻璃公司" not in page(hong, "/supplies/")


def test_a_candidate_leads_to_a_lead_that_is_filled_in(chain, liu, hong):
    firm = make_enterprise(by=liu, name="南粤面板厂")
    path = f"/links/{link_of(chain, '显示面板').pk}/?tab=candidates"
    told = page(liu, path)
    href = told.split('href="/leads/new/')[1].split('"')[0].replace("&amp;", "&")
    form = page(liu, "/leads/new/" + href)
    assert f'value="{firm.name}"' in form
    assert "显示面板”环节的可对接企业" in form
    assert "/leads/new/" not in page(hong, path)
