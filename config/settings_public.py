"""Settings of the public site: the same data, read only, under addresses of its own; nobody signs in."""

from config import environment
from config.settings import *  # noqa: F403
from config.settings import DATABASES as _OURS

ALLOWED_HOSTS = environment.public_hosts()
DATABASES = {"default": environment.read_only(_OURS["default"])}

ROOT_URLCONF = "config.public_urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "luodi.portal.middleware.PublicHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
]
AUTHENTICATION_BACKENDS = []

STATICFILES_DIRS = [("", environment.TOP / "src" / "luodi" / "portal" / "static")]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
