"""Settings of every installation, read from the environment; docs/operations/settings.md lists the names.

DUYET_MODE chooses the form: `demo` (http on this machine, demo people may sign in), `production` (https, a real mail
server) or `test`. What protects people is the same in all three; only what needs https differs.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from config import databases
from config.secret_key import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

MODE = env.str("DUYET_MODE", default="demo")
if MODE not in {"demo", "production", "test"}:
    raise ImproperlyConfigured(f"DUYET_MODE is {MODE!r}; it must be demo, production or test.")
PRODUCTION = MODE == "production"
DEBUG = False if PRODUCTION else env.bool("DEBUG", default=False)

# Where the installation keeps what is its own: the embedded cluster, evidence files, keys.
DATA_DIR = (BASE_DIR / env.str("DATA_DIR", default=".data-test" if MODE == "test" else ".data")).resolve()
EVIDENCE_DIR = DATA_DIR / "files"
KEYS_DIR = DATA_DIR / "keys"

# The demo: demo people listed on the login page, the demo clock. Never in production.
DEMO = MODE == "demo" and env.bool("DEMO", default=True)

SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key(KEYS_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "viewflow.workflow",  # the engine only: its front end stays out
    "django_htmx",
    "csp",
    "workflow",
    "processes",
    "approvals",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "processes.pages.sessions.SessionLimits",  # before the login is required: an ended session is nobody's
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # closed by default; a page opens itself by a decorator
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "processes.pages.refusals.Refusals",  # last, so that the page of a refusal has everything the others brought
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "processes.pages.shell.shell",
            ]
        },
    }
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Database: config/databases.py says which server and which of the two roles.
EMBEDDED_POSTGRES = databases.embedded(env, DATA_DIR, durable=MODE != "test")
DATABASE_ADDRESSES = databases.addresses(env, EMBEDDED_POSTGRES)
DATABASE_ROLE = env.str("DUYET_DB_ROLE", default="app")
DATABASE_APP_ROLE = DATABASE_ADDRESSES["app"]["USER"]
DATABASES = {
    "default": databases.connection(DATABASE_ADDRESSES[DATABASE_ROLE], max_age=60)
    if MODE != "test"  # a test is one transaction from its beginning to its end, whatever it does in between
    else databases.connection(DATABASE_ADDRESSES[DATABASE_ROLE], max_age=0, idle="15min"),
}

# People and sessions. Times are real times: the demo clock does not move them.
AUTH_USER_MODEL = "processes.Account"
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
LOGIN_ATTEMPTS = 10  # failed ones with one name from one address within LOGIN_ATTEMPTS_SECONDS
LOGIN_ATTEMPTS_SECONDS = 15 * 60
CSRF_FAILURE_VIEW = "processes.pages.errors.csrf_failure"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# A __Host- cookie is refused by browsers unless it is Secure, for the whole host and for no other.
SESSION_COOKIE_NAME = "__Host-duyet" if PRODUCTION else "duyet"
CSRF_COOKIE_NAME = "__Host-duyet-csrf" if PRODUCTION else "duyet-csrf"
LANGUAGE_COOKIE_NAME = "duyet-language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # hundreds of test people sign in

# Where the source of this very installation is offered (AGPL-3.0, section 13).
SOURCE_URL = env.str("SOURCE_URL", default="/nguon/")

# What the browser is told.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", default=False)
if BEHIND_TLS_PROXY:
    # Only where a proxy of ours ends TLS and sets this header itself: else anyone could claim https.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Language, dates, numbers.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = "config.formats"
USE_THOUSAND_SEPARATOR = False  # else the year 2025 is written 2.025; a count that wants grouping uses `intcomma`

# Static files: our own folder only, so that viewflow's, which the manifest storage cannot read, are not collected.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATIC_ROOT = DATA_DIR / "static" if PRODUCTION else None  # elsewhere whitenoise serves the folder itself
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": EVIDENCE_DIR}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Nothing uploaded has an address of its own: MEDIA_ROOT and MEDIA_URL stay empty, views serve evidence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # bytes of a form without its files

# Mail. Letters link to the processes under SITE_URL, without a slash at its end.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="duyet@localhost")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if PRODUCTION or env.str("EMAIL_HOST", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
    EMAIL_PORT = env.int("EMAIL_PORT", default=25)
    EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
    EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
    EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
    EMAIL_TIMEOUT = 20  # seconds

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    # Other people's packages speak from WARNING on, our rooms and Django from LOG_LEVEL on.
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"level": env.str("LOG_LEVEL", default="INFO")}
        for name in ("approvals", "processes", "workflow", "django")
    },
}
