"""One e-mail by SMTP, knowing at each step whether the message has left."""

import contextlib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from luodi.outbox.choices import Security
from luodi.outbox.enclosures import Enclosed
from luodi.outbox.outcome import Outcome, Result, within

CONNECT, WHOLE = 15.0, 60.0


@dataclass(frozen=True)
class Post:
    """The server that takes our e-mails, with its password in the clear; made to send and thrown away."""

    host: str
    port: int
    security: Security
    sender: str
    sender_name: str
    username: str = ""
    password: str = ""


@dataclass(frozen=True)
class Letter:
    """``name`` is the same in every attempt, so that a mailbox that has it knows it again."""

    to: str
    subject: str
    text: str
    name: str
    calendar: Enclosed | None = None


def send(post: Post, letter: Letter, *, at: datetime) -> Outcome:
    """Send once: until the text is handed over nothing has gone; from then on only the server's answer tells."""
    has_left = False
    try:
        with _session(post) as smtp:
            code, said = smtp.mail(post.sender)
            if code != 250:
                return Outcome(Result.DOWN, f"邮件服务器不让用 {post.sender} 发信：{_words(code, said)}")
            code, said = smtp.rcpt(letter.to)
            if code not in (250, 251):
                return _turned_away(code, said)
            content = _write(post, letter, at)
            has_left = True
            return _turned_away(*smtp.data(content))
    except smtplib.SMTPDataError as error:
        return _turned_away(error.smtp_code, error.smtp_error)
    except smtplib.SMTPAuthenticationError as error:
        return Outcome(Result.DOWN, f"邮件服务器不认发件账号或密码（{error.smtp_code}）")
    except ssl.SSLCertVerificationError:
        return Outcome(Result.DOWN, "邮件服务器的证书无效，没有发送")
    except (OSError, smtplib.SMTPException) as error:
        if has_left:
            return Outcome(Result.UNKNOWN, "邮件已经交出，没有收到邮件服务器的答复")
        return Outcome(Result.DOWN, f"邮件服务器 {post.host}:{post.port} 连接不上或中断：{_reason(error)}")


@contextlib.contextmanager
def _session(post: Post) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if post.security == Security.TLS:
        smtp = smtplib.SMTP_SSL(
            post.host, post.port, timeout=CONNECT, context=context, local_hostname="luodi"
        )
    else:
        smtp = smtplib.SMTP(post.host, post.port, timeout=CONNECT, local_hostname="luodi")
    try:
        with within(WHOLE, _socket(smtp)):
            smtp.ehlo()
            if post.security == Security.STARTTLS:
                smtp.starttls(context=context)
                smtp.ehlo()
            if post.username:
                smtp.login(post.username, post.password)
            yield smtp
    finally:
        smtp.close()


def _socket(smtp: smtplib.SMTP) -> socket.socket:
    if smtp.sock is None:
        raise smtplib.SMTPServerDisconnected("no connection")
    return smtp.sock


def _write(post: Post, letter: Letter, at: datetime) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(letter.subject.split())
    message["From"] = Address(post.sender_name, addr_spec=post.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{letter.name}@{post.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="base64")
    if letter.calendar is not None:
        enclosed = letter.calendar
        method = {"method": enclosed.method}
        message.add_alternative(enclosed.content, subtype="calendar", cte="base64", params=method)
        content = enclosed.content.encode()
        message.add_attachment(content, maintype="application", subtype="ics", filename=enclosed.name)
    return message.as_bytes()


def _turned_away(code: int, said: bytes | str) -> Outcome:
    """Say what the server's answer means; 250 is that it has taken the message."""
    if code == 250:
        return Outcome(Result.SENT)
    kind = Result.LATER if 400 <= code < 500 else Result.FAILED
    if code == 421:
        kind = Result.DOWN
    return Outcome(kind, f"邮件服务器答复：{_words(code, said)}")


def _words(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())[:120]}"


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "超时"
    if isinstance(error, socket.gaierror):
        return "域名解析不了"
    if isinstance(error, ConnectionRefusedError):
        return "对方拒绝连接"
    return "没有应答"
