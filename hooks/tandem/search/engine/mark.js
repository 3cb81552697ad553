/*
 * On the page that a result led to: its words marked. They are the very letters of the section's text, so nothing has
 * to be searched again; an Escape takes the marks away. A script of its own: a page that is arrived at needs no more.
 */
const SKIPPED = "script, style, template, svg, form, button, nav, [hidden], [data-live], [role=doc-endnotes], .headerlink, sup";
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const BLOCK = /^(?:block|flex|grid|list-item|table|table-cell|table-row|table-caption|flow-root)$/;

function markPage(words, anchor) {
  const article = document.querySelector("article");
  if (!article) return;
  // The page's text with one space for many, and for each sign its node and place.
  let text = "";
  const signs = [];
  const put = (sign, node, at) => {
    text += sign;
    signs.push([node, at]);
  };
  const gap = (sign) => {
    if (text && !/\s$/.test(text)) put(sign, null, 0);
  };
  (function read(element) {
    const block = BLOCK.test(getComputedStyle(element).display);
    if (block) gap("\n");
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE)
        for (let at = 0; at < node.data.length; at++) {
          const sign = node.data[at];
          if (/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/.test(sign)) continue;
          if (!/\s/.test(sign)) put(sign, node, at);
          else if (text && !/\s$/.test(text)) put(" ", node, at);
        }
      else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(SKIPPED)) read(node);
    }
    if (block) gap("\n");
  })(article);

  const letter = (sign) => Boolean(sign) && /[\p{L}\p{N}]/u.test(sign) && !UNSPACED.test(sign);
  let ranges = [];
  for (const word of words)
    for (let at = text.indexOf(word); word && at >= 0; at = text.indexOf(word, at + word.length)) {
      const to = at + word.length;
      if (!(letter(word[0]) && letter(text[at - 1])) && !(letter(word[word.length - 1]) && letter(text[to])))
        ranges.push([at, to]);
    }
  const marks = [];
  let last = 0;
  ranges = ranges.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  ranges = ranges.filter(([from, to]) => from >= last && (last = to));
  for (const [from, to] of ranges.reverse()) {
    // Last piece first: a text that is split keeps its beginning.
    let stop = to;
    while (stop > from) {
      const node = signs[stop - 1][0];
      let start = stop - 1;
      while (start > from && signs[start - 1][0] === node) start--;
      if (node) {
        const range = document.createRange();
        range.setStart(node, signs[start][1]);
        range.setEnd(node, signs[stop - 1][1] + 1);
        const mark = document.createElement("mark");
        mark.className = "search-mark";
        range.surroundContents(mark);
        marks.unshift(mark);
      }
      stop = start;
    }
  }
  for (const mark of marks)
    for (let around = mark.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  const heading = anchor && document.getElementById(anchor);
  const seen = marks.filter((mark) => mark.getClientRects().length);
  const first = seen.find((mark) => !heading || heading.contains(mark) ||
    heading.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (first && first.getBoundingClientRect().bottom > innerHeight) first.scrollIntoView({ block: "center" });
  const unmark = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    removeEventListener("keydown", unmark);
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
  };
  addEventListener("keydown", unmark);
}

tandemSearch("mark", markPage);
