"""Secrets at rest: sealed with a key that is made from that of the installation, and only opened to send."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from luodi.kernel.findings import Refusal


class SecretLost(Refusal):
    """The key of the installation is another one than that with which the secret was sealed."""


def _fernet() -> Fernet:
    key = hashlib.sha256(b"luodi.outbox\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(secret: str) -> str:
    return _fernet().encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    """Raises: SecretLost."""
    if not sealed:
        return ""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SecretLost("系统密钥已更换，原来保存的密钥读不出来，请重新填写") from None
