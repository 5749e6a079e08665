"""`python -m supervisor run | stop | test [pytest arguments] | check | mutants [modules] | reset`."""

import os
import shutil
import sys

from supervisor.checking import run_checks
from supervisor.local_environment import DATA
from supervisor.mutants import run_mutants
from supervisor.running import run, stop
from supervisor.testing import run_tests


def reset() -> int:
    """Throw away the local data, after asking unless FORCE=1; the next run fills the demo again."""
    if os.environ.get("FORCE") != "1" and not _agrees():
        print("Nothing was deleted; FORCE=1 deletes without asking.")
        return 1
    stop()
    for path in (DATA / "postgres", DATA / "valkey", *DATA.glob("celerybeat-schedule*")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    print("The local data is gone; `make run` fills the demo again.")
    return 0


def _agrees() -> bool:
    try:
        return input(f"Delete everything in {DATA}? [y/N] ").strip().lower() == "y"
    except EOFError:
        print()
        return False


def main(arguments: list[str]) -> int:
    """Do what is asked; returns an exit code."""
    match arguments:
        case ["run"]:
            return run()
        case ["stop"]:
            return stop()
        case ["test", *rest]:
            return run_tests(rest)
        case ["check"]:
            return run_checks()
        case ["mutants", *rest]:
            return run_mutants(rest)
        case ["reset"]:
            return reset()
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
