"""Coming in, going out, and one's own password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luodi.desk import admission
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.sign_in import PasswordForm, SignInForm
from luodi.kernel.findings import Refusal
from luodi.organisation import services as organisation
from luodi.organisation.models import Account, City
from luodi.ui import pages


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            login(request, admission.admit(request, **form.cleaned_data))
            return redirect(_next(request))
        except admission.SignInRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "next": _next(request), "city": City.objects.order_by("id").first()}
    return pages.render(request, "desk/sign_in.html", context, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Account):
        admission.note_sign_out(request, request.user)
    logout(request)
    response = redirect("desk:sign-in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@door(lambda _: True, section="password")
def password(request: DeskRequest) -> HttpResponse:
    form = PasswordForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            _set_password(request, form.cleaned_data["present"], form.cleaned_data["password"])
            messages.success(request, "密码已修改。")
            return redirect("desk:home")
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
    return show(request, "desk/password.html", {"form": form}, status=422 if form.errors else 200)


def _set_password(request: DeskRequest, present: str, fresh: str) -> None:
    account = request.user
    if not account.check_password(present):
        raise admission.SignInRefused("原密码不正确", field="present")
    organisation.set_password(account=account, password=fresh, actor=account, at=request.frame.now)
    update_session_auth_hash(request, account)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL
