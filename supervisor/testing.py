"""`python -m supervisor test`: pytest with servers of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence

from supervisor import chromium
from supervisor.throwaway import throwaway_servers

NO_JOURNEYS = """
┌──────────────────────────────────────────────────────────────────────┐
│ THE BROWSER JOURNEYS WERE LEFT OUT: no Chromium was found, and it    │
│ could not be installed. Install one, or name it in CHROMIUM.         │
└──────────────────────────────────────────────────────────────────────┘
"""


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest with throw-away servers; returns its exit code, or 1 when CI had to leave out the journeys."""
    browser = chromium.find_or_install()
    # tests/conftest.py chooses the settings, after it has chosen the database role.
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "pytest", *arguments]
    if browser:
        environment["CHROMIUM"] = browser
    else:
        command += ["--without-journeys"]
    if "DATABASE_URL" in os.environ:
        code = subprocess.run(command, env=environment, check=False).returncode
    else:
        with throwaway_servers() as servers:
            code = subprocess.run(command, env={**environment, **servers}, check=False).returncode
    if browser is None:
        print(NO_JOURNEYS, flush=True)
        return code or (1 if os.environ.get("CI") else 0)
    return code
