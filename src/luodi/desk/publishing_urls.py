"""The addresses of templates, pieces and what was published."""

from django.urls import URLPattern

PATTERNS: tuple[URLPattern, ...] = ()
