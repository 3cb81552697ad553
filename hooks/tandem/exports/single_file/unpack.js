/*
 * Opens what the file carries packed (pack.py): the style and the program of what only scripts can use, and what stands
 * in the places that wait for it. All in one task, before anything is painted; DecompressionStream would answer later,
 * and Safari before 16.4 and Firefox before 113 have none. So it reads deflate (RFC 1951) itself. That the letters are
 * whole, the policy has proved by their hash. No sign here is newer than 2017: an old browser has the text at least.
 */
(packed) => {
  "use strict";
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const FIXED = Array.from({ length: 318 }, (_, sign) => (sign < 144 ? 8 : sign < 256 ? 9 : sign < 280 ? 7 : sign < 288 ? 8 : 5));
  const words = packed.match(/.{5}/g).map((five) => [...five].reduce((word, letter) => word * 85 + LETTERS.indexOf(letter), 0));
  const opened = [];
  let at = 0; // in bits: a word holds its first byte highest, a byte its first bit lowest

  function bits(count) {
    let value = 0;
    for (let bit = 0; bit < count; bit++, at++) value |= ((words[at >> 5] >> (at ^ 24)) & 1) << bit;
    return value;
  }

  /** The signs of a code, one more than each is, at the bits that mean it; these begin after a 1. */
  function coded(lengths) {
    const signs = new Uint16Array(1 << 16);
    for (let length = 1, code = 0; length < 16; length++, code *= 2)
      lengths.forEach((own, sign) => {
        if (own === length) signs[(1 << length) + code++] = sign + 1;
      });
    return signs;
  }

  function next(signs) {
    let code = 1;
    while (!signs[code]) code = code * 2 + bits(1);
    return signs[code] - 1;
  }

  /** A length or a distance: its sign tells the beginning, further bits the rest. */
  function told(sign, step) {
    const further = (sign >> step) - 1;
    return further < 1 ? sign : (((1 << step) + (sign % (1 << step))) << further) + bits(further);
  }

  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (!kind) {
      at = (at + 7) & ~7;
      let count = bits(16);
      for (at += 16; count--; ) opened.push(bits(8));
      continue;
    }
    let lengths = FIXED;
    let texts = 288;
    if (kind > 1) {
      texts = 257 + bits(5);
      const all = texts + 1 + bits(5);
      const own = ORDER.map(() => 0);
      for (let count = 4 + bits(4), place = 0; place < count; place++) own[ORDER[place]] = bits(3);
      const code = coded(own);
      for (lengths = []; lengths.length < all; ) {
        const sign = next(code);
        const length = sign < 16 ? sign : sign < 17 ? lengths[lengths.length - 1] : 0;
        let times = sign < 16 ? 1 : sign < 17 ? 3 + bits(2) : sign < 18 ? 3 + bits(3) : 11 + bits(7);
        while (times--) lengths.push(length);
      }
    }
    const text = coded(lengths.slice(0, texts));
    const back = coded(lengths.slice(texts));
    for (let sign; (sign = next(text)) !== 256; ) {
      if (sign < 256) opened.push(sign);
      else {
        let length = sign < 285 ? 3 + told(sign - 257, 2) : 258;
        const far = 1 + told(next(back), 1);
        while (length--) opened.push(opened[opened.length - far]);
      }
    }
  }
  const [style, script, ...insides] = new TextDecoder().decode(Uint8Array.from(opened)).split("\0");
  document.querySelectorAll("[data-packed],[data-live][hidden]").forEach((place, number, { length }) => {
    place.innerHTML = insides.filter((_, turn) => turn % length === number).join("");
  });
  document.body.hidden = false;
  for (const [tag, text] of [["style", style], ["script", script]]) {
    const made = document.createElement(tag);
    made.textContent = text;
    document.head.append(made);
  }
};
