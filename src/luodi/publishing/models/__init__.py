from luodi.publishing.models.approvals import Countersign, CountersignQuerySet, DataOwner, PieceStep
from luodi.publishing.models.frozen import FigureBasis, FrozenRows, PublishedFigure
from luodi.publishing.models.moves import Move, MoveQuerySet, Revision
from luodi.publishing.models.pieces import Piece, PieceFigure, PieceQuerySet, PieceVersion
from luodi.publishing.models.publications import Outlet, Publication, PublicationQuerySet, Withdrawal
from luodi.publishing.models.templates import Template, TemplateQuerySet, TemplateVersion

__all__ = [
    "Countersign",
    "CountersignQuerySet",
    "DataOwner",
    "FigureBasis",
    "FrozenRows",
    "Move",
    "MoveQuerySet",
    "Outlet",
    "Piece",
    "PieceFigure",
    "PieceQuerySet",
    "PieceStep",
    "PieceVersion",
    "Publication",
    "PublicationQuerySet",
    "PublishedFigure",
    "Revision",
    "Template",
    "TemplateQuerySet",
    "TemplateVersion",
    "Withdrawal",
]
