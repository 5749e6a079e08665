"""Makes the virtual environment; runs with any Python 3.11 or later before anything is installed.

`python3 supervisor/bootstrap.py requirements.lock` installs exactly the hash-locked packages, with uv when it can be
had and with pip otherwise, and does nothing when the lock has not changed since the last time.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Registries behind a company's own certificate: uv looks in the system's store too, as pip does when told to.
ENVIRONMENT = {"UV_SYSTEM_CERTS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ}
SAY_EVERY_SECONDS = 5


def say(text: str) -> None:
    """One line of progress."""
    print(text, flush=True)


def run(*command: str | Path) -> bool:
    """Run a command, saying every few seconds that it still runs; whether it succeeded."""
    process = subprocess.Popen(command, env=ENVIRONMENT)
    seconds = 0
    while True:
        try:
            return process.wait(SAY_EVERY_SECONDS) == 0
        except subprocess.TimeoutExpired:
            seconds += SAY_EVERY_SECONDS
            say(f"  … {seconds} s")


def create() -> bool:
    """Make the environment; half a one, left by an interrupted start, is thrown away. Whether there is one."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return True
    say("· creating the environment .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True)
    except subprocess.CalledProcessError:
        say("This Python cannot make environments. On Debian and Ubuntu: apt install python3-venv")
        return False
    return True


def install(lock: Path) -> bool:
    """Install from the lock, with uv when it can be had and with pip otherwise; whether either could."""
    packages = sum(1 for line in lock.read_text().splitlines() if line[:1].isalnum())
    say(f"· installing {packages} packages from {lock.name}")
    locked = ("--require-hashes", "-r", lock)
    uv = VENV / "bin" / "uv"
    if uv.exists() or (run(PYTHON, "-m", "pip", "install", "-q", "uv") and uv.exists()):
        if run(uv, "pip", "install", "-q", "--python", PYTHON, *locked):
            return True
        say("  uv could not install, trying pip")
    return run(PYTHON, "-m", "pip", "install", "-q", *locked)


def main() -> int:
    """Bring the environment in line with the lock named on the command line; returns an exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- runs before anybody has checked
        say(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}. PYTHON=… names another to make.")
        return 1
    lock = ROOT / sys.argv[1]
    stamp = VENV / f".{lock.name}.sha256"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return 0
    started = time.monotonic()
    if not create() or not install(lock):
        return 1
    stamp.write_text(digest)
    say(f"✓ installed ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
