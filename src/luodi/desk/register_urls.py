"""The addresses of a piece's way to the public, of countersigns, and of the register of what was published."""

from django.urls import URLPattern, path

from luodi.desk.views import piece_flow, register

_PIECE = "publishing/pieces/<str:code>/"
_SIGN = "publishing/countersigns/<row:number>/"
_ENTRY = "publishing/register/<str:code>/"

PATTERNS: tuple[URLPattern, ...] = (
    path(f"{_PIECE}flow/", piece_flow.flow, name="piece-flow"),
    path(f"{_PIECE}compare/", piece_flow.compare, name="piece-compare"),
    *(
        path(f"{_PIECE}{act}/", piece_flow.piece_act, {"act": act}, name=f"piece-{act}")
        for act in piece_flow.FORMS
    ),
    path("publishing/countersigns/", piece_flow.countersigns, name="countersigns"),
    path(_SIGN, piece_flow.countersign, name="countersign"),
    *(
        path(f"{_SIGN}{act}/", piece_flow.countersign_act, {"act": act}, name=f"countersign-{act}")
        for act in piece_flow.DECISIONS
    ),
    path("publishing/register/", register.register, name="register"),
    path("publishing/figures/", register.register_figures, name="register-figures"),
    path(_ENTRY, register.publication, name="publication"),
    path(f"{_ENTRY}figures/<row:place>/", register.published_figure, name="published-figure"),
    *(
        path(f"{_ENTRY}{make}/", register.publication_file, {"make": make}, name=f"publication-{make}")
        for make in ("word", "pdf")
    ),
    *(
        path(f"{_ENTRY}{act}/", register.publication_act, {"act": act}, name=f"publication-{act}")
        for act in register.ACTS
    ),
    path("publishing/moved/", register.moved, name="moved"),
    path("publishing/moved/<row:number>/accept/", register.move_accept, name="move-accept"),
    path("publishing/owners/", register.owners, name="owners"),
    path("publishing/owners/set/", register.owners_set, name="owners-set"),
)
