"""The addresses of templates, pieces and what was published."""

from django.urls import URLPattern, path

from luodi.desk.views import piece_templates, pieces

_PIECE = "publishing/pieces/<str:code>/"
_TEMPLATE = "publishing/templates/<str:code>/"

_WRITING: tuple[URLPattern, ...] = (
    path("publishing/", pieces.listed, name="pieces"),
    path("publishing/new/", pieces.new, name="pieces-new"),
    path("publishing/new/text/", pieces.write, name="pieces-write"),
    path("publishing/new/<str:code>/", pieces.compose, name="template-compose"),
    path("publishing/templates/", piece_templates.templates, name="templates"),
    path("publishing/templates/new/", piece_templates.new, name="templates-new"),
    path("publishing/templates/install/", piece_templates.install, name="templates-install"),
    path(_TEMPLATE, piece_templates.template, name="template"),
    path(f"{_TEMPLATE}edit/", piece_templates.edit, name="template-edit"),
    path(f"{_TEMPLATE}trial/", piece_templates.trial, name="template-trial"),
    path(f"{_TEMPLATE}adopt/", piece_templates.adopt, name="template-adopt"),
    path(f"{_TEMPLATE}retire/", piece_templates.retire, name="template-retire"),
    path(_PIECE, pieces.piece, name="piece"),
    path(f"{_PIECE}edit/", pieces.edit, name="piece-edit"),
    path(f"{_PIECE}live/", pieces.live, name="piece-live"),
    path(f"{_PIECE}refresh/", pieces.refresh, name="piece-refresh"),
    path(f"{_PIECE}versions/<row:number>/", pieces.piece_version, name="edition"),
    *(path(f"{_PIECE}{kind}/", pieces.made, {"kind": kind}, name=f"piece-{kind}") for kind in pieces.FILES),
    *(
        path(
            f"{_PIECE}figures/<row:place>/{act}/",
            pieces.figure_act,
            {"act": act},
            name=f"quoted-{act}",
        )
        for act in pieces.FIGURE_ACTS
    ),
)
PATTERNS: tuple[URLPattern, ...] = (*_WRITING,)
