"""What the pages ask of chains: the board of links, who stands in one, and who could."""

from luodi.chains.selectors.board import Board, LinkLine, boards
from luodi.chains.selectors.candidates import (
    Candidate,
    Moving,
    candidates_for,
    moving_origins,
    with_reasons,
)
from luodi.chains.selectors.membership import (
    elsewhere,
    firms_here,
    firms_in,
    here,
    opportunities_in,
    projects_in,
    projects_of_city,
)

__all__ = [
    "Board",
    "Candidate",
    "LinkLine",
    "Moving",
    "boards",
    "candidates_for",
    "elsewhere",
    "firms_here",
    "firms_in",
    "here",
    "moving_origins",
    "opportunities_in",
    "projects_in",
    "projects_of_city",
    "with_reasons",
]
