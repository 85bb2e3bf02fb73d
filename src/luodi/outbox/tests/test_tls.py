"""Encrypted connections: to the checked address, under the name that the certificate must bear."""

import socket
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from luodi.outbox import mail, webhooks
from luodi.outbox.choices import ChannelKind, Security
from luodi.outbox.guard import Target
from luodi.outbox.mail import Letter, Post
from luodi.outbox.outcome import Result
from luodi.outbox.tests.makers import WALL
from luodi.outbox.tests.servers import mail_server, robot_server

NAME = "robot.example.org"
LETTER = Letter("liu@example.org", "提醒", "正文", "luodi-1")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    held = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem)
    path = tmp_path_factory.mktemp("tls") / "paper.pem"
    path.write_bytes(held)
    return path


@pytest.fixture
def speaks(paper: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper)
    return context


@pytest.fixture
def _trusted(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context(cafile=str(paper))
    monkeypatch.setattr(ssl, "create_default_context", lambda: context)


def ask(port: int, host: str = NAME) -> Result:
    target = Target(host, port, "/send?key=1", is_secure=True, inside=True)
    robot = webhooks.Robot(ChannelKind.WECOM, target)
    return webhooks.send(robot, "文", at=WALL, resolver=lambda *_: ["127.0.0.1"]).result


@pytest.mark.usefixtures("_trusted")
def test_a_robot_is_spoken_to_at_the_checked_address_under_its_name(speaks: ssl.SSLContext) -> None:
    with robot_server(speaks) as robots:
        assert ask(robots.port) == Result.SENT
        assert robots.texts == ["文"]
        assert ask(robots.port, "other.example.org") == Result.DOWN


def test_a_certificate_that_nobody_vouches_for_gets_nothing(speaks: ssl.SSLContext) -> None:
    with robot_server(speaks) as robots:
        assert ask(robots.port) == Result.DOWN
        assert not robots.heard


@pytest.mark.usefixtures("_trusted")
def test_a_letter_goes_encrypted_to_the_server_that_is_named(
    speaks: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(speaks) as box:
        post = Post("localhost", box.port, Security.TLS, "luodi@example.org", "招商台账")
        outcome = mail.send(post, LETTER, at=WALL)
        assert (outcome.result, outcome.said) == (Result.DOWN, "邮件服务器的证书无效，没有发送")
        monkeypatch.setattr("socket.create_connection", _to_this_machine)
        assert mail.send(replace(post, host=NAME), LETTER, at=WALL).result == Result.SENT
        assert box.letters[0].get_content().strip() == "正文"


def test_a_server_that_does_not_encrypt_gets_no_password() -> None:
    with mail_server() as box:
        post = Post("127.0.0.1", box.port, Security.STARTTLS, "luodi@example.org", "招商台账", "a", "b")
        assert mail.send(post, LETTER, at=WALL).result == Result.DOWN
        assert not box.letters


def _to_this_machine(address: tuple[str, int], timeout: float, *_: object) -> socket.socket:
    one = socket.socket()
    one.settimeout(timeout)
    one.connect(("127.0.0.1", address[1]))
    return one
