"""What a round of tests costs: processor time, which says more than the clock where others use the machine too."""

import resource
from contextlib import suppress
from pathlib import Path

TICKS = 100
"""A second in /proc, on every Linux that there is."""


def of_ended_children() -> float:
    """Seconds of the processes that were started here and have ended, with those that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def of_server(folder: str) -> float:
    """Seconds of the PostgreSQL whose socket is in the folder, with the connections that have ended.

    0 where nothing tells: there is no /proc, or the server has no socket.
    """
    with suppress(OSError, ValueError, IndexError):
        server = int((Path(folder) / "postmaster.pid").read_text().splitlines()[0])
        fields = Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15])) / TICKS
    return 0.0
