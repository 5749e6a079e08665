"""Every pair of colours that carries text is readable in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[3] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
COLOURS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
}
GROUNDS = ("page", "surface", "raised", "sunken", "hover")
TEXTS = ("text", "text-muted", "text-subtle", "accent", "danger")
TONES = ("green", "amber", "red", "blue", "grey")
PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS if (text, ground) != ("text-subtle", "hover")),
    *((tone, f"{tone}-soft") for tone in TONES),
    *((tone, ground) for tone in TONES for ground in ("page", "surface")),
    *(("text", f"{tone}-soft") for tone in TONES),
    ("accent", "accent-soft"),
    ("text", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger"),
    ("on-danger", "danger-strong"),
]
READABLE = 4.5
VISIBLE = 3.0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_on_its_ground(theme: str) -> None:
    ratios = {f"{text} on {ground}": contrast(COLOURS[text][theme], COLOURS[ground][theme]) for text, ground in PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_of_controls_and_focus_can_be_seen(theme: str) -> None:
    ratios = {
        f"{mark} on {ground}": contrast(COLOURS[mark][theme], COLOURS[ground][theme])
        for mark in ("control-line", "focus")
        for ground in ("page", "surface", "raised")
    }
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < VISIBLE} == {}
