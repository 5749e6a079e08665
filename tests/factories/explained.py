"""An explanation as text, to be compared with one that a person has read."""

from payroll.rules.result import Explanation


def why(explanation: Explanation) -> str:
    """All that it says, one thing on each row."""
    rows = [f"{explanation.rule} by {explanation.law}", explanation.formula]
    rows += [f"{one.name} = {one.value} {one.unit}" for one in explanation.inputs]
    rows += [f"the law's {one.name} = {one.value:f} {one.unit}" for one in explanation.figures]
    return "\n".join(rows)
