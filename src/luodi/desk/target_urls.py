"""The addresses of targets and of the plans that give them out."""

from django.urls import URLPattern, path

from luodi.desk.views import target_plans, targets

PATTERNS: tuple[URLPattern, ...] = (
    path("targets/", targets.targets, name="targets"),
    path("targets/cascade/", targets.cascade, name="targets-cascade"),
    path("targets/rules/", targets.rules, name="targets-rules"),
    path("targets/holders/<str:key>/", targets.holding, name="holding"),
    path("targets/plans/", target_plans.plans, name="targets-plans"),
    path("targets/plans/new/", target_plans.plans_new, name="targets-plans-new"),
    path("targets/plans/<str:code>/", target_plans.plan, name="plan"),
    path("targets/plans/<str:code>/file/", target_plans.plan_file, name="plan-file"),
    path("targets/plans/<str:code>/change/", target_plans.plan_change, name="plan-change"),
    path("targets/plans/<str:code>/add/", target_plans.plan_add, name="plan-add"),
    path("targets/plans/<str:code>/issue/", target_plans.plan_issue, name="plan-issue"),
    path("targets/plans/<str:code>/discard/", target_plans.plan_discard, name="plan-discard"),
    path("targets/plans/<str:code>/sheet/", target_plans.plan_sheet, name="plan-sheet"),
    path("targets/plans/<str:code>/columns/<str:name>/", target_plans.column, name="column"),
    path("targets/plans/<str:code>/sheets/<row:number>/", target_plans.sheet, name="workbook"),
    *(
        path(f"targets/<row:number>/{act}/", targets.target_act, {"act": act}, name=f"target-{act}")
        for act in targets.ACTS
    ),
)
