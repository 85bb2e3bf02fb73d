"""Accounts: the system administrator opens and closes them, the security administrator grants roles."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth import password_validation

from luodi.desk.acting import ActForm
from luodi.desk.forms.fields import PersonField, UnitField
from luodi.organisation import services
from luodi.organisation.choices import Role
from luodi.organisation.models import Account, City, Grant


def _password() -> forms.CharField:
    return forms.CharField(
        label="初始密码",
        strip=False,
        max_length=200,
        help_text="；".join(password_validation.password_validators_help_texts()) + "。使用人首次登录须改掉",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )


class OpenAccount(ActForm):
    title = "开通账号"
    button = "开通"
    explains = "开通的账号没有任何角色，须由安全管理员授权后才能使用。"

    def __init__(self, data: Any = None, *, city: City, on: date) -> None:
        super().__init__(data)
        self.city = city
        self.fields["login"] = forms.CharField(
            label="登录名", max_length=40, help_text="2—40 个汉字、英文字母或数字，不分大小写"
        )
        self.fields["person"] = PersonField(
            city=city, any_duty=True, label="使用人", help_text="先在“人员”里登记"
        )
        self.fields["unit"] = UnitField.of_city(city, on, label="所在单位")
        self.fields["password"] = _password()

    def act(self, *, actor: Account, at: datetime) -> str:
        account = services.open_account(city=self.city, actor=actor, at=at, **self.cleaned_data)
        return f"已开通账号 {account.login}，请安全管理员授权。"


class ResetPassword(ActForm):
    title = "重置密码"
    button = "重置"
    explains = "使用人下次登录须先改掉这个密码。"

    def __init__(self, data: Any = None, *, account: Account) -> None:
        super().__init__(data)
        self.account = account
        self.fields["password"] = _password()

    def act(self, *, actor: Account, at: datetime) -> str:
        services.set_password(
            account=self.account, password=self.cleaned_data["password"], actor=actor, at=at
        )
        return f"已重置 {self.account.login} 的密码。"


class GiveRole(ActForm):
    title = "授权"
    button = "授权"
    explains = "台账员的权限到授权单位及其下级；三个管理员互斥，也不得兼任业务角色。"

    def __init__(self, data: Any = None, *, account: Account, on: date) -> None:
        super().__init__(data, initial={"unit": account.unit.code})
        self.account = account
        self.fields["role"] = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
        self.fields["unit"] = UnitField.of_city(account.city, on, label="授权单位")

    def act(self, *, actor: Account, at: datetime) -> str:
        role = Role(self.cleaned_data["role"])
        services.grant(account=self.account, role=role, unit=self.cleaned_data["unit"], actor=actor, at=at)
        return f"已授予 {self.account.login} “{role.label}”。"


class TakeRole(ActForm):
    title = "收回授权"
    button = "收回"
    is_grave = True

    def __init__(self, data: Any = None, *, grant: Grant) -> None:
        super().__init__(data)
        self.held = grant
        where = grant.unit.short_name
        self.explains = f"收回 {grant.account.login} 在{where}的“{grant.get_role_display()}”，立即生效。"

    def act(self, *, actor: Account, at: datetime) -> str:
        services.revoke(grant=self.held, actor=actor, at=at)
        return f"已收回 {self.held.account.login} 的“{self.held.get_role_display()}”。"


class SwitchAccount(ActForm):
    """Disables an account, or enables a disabled one."""

    title = "停用或启用账号"
    is_grave = True

    def __init__(self, data: Any = None, *, account: Account) -> None:
        super().__init__(data)
        self.account = account
        self.explains = (
            f"停用 {account.login}：已登录的会话立即失效，不能再登录。"
            if account.is_active
            else f"重新启用 {account.login}。"
        )

    def act(self, *, actor: Account, at: datetime) -> str:
        if self.account.is_active:
            services.disable_account(account=self.account, actor=actor, at=at)
            return f"{self.account.login} 已停用。"
        services.enable_account(account=self.account, actor=actor, at=at)
        return f"{self.account.login} 已启用。"
