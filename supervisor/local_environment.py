"""The environment of a local run: addresses, secrets made once, ports."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from supervisor import postgres

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var"


@dataclass(frozen=True)
class Servers:
    """Where the database answers for each role, and where the queue does."""

    migrate_url: str
    app_url: str
    system_url: str
    redis_url: str


def local_secrets(path: Path) -> dict[str, str]:
    """Secrets of this machine, made on first use and readable by the owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "FIELD_ENCRYPTION_KEYS": f"1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        }
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(made, file)
    found: dict[str, str] = json.loads(path.read_text())
    return found


def role_url(url: str, role: str) -> str:
    """The same database for another role."""
    parts = urlsplit(url)
    place = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    return f"{parts.scheme}://{role}@{place}{parts.path}"


def given_urls(environment: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Owner, serving and system address from the environment; None when the database shall be embedded.

    With `DATABASE_URL` alone the address is the owner's, and the two other roles are reached on the same server.
    """
    url = environment.get("DATABASE_URL")
    if not url:
        return None
    migrate = environment.get("DATABASE_URL_MIGRATE")
    if migrate:
        return migrate, url, environment.get("DATABASE_URL_SYSTEM") or role_url(url, postgres.SYSTEM)
    return url, role_url(url, postgres.SERVING), role_url(url, postgres.SYSTEM)


def process_environment(servers: Servers, *, port: int, secret: Mapping[str, str]) -> dict[str, str]:
    """What web server, worker, beat and relay get; variables that are already set win."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "PUBLIC_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
        "PORT": str(port),
        **secret,
    }
    fixed = {
        "DATABASE_URL": servers.app_url,
        "DATABASE_URL_SYSTEM": servers.system_url,
        "REDIS_URL": servers.redis_url,
    }
    return {**defaults, **os.environ, **fixed}
