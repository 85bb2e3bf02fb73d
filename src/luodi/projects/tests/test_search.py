from io import StringIO

import pytest
from django.core.management import call_command

from luodi import search
from luodi.enterprises import services as enterprises
from luodi.enterprises.models import Enterprise
from luodi.enterprises.services import NewEnterprise
from luodi.enterprises.tests.makers import make_enterprise
from luodi.ledger import services as ledger
from luodi.organisation.models import Account
from luodi.organisation.tests.makers import Clock, make_cast
from luodi.projects.models import Project
from luodi.projects.models.project import SEARCH_INDEX
from luodi.projects.tests.makers import make_project

NAMES = ("寿县锂电池生产线", "钙钛矿组件一期", "氢能LED示范园", "锂业电池回收", "Ａ１ 光学（二期）")


@pytest.fixture
def projects(liu: Account) -> dict[str, Project]:
    return {name: make_project(by=liu, name=name) for name in NAMES}


def found(account: Account, text: str) -> list[str]:
    rows = Project.objects.of(account.city_id).matching(account.city_id, text)
    return list(rows.order_by("id").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("锂电池", ["寿县锂电池生产线"]),
        ("氢能", ["氢能LED示范园"]),
        ("锂", ["寿县锂电池生产线", "锂业电池回收"]),
        ("电池", ["寿县锂电池生产线", "锂业电池回收"]),
        ("led", ["氢能LED示范园"]),
        ("电池 回收", ["锂业电池回收"]),
        ("a1 光学(二期)", ["Ａ１ 光学（二期）"]),
        ("sxldc", ["寿县锂电池生产线"]),
        ("P2020-0002", ["钙钛矿组件一期"]),
        ("不在的词", []),
        ("%", []),
        ("_", []),
        ("'\"*", []),
        ("", list(NAMES)),
    ],
)
def test_a_name_is_found_by_any_part_of_it(
    liu: Account, projects: dict[str, Project], text: str, names: list[str]
) -> None:
    assert found(liu, text) == names


def test_the_hits_are_those_of_a_plain_comparison(liu: Account, projects: dict[str, Project]) -> None:
    for name in NAMES:
        for start in range(len(name)):
            part = name[start : start + 3].strip()
            plain = [one for one in NAMES if part in one]
            assert set(plain) <= set(found(liu, part)), part


def test_another_city_s_names_are_not_found(liu: Account, clock: Clock, projects: dict[str, Project]) -> None:
    other = make_cast(code="349800", name="邻市")
    ledger.open_ledger(city=other.city, at=clock.now)
    make_project(by=other.liu, name="邻市锂电池项目")
    assert found(liu, "锂电池") == ["寿县锂电池生产线"]


def test_enterprises_are_found_by_name_and_credit_code(liu: Account, clock: Clock) -> None:
    firm = NewEnterprise(name="示例锂电池有限公司")
    enterprises.add_enterprise(firm, actor=liu, at=clock.now)
    rows = Enterprise.objects.of(liu.city_id)
    assert rows.matching(liu.city_id, "锂电池").count() == 1
    assert rows.matching(liu.city_id, "E2020-0001").count() == 1
    assert rows.matching(liu.city_id, "氢能").count() == 0


def test_a_lost_index_is_built_anew(liu: Account, projects: dict[str, Project]) -> None:
    make_enterprise(by=liu)
    Project.objects.filter(name=NAMES[0]).update(search_text="")
    search.clear(SEARCH_INDEX)
    assert found(liu, "锂电池") == []
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert found(liu, "锂电池") == ["寿县锂电池生产线"]
    assert "项目 5 个，企业 1 家" in said.getvalue()
