"""The addresses of assessment groups, schemes and runs."""

from django.urls import URLPattern, path

from luodi.desk.views import assessment, runs

_GROUP = "assessment/groups/<str:code>/"
_SCHEME = f"{_GROUP}schemes/<row:number>/"
_RUN = f"{_GROUP}runs/<row:number>/"

PATTERNS: tuple[URLPattern, ...] = (
    path("assessment/", assessment.assessment, name="assessment"),
    path("assessment/new/", assessment.assessment_new, name="assessment-new"),
    path(_GROUP, assessment.group, name="group"),
    path(f"{_GROUP}members/", assessment.members, name="group-members"),
    *(
        path(
            f"assessment/members/<row:number>/{act}/",
            assessment.member_act,
            {"act": act},
            name=f"member-{act}",
        )
        for act in assessment.MEMBER_ACTS
    ),
    path(f"{_GROUP}schemes/new/", assessment.scheme_new, name="group-scheme"),
    path(_SCHEME, assessment.scheme, name="scheme"),
    path(f"{_SCHEME}edit/", assessment.scheme_edit, name="scheme-edit"),
    path(f"{_SCHEME}trial/", assessment.scheme_trial, name="scheme-trial"),
    path(f"{_SCHEME}adopt/", assessment.scheme_adopt, name="scheme-adopt"),
    path(f"{_SCHEME}discard/", assessment.scheme_discard, name="scheme-discard"),
    path(f"{_GROUP}runs/new/", runs.run_new, name="group-run"),
    path(_RUN, runs.run, name="run"),
    path(f"{_RUN}suppose/", runs.suppose, name="run-suppose"),
    path(f"{_RUN}compare/", runs.compare, name="run-compare"),
    *(path(f"{_RUN}{act}/", runs.run_act, {"act": act}, name=f"run-{act}") for act in runs.ACTS),
    path(f"{_RUN}members/<str:key>/", runs.sheet, name="score"),
)
