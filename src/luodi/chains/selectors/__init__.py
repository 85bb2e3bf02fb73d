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
    Stand,
    elsewhere,
    firms_here,
    firms_in,
    here,
    opportunities_in,
    projects_in,
    projects_of_city,
    stands_of,
)

__all__ = [
    "Board",
    "Candidate",
    "LinkLine",
    "Moving",
    "Stand",
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
    "stands_of",
    "with_reasons",
]
