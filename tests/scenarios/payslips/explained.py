"""Every kind of explanation that the scenarios give, as it is stored.

`WRITE_DOWN=1 make test ARGS="tests/scenarios -q"` writes the new ones down.

Two explanations are of one kind when they differ in figures only. What is written down stays: payslips keep their
explanations for good, and one that changes is looked at by a person before its new wording is written down.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from payroll.rules.result import Contribution, PayslipLine, PayslipResult
from tests.factories.explained import why
from tests.scenarios.payslips.scenario import computed, read

HERE = Path(__file__).parent
RECORD = HERE / "explanations.txt"
FIGURES = re.compile(r"\d+(\.\d+)?")


def written(one: PayslipLine | Contribution) -> str:
    """All that a line says besides its amount, one thing on each row."""
    first, *rest = why(one.explanation).splitlines()
    rows = [first, *_about(one), *(f"  {row}" for row in rest)]
    rows += [f"  from {_few(one.explanation.references)}"] if one.explanation.references else []
    return "\n".join(rows)


def _few(references: Sequence[str]) -> str:
    first, *between, last = references[0], *references[1:-1], references[-1]
    if len(references) < 3:
        return ", ".join(references)
    return f"{first}, {len(between)} more, {last}"


def _about(one: PayslipLine | Contribution) -> list[str]:
    if isinstance(one, Contribution):
        return [f"  {one.group}"]
    period = f", {one.first_day} – {one.last_day}" if one.first_day else ""
    more = "".join(f", {text}" for text in (one.label, one.account) if text)
    return [f"  {one.pay_item}, {one.group}: {one.quantity} {one.unit} × {one.rate}{period}{more}"]


def kind_of(explanation: str) -> str:
    """The explanation without its figures."""
    return FIGURES.sub("0", explanation)


def told(result: PayslipResult) -> list[str]:
    """What a payslip says of each line and of its contributions."""
    return [*map(written, result.lines), *map(written, result.contributions)]


def recorded() -> Iterator[tuple[str, str]]:
    """Scenario and explanation, as written down."""
    for part in RECORD.read_text(encoding="utf-8").strip().split("\n\n"):
        name, _, explanation = part.partition("\n")
        yield name.strip("[]"), explanation


def record() -> None:
    """Keep what still holds, and add an example of each kind that is new."""
    results = {path.stem: told(computed(read(path))) for path in sorted(HERE.glob("*.toml"))}
    before = recorded() if RECORD.exists() else ()
    kept = [(name, text) for name, text in before if text in results.get(name, [])]
    kinds = {kind_of(text) for _, text in kept}
    for name, texts in results.items():
        for text in texts:
            if kind_of(text) not in kinds:
                kinds.add(kind_of(text))
                kept.append((name, text))
    kept.sort(key=lambda one: one[0])
    RECORD.write_text("\n\n".join(f"[{name}]\n{text}" for name, text in kept) + "\n", encoding="utf-8")
