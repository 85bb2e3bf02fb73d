"""What a password must be, as Django's validators.

Source: standards.md S02; GB/T 22239-2019 8.1.4.1 a.
"""

from typing import Any

from django.core.exceptions import ValidationError

from luodi.organisation.models import login_key

LEAST_LENGTH = 12
LEAST_CLASSES = 3


class LongAndMixed:
    """At least twelve characters of three of: capitals, small letters, digits, others."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises: ValidationError with everything that is missing."""
        errors = []
        if len(password) < LEAST_LENGTH:
            errors.append(ValidationError(f"密码至少 {LEAST_LENGTH} 位", code="password_too_short"))
        if _classes(password) < LEAST_CLASSES:
            errors.append(
                ValidationError(
                    "密码须包含大写字母、小写字母、数字、其他字符中的至少三类", code="password_too_plain"
                )
            )
        if errors:
            raise ValidationError(errors)

    def get_help_text(self) -> str:
        return f"至少 {LEAST_LENGTH} 位，包含大写字母、小写字母、数字、其他字符中的至少三类"


class WithoutLogin:
    """The password does not hold the login name, in whatever width and case."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises: ValidationError when it does."""
        login = login_key(getattr(user, "login", ""))
        if login and login in login_key(password):
            raise ValidationError("密码不能包含登录名", code="password_has_login")

    def get_help_text(self) -> str:
        return "不能包含登录名"


def _classes(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda c: not (c.isupper() or c.islower() or c.isdigit()))
    return sum(any(test(char) for char in password) for test in tests)
