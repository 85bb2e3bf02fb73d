"""The addresses of the press check."""

from django.urls import URLPattern, path

from luodi.desk.views import press

_DRAFT = "press/<row:number>/"

PATTERNS: tuple[URLPattern, ...] = (
    path("press/", press.press, name="press"),
    path("press/new/", press.press_new, name="press-new"),
    path("press/live/", press.live, name="press-live"),
    path("press/rulings/", press.rulings, name="rulings"),
    path("press/rulings/<row:number>/revoke/", press.ruling_revoke, name="ruling-revoke"),
    path("press/terms/", press.terms, name="terms"),
    path("press/terms/new/", press.term_new, name="terms-new"),
    path("press/terms/<row:number>/remove/", press.term_remove, name="term-remove"),
    path(_DRAFT, press.draft, name="draft"),
    path(f"{_DRAFT}edit/", press.draft_edit, name="draft-edit"),
    path(f"{_DRAFT}again/", press.draft_again, name="draft-again"),
    path(f"{_DRAFT}correct/", press.draft_correct, name="draft-correct"),
    path(f"{_DRAFT}rule/", press.draft_rule, name="draft-rule"),
    path(f"{_DRAFT}checks/<row:nth>/", press.check, name="kept-check"),
)
