"""A badge in a long list is the component's own, drawn without a template of its own."""

import pytest
from django.template import Context, Template

TAG = "{% load components %}{% badge tone text icon %}"
COMPONENT = '{% include "components/status_badge.html" with tone=tone text=text icon=icon only %}'


@pytest.mark.parametrize("icon", ["", "send"])
@pytest.mark.parametrize("text", ["Aktivt", "<b>Lön & tid</b>"])
def test_the_tag_and_the_component_draw_the_same(text: str, icon: str) -> None:
    badge = {"tone": "green", "text": text, "icon": icon}
    drawn = [Template(source).render(Context(badge)).strip() for source in (TAG, COMPONENT)]
    assert drawn[0] == drawn[1]
    assert "<b>" not in drawn[0]
