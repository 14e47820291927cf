"""Every setting that comes from outside, named, typed and refused when it makes no sense."""

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self

from psycopg.conninfo import conninfo_to_dict
from pydantic import AwareDatetime, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from config import postgres
from config.mail import refuse_half_a_mail

ROOT = Path(__file__).resolve().parent.parent
_PLACEHOLDERS = ("insecure", "change", "secret", "default", "example", "demo")
_LEAST_KEY_LENGTH = 50
SECOND_FACTOR_ROLES = (
    *("head", "home_affairs", "personnel_adviser", "province_admin", "inspector", "operator"),
)


class Environment(BaseSettings):
    """What the operator decides. All names begin with CONGVU_, but for the two database URLs."""

    model_config = SettingsConfigDict(env_prefix="CONGVU_", extra="forbid")

    province: str = "tỉnh"
    """How pages call the province that runs this, for example “tỉnh Khánh Hòa”."""
    demo: bool = False
    """The demo province: fixed clock, plain HTTP, published passwords, its own random key."""
    debug: bool = False
    serving: bool = False
    """Set by config.wsgi: pooled runtime connections, and no owner connection at all."""
    secret_key: SecretStr = SecretStr("")
    allowed_hosts: Annotated[list[str], NoDecode] = []
    trusted_origins: Annotated[list[str], NoDecode] = []
    https: bool = True
    fixed_clock: AwareDatetime | None = None
    var: Path = ROOT / "var"
    toolkit_key: Path | None = None
    """The key that toolkits are signed with (congvu toolkit key); in the demo one under var/."""
    second_factor_roles: Annotated[list[str], NoDecode] = list(SECOND_FACTOR_ROLES)
    """The roles whose holders set up a second factor before anything else (not in the demo)."""
    idle_minutes: int = Field(default=60, ge=5, le=12 * 60)
    """A session nobody used for so long ends; none lasts longer than twelve hours."""
    password_sign_in: bool = True
    """With single sign-on set: may others than the operators still use a password here?"""
    sso_issuer: str = ""
    """The address of the province's OpenID Connect provider; empty: no single sign-on."""
    sso_client_id: str = ""
    sso_client_secret: SecretStr = SecretStr("")
    sso_label: str = "tài khoản của tỉnh"
    sso_claim: str = "preferred_username"
    sso_match: Literal["username", "employee_code"] = "username"
    """What the claim holds: our sign-in name, or the code of the person."""
    sso_second_factor: bool = False
    """The provider asks everybody for a second factor itself, so that we do not ask again."""
    sso_ca: Path | None = None
    """The certificate authority of the provider, when it is the province's own."""
    evidence: Path | None = None
    """Where files attached to work are kept; by default under var/."""
    papers_after_close: bool = True
    """Make the cards of every agency ready for printing once a period is published."""
    intake_secrets: dict[str, SecretStr] = {}
    """By system, what its pull header holds: '{"mot-cua": "Bearer …"}'; never in the database."""
    intake_ca: Path | None = None
    """Certificates (PEM) of who vouches for other systems, beside the machine's own."""
    intake_networks: Annotated[list[str], NoDecode] = []
    """The private networks that other systems may be asked in, as 10.20.0.0/16."""
    smtp: SecretStr = SecretStr("")
    """The mail server of the daily letters (config.mail); a demo writes them to var/mail."""
    mail_from: str = ""
    site: str = ""
    """Where readers find the pages, for links in letters: “https://…”."""
    pool_size: int = Field(default=4, ge=1, le=64)
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    database_owner_url: str = Field(default="", validation_alias="DATABASE_OWNER_URL")

    @field_validator(
        "allowed_hosts", "trusted_origins", "second_factor_roles", "intake_networks", mode="before"
    )
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()]
            if isinstance(value, str)
            else value
        )

    @field_validator("intake_networks")
    @classmethod
    def _are_networks(cls, value: list[str]) -> list[str]:
        for one in value:
            ip_network(one)
        return value

    @model_validator(mode="after")
    def _refuse_what_only_a_demo_may_have(self) -> Self:
        if self.demo:
            return self
        if self.debug:
            raise ValueError("CONGVU_DEBUG chỉ dùng được khi chạy thử (CONGVU_DEMO=1).")
        if self.fixed_clock is not None:
            raise ValueError("CONGVU_FIXED_CLOCK chỉ dùng được khi chạy thử (CONGVU_DEMO=1).")
        if self.serving:
            _refuse_weak_key(self.secret_key.get_secret_value())
            _refuse_names_nobody_reads(set(type(self).model_fields))
        return self

    @model_validator(mode="after")
    def _single_sign_on_is_whole(self) -> Self:
        if not self.sso_issuer:
            if not self.password_sign_in:
                raise ValueError("CONGVU_PASSWORD_SIGN_IN=false cần có CONGVU_SSO_ISSUER.")
            return self
        if not (self.sso_client_id and self.sso_client_secret.get_secret_value()):
            raise ValueError(
                "Có CONGVU_SSO_ISSUER thì phải có CONGVU_SSO_CLIENT_ID và CONGVU_SSO_CLIENT_SECRET."
            )
        if not self.sso_issuer.startswith("https://") and not self.demo:
            raise ValueError("CONGVU_SSO_ISSUER phải là địa chỉ https://.")
        return self

    @model_validator(mode="after")
    def _letters_have_a_sender_and_links(self) -> Self:
        refuse_half_a_mail(self.smtp.get_secret_value(), self.mail_from, self.site)
        return self

    @model_validator(mode="after")
    def _runtime_is_not_the_owner(self) -> Self:
        """One URL for both would let the running product change its own tables and its audit."""
        runtime, owner = database(self.database_url), database(self.database_owner_url)
        if owner and not runtime:
            raise ValueError("Có DATABASE_OWNER_URL thì phải có DATABASE_URL.")
        if runtime and owner and runtime.get("USER") == owner.get("USER"):
            raise ValueError("DATABASE_URL và DATABASE_OWNER_URL phải là hai vai trò khác nhau.")
        return self


