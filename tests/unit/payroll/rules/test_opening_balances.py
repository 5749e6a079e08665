"""What was paid earlier in the year, from another system."""

import pytest

from payroll.rules.opening_balances import Opening, sum_of


def test_the_sum_is_column_by_column() -> None:
    rows = [Opening(100, 20, 30, 70, 9), Opening(1_000, 200, 300, 700, 90), Opening(gross_pay=5)]
    assert sum_of(iter(rows)) == Opening(1_105, 220, 330, 770, 99)
    assert sum_of([]) == Opening()


@pytest.mark.parametrize("name", ["gross_pay", "benefits", "preliminary_tax", "net_pay"])
def test_a_row_says_something_when_any_of_its_sums_does(name: str) -> None:
    assert not Opening()
    assert Opening(**{name: 1})
