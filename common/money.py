"""Money is a whole number of öre; it becomes one only through a named rounding."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

Ore = int

ORE_IN_KRONA = 100
NO_LESS_THAN_EXACT = Decimal("1e-12")
WHOLE = Decimal(1)


def round_to_ore(ore: Decimal) -> Ore:
    """The nearest öre of an exact amount in öre, halves away from zero (5 § lagen 1970:1029, as in trade).

    A third has no end in decimals: what is lost in the last of 28 digits must not make a half less than a half.
    """
    return int(ore.quantize(NO_LESS_THAN_EXACT).quantize(WHOLE, rounding=ROUND_HALF_UP))


def truncate_to_krona(ore: Ore) -> Ore:
    """The amount without its öre, towards zero (22 kap. 1 § skatteförfarandeförordningen 2011:1261)."""
    kronor = abs(ore) // ORE_IN_KRONA * ORE_IN_KRONA
    return kronor if ore >= 0 else -kronor


def whole_kronor(ore: Ore) -> int:
    """The same as `truncate_to_krona`, counted in kronor."""
    return truncate_to_krona(ore) // ORE_IN_KRONA


def split_by_largest_remainder(ore: Ore, weights: Sequence[int]) -> list[Ore]:
    """The amount in parts by weight, whose sum is the amount exactly.

    Each part is rounded towards zero, and the öre that are left go one by one to the parts that lost most, the first of
    them where they lost the same. A negative amount is split as the positive one is. Weights are not negative, and
    together more than nothing.
    """
    whole, total = abs(ore), sum(weights)
    parts = [whole * weight // total for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda one: -(whole * weights[one] % total))
    for one in by_loss[: whole - sum(parts)]:
        parts[one] += 1
    return parts if ore >= 0 else [-part for part in parts]


def kronor(ore: Ore) -> Decimal:
    """The amount in kronor with two decimals."""
    return Decimal(ore).scaleb(-2)
