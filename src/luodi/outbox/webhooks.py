"""One message to a group robot: through the guard, without redirects, within a time, reading little."""

import base64
import hashlib
import hmac
import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from luodi.outbox import guard
from luodi.outbox.choices import ChannelKind
from luodi.outbox.guard import AddressRefused, Resolver, Target
from luodi.outbox.outcome import Outcome, Result, within
from luodi.outbox.rules import clipped

CONNECT, WHOLE, ANSWER = 10.0, 20.0, 65536
"""Seconds to connect in, seconds for all of it, bytes of an answer that are read."""
LONGEST = {ChannelKind.WECOM: 2000, ChannelKind.DINGTALK: 15000, ChannelKind.FEISHU: 15000}
_SLOWER = {45009, 130101, 9499, 11232, 230020}
"""What the three makers answer when too much is sent: the message was not taken."""


@dataclass(frozen=True)
class Robot:
    kind: ChannelKind
    target: Target
    signature: str = ""


def send(robot: Robot, text: str, *, at: datetime, resolver: Resolver = guard.resolve) -> Outcome:
    """Send once. Whatever goes wrong after the connection stands leaves it unknown whether the message came through."""
    try:
        connection = _connect(robot.target, guard.check(robot.target, resolver))
    except AddressRefused as refusal:
        return Outcome(Result.FAILED, str(refusal))
    except ssl.SSLCertVerificationError:
        return Outcome(Result.DOWN, "对方的证书无效，没有发送")
    except OSError as error:
        return Outcome(Result.DOWN, f"连接不上 {robot.target.host}：{_reason(error)}")
    path, body = _request(robot, clipped(text, LONGEST[robot.kind]), at)
    try:
        with within(WHOLE, connection.sock):
            headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Luodi"}
            connection.request("POST", path, body=body, headers=headers)
            answer = connection.getresponse()
            return judge(answer.status, answer.read(ANSWER))
    except (OSError, http.client.HTTPException) as error:
        return Outcome(Result.UNKNOWN, f"请求已经发出，没有收到完整的答复：{_reason(error)}")
    finally:
        connection.close()


def judge(status: int, body: bytes) -> Outcome:
    """Say what the answer means: taken only where the robot itself says so."""
    if status == http.HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome(Result.LATER, "对方要求放慢发送")
    if 300 <= status < 400:
        return Outcome(Result.FAILED, "对方要求转到别的地址，按安全规则不跟随")
    if 400 <= status < 500:
        return Outcome(Result.FAILED, f"对方拒绝（HTTP {status}），请检查 Webhook 地址")
    if not 200 <= status < 300:
        return Outcome(Result.UNKNOWN, f"对方出错（HTTP {status}），不能确认是否收到")
    try:
        said = json.loads(body)
        code = next(said[key] for key in ("errcode", "code", "StatusCode") if key in said)
    except (ValueError, TypeError, StopIteration):
        return Outcome(Result.UNKNOWN, "对方的答复看不懂，不能确认是否收到")
    if code == 0:
        return Outcome(Result.SENT)
    words = str(said.get("errmsg") or said.get("msg") or "")[:120]
    return Outcome(Result.LATER if code in _SLOWER else Result.FAILED, f"对方答复 {code}：{words}")


def _connect(target: Target, address: str) -> http.client.HTTPConnection:
    """Connect to the checked address itself; the name is only said to the other side, and stands in its certificate."""
    raw = socket.create_connection((address, target.port), timeout=CONNECT)
    made: http.client.HTTPConnection
    if target.is_secure:
        try:
            with within(CONNECT, raw):
                raw = ssl.create_default_context().wrap_socket(raw, server_hostname=target.host)
        except OSError:
            raw.close()
            raise
        made = http.client.HTTPSConnection(target.host, target.port)
    else:
        made = http.client.HTTPConnection(target.host, target.port)
    made.sock = raw
    return made


def _request(robot: Robot, text: str, at: datetime) -> tuple[str, bytes]:
    path, body = robot.target.path, _body(robot.kind, text)
    if robot.signature and robot.kind == ChannelKind.DINGTALK:
        moment = str(int(at.timestamp() * 1000))
        signed = hmac.new(robot.signature.encode(), f"{moment}\n{robot.signature}".encode(), hashlib.sha256)
        joint = "&" if "?" in path else "?"
        path += f"{joint}timestamp={moment}&sign={quote(base64.b64encode(signed.digest()), safe='')}"
    elif robot.signature and robot.kind == ChannelKind.FEISHU:
        moment = str(int(at.timestamp()))
        signed = hmac.new(f"{moment}\n{robot.signature}".encode(), b"", hashlib.sha256)
        body |= {"timestamp": moment, "sign": base64.b64encode(signed.digest()).decode()}
    return path, json.dumps(body, ensure_ascii=False).encode()


def _body(kind: ChannelKind, text: str) -> dict[str, Any]:
    if kind == ChannelKind.FEISHU:
        return {"msg_type": "text", "content": {"text": text}}
    return {"msgtype": "text", "text": {"content": text}}


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "超时"
    if isinstance(error, socket.gaierror):
        return "域名解析不了"
    if isinstance(error, ConnectionRefusedError):
        return "对方拒绝连接"
    return "连接中断"
