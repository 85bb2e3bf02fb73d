"""The addresses of people and firms outside: directory, advisers, agencies, opportunities, industrial chains."""

from django.urls import URLPattern, path

from luodi.desk.views import advisers, agencies, chains, directory, opportunities

PATTERNS: tuple[URLPattern, ...] = (
    path("opportunities/", opportunities.opportunities, name="opportunities"),
    path("opportunities/new/", opportunities.opportunity_new, name="opportunities-new"),
    path("opportunities/brochure/", opportunities.brochure, name="brochure"),
    path("opportunities/<str:code>/", opportunities.opportunity, name="opportunity"),
    path("opportunities/<str:code>/profile/", opportunities.profile, name="profile"),
    path("opportunities/<str:code>/phone/", opportunities.opportunity_phone, name="opportunity-phone"),
    path("opportunities/<str:code>/revise/", opportunities.opportunity_revise, name="opportunity-revise"),
    path("opportunities/<str:code>/move/", opportunities.opportunity_move, name="opportunity-move"),
    path("opportunities/<str:code>/photo/", opportunities.opportunity_photo, name="opportunity-photo"),
    path("opportunities/<str:code>/verify/", opportunities.opportunity_verify, name="opportunity-verify"),
    path("site-photos/<row:number>/", opportunities.photo, name="site-photo"),
    path("site-photos/<row:number>/take-off/", opportunities.photo_off, name="site-photo-off"),
    path("chains/", chains.chains, name="chains"),
    path("chains/new/", chains.chain_new, name="chains-new"),
    path("chains/<str:code>/", chains.chain, name="chain"),
    path("chains/<str:code>/change/", chains.chain_change, name="chain-change"),
    path("chains/<str:code>/link/", chains.chain_link, name="chain-link"),
    path("chains/<str:code>/place/", chains.chain_place, name="chain-place"),
    path("links/<row:number>/", chains.link, name="link"),
    path("links/<row:number>/change/", chains.link_change, name="link-change"),
    path("links/<row:number>/take-off/", chains.link_off, name="link-off"),
    path("supplies/", chains.supplies, name="supplies"),
    path("supplies/new/", chains.supply_new, name="supplies-new"),
    path("supplies/<row:number>/end/", chains.supply_end, name="supply-end"),
    path("directory/", directory.directory, name="directory"),
    *(
        path(f"directory/{kind}s/{rest}", view, {"kind": kind, **more}, name=f"{kind}{name}")
        for kind in directory.KINDS
        for rest, view, more, name in directory.ROUTES
    ),
    path("advisers/", advisers.advisers, name="advisers"),
    path("advisers/recommend/", advisers.recommend, name="advisers-recommend"),
    path("advisers/rules/", advisers.advisers_rules, name="advisers-rules"),
    path("advisers/run-out/", advisers.advisers_run_out, name="advisers-run-out"),
    path("advisers/<str:code>/", advisers.adviser, name="adviser"),
    path("advisers/<str:code>/phone/", advisers.adviser_phone, name="adviser-phone"),
    path("advisers/<str:code>/letter-<str:number>.docx", advisers.letter, name="letter"),
    *(
        path(f"advisers/<str:code>/{act}/", advisers.adviser_act, {"act": act}, name=f"adviser-{act}")
        for act in advisers.ACTS
    ),
    path("nominations/<str:code>/", advisers.nomination, name="nomination"),
    path("nominations/<str:code>/phone/", advisers.nomination_phone, name="nomination-phone"),
    *(
        path(
            f"nominations/<str:code>/{step}/",
            advisers.nomination_step,
            {"step": step},
            name=f"nomination-{step}",
        )
        for step in advisers.STEPS
    ),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/new/", agencies.agencies_new, name="agencies-new"),
    path("agencies/deadline/", agencies.agencies_deadline, name="agencies-deadline"),
    path("agencies/<str:code>/", agencies.agency, name="agency"),
    path("agencies/<str:code>/change/", agencies.agency_change, name="agency-change"),
    path("agencies/<str:code>/phone/", agencies.agency_phone, name="agency-phone"),
    *(
        path(f"agencies/<str:code>/{act}/", agencies.agency_act, {"act": act}, name=f"agency-{act}")
        for act in agencies.AGENCY_ACTS
    ),
    path("mandates/<row:number>/end/", agencies.mandate_end, name="mandate-end"),
    path("introductions/new/", agencies.introductions_new, name="introductions-new"),
    path("introductions/<str:code>/", agencies.introduction, name="introduction"),
    *(
        path(
            f"introductions/<str:code>/{act}/",
            agencies.introduction_act,
            {"act": act},
            name=f"introduction-{act}",
        )
        for act in agencies.ACTS
    ),
    path("stated-amounts/<row:number>/confirm/", agencies.stated_confirm, name="stated-confirm"),
    *(
        path(
            f"introductions/<str:code>/fees/<row:number>/{act}/",
            agencies.claim_act,
            {"act": act},
            name=f"fee-{act}",
        )
        for act in agencies.CLAIM_ACTS
    ),
    path("fee-rules/", agencies.fee_rules, name="feerules"),
    path("fee-rules/new/", agencies.fee_rules_new, name="feerules-new"),
    path("fee-rules/<str:code>/", agencies.fee_rule, name="feerule"),
    path("fee-rules/<str:code>/publish/", agencies.fee_rule_version, name="feerule-version"),
)
