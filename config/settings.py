"""Settings of Luodi. What differs between machines comes from the environment; docs/operate.md lists it."""

import sys

from config import environment

PRODUCTION = environment.is_on("LUODI_PRODUCTION")
DEBUG = environment.is_on("LUODI_DEBUG") and not PRODUCTION
DATA = environment.data_folder()
SECRET_KEY = environment.secret_key(DATA)
ALLOWED_HOSTS = environment.hosts()

DATABASES = {
    "default": environment.database(folder=DATA, migrating=sys.argv[1:2] == ["migrate"], pooled=True),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

OUR_APPS = [
    "luodi.audit",
    "luodi.ui",
    "luodi.papers",
    "luodi.documents",
    "luodi.organisation",
    "luodi.jobs",
    "luodi.calendars",
    "luodi.notices",
    "luodi.outbox",
    "luodi.ledger",
    "luodi.figures",
    "luodi.directory",
    "luodi.enterprises",
    "luodi.projects",
    "luodi.duplicates",
    "luodi.recognition",
    "luodi.crediting",
    "luodi.filing",
    "luodi.revising",
    "luodi.outreach",
    "luodi.agencies",
    "luodi.leads",
    "luodi.opportunities",
    "luodi.teams",
    "luodi.actions",
    "luodi.sponsorship",
    "luodi.worklists",
    "luodi.reviews",
    "luodi.rosters",
    "luodi.chains",
    "luodi.targets",
    "luodi.assessment",
    "luodi.press",
    "luodi.publishing",
    "luodi.answers",
    "luodi.disclosure",
    "luodi.importing",
    "luodi.desk",
    "luodi.portal",
    "luodi.demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    *OUR_APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "luodi.ui.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [environment.TOP / "src" / app.replace(".", "/") / "templates" for app in OUR_APPS],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "luodi.ui.jinja.environment", "auto_reload": DEBUG},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# The address of a static file carries a hash of its content (luodi.ui.staticfiles): a browser may keep it.
STATIC_URL = "/static/"
STATICFILES_DIRS = [("vendor", environment.TOP / "assets" / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "luodi.ui.staticfiles.VersionedStaticFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600
MEDIA_ROOT = DATA / "files"

PUBLIC_CITY = environment.public_city()
"""Which city the public site shows; settings_public.py has the rest of it."""

AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["luodi.desk.admission.Accounts"]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "luodi.organisation.passwords.LongAndMixed"},
    {"NAME": "luodi.organisation.passwords.WithoutLogin"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "luodi.desk.views.errors.csrf_failed"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"

if PRODUCTION:
    # Behind a proxy that ends TLS and sets X-Forwarded-Proto itself, whatever the client sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = False
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "luodi": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
