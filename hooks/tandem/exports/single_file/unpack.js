/*
 * Opens what the file carries packed (pack.py): the style and the program of what only scripts can use, and what stands
 * in the places that wait for it. All in one task, before anything is painted; no browser opens bzip2 by itself, so it
 * reads it here, as `bzip2 -d` does. That the letters are whole, the policy has proved by their hash. No sign here is
 * newer than 2017: an old browser has the text at least.
 */
(packed) => {
  "use strict";
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
  const words = packed.match(/.{5}/g).map((five) => [...five].reduce((word, letter) => word * 85 + LETTERS.indexOf(letter), 0));
  const opened = [];
  let at = 32; // in bits; what comes first says only that this is bzip2

  function bits(count) {
    let value = 0;
    while (count--) value = value * 2 + ((words[at >> 5] >>> ~at++) & 1);
    return value;
  }

  /** How many bits are 1 before the next 0. */
  function ones() {
    let count = 0;
    while (bits(1)) count++;
    return count;
  }

  /** What is at a place of a list, which comes to its front. */
  function moved(list, place) {
    list.unshift(...list.splice(place, 1));
    return list[0];
  }

  /** A code's signs by the bits that mean them; these begin after a 1. */
  function coded(signs) {
    const lengths = [];
    let length = bits(5);
    while (lengths.length < signs) {
      while (bits(1)) length += bits(1) ? -1 : 1;
      lengths.push(length);
    }
    const code = new Map();
    for (let length = 1, first = 2; length < 21; length++, first *= 2)
      lengths.forEach((own, sign) => own === length && code.set(first++, sign));
    return code;
  }

  function next(code) {
    let read = 1;
    do read = read * 2 + bits(1);
    while (!code.has(read));
    return code.get(read);
  }

  while (bits(24) === 0x314159) {
    at += 57; // the rest of this mark, a sum, and that nothing is shuffled
    const origin = bits(24);
    const rows = bits(16);
    const bytes = [];
    for (let row = 0; row < 16; row++) {
      const own = (rows >> (15 - row)) & 1 ? bits(16) : 0;
      for (let place = 0; place < 16; place++) if ((own >> (15 - place)) & 1) bytes.push(row * 16 + place);
    }
    const end = bytes.length + 1;
    const order = Array.from({ length: bits(3) }, (_, code) => code);
    const chosen = Array.from({ length: bits(15) }, () => moved(order, ones()));
    const codes = order.map(() => coded(end + 1));

    // The last column of the text's turns, sorted.
    const last = [];
    for (let sign, read = 0, times = 0, worth = 1; sign !== end; read++) {
      sign = next(codes[chosen[Math.floor(read / 50)]]);
      if (sign < 2) {
        times += worth << sign;
        worth *= 2;
        continue;
      }
      for (; times; times--) last.push(bytes[0]);
      worth = 1;
      if (sign < end) last.push(moved(bytes, sign - 1));
    }

    // The text: each byte leads to the one after it.
    const starts = new Uint32Array(257);
    for (const byte of last) starts[byte + 1]++;
    for (let byte = 0; byte < 256; byte++) starts[byte + 1] += starts[byte];
    const following = new Uint32Array(last.length);
    last.forEach((byte, place) => {
      following[starts[byte]++] = place;
    });
    let place = origin;
    let before;
    let same = 0;
    last.forEach(() => {
      place = following[place];
      let byte = last[place];
      if (same === 4) {
        while (byte--) opened.push(before);
        same = 0;
        return;
      }
      same = byte === before ? same + 1 : 1;
      before = byte;
      opened.push(byte);
    });
  }
  const [style, script, ...insides] = new TextDecoder().decode(Uint8Array.from(opened)).split("\0");
  document.querySelectorAll("[data-packed],[data-live][hidden]").forEach((place, number) => {
    place.innerHTML = insides[number];
  });
  document.body.hidden = false;
  for (const [tag, text] of [["style", style], ["script", script]]) {
    const made = document.createElement(tag);
    made.textContent = text;
    document.head.append(made);
  }
};
