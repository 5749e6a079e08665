"""`python -m supervisor check`: everything about the code that is not a test."""

import os
import subprocess
import sys
import time
from pathlib import Path

from supervisor.local_environment import ROOT

# Values that let production settings load; they are secret to nobody and reach nothing.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "FIELD_ENCRYPTION_KEYS": "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "ALLOWED_HOSTS": "lonsam.example",
    "PUBLIC_URL": "https://lonsam.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "DATABASE_URL": "postgres://lonsam_app@database.example/lonsam",
    "DATABASE_URL_SYSTEM": "postgres://lonsam_system@database.example/lonsam",
    "REDIS_URL": "redis://queue.example:6379/0",
}


def steps() -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command and extra environment of each check."""
    tools = Path(sys.executable).parent
    manage = [sys.executable, "-W", "ignore", "manage.py"]
    tested = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    templates = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
    guards = ["tests/guards/test_house.py", "tests/guards/test_translations.py"]
    return [
        ("lint", [str(tools / "ruff"), "check", "."], {}),
        ("format", [str(tools / "ruff"), "format", "--check", "-q", "."], {}),
        ("layers", [str(tools / "lint-imports")], {}),
        ("types", [str(tools / "mypy"), "."], tested),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"], tested),
        ("deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("templates", [str(tools / "djade"), "--target-version", "5.2", "--check", *templates], {}),
        ("house and translations", [sys.executable, "-m", "supervisor", "test", *guards, "-q"], {}),
    ]


def run_checks() -> int:
    """Run each check and print its output when it fails; returns 1 when any did."""
    failed = []
    for name, command, extra in steps():
        started = time.monotonic()
        environment = {**os.environ, **extra}
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        mark = "✓" if done.returncode == 0 else "✗"
        print(f"{mark} {name} ({time.monotonic() - started:.0f} s)", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print(f"{done.stdout}{done.stderr}"[-6000:], flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks pass", flush=True)
    return 1 if failed else 0
