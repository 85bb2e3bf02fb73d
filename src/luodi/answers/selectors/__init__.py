"""The book of answers, for reading: its entries with what is said, and what of it has aged."""

from luodi.answers.selectors.ageing import Age, Look, looks, now_said
from luodi.answers.selectors.tracing import Trace, traced

__all__ = ["Age", "Look", "Trace", "looks", "now_said", "traced"]
