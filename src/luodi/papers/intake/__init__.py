"""Drafts of others read into plain text, each piece with its place in the file. ``read`` is the door."""

from luodi.papers.intake.reading import read
from luodi.papers.intake.text import Intake, IntakeRefused, Piece, PieceKind

__all__ = ["Intake", "IntakeRefused", "Piece", "PieceKind", "read"]
