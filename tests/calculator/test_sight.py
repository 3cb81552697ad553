"""What a reader sees of the form: nothing that names a strength is ever cut off."""

from __future__ import annotations

import pytest

from tests.calculator.conftest import Calculator

pytestmark = pytest.mark.browser

# The widest choice as the browser would set it, against the room that the closed list has for it beside its arrow.
ROOM = """select => {
  const style = getComputedStyle(select);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const widest = Math.max(...[...select.options].map((option) => pen.measureText(option.text).width));
  const arrow = 20;
  return select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - arrow - widest;
}"""


@pytest.mark.parametrize("width", [320, 360, 414, 640, 768, 1024, 1280, 1920])
def test_every_product_is_read_whole(calculator: Calculator, width: int) -> None:
    before = calculator.page.viewport_size
    assert before is not None
    calculator.page.set_viewport_size({"width": width, "height": 800})
    room = calculator.product.evaluate(ROOM)
    calculator.page.set_viewport_size(before)
    assert room >= 0
