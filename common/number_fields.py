"""Form fields for numbers that forgive: comma or point, spaces between digits, a unit after them."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HIGHEST_AMOUNT = Decimal(10_000_000)


def decimal_of(text: str, units: Iterable[str] = ()) -> Decimal:
    """A number with comma or point, any spaces between digits and a unit after it. Raises InvalidOperation."""
    cleaned = "".join(text.split()).replace(",", ".").lower()
    for unit in units:
        cleaned = cleaned.removesuffix(unit)
    if not cleaned.isascii() or not cleaned.replace(".", "", 1).isdigit():
        raise InvalidOperation
    return Decimal(cleaned)


def shown(number: Decimal, decimals: int) -> str:
    """The number as people write it, without needless zeros: 0.430 → 0,43."""
    text = format(number.quantize(Decimal(1).scaleb(-decimals)), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def grouped(number: Decimal, decimals: int) -> str:
    """The same with the thousands apart, for sentences: 10 000 000."""
    whole, comma, rest = shown(number, decimals).partition(",")
    return f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}") + comma + rest


class NumberField(forms.CharField):
    """A number within limits; `scale` turns what is written into what is kept (0.01 for percent kept as shares).

    `example` is what somebody could write in this very field.
    """

    units: tuple[str, ...] = ("%",)

    def __init__(
        self,
        *,
        lowest: Decimal,
        highest: Decimal,
        example: str,
        decimals: int = 2,
        scale: Decimal = Decimal(1),
        **kwargs: Any,
    ) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.lowest, self.highest, self.decimals, self.scale = lowest, highest, decimals, scale
        self.example = example

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | int):
            return shown(Decimal(value) / self.scale, self.decimals)
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = decimal_of(text, self.units)
        except InvalidOperation:
            sentence = _("Write a number, for example %(example)s.")
            raise ValidationError(sentence, code="invalid", params={"example": self.example}) from None
        self._check(number)
        return self.kept(number)

    def kept(self, number: Decimal) -> Any:
        """The value that is saved."""
        return number * self.scale

    def _check(self, number: Decimal) -> None:
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.decimals:
            sentence = _("Write at most %(count)s decimals.") if self.decimals else _("Write a whole number.")
            raise ValidationError(sentence, code="decimals", params={"count": self.decimals})
        if not self.lowest <= number <= self.highest:
            limits = {"lowest": grouped(self.lowest, self.decimals), "highest": grouped(self.highest, self.decimals)}
            raise ValidationError(_("Write a number from %(lowest)s to %(highest)s."), code="range", params=limits)


class KronorField(NumberField):
    """An amount in kronor, kept in öre."""

    units = ("kronor", "kr", "kr.", ":-")

    def __init__(self, *, lowest: Decimal = Decimal(1), highest: Decimal = HIGHEST_AMOUNT, **kwargs: Any) -> None:
        super().__init__(lowest=lowest, highest=highest, scale=Decimal(100), **kwargs)

    def kept(self, number: Decimal) -> int:
        return int(number * self.scale)


class WholeNumberField(NumberField):
    """A whole number."""

    def __init__(self, *, lowest: int, highest: int, **kwargs: Any) -> None:
        super().__init__(lowest=Decimal(lowest), highest=Decimal(highest), decimals=0, **kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def kept(self, number: Decimal) -> int:
        return int(number)
