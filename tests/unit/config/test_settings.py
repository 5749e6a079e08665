"""Production starts only with everything that it needs, and addresses are read as they are meant."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.addresses import beside, mail_settings
from supervisor.checking import PRODUCTION

ROOT = Path(__file__).parents[3]


def production(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """Load the settings of production in a process of its own, as a server does."""
    given = {**PRODUCTION, **{name: value for name, value in changes.items() if value is not None}}
    surroundings = {key: value for key, value in given.items() if changes.get(key, value) is not None}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT)"],
        env={"PATH": os.environ["PATH"], **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_all_that_it_needs_and_trusts_one_proxy() -> None:
    done = production()
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr
    assert production(TRUSTED_PROXY_COUNT="2").stdout.strip() == "2"


def test_production_names_everything_that_is_missing() -> None:
    done = production(DATABASE_URL=None, EMAIL_URL="", PUBLIC_URL=None)
    assert done.returncode != 0
    assert "Set PUBLIC_URL, DATABASE_URL, EMAIL_URL in the environment" in done.stderr


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"EMAIL_URL": "mailbox:"}, "everybody's mail"),
        ({"EMAIL_URL": "pigeon://x"}, "pigeon"),
        ({"FIELD_ENCRYPTION_KEYS": "1:c2hvcnQ="}, "32 bytes"),
        ({"FIELD_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}, "32 bytes"),
    ],
)
def test_production_refuses_what_would_be_found_out_too_late(change: dict[str, str], word: str) -> None:
    done = production(**change)
    assert done.returncode != 0
    assert word in done.stderr


def test_a_mail_server_is_named_with_port_and_password() -> None:
    found = mail_settings("smtp+tls://user:p%40ss@mail.example:587")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("user", "p@ss")
    assert found["EMAIL_TIMEOUT"] == 20


def test_a_mail_provider_is_named_with_its_key() -> None:
    found = mail_settings("mailgun://key@mg.example")
    assert found["EMAIL_BACKEND"] == "anymail.backends.mailgun.EmailBackend"
    assert found["ANYMAIL"]["MAILGUN_API_KEY"] == "key"
    assert found["ANYMAIL"]["MAILGUN_SENDER_DOMAIN"] == "mg.example"
    with pytest.raises(ImproperlyConfigured, match="MAILJET_SECRET_KEY"):
        mail_settings("mailjet://key@x")


def test_the_cache_lies_beside_the_queue() -> None:
    assert beside("redis://valkey:6379/0") == "redis://valkey:6379/1"
    assert beside("redis://valkey:6379") == "redis://valkey:6379/1"
    assert beside("redis://valkey:6379/1") == "redis://valkey:6379/0"
    assert beside("rediss://u:p@valkey/2?ssl_cert_reqs=none") == "rediss://u:p@valkey/1?ssl_cert_reqs=none"


def test_the_readme_names_every_variable_that_is_read() -> None:
    files = [*(ROOT / "config" / "settings").glob("*.py"), ROOT / "config" / "gunicorn.py"]
    read = {name for file in files for name in re.findall(r"env(?:iron)?\.\w+\([\"']([A-Z_]+)", file.read_text())}
    told = set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text()))
    assert {"DATABASE_URL", "TRUSTED_PROXY_COUNT", "WEB_THREADS"} <= read
    # These are between the supervisor and whom it starts: gunicorn, and the tests.
    assert read - told - {"LISTEN", "DATABASE_SOCKET"} == set()
