"""The whole product for a journey: web server, worker, beat and relay as processes of their own."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from supervisor.ports import free_port
from supervisor.processes import Child

ROOT = Path(__file__).parents[2]


def environment(port: int) -> dict[str, str]:
    """The processes share the test database with the test, each in its real role."""
    host, base_port = settings.DATABASES["default"]["HOST"], settings.DATABASES["default"]["PORT"]
    name = settings.DATABASES["default"]["NAME"]
    database = f"127.0.0.1:{base_port}/{name}" if host else name
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": f"postgres://lonsam_app@{database}",
        "DATABASE_URL_SYSTEM": f"postgres://lonsam_system@{database}",
        "PUBLIC_URL": f"http://localhost:{port}",
        "EMAIL_URL": "mailbox:",
    }


def commands(port: int) -> dict[str, list[str]]:
    """One command a process, as `make run` starts them."""
    python = sys.executable
    return {
        "web": [python, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-k", "gthread", "--threads", "4", "config.wsgi"],
        "worker": [python, "-m", "celery", "-A", "config.celery", "worker", "-c", "2", "-l", "warning"],
        "relay": [python, "manage.py", "relay"],
        "beat": [python, "-m", "celery", "-A", "config.celery", "beat", "-s", os.devnull, "-l", "warning"],
    }


def wait_for(url: str, child: Child, seconds: float = 30.0) -> None:
    """Ask until the page answers; raises with the log when the process ends or time runs out."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.exit_code is None:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{child.name} did not start:\n{child.log.read_text()[-4000:]}")


@contextmanager
def running_stack(folder: Path) -> Iterator[str]:
    """Start everything, yield the address, stop everything."""
    port = free_port()
    surroundings = environment(port)
    with ExitStack() as cleanup:
        children = [
            Child(name, command, surroundings, folder / f"{name}.log", folder / f"{name}.pid", ROOT)
            for name, command in commands(port).items()
        ]
        for child in children:
            child.start()
            cleanup.callback(child.stop)
        wait_for(f"http://localhost:{port}/healthz", children[0])
        yield f"http://localhost:{port}"


def chromium() -> str | None:
    """The browser that the journeys drive, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = subprocess.run(["which", name], capture_output=True, text=True, check=False).stdout.strip()
        if found:
            return found
    return None
