"""A mail server and a robot's host that live as long as a test."""

from collections.abc import Iterator

import pytest

from luodi.outbox.tests.servers import Mailbox, Robots, mail_server, robot_server


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as box:
        yield box


@pytest.fixture
def robots() -> Iterator[Robots]:
    with robot_server() as heard:
        yield heard
