"""Every event of employment has words."""

import re
from pathlib import Path

from employment.wording import WORDING

OPERATIONS = Path(__file__).parents[3] / "employment" / "operations"


def test_every_recorded_event_is_worded_and_nothing_else() -> None:
    recorded = set()
    for path in OPERATIONS.glob("*.py"):
        recorded |= set(re.findall(r'"(employment\.\w+)"', path.read_text(encoding="utf-8")))
    tasks = {"employment.send_invitation", "employment.end_access", "employment.forget_file"}
    purposes = {kind for kind in recorded if kind.endswith("identity_number")}
    assert recorded - tasks - purposes == set(WORDING)
