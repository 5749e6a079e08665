"""PostgreSQL refuses to run as root: another face for it, without creating users."""

import os
import subprocess
from functools import cache
from pathlib import Path

# In a user namespace of its own root looks like an ordinary user, and files stay root's.
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
# Containers often forbid such namespaces; there the user that every system has must do.
NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")


@cache
def prefix() -> tuple[str, ...]:
    """What a command is prefixed with so that it does not run as root; nothing for an ordinary user."""
    if os.geteuid() != 0:
        return ()
    works = subprocess.run([*NAMESPACE, "true"], check=False, capture_output=True).returncode == 0
    return NAMESPACE if works else AS_NOBODY


def hand_over(folder: Path, *files: Path) -> None:
    """Make the folder with all that is in it, and the files, belong to whoever the prefix makes of us."""
    if not prefix():
        return
    owner = 0
    if prefix() == AS_NOBODY:
        owner = NOBODY
        folder.parent.chmod(0o711)  # it must be able to pass
    folder.mkdir(exist_ok=True)
    for file in files:
        file.touch()
    inside = () if folder.stat().st_uid == owner else (folder, *folder.rglob("*"))
    for path in (*inside, *files):
        os.chown(path, owner, owner, follow_symlinks=False)
