"""A choice of which the empty value is one."""

import pytest
from django.core.exceptions import ValidationError

from employment.forms.fields import OfferedChoiceField


def test_the_empty_choice_is_as_good_as_the_others_and_nothing_else_is_taken() -> None:
    field = OfferedChoiceField(choices=[("", "Som avtalet"), ("SAME_PAY", "Sammalöneregeln")])
    assert field.required
    assert [field.clean(value) for value in ("", "SAME_PAY")] == ["", "SAME_PAY"]
    with pytest.raises(ValidationError):
        field.clean("OTHER")
