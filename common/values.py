"""Values: what is compared by its content and never changed after it was made.

The rules of payroll make theirs so, by the hundred for each employee. Where there are few, `dataclass(frozen=True)`
does.
"""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True)
def frozen(kind: type[Made]) -> type[Made]:
    """A dataclass that nothing may be assigned to. The type check refuses it, and nobody pays for it as it runs:
    `frozen=True` makes each value four times as slow to make, and a payroll run makes hundreds for each employee.
    """
    return dataclass(unsafe_hash=True)(kind)
