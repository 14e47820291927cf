"""Start-up refuses what must not reach a real province."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from pydantic import ValidationError

from config import clock, env

STRONG = "q8Zr1" * 12


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in list(os.environ):
        if name.startswith(("CONGVU_", "DATABASE_")):
            monkeypatch.delenv(name)


def _environment(monkeypatch, **variables: str) -> env.Environment:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return env.Environment()


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"CONGVU_DEBUG": "1"}, "CONGVU_DEBUG"),
        ({"CONGVU_FIXED_CLOCK": "2026-11-23T14:32:00+07:00"}, "CONGVU_FIXED_CLOCK"),
        ({"CONGVU_SERVING": "1"}, "CONGVU_SECRET_KEY"),
        ({"CONGVU_SERVING": "1", "CONGVU_SECRET_KEY": "short"}, "CONGVU_SECRET_KEY"),
        ({"CONGVU_SERVING": "1", "CONGVU_SECRET_KEY": "django-insecure-" + STRONG}, "50 ký tự"),
        ({"CONGVU_SERVING": "1", "CONGVU_SECRET_KEY": "change-me-" * 6}, "50 ký tự"),
        ({"CONGVU_DEBUG": "có"}, "debug"),
        ({"CONGVU_FIXED_CLOCK": "2026-11-23T14:32:00", "CONGVU_DEMO": "1"}, "timezone"),
        (
            {
                "CONGVU_SERVING": "1",
                "CONGVU_SECRET_KEY": STRONG,
                "CONGVU_ALOWED_HOSTS": "a.vn",
            },
            "CONGVU_ALOWED_HOSTS",
        ),
        ({"CONGVU_SSO_ISSUER": "https://sso.example"}, "CONGVU_SSO_CLIENT_ID"),
        (
            {
                "CONGVU_SSO_ISSUER": "http://sso.example",
                "CONGVU_SSO_CLIENT_ID": "congvu",
                "CONGVU_SSO_CLIENT_SECRET": "x",
            },
            "https://",
        ),
        ({"CONGVU_PASSWORD_SIGN_IN": "false"}, "CONGVU_SSO_ISSUER"),
        ({"CONGVU_SSO_MATCH": "email"}, "sso_match"),
        ({"CONGVU_IDLE_MINUTES": "1"}, "idle_minutes"),
        ({"DATABASE_OWNER_URL": "postgresql://o@h/d"}, "DATABASE_URL"),
        (
            {"DATABASE_URL": "postgresql://o@h/d", "DATABASE_OWNER_URL": "postgresql://o@h/d"},
            "hai vai trò khác nhau",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(monkeypatch, variables, says):
    with pytest.raises(ValidationError, match=says):
        _environment(monkeypatch, **variables)


def test_a_real_province_starts_with_a_strong_key_of_its_own(monkeypatch):
    chosen = _environment(monkeypatch, CONGVU_SERVING="1", CONGVU_SECRET_KEY=STRONG)
    assert env.secret_key(chosen) == STRONG


def test_there_is_no_default_key(monkeypatch):
    assert env.secret_key(_environment(monkeypatch)) == ""


def test_the_demos_key_is_random_private_and_kept(monkeypatch, tmp_path):
    chosen = _environment(monkeypatch, CONGVU_DEMO="1", CONGVU_VAR=str(tmp_path))
    key = env.secret_key(chosen)
    assert len(key) > 50
    assert env.secret_key(chosen) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_serving_process_has_a_pool_and_no_owner_connection(monkeypatch):
    chosen = _environment(monkeypatch, CONGVU_SERVING="1", CONGVU_SECRET_KEY=STRONG)
    found = env.databases(chosen)
    assert set(found) == {"default"}
    assert found["default"]["USER"] == "congvu_app"
    assert found["default"]["OPTIONS"]["pool"]["max_size"] == 4


def test_a_database_url_becomes_two_aliases(monkeypatch):
    chosen = _environment(
        monkeypatch,
        DATABASE_URL="postgresql://app:p%40ss@db.tinh.vn:5433/congvu?sslmode=verify-full",
        DATABASE_OWNER_URL="postgresql://chu@db.tinh.vn:5433/congvu",
    )
    found = env.databases(chosen)
    assert found["owner"]["USER"] == "chu"
    assert found["default"]["PASSWORD"] == "p@ss"
    assert (found["default"]["HOST"], found["default"]["PORT"]) == ("db.tinh.vn", "5433")
    assert found["default"]["OPTIONS"] == {"sslmode": "verify-full"}


def test_without_an_owner_url_a_real_database_cannot_be_migrated(monkeypatch):
    chosen = _environment(monkeypatch, DATABASE_URL="postgresql://app@db/congvu")
    assert set(env.databases(chosen)) == {"default"}


def test_importing_the_serving_module_without_a_key_fails():
    variables = {name: v for name, v in os.environ.items() if not name.startswith("CONGVU_")}
    done = subprocess.run(
        [sys.executable, "-c", "import config.wsgi"],
        cwd=env.ROOT, env=variables, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert "CONGVU_SECRET_KEY" in done.stderr


def test_the_clock_stands_still_only_where_it_is_told_to(settings, monkeypatch):
    assert not clock.is_fixed()
    chosen = _environment(
        monkeypatch, CONGVU_DEMO="1", CONGVU_FIXED_CLOCK="2026-11-23T14:32:00+07:00"
    )
    settings.FIXED_CLOCK = chosen.fixed_clock
    assert clock.is_fixed()
    assert clock.now().isoformat() == "2026-11-23T14:32:00+07:00"
    assert clock.today().isoformat() == "2026-11-23"


@pytest.mark.django_db
def test_a_page_is_guarded_by_strict_headers(client):
    headers = client.get("/khong-co-trang-nay/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert len(headers["X-Request-ID"]) == 32


def test_postgresql_is_the_only_engine():
    assert {entry["ENGINE"] for entry in settings.DATABASES.values()} == {
        "django.db.backends.postgresql"
    }


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_roles_of_the_second_factor_are_a_list_that_a_province_may_change(monkeypatch):
    assert "head" in _environment(monkeypatch).second_factor_roles
    changed = _environment(monkeypatch, CONGVU_SECOND_FACTOR_ROLES="operator, inspector")
    assert changed.second_factor_roles == ["operator", "inspector"]
    assert _environment(monkeypatch, CONGVU_SECOND_FACTOR_ROLES="").second_factor_roles == []
