"""The addresses of sponsored projects and of leaders' instructions."""

from django.urls import URLPattern, path

from luodi.desk.views import instructions, sponsorship

PATTERNS: tuple[URLPattern, ...] = (
    path("leader/", sponsorship.leader, name="leader"),
    path("sponsorships/", sponsorship.sponsorships, name="sponsorships"),
    path("sponsorships/mine/", sponsorship.crewed, name="sponsorships-mine"),
    path("sponsorships/hand-over/<str:code>/", sponsorship.hand_over, name="leaver"),
    path("sponsorships/adopt/", sponsorship.adopt, name="sponsorships-adopt"),
    path("sponsorships/rules/", sponsorship.light_rules, name="sponsorships-rules"),
    path("sponsorships/<str:code>/", sponsorship.sponsorship, name="sponsorship"),
    *(
        path(
            f"sponsorships/<str:code>/{act}/",
            sponsorship.sponsorship_act,
            {"act": act},
            name=f"sponsorship-{act}",
        )
        for act in sponsorship.ACTS
    ),
    path("crew/<row:number>/end/", sponsorship.crew_end, name="crew-end"),
    *(
        path(f"nodes/<row:number>/{act}/", sponsorship.node_act, {"act": act}, name=f"node-{act}")
        for act in sponsorship.NODE_ACTS
    ),
    path("projects/<str:code>/sponsored/", sponsorship.project_sponsorship, name="project-sponsorship"),
    path("instructions/", instructions.instructions, name="instructions"),
    path("instructions/new/", instructions.instruction_new, name="instructions-new"),
    path("instructions/<str:code>/", instructions.instruction, name="instruction"),
    path("instructions/<str:code>/scan/", instructions.instruction_file, name="instruction-file"),
    *(
        path(
            f"instructions/<str:code>/{act}/",
            instructions.instruction_act,
            {"act": act},
            name=f"instruction-{act}",
        )
        for act in instructions.ACTS
    ),
)
