"""Makes the virtual environment; runs with any Python 3.11 or later before anything is installed.

`python3 supervisor/bootstrap.py requirements.lock` installs exactly the hash-locked packages, with uv when it can be
had and with pip otherwise, and does nothing when the lock has not changed since the last time.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def say(text: str) -> None:
    """One line of progress."""
    print(text, flush=True)


def install(lock: Path) -> None:
    """Install from the lock. Raises CalledProcessError when neither uv nor pip can."""
    common = ["--require-hashes", "-r", str(lock)]
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", "uv"], check=False)
    if uv.exists():
        done = subprocess.run([uv, "pip", "install", "-q", "--python", PYTHON, *common], check=False)
        if done.returncode == 0:
            return
        say("  uv could not install, trying pip")
    subprocess.run([PYTHON, "-m", "pip", "install", "-q", *common], check=True)


def main() -> int:
    """Bring the environment in line with the lock named on the command line; returns an exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- runs before anybody has checked
        say(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}.")
        return 1
    lock = ROOT / sys.argv[1]
    stamp = VENV / f".{lock.name}.sha256"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return 0
    if not PYTHON.exists():
        say("· creating the environment .venv")
        venv.create(VENV, with_pip=True)
    say(f"· installing from {lock.name}")
    install(lock)
    stamp.write_text(digest)
    say("✓ installed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
