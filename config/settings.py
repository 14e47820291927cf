"""One settings file. What differs between places comes from config.env, nothing else does."""

from csp.constants import NONCE, NONE, SELF

from config.env import (
    ROOT,
    Environment,
    databases,
    evidence_folder,
    secret_key,
    toolkit_key,
)
from config.mail import mail_server

ENVIRONMENT = Environment()

DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
PROVINCE = ENVIRONMENT.province
FIXED_CLOCK = ENVIRONMENT.fixed_clock
SECRET_KEY = secret_key(ENVIRONMENT)
TOOLKIT_KEY = toolkit_key(ENVIRONMENT)
EVIDENCE = evidence_folder(ENVIRONMENT)
PAPERS = ENVIRONMENT.var / "papers"
PAPERS_AFTER_CLOSE = ENVIRONMENT.papers_after_close
INTAKE_SECRETS = ENVIRONMENT.intake_secrets
INTAKE_NETWORKS = ENVIRONMENT.intake_networks
INTAKE_CA = ENVIRONMENT.intake_ca
MAIL_SERVER = None if DEMO else mail_server(ENVIRONMENT.smtp.get_secret_value())
MAIL_FOLDER = ENVIRONMENT.var / "mail" if DEMO else None
MAIL_FROM = ENVIRONMENT.mail_from or "congvu@example.vn"
SITE = ENVIRONMENT.site or "http://localhost:8000"
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts or (["*"] if DEMO else [])
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.trusted_origins

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_htmx",
    "congvu.apps.audit",
    "congvu.apps.accounts",
    "congvu.apps.org",
    "congvu.apps.rulebook",
    "congvu.apps.positions",
    "congvu.apps.catalogue",
    "congvu.apps.toolkit",
    "congvu.apps.work",
    "congvu.apps.evaluation",
    "congvu.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # random padding guards the CSRF token (BREACH)
    "config.requests.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.sessions.SessionLimitsMiddleware",  # it ends sessions, which is a write
    # Below the session's: a sign-in page may touch its session, and nothing else, on a GET.
    "config.readonly.ReadOnlyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "congvu" / "web"],  # a page's template lies beside its view
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

DATABASES = databases(ENVIRONMENT)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["congvu.apps.accounts.backends.PasswordBackend"]
PASSWORD_HASHERS = ["congvu.apps.accounts.hashers.Argon2idHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SECOND_FACTOR_ROLES = frozenset() if DEMO else frozenset(ENVIRONMENT.second_factor_roles)
PASSWORD_SIGN_IN = ENVIRONMENT.password_sign_in
SSO_ISSUER = ENVIRONMENT.sso_issuer.rstrip("/")
SSO_CLIENT_ID = ENVIRONMENT.sso_client_id
SSO_CLIENT_SECRET = ENVIRONMENT.sso_client_secret.get_secret_value()
SSO_LABEL = ENVIRONMENT.sso_label
SSO_CLAIM, SSO_MATCH = ENVIRONMENT.sso_claim, ENVIRONMENT.sso_match
SSO_SECOND_FACTOR = ENVIRONMENT.sso_second_factor
SSO_CA = ENVIRONMENT.sso_ca
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
CSRF_FAILURE_VIEW = "congvu.web.shared.errors.csrf"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.var / "static"
# `congvu serve` collects and compresses first (gzip only: brotli would cost 9-16 s at each start).
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
_HASHED = "config.static.HashedFiles"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _PLAIN if DEBUG else _HASHED},
}

SECURE_COOKIES = ENVIRONMENT.https and not DEMO
# A neighbour under the same domain cannot plant a cookie of such a name (session fixation).
HOST_PREFIX = "__Host-" if SECURE_COOKIES else ""
SESSION_ENGINE = "congvu.apps.accounts.sessions"
SESSION_COOKIE_NAME = f"{HOST_PREFIX}congvu_phien"
CSRF_COOKIE_NAME = f"{HOST_PREFIX}congvu_csrf"
DEVICE_COOKIE_NAME = f"{HOST_PREFIX}congvu_may"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE = ENVIRONMENT.idle_minutes * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"  # a GET may not write

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_SSL_REDIRECT = SECURE_COOKIES and ENVIRONMENT.serving
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE_COOKIES else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
