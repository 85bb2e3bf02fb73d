"""The addresses of the desk. A code in an address never holds a slash."""

from django.urls import URLPattern, URLResolver, path

from luodi.desk.views import figures, home, ledger, organisation, projects, sign_in, system

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("login/", sign_in.sign_in, name="sign-in"),
    path("logout/", sign_in.sign_out, name="sign-out"),
    path("password/", sign_in.password, name="password"),
    path("scopes/", home.scopes, name="scopes"),
    path("search/", ledger.search, name="search"),
    path("indicators/", figures.indicators, name="indicators"),
    path("figures/", figures.explorer, name="explorer"),
    path("figures/open/", figures.figure, name="figure"),
    path("projects/", ledger.projects, name="projects"),
    path("projects/new/", projects.project_new, name="project-new"),
    path("projects/verify/", ledger.verify_many, name="verify-many"),
    path("projects/<str:code>/", projects.project, name="project"),
    path("projects/<str:code>/change/", projects.project_change, name="project-change"),
    path("projects/<str:code>/correct/", projects.project_correct, name="project-correct"),
    *(
        path(f"projects/<str:code>/{act}/", projects.project_act, {"act": act}, name=f"project-{act}")
        for act in projects.ACTS
    ),
    path("waiting/", ledger.waiting, name="waiting"),
    path("corrections/<str:number>/", projects.correction, name="correction"),
    path("units/", organisation.units, name="units"),
    path("units/new/", organisation.unit_new, name="unit-new"),
    path("units/<str:code>/", organisation.unit, name="unit"),
    path("units/<str:code>/change/", organisation.unit_change, name="unit-change"),
    path("units/<str:code>/close/", organisation.unit_close, name="unit-close"),
    path("people/", organisation.people, name="people"),
    path("people/new/", organisation.person_new, name="person-new"),
    path("people/<str:code>/appoint/", organisation.person_appoint, name="person-appoint"),
    path("posts/<str:code>/end/", organisation.post_end, name="post-end"),
    path("accounts/", system.accounts, name="accounts"),
    path("open-account/", system.account_new, name="account-new"),
    path("accounts/<str:login>/", system.account, name="account"),
    path("accounts/<str:login>/password/", system.account_reset, name="account-reset"),
    path("accounts/<str:login>/switch/", system.account_switch, name="account-switch"),
    path("accounts/<str:login>/grant/", system.account_grant, name="account-grant"),
    path("grants/<str:number>/revoke/", system.grant_revoke, name="grant-revoke"),
    path("trail/", system.trail, name="trail"),
    path("health/", system.health, name="health"),
]
