// What a person typed, as it is handed on when the field is left: clean_text of src/base/utf8.h, with
// the browser's own full NFC. C++ does it again: nothing is trusted because it came from here.

/** @param {string} letter */
const joins = (letter) => letter >= '\u0590' && !/[\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff]/u.test(letter);

/** @param {string} typed @param {boolean} lines  line ends stay */
export function clean(typed, lines) {
  const text = typed.replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n').replace(lines ? /[\t\xa0]/g : /[\t\xa0\n]/g, ' ')
    // U+202F is what OpenKey leaves behind; the others are invisible.
    .replace(/[\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202f\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]|[\0-\x09\x0b-\x1f\x7f-\x9f]/gu, '');
  // A joiner belongs to emoji and to scripts that need it; between Latin letters it is litter.
  const all = [...text], kept = [];
  for (const [i, letter] of all.entries()) {
    const idle = (letter === '\u200c' || letter === '\u200d') &&
      (!kept.length || !joins(kept[kept.length - 1]) || i + 1 === all.length || !joins(all[i + 1]));
    if (!idle) kept.push(letter);
  }
  return kept.join('').replace(/([\u0300-\u036f]{30})[\u0300-\u036f]+/g, '$1').normalize('NFC').replace(/^[ \n]+|[ \n]+$/g, '');
}
