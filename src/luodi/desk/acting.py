"""One act on one page: the form is filled in, the service is called once, and what it refuses stands at its field."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from luodi.desk import closing
from luodi.desk.door import DeskRequest, show
from luodi.kernel.dates import OCCURRED_ON
from luodi.kernel.findings import Refusal
from luodi.organisation.models import Account
from luodi.organisation.policies import NotAllowed

_WORDS = {
    "max_length": "最多写 %(limit_value)d 个字，现在是 %(show_value)d 个字",
    "max_value": "不能大于 %(limit_value)s",
    "min_value": "不能小于 %(limit_value)s",
}
"""What Django's checks are called in an office."""


class ActForm(forms.Form):
    """A form that is one act. ``explains`` says beforehand what the act does and what it needs.

    ``leads_to`` is where the act's outcome is shown, when that is not where the user came from.
    """

    title: ClassVar[str]
    button: ClassVar[str] = "保存"
    explains: str = ""
    is_grave: ClassVar[bool] = False
    DATED: ClassVar[tuple[str, ...]] = ()
    """Fields, where the form has them, with the date on which the act counts: it may lie in a closed month."""
    leads_to: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Whether the act may be performed; one that is previewed first waits for a second word."""
        return True

    @property
    def dated(self) -> tuple[str, ...]:
        return tuple(name for name in self.DATED if name in self.fields)

    def full_clean(self) -> None:
        """Check as Django does, and say what is wrong in the words of an office."""
        super().full_clean()
        for wrongs in self.errors.as_data().values() if self.is_bound else ():
            for wrong in wrongs:
                wrong.message = _WORDS.get(wrong.code or "", wrong.message)

    def seen(self, field: str) -> str | None:
        """Return the field at which a refusal is shown; one without a field that is seen stands above them all.

        When something happened, as rules below call it, is what the form has first among its ``DATED``.
        """
        if field == OCCURRED_ON and field not in self.fields and self.dated:
            field = self.dated[0]
        return field if field in self.fields and not self.fields[field].widget.is_hidden else None

    def act(self, *, actor: Account, at: datetime) -> str:
        """Call the service and return what to tell the user.    Raises: any Refusal."""
        raise NotImplementedError


def once_field() -> forms.Field:
    """Return the hidden field that names one submission, so that it acts once however often it is sent."""
    return forms.RegexField(
        r"[0-9a-f]{32}", required=False, initial=lambda: secrets.token_hex(16), widget=forms.HiddenInput
    )


class CreatingForm(ActForm):
    """An act that makes something new, once for each time that the form was asked for, however often it is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"] = once_field()


def answer(
    request: DeskRequest,
    form: ActForm,
    *,
    back: str,
    context: Mapping[str, Any] | None = None,
    template: str = "desk/act.html",
) -> HttpResponse:
    """Show the form, or perform its act and go back; when it is refused, what was typed stays."""
    if request.method == "POST" and form.is_valid() and form.is_confirmed and _performed(request, form):
        return redirect(form.leads_to or back)
    values = {"form": form, "back": back, "here": request.get_full_path(), **(context or {})}
    return show(request, template, values, status=422 if form.errors else 200)


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with the request, be it nothing; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def _performed(request: DeskRequest, form: ActForm) -> bool:
    try:
        said = form.act(actor=request.user, at=request.frame.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(form.seen(refusal.field), str(refusal))
        return False
    dates = [form.cleaned_data.get(name) for name in form.dated]
    messages.success(request, said + closing.late_note(request.frame.city, dates, request.frame.today))
    return True
