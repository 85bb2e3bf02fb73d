"""The public site: open figures for everybody, and nothing else whatever is asked for."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.contrib.staticfiles import finders

from config import environment, settings_public
from luodi.disclosure import services
from luodi.disclosure.tests.makers import issue, make_open, make_proposed, make_site
from luodi.portal import schema
from luodi.projects.tests.makers import make_signed


@pytest.fixture
def site(zhong):
    return make_site(by=zhong)


@pytest.fixture
def opened(site, xuan, hong, liu, qin):
    make_signed(by=liu, verifier=qin, signed_on="2020-06-20")
    figure = make_open(by=xuan, decider=hong)
    issue(by=xuan)
    return figure


def text(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_there_is_no_site_before_a_city_opens_one(visitor, city):
    for path in ("/", "/figures/", "/robots.txt"):
        assert visitor.get(path).status_code == 404


def test_a_closed_site_is_no_site(visitor, zhong):
    make_site(by=zhong, is_open=False)
    assert visitor.get("/").status_code == 404


def test_the_foot_names_who_keeps_the_site(visitor, site):
    page = text(visitor, "/")
    for said in (
        "示例市招商服务中心",
        "0000-1234567",
        "3499000001",
        "示例ICP备00000000号",
        "示例公网安备",
        "网站找错",
    ):
        assert said in page


def test_an_open_figure_is_read_with_its_words_and_values(visitor, opened):
    listed = text(visitor, "/figures/")
    assert "新签约招商项目" in listed
    page = text(visitor, f"/figures/{opened.code}/")
    assert "今年以来签订正式合同的项目个数。" in page
    assert "2020年上半年" in page
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", page)


def test_what_is_proposed_or_declined_is_not_there(visitor, site, xuan, hong, clock):
    waiting = make_proposed(by=xuan, title="未批准的指标名称")
    declined = make_proposed(by=xuan, indicator="started.count", title="被退回的指标名称")
    services.decide_wording(
        wording=declined.wordings.get(), approve=False, decision="不宜公开", actor=hong, at=clock.now
    )
    everything = "".join(
        text(visitor, path) for path in ("/", "/figures/", "/data/figures.json", "/sitemap.xml")
    )
    for said in ("未批准的指标名称", "被退回的指标名称", waiting.code, declined.code):
        assert said not in everything
    for figure in (waiting, declined):
        for path in ("", "figure.json", "figure.csv"):
            assert visitor.get(f"/figures/{figure.code}/{path}").status_code == 404


def test_other_words_that_wait_are_not_shown(visitor, opened, xuan, clock):
    services.propose_wording(
        figure=opened,
        title="还没批的新名称",
        definition="还没批的说明",
        reason="试",
        actor=xuan,
        at=clock.now,
    )
    for path in (f"/figures/{opened.code}/", "/data/figures.json", "/changes/"):
        assert "还没批" not in text(visitor, path)


def test_a_revision_shows_what_came_out_before(visitor, opened, liu, qin, xuan, clock):
    clock.advance(hours=1)
    make_signed(
        by=liu, verifier=qin, signed_on="2020-06-25", name="石桥镜头项目", investor_name="石桥光电有限公司"
    )
    services.revise_values(figure=opened, reason="6月签约补报", actor=xuan, at=clock.now)
    page = text(visitor, f"/figures/{opened.code}/")
    assert "<s>1</s>" in page
    assert "6月签约补报" in text(visitor, "/changes/")
    found = json.loads(text(visitor, f"/figures/{opened.code}/figure.json"))["figures"][0]
    half = next(one for one in found["values"] if one["period"]["last"] == "2020-06-30")
    assert (half["value"], half["issue"], half["earlier"][0]["value"]) == ("2", 2, "1")


def test_the_files_for_programs_agree_with_the_pages(visitor, opened):
    document = json.loads(text(visitor, "/data/figures.json"))
    assert set(document) <= set(schema.SCHEMA["properties"])
    told = {
        (one["code"], v["period"]["last"]): v["value"] for one in document["figures"] for v in one["values"]
    }
    sheet = text(visitor, "/data/figures.csv")
    assert sheet.startswith("\ufeffcode,")
    rows = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))
    assert {(row["code"], row["last"]): row["value"] for row in rows} == told
    assert told[opened.code, "2020-06-30"] == "1"
    assert json.loads(text(visitor, "/data/schema.json")) == schema.SCHEMA


def _matches(value, said):
    """Whether a value is as this part of a schema says: the few words that ours uses."""
    if "anyOf" in said:
        return any(_matches(value, one) for one in said["anyOf"])
    if "enum" in said or "const" in said:
        return value in said.get("enum", [said.get("const")])
    kinds = said["type"] if isinstance(said["type"], list) else [said["type"]]
    types = {
        "string": str,
        "null": type(None),
        "integer": int,
        "boolean": bool,
        "object": dict,
        "array": list,
    }
    if not any(isinstance(value, types[kind]) for kind in kinds):
        return False
    if isinstance(value, list):
        return all(_matches(one, said["items"]) for one in value)
    if isinstance(value, dict) and "properties" in said:
        names = said["properties"]
        return set(said["required"]) <= set(value) <= set(names) and all(
            _matches(one, names[name]) for name, one in value.items()
        )
    return True


def test_every_document_is_as_the_schema_says(visitor, opened):
    for path in (
        "/data/figures.json",
        "/data/changes.json",
        "/data/releases.json",
        f"/figures/{opened.code}/figure.json",
    ):
        assert _matches(json.loads(text(visitor, path)), schema.SCHEMA), path


def test_no_answer_sets_a_cookie_or_lets_in_what_is_not_ours(visitor, opened):
    for path in ("/", "/figures/", "/data/figures.json", "/nothing/"):
        response = visitor.get(path)
        assert not response.cookies
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
    assert "<script" not in text(visitor, "/") + text(visitor, f"/figures/{opened.code}/")
    assert visitor.get("/data/figures.json").headers["Access-Control-Allow-Origin"] == "*"


def test_it_is_only_read(visitor, opened):
    for method in (visitor.post, visitor.put, visitor.patch, visitor.delete):
        assert method("/figures/").status_code == 405
    assert visitor.head("/").status_code == 200


def test_what_a_browser_has_is_not_sent_again(visitor, opened):
    first = visitor.get("/figures/")
    again = visitor.get("/figures/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_large_letters_stay_from_page_to_page(visitor, opened):
    page = text(visitor, "/?big=1")
    assert 'class="big"' in page
    assert 'href="/figures/?big=1"' in page


def test_another_part_of_the_list_that_there_is_not_is_no_page(visitor, site):
    for said in ("0", "2", "x", "99999999999"):
        assert visitor.get(f"/releases/?page={said}").status_code == 404


def test_the_files_of_the_desk_are_not_served(visitor, site):
    assert finders.find("portal/portal.css")
    for path in ("/static/ui/luodi.js", "/static/vendor/htmx/htmx.min.js", "/static/../config/settings.py"):
        assert visitor.get(path).status_code == 404


def test_of_two_open_cities_the_settings_name_the_one(visitor, site, settings):
    settings.PUBLIC_CITY = "000000"
    assert visitor.get("/").status_code == 404
    settings.PUBLIC_CITY = site.city.code
    assert visitor.get("/").status_code == 200


def test_the_site_knows_neither_sessions_nor_accounts():
    said = " ".join([*settings_public.MIDDLEWARE, *settings_public.AUTHENTICATION_BACKENDS])
    for word in ("session", "auth", "csrf", "messages"):
        assert word not in said.lower()


def test_its_connection_can_only_read(tmp_path):
    sqlite = environment.read_only({"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"timeout": 20}})
    assert "query_only=ON" in sqlite["OPTIONS"]["init_command"]
    assert sqlite["OPTIONS"]["timeout"] == 20
    other = environment.read_only({"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}})
    assert "read_only=on" in other["OPTIONS"]["options"]


def test_of_fewer_than_three_projects_no_amount_comes_out(visitor, site, xuan, hong, liu, qin):
    make_signed(by=liu, verifier=qin, signed_on="2020-06-20")
    figure = make_open(by=xuan, decider=hong, indicator="signed.amount", since=date(2020, 6, 1))
    issue(by=xuan)
    page = text(visitor, f"/figures/{figure.code}/")
    assert "少于3个" in page
    assert "1.20" not in page
