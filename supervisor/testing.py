"""`python -m supervisor test`: pytest with servers of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence

from supervisor import chromium, processor_time
from supervisor.local_environment import DATA
from supervisor.throwaway import throwaway_servers

NO_JOURNEYS = """
┌──────────────────────────────────────────────────────────────────────┐
│ THE BROWSER JOURNEYS WERE LEFT OUT: no Chromium was found, and it    │
│ could not be installed. Install one, or name it in CHROMIUM.         │
└──────────────────────────────────────────────────────────────────────┘
"""


# Journeys and faults start workers of their own, which would take each other's work: each has a round to itself.
ALONE = ("journey", "fault")
# While PostgreSQL answers one, another has the core. More than nine would wait for the longest test anyway.
PROCESSES = min(os.cpu_count() or 2, 8) + 1
TOGETHER = ["-m", f"not ({' or '.join(ALONE)} or bench)", "-n", str(PROCESSES), "--dist", "worksteal"]
# Each process would compile the libraries anew where bytecode may not be written; a folder of our own it may have.
LEFT_OUT = ("DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE")


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest with throw-away servers; returns its exit code, or 1 when CI had to leave out the journeys."""
    browser = chromium.find_or_install()
    # tests/conftest.py chooses the settings, after it has chosen the database role.
    environment = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    environment["PYTHONPYCACHEPREFIX"] = str(DATA / "bytecode")
    command = [sys.executable, "-m", "pytest", *arguments]
    if browser:
        environment["CHROMIUM"] = browser
    else:
        command += ["--without-journeys"]
    rounds = [command]
    if asks_for_all(arguments):
        rounds = [[*command, *TOGETHER], *([*command, "-m", mark] for mark in ALONE if browser or mark != "journey")]
    code = 0
    for one in rounds:
        code = _round(one, environment) or code
    if browser is None:
        print(NO_JOURNEYS, flush=True)
        return code or (1 if os.environ.get("CI") else 0)
    return code


def _round(command: list[str], environment: dict[str, str]) -> int:
    """One pytest, with servers of its own unless some are named; says what it cost of the processors."""
    if "DATABASE_URL" in os.environ:
        return subprocess.run(command, env=environment, check=False).returncode
    with throwaway_servers() as servers:
        before = processor_time.of_ended_children()
        code = subprocess.run(command, env={**environment, **servers}, check=False).returncode
        tests = processor_time.of_ended_children() - before
        server = processor_time.of_server(servers["DATABASE_SOCKET"])
    print(f"Processor time: tests {tests:.0f} s, PostgreSQL {server:.0f} s", flush=True)
    return code


def asks_for_all(arguments: Sequence[str]) -> bool:
    """Whether every test is meant: no path is named, and nothing is chosen by name or mark."""
    chooses = {"-k", "-m", "-n", "-p", "--lf", "--ff"}
    return all(one.startswith("-") for one in arguments) and not chooses & set(arguments)
