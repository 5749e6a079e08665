"""The environment of a local run: addresses, secrets made once, ports."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var"
RUN, LOG = DATA / "run", DATA / "log"


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


def process_environment(servers: Servers, *, port: int, secret: Mapping[str, str]) -> dict[str, str]:
    """What web server, worker, beat and relay get; variables that are already set win, but for servers and port."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "PUBLIC_URL": f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
        **secret,
    }
    fixed = {
        "DATABASE_URL": servers.app_url,
        "DATABASE_URL_SYSTEM": servers.system_url,
        "REDIS_URL": servers.redis_url,
    }
    made = {**defaults, **os.environ, **fixed, "PORT": str(port)}
    made.pop("DATABASE_URL_MIGRATE", None)  # none of them may be the owner
    return made
