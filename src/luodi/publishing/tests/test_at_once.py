"""The same text by two in the same second, each with a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from luodi.kernel.findings import Refusal
from luodi.kernel.money import Yuan
from luodi.ledger import services as ledger
from luodi.organisation.tests.makers import START, make_cast
from luodi.projects.choices import Field
from luodi.publishing import services
from luodi.publishing.models import Move, Publication, PublishedFigure
from luodi.publishing.tests.release_makers import (
    approved,
    corrected,
    make_desk,
    make_draft,
    outlet,
    publish,
    submitted,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def desk(clock):
    the_day_before = START - timedelta(days=1)
    cast = make_cast(at=the_day_before)
    ledger.open_ledger(city=cast.city, at=the_day_before)
    return make_desk(cast, clock)


def at_once(calls):
    def alone(call):
        try:
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(alone, calls))


def test_twice_at_once_it_goes_out_once(desk):
    piece, at = approved(desk, make_draft(desk)), desk.clock.now

    def send(by):
        return services.publish_piece(
            piece=piece, outlets=[outlet(at.date())], is_public=True, actor=by, at=at
        )

    told = at_once([lambda: send(desk.press), lambda: send(desk.cast.zhong)])
    assert sorted(type(one).__name__ for one in told) == ["FlowRefused", "Publication"]
    assert "已经发布" in str(next(one for one in told if isinstance(one, Refusal)))
    assert (Publication.objects.count(), PublishedFigure.objects.count()) == (1, 3)


def test_approved_and_returned_at_once_it_is_one_of_both(desk):
    piece, at = submitted(desk, make_draft(desk)), desk.clock.now
    services.pass_piece(piece=piece, actor=desk.cast.zhong, at=at)
    told = at_once([
        lambda: services.approve_piece(piece=piece, actor=desk.cast.hong, at=at, expected_version=3),
        lambda: services.return_piece(
            piece=piece, remark="再核", actor=desk.cast.zhong, at=at, expected_version=3
        ),
    ])  # fmt: skip
    assert sorted(type(one).__name__ for one in told) == ["EditedMeanwhile", "PieceStep"]


def test_two_who_look_keep_one_alert(desk):
    out = publish(desk, approved(desk, make_draft(desk)))
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    at = desk.clock.now
    at_once([lambda: services.look_again(publication=out, at=at)] * 2)
    assert Move.objects.count() == 1


def test_two_who_write_the_notice_write_one(desk):
    out = publish(desk, approved(desk, make_draft(desk)))
    corrected(desk, desk.projects[0], Field.TOTAL, Yuan.from_yi(2))
    at = desk.clock.now
    told = at_once([lambda: services.write_revision(publication=out, actor=desk.press, at=at)] * 2)
    assert sorted(type(one).__name__ for one in told) == ["FlowRefused", "Piece"]
