"""Neither web server nor worker starts with a database role that row-level security does not bind."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from accounts.serving_role import fault_of_serving_role
from supervisor.database_roles import address_of

ROOT = Path(__file__).parents[3]
WEB = [sys.executable, "-m", "gunicorn", "-b", "127.0.0.1:0", "-w", "1", "config.wsgi"]
WORKER = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "config.celery", "worker", "-P", "solo"]


def start(command: list[str], role: str) -> subprocess.CompletedProcess[str]:
    """Start a serving process as the role, on the database of the test, and wait for its end."""
    url = address_of(os.environ["DATABASE_URL_MIGRATE"], role)
    database = quote(str(connection.settings_dict["NAME"]))
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": f"{url.rpartition('/')[0]}/{database}",
    }
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("command", "role", "reason"),
    [
        (WEB, "postgres", "postgres is a superuser"),
        (WEB, "lonsam_system", "lonsam_system bypasses row-level security"),
        (WORKER, "lonsam_migrate", "lonsam_migrate bypasses row-level security"),
    ],
)
def test_a_process_with_an_unbound_role_ends_and_says_why(command: list[str], role: str, reason: str) -> None:
    if role == "postgres":
        try:
            psycopg.connect(address_of(os.environ["DATABASE_URL_MIGRATE"], role)).close()
        except psycopg.OperationalError:
            pytest.skip("the superuser of this server is not ours")
    done = start(command, role)
    assert done.returncode != 0
    assert reason in done.stdout + done.stderr


@pytest.mark.django_db
def test_whoever_may_become_the_owner_may_not_serve(as_owner) -> None:  # type: ignore[no-untyped-def]
    with connection.cursor() as cursor:
        with as_owner():
            cursor.execute("GRANT CREATE ON SCHEMA public TO lonsam_app")
        cursor.execute("CREATE TABLE owned (id int)")
    assert "owns tables" in fault_of_serving_role()