def _refuse_weak_key(key: str) -> None:
    if len(key) < _LEAST_KEY_LENGTH or any(word in key.lower() for word in _PLACEHOLDERS):
        raise ValueError(
            "CONGVU_SECRET_KEY phải là chuỗi ngẫu nhiên từ 50 ký tự; tạo bằng: "
            'python -c "import secrets; print(secrets.token_urlsafe(50))"'
        )


def _refuse_names_nobody_reads(fields: set[str]) -> None:
    """A misspelt name would leave a setting at its default without a word."""
    known = {f"CONGVU_{name.upper()}" for name in fields} | {postgres.USER_VARIABLE}
    unknown = {name for name in os.environ if name.startswith("CONGVU_")} - known
    if unknown:
        raise ValueError(f"Không có thiết đặt {', '.join(sorted(unknown))}.")


def secret_key(environment: Environment) -> str:
    """Return the signing key: the operator's, or in the demo a random one kept under var/.

    Empty outside the demo when none is given: Django then refuses whatever needs signing.
    """
    given = environment.secret_key.get_secret_value()
    return given if given or not environment.demo else _kept_key(environment.var / "secret_key")


def toolkit_key(environment: Environment) -> Path | None:
    """Return the file of the key that toolkits are signed with; None: this server signs none."""
    if environment.toolkit_key is None and environment.demo:
        return environment.var / "toolkit_key.pem"
    return environment.toolkit_key


def evidence_folder(environment: Environment) -> Path:
    """Return the folder of the files attached to work, each under the hash of its content."""
    return environment.evidence or environment.var / "evidence"


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def database(url: str) -> dict[str, object]:
    """Return Django's connection entry for a libpq URL or conninfo; empty for no URL."""
    if not url:
        return {}
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    entry: dict[str, object] = {
        django: parts.pop(libpq, "")
        for django, libpq in (
            ("NAME", "dbname"), ("USER", "user"), ("PASSWORD", "password"),
            ("HOST", "host"), ("PORT", "port"),
        )
    }  # fmt: skip
    return {"ENGINE": "django.db.backends.postgresql", "OPTIONS": dict(parts), **entry}


def databases(environment: Environment) -> dict[str, dict[str, object]]:
    """Return the two aliases: `default` owns nothing, `owner` migrates and never serves.

    The serving process keeps a small pool (hence CONN_MAX_AGE 0): granian's threads come and go,
    and a persistent connection would be left behind by each. Commands open one and close it.
    """
    runtime = database(environment.database_url) or embedded(environment, postgres.RUNTIME_ROLE)
    runtime["CONN_MAX_AGE"] = 0
    if environment.serving:
        runtime["OPTIONS"]["pool"] = {"min_size": 1, "max_size": environment.pool_size}  # type: ignore[index]
        return {"default": runtime}
    owner = database(environment.database_owner_url)
    if not environment.database_url:
        owner = embedded(environment, postgres.OWNER_ROLE)
    return {"default": runtime, "owner": owner} if owner else {"default": runtime}


def embedded_folder(environment: Environment) -> Path:
    """Return where the embedded server keeps its state."""
    return environment.var / "postgres"


def embedded(environment: Environment, role: str) -> dict[str, object]:
    """Return Django's connection entry for `role` on the embedded server."""
    home = postgres.home_for(embedded_folder(environment), postgres.server_user())
    return database(f"host={postgres.socket_folder(home)} user={role} dbname={postgres.DATABASE}")
