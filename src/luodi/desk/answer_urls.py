"""The addresses of questions, the book of answers and what the public may see."""

from django.urls import URLPattern

PATTERNS: tuple[URLPattern, ...] = ()
