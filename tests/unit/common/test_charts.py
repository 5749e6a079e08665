"""Charts place their bars on whole-number axes that always hold zero."""

from common.templatetags.charts import bar_chart, line_chart, waterfall_chart


def points(*values: int) -> list[dict[str, object]]:
    return [{"label": str(value), "value": value, "text": str(value)} for value in values]


def test_bars_stand_on_zero_and_the_highest_reaches_the_top() -> None:
    bars = bar_chart("Cost", points(50, 100))["bars"]
    assert [(bar["y"], bar["height"]) for bar in bars] == [(50, 50), (0, 100)]


def test_a_negative_bar_hangs_from_zero() -> None:
    drawn = bar_chart("Balance", points(-50, 50))
    assert drawn["zero"] == 50
    assert [(bar["y"], bar["height"]) for bar in drawn["bars"]] == [(50, 50), (0, 50)]


def test_bars_do_not_touch_each_other() -> None:
    first, second = bar_chart("Cost", points(1, 2))["bars"]
    assert first["x"] + first["width"] < second["x"]


def test_nothing_to_draw_draws_nothing() -> None:
    assert bar_chart("Cost", [])["bars"] == []
    assert bar_chart("Cost", points(0))["bars"][0]["height"] == 0
    assert line_chart("Balance", [])["line"] == ""


def test_a_line_passes_through_the_middle_of_each_place() -> None:
    assert line_chart("Balance", points(0, 100))["line"] == "50,100 150,0"


def test_steps_of_a_waterfall_start_where_the_last_one_ended() -> None:
    drawn = waterfall_chart(
        "Gross to net",
        [{**points(100)[0], "total": True}, points(-40)[0], {**points(60)[0], "total": True}],
    )
    assert [(bar["x"], bar["width"]) for bar in drawn["bars"]] == [(0, 1000), (600, 400), (0, 600)]
    assert [bar["tone"] for bar in drawn["bars"]] == ["", "amber", ""]
