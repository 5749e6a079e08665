"""Charts drawn on the server: whole-number geometry in SVG, the figures in a table beside it.

A point is a mapping with `label`, `value` (a whole number, öre or minutes), `text` (the value as written) and
optionally `tone`; `quiet` draws a bar paler, `total` makes a step of a waterfall stand on the ground.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

register = template.Library()

SLOT = 100
GAP = 22
HEIGHT = 100
ACROSS = 1000

Point = Mapping[str, Any]


def _scale(value: int, low: int, high: int, size: int) -> int:
    """Where a value lies on an axis of this size, counted from the low end."""
    return (value - low) * size // (high - low) if high != low else 0


def _columns(points: Sequence[Point]) -> dict[str, Any]:
    values = [int(point["value"]) for point in points]
    low, high = min([0, *values]), max([0, *values])
    zero = HEIGHT - _scale(0, low, high, HEIGHT)
    bars = []
    for index, (point, value) in enumerate(zip(points, values, strict=True)):
        end = HEIGHT - _scale(value, low, high, HEIGHT)
        place = {"x": index * SLOT + GAP // 2, "width": SLOT - GAP, "middle": index * SLOT + SLOT // 2}
        bars.append({**point, **place, "y": min(end, zero), "height": abs(end - zero), "end": end})
    return {"bars": bars, "width": max(len(points), 1) * SLOT, "zero": zero}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(title: str, points: Sequence[Point]) -> dict[str, Any]:
    """Bars side by side: cost per month, hours per week."""
    return {"title": title, **_columns(points)}


@register.inclusion_tag("components/line_chart.html")
def line_chart(title: str, points: Sequence[Point]) -> dict[str, Any]:
    """A line through the points: a balance over time."""
    drawn = _columns(points)
    line = " ".join(f"{bar['middle']},{bar['end']}" for bar in drawn["bars"])
    first, last = (drawn["bars"][end]["middle"] if drawn["bars"] else 0 for end in (0, -1))
    area = f"{first},{drawn['zero']} {line} {last},{drawn['zero']}"
    return {"title": title, **drawn, "line": line, "area": area}


@register.inclusion_tag("components/waterfall_chart.html")
def waterfall_chart(title: str, points: Sequence[Point]) -> dict[str, Any]:
    """Steps from one sum to another: gross pay to net pay."""
    spans, level = [], 0
    for point in points:
        start = 0 if point.get("total") else level
        level = int(point["value"]) if point.get("total") else level + int(point["value"])
        spans.append((start, level))
    low, high = min([0, *map(min, spans)]), max([0, *map(max, spans)])
    bars = []
    for point, (start, end) in zip(points, spans, strict=True):
        left, right = (_scale(value, low, high, ACROSS) for value in (min(start, end), max(start, end)))
        tone = point.get("tone") or ("" if point.get("total") else "amber" if end < start else "green")
        bars.append({**point, "x": left, "width": max(right - left, 2), "tone": tone})
    return {"title": title, "bars": bars}
