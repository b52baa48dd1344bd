"""Django's settings. What differs between installations comes from the environment (`environment.py`)."""

from pathlib import Path

from django.db.backends.signals import connection_created

from motcua.web.settings import environment as installation
from motcua.web.settings.logs import logging
from motcua.web.settings.moments import read_compiled
from motcua.web.settings.postgresql import databases
from motcua.web.settings.secret import signing_key
from motcua.web.settings.security import browser_policy, transport

PROJECT = installation.PROJECT
ENVIRONMENT = installation.load()

ROOMS = [
    "motcua.foundation.interface",
    "motcua.foundation.machine",
    "motcua.foundation.ledger",
    "motcua.foundation.sealing",
    "motcua.foundation.files",
    "motcua.foundation.forms",
    "motcua.foundation.pack",
    "motcua.register.agencies",
    "motcua.register.people",
    "motcua.register.access",
    "motcua.register.incidents",
    "motcua.register.procedures",
    "motcua.service.notices",
    "motcua.service.counters",
    "motcua.service.dossiers",
    "motcua.exchange.webhooks",
    "motcua.insight.statistics",
    "motcua.web.portal",
    "motcua.web.desk",
    "motcua.web.city",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
    "axes",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "motcua.foundation.interface.answers.AnswersMiddleware",
    "motcua.register.access.middleware.AccessMiddleware",
]

ROOT_URLCONF = "motcua.web.urls"
WSGI_APPLICATION = "motcua.web.wsgi.application"
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DEBUG = False
SECRET_KEY = signing_key(ENVIRONMENT.home)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = databases(ENVIRONMENT)
connection_created.connect(read_compiled)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.portal.shell.context",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 31_536_000
# Libraries without tables, and no applications of Django's.
LOCALE_PATHS = [PROJECT / "motcua/foundation/clock/locale", PROJECT / "motcua/foundation/secrecy/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

BUILT_ASSETS = PROJECT / "build" / "assets"
STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "static"
STATICFILES_DIRS: list[Path] = [BUILT_ASSETS] if BUILT_ASSETS.exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "motcua.register.people.middleware.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:sign-in"
SESSION_ENGINE = "motcua.register.people.middleware"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "csrf"
CSRF_FAILURE_VIEW = "motcua.foundation.interface.answers.csrf_failure"
CONTENT_SECURITY_POLICY = browser_policy()
globals().update(transport(ENVIRONMENT))

# Guessing is braked by account and address together, so that nobody can lock another person out from afar.
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_IPWARE_PROXY_COUNT = ENVIRONMENT.proxies or None

# A file is uploaded in chunks; nothing larger than one chunk is ever a request's body.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["motcua.foundation.files.posted.MemoryHandler"]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_DATABASE_ALIAS = "default"

LOGGING = logging(ENVIRONMENT.log_level)

MOTCUA_HOME = ENVIRONMENT.home
MOTCUA_FILES = ENVIRONMENT.files
MOTCUA_KEY_FILE = ENVIRONMENT.key_file
MOTCUA_CATALOGUE = ENVIRONMENT.catalogue
MOTCUA_CITY = ENVIRONMENT.city
MOTCUA_PUBLIC_URL = ENVIRONMENT.public_url
MOTCUA_CLAMAV = ENVIRONMENT.clamav
MOTCUA_WEBHOOK_NETWORKS = ENVIRONMENT.webhook_networks
MOTCUA_DEMO = ENVIRONMENT.demo
