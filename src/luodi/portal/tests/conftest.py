"""A browser of the public site: other addresses and other middleware than the desk's."""

from typing import Any

import pytest
from django.test import Client

from config import settings_public


@pytest.fixture
def visitor(db: None, settings: Any) -> Client:
    """Somebody from outside, at the address of the public site."""
    settings.ROOT_URLCONF = settings_public.ROOT_URLCONF
    settings.MIDDLEWARE = settings_public.MIDDLEWARE
    settings.STATICFILES_DIRS = settings_public.STATICFILES_DIRS
    settings.STATICFILES_FINDERS = settings_public.STATICFILES_FINDERS
    return Client(raise_request_exception=False)
