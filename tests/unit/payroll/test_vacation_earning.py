"""Every way of being away is one of the law's reasons when earned vacation is counted."""

from payroll.vacation_earning import REASONS
from timereporting.rules.quick_choices import ABSENCE, QuickChoice


def test_every_absence_but_vacation_and_comp_leave_has_a_reason_that_the_law_knows() -> None:
    assert set(REASONS) == ABSENCE - {QuickChoice.VACATION, QuickChoice.COMP_LEAVE}
