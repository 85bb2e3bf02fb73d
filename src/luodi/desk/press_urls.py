"""The addresses of the press check."""

from django.urls import URLPattern

PATTERNS: tuple[URLPattern, ...] = ()
