"""What a browser shows, read off the screen: the signs of an element from left to right, line by line."""

from __future__ import annotations

from playwright.sync_api import Page

# Each letter's own box says where it is drawn, whatever its place in the text is.
_SHOWN = """
(element) => {
  const letters = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    let at = 0;
    for (const letter of walker.currentNode.data) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, (at += letter.length));
      const [box] = range.getClientRects();
      if (!box || !box.width) continue;
      letters.push({ letter, left: box.left, middle: (box.top + box.bottom) / 2, height: box.height });
    }
  }
  const lines = [];
  for (const one of letters.sort((a, b) => a.middle - b.middle)) {
    const line = lines.find((known) => Math.abs(known.middle - one.middle) < one.height * 0.7);
    if (line) line.letters.push(one);
    else lines.push({ middle: one.middle, letters: [one] });
  }
  return lines.map(({ letters }) =>
    letters.sort((a, b) => a.left - b.left).map(({ letter }) => letter).join("").replace(/\\s+/g, " ").trim());
}
"""


def shown(page: Page, selector: str) -> str:
    """The signs of the first element in the order in which they stand on the screen; a line break is a `|`."""
    lines: list[str] = page.locator(selector).first.evaluate(_SHOWN)
    return "|".join(lines)
