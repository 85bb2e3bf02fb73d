"""Published releases for everybody; a crawl from the front page meets nothing that was not meant for the public."""

import json
import re
from html import unescape

import pytest
from django.urls import get_resolver

from luodi.disclosure.tests.makers import issue, make_open, make_proposed, make_site
from luodi.enterprises.models import Enterprise
from luodi.kernel.money import Yuan
from luodi.organisation.models import Account, Person
from luodi.portal import schema
from luodi.portal.tests.test_site import _matches
from luodi.projects.choices import Field
from luodi.projects.models import Project
from luodi.publishing import services as publishing
from luodi.publishing.tests.release_makers import (
    approved,
    corrected,
    make_desk,
    make_draft,
    make_publication,
    outlet,
    publish,
    submitted,
)


@pytest.fixture
def desk(cast, clock):
    return make_desk(cast, clock)


@pytest.fixture
def out(desk, zhong):
    make_site(by=zhong)
    return make_publication(desk)


def page(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_release_is_read_with_its_figures_and_what_they_count(visitor, out):
    assert out.title in page(visitor, "/")
    text = page(visitor, f"/releases/{out.code}/")
    assert "全市新签约项目" in text
    assert 'href="#figure-1"' in text
    assert "期内签订正式合同的项目个数" in text
    assert re.search(r"发布时间 <time[^>]*>\d{4}-\d\d-\d\d \d\d:\d\d</time>", text)


def test_a_release_as_programs_read_it(visitor, out):
    document = json.loads(page(visitor, f"/releases/{out.code}/release.json"))
    assert _matches(document, schema.SCHEMA)
    assert document["sha256"] == out.sha256
    assert [one["value"] for one in document["figures"]] == [
        one.shown for one in out.figures.order_by("place")
    ]
    assert page(visitor, f"/releases/{out.code}/figures.csv").count("\n") == 4


def test_a_text_that_is_not_out_or_not_for_the_public_is_not_there(visitor, desk, out, zhong):
    for piece in (make_draft(desk), submitted(desk, make_draft(desk))):
        assert visitor.get(f"/releases/{piece.code}/").status_code == 404
    inside = publishing.publish_piece(
        piece=approved(
            desk, make_draft(desk, text="内部通报不得外传\n2020年1—7月，新签约{0}，{1}，占{2}。\n")
        ),
        outlets=[outlet(desk.clock.day)],
        is_public=False,
        actor=desk.press,
        at=desk.clock.now,
    )
    everything = "".join(
        page(visitor, path) for path in ("/", "/releases/", "/data/releases.json", "/sitemap.xml")
    )
    assert inside.code not in everything
    assert "内部通报不得外传" not in everything
    for name in ("", "release.json", "figures.csv", "release.pdf", "release.docx"):
        assert visitor.get(f"/releases/{inside.code}/{name}").status_code == 404


def test_a_release_that_was_taken_down_says_only_that(visitor, desk, out, clock):
    publishing.withdraw_publication(
        publication=out, reason="口径有误的内部原因", actor=desk.press, at=clock.now
    )
    gone = visitor.get(f"/releases/{out.code}/")
    assert gone.status_code == 410
    said = gone.content.decode()
    assert "已撤下" in said
    assert "内部原因" not in said
    assert out.title not in said
    assert visitor.get(f"/releases/{out.code}/release.json").status_code == 404
    assert out.title not in page(visitor, "/") + page(visitor, "/data/releases.json")


def test_a_notice_stands_at_the_release_that_it_puts_right(visitor, desk, out, clock):
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    clock.advance(hours=1)
    notice = publishing.write_revision(publication=out, actor=desk.press, at=clock.now)
    assert "已更正" not in page(visitor, f"/releases/{out.code}/")
    told = publish(desk, approved(desk, notice))
    text = page(visitor, f"/releases/{out.code}/")
    assert "已更正" in text
    assert told.code in text
    assert "本说明更正" in page(visitor, f"/releases/{told.code}/")
    assert told.title in page(visitor, "/changes/")
    document = json.loads(page(visitor, f"/releases/{out.code}/release.json"))
    assert _matches(document, schema.SCHEMA)
    assert [one["code"] for one in document["revisions"]] == [told.code]


def links(text):
    return {unescape(one).partition("#")[0] for one in re.findall(r'(?:href|src)="([^"]*)"', text)}


def crawl(visitor):
    """Return every page of the site by its address, from the front page, the map and the files on."""
    ahead, found = {"/", "/sitemap.xml", "/robots.txt"}, {}
    while ahead:
        path = ahead.pop()
        response = visitor.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        if path.startswith("/static/") or path.endswith((".pdf", ".docx")):
            found[path] = ""
            continue
        found[path] = response.content.decode()
        assert not re.search(r"<form|<script|<iframe|http://(?!testserver|www\.sitemaps)", found[path]), path
        more = {one for one in links(found[path]) if one.startswith("/") and "big=1" not in one}
        more |= {
            one.removeprefix("http://testserver") for one in re.findall(r"<loc>([^<]*)</loc>", found[path])
        }
        ahead |= {one for one in more if not one.startswith("/static/")} - found.keys()
    return found


def test_a_crawl_meets_nothing_that_is_not_public(visitor, desk, out, xuan, hong):
    make_open(by=xuan, decider=hong)
    issue(by=xuan)
    make_proposed(by=xuan, indicator="started.count", title="等待批准的指标")
    make_draft(desk, text="没有发布的草稿标题\n2020年1—7月，新签约{0}，{1}，占{2}。\n")
    found = crawl(visitor)
    assert len(found) > 15
    everything = "\n".join(found.values())
    secrets = {
        "等待批准的指标",
        "没有发布的草稿标题",
        "sessionid",
        "csrf",
        "/login",
        "流水",
        desk.press.login,
    }
    secrets |= set(Project.objects.values_list("name", flat=True))
    secrets |= set(Project.objects.values_list("code", flat=True))
    secrets |= set(Enterprise.objects.values_list("name", flat=True))
    secrets |= {name for name in Person.objects.values_list("name", flat=True) if len(name) > 1}
    assert not {one for one in secrets if one and one in everything}
    assert Account.objects.exists()


def test_no_address_of_the_desk_is_one_of_the_site(visitor, out):
    patterns = get_resolver("luodi.desk.urls").url_patterns
    assert len(patterns) > 100
    for pattern in patterns:
        path = "/" + re.sub(r"<[^>]*>", "1", str(pattern.pattern))
        if path in ("/", "/figures/"):
            continue
        assert visitor.get(path).status_code == 404, path
    assert all(one.app_name == "portal" for one in get_resolver("config.public_urls").url_patterns)
