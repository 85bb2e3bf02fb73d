"""Accounts that sign in, and the roles that a security administrator grants them."""

import unicodedata
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from luodi.organisation.choices import ADMINISTRATORS, Role


def login_key(login: str) -> str:
    """Return what makes two login names the same: width and case do not tell them apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).strip().casefold())


class LoginKey(models.CharField):  # type: ignore[type-arg]
    """The key of the row's login name, taken from it at every insert, so that nobody can set it apart."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001
        key = login_key(getattr(model_instance, "login", ""))
        setattr(model_instance, self.attname, key)
        return key


class AccountManager(BaseUserManager["Account"]):
    def named(self, login: str) -> models.QuerySet["Account"]:
        return self.filter(login_key=login_key(login))

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.named(username or "").get()


class Account(AbstractBaseUser):
    login = models.CharField("登录名", max_length=40)
    login_key = LoginKey("登录名", max_length=40, unique=True, editable=False)
    city = models.ForeignKey(
        "organisation.City", models.PROTECT, verbose_name="城市", related_name="accounts"
    )
    person = models.ForeignKey(
        "organisation.Person", models.PROTECT, verbose_name="使用人", related_name="accounts"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="所在单位", related_name="accounts"
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须先改密码", default=False)
    created_at = models.DateTimeField("开通时间")
    version = models.BigIntegerField("版本号", default=0)

    objects = AccountManager()

    USERNAME_FIELD = "login_key"

    class Meta:
        verbose_name = "账号"
        verbose_name_plural = "账号"
        ordering = ["login_key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(login_key=""), name="account_has_login", violation_error_message="登录名不能为空"
            )
        ]

    def __str__(self) -> str:
        return self.login

    @property
    def display_name(self) -> str:
        return self.person.name

    @property
    def unit_name(self) -> str:
        return self.unit.short_name

    def clean(self) -> None:
        """Leave the name as it was typed; the key follows from it."""

    def get_username(self) -> Any:
        return self.login


class GrantQuerySet(models.QuerySet["Grant"]):
    def held(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class Grant(models.Model):
    """One role of one account over one unit and everything below it."""

    account = models.ForeignKey(Account, models.PROTECT, verbose_name="账号", related_name="grants")
    role = models.CharField("角色", max_length=16, choices=Role)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name="授权单位", related_name="grants"
    )
    granted_at = models.DateTimeField("授权时间")
    granted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="授权人", related_name="grants_given"
    )
    revoked_at = models.DateTimeField("收回时间", null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "授权"
        verbose_name_plural = "授权"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "unit"],
                condition=Q(revoked_at__isnull=True),
                name="grant_once_at_a_time",
                violation_error_message="该账号已有这一角色",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(revoked_at__isnull=True, role__in=sorted(ADMINISTRATORS)),
                name="grant_one_administrator_role",
                violation_error_message="系统管理员、安全管理员、审计管理员互斥",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=models.F("granted_at")),
                name="grant_revoked_after_granting",
                violation_error_message="收回时间不能早于授权时间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}（{self.unit_id}）"
