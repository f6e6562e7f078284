// How Vietnamese is typed on real machines, as traces for Chromium's own input protocol. A text is
// first turned into keystrokes of Telex or VNI, each with what stands in the word before and after
// it; every input method is a different way of getting a field from one to the other.
//
// A trace is a list of steps, one a key of the person: a step is a list of calls [method, parameters]
// of the DevTools protocol's Input domain, sent together as the method's own program sends them.

const TONES = { '\u0300': 'f', '\u0301': 's', '\u0309': 'r', '\u0303': 'x', '\u0323': 'j' };
const VNI_TONES = { '\u0301': '1', '\u0300': '2', '\u0309': '3', '\u0303': '4', '\u0323': '5' };
const VNI_SHAPES = { '\u0302': '6', '\u031b': '7', '\u0306': '8' };
const marks = (letter) => letter.normalize('NFD');

/**
 * The keystrokes for one word, typed as people do: shapes behind their vowel, the tone at the end.
 * @param {string} word NFC @param {'telex' | 'vni'} layout
 * @returns {{key: string, before: string, after: string}[]}
 */
export function keystrokes(word, layout) {
  const steps = [];
  let now = '', tone = null;
  const step = (key, after) => { steps.push({ key, before: now, after }); now = after; };
  for (const letter of word) {
    if (letter === 'đ' || letter === 'Đ') {
      const plain = letter === 'đ' ? 'd' : 'D', before = now;
      step(plain, before + plain);
      step(layout === 'telex' ? 'd' : '9', before + letter);
      continue;
    }
    const [base, ...rest] = marks(letter);
    const before = now;
    step(base, before + base);
    const shape = rest.find((mark) => VNI_SHAPES[mark]);
    if (shape) {
      const key = layout === 'vni' ? VNI_SHAPES[shape] : shape === '\u0302' ? base.toLowerCase() : 'w';
      step(key, before + (base + shape).normalize('NFC'));
    }
    tone ??= rest.find((mark) => TONES[mark]) ?? null;
  }
  if (tone) step((layout === 'telex' ? TONES : VNI_TONES)[tone], word);
  return steps;
}

/** Words and what stands between them. @param {string} text @param {'telex' | 'vni'} layout */
function words(text, layout) {
  return text.split(/(?<=[ \n])|(?=[ \n])/).map((part) =>
    (part === ' ' || part === '\n' ? { gap: part, steps: [] } : { gap: '', steps: keystrokes(part, layout) }));
}

/** What both have in front; the letters behind it are taken away and typed anew. */
function change({ before, after }) {
  let same = 0;
  while (same < before.length && before[same] === after[same]) ++same;
  return { erase: before.length - same, type: after.slice(same) };
}

// ---- Calls --------------------------------------------------------------------------------------

const key = (type, more) => ['Input.dispatchKeyEvent', { type, ...more }];
const CODES = { Backspace: 8, ArrowLeft: 37, Enter: 13, ' ': 32, ',': 188, '.': 190 };
/** A key of the keyboard that reaches the page. @param {string} name @param {number} [modifiers] */
function press(name, modifiers = 0) {
  const text = name.length === 1 ? name : name === 'Enter' ? '\r' : undefined;
  const code = CODES[name] ?? name.toUpperCase().charCodeAt(0);
  return [key('rawKeyDown', { key: name, windowsVirtualKeyCode: code, modifiers }),
    ...(text ? [key('char', { key: name, text, windowsVirtualKeyCode: code, modifiers })] : []),
    key('keyUp', { key: name, windowsVirtualKeyCode: code, modifiers })];
}
/** A character that a program sends on Windows: SendInput with KEYEVENTF_UNICODE, seen as VK_PACKET. */
const packet = (char) => [key('rawKeyDown', { key: 'Unidentified', windowsVirtualKeyCode: 0xe7 }),
  key('char', { key: char, text: char, windowsVirtualKeyCode: 0xe7 }), key('keyUp', { key: 'Unidentified', windowsVirtualKeyCode: 0xe7 })];
const packets = (text) => [...text].flatMap(packet);
const times = (count, calls) => Array.from({ length: count }, () => calls).flat();
/** The key that an input method has taken: the page sees 229. */
const taken = () => key('rawKeyDown', { key: 'Process', windowsVirtualKeyCode: 229 });
const released = (name) => key('keyUp', { key: name, windowsVirtualKeyCode: CODES[name] ?? name.toUpperCase().charCodeAt(0) });
const compose = (text, more = {}) => ['Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length, ...more }];
const commit = (text) => ['Input.insertText', { text }];

// ---- Methods ------------------------------------------------------------------------------------

/** Windows' own Telex and VNI, ibus: the word is a composition until the space. */
function composition(layout) {
  return (text) => words(text, layout).flatMap(({ gap, steps }) => {
    if (gap) return [press(gap === '\n' ? 'Enter' : gap)];
    const out = steps.map(({ key, after }) => [taken(), compose(after), released(key)]);
    out[out.length - 1].push(commit(steps.at(-1).after));
    return out;
  });
}

/** UniKey: the least that has to change; plain letters pass through. */
function uniKey(text) {
  return words(text, 'telex').flatMap(({ gap, steps }) => (gap ? [press(gap === '\n' ? 'Enter' : gap)] : steps.map((step) => {
    const { erase, type } = change(step);
    return erase === 0 && type === step.key ? press(step.key) : [...times(erase, press('Backspace')), ...packets(type)];
  })));
}
/** EVKey, set to type words anew: every letter of the word goes and comes again. */
function evKey(text) {
  return words(text, 'telex').flatMap(({ gap, steps }) => (gap ? [press(gap === '\n' ? 'Enter' : gap)] : steps.map((step) =>
    (step.after === step.before + step.key ? press(step.key) : [...times(step.before.length, press('Backspace')), ...packets(step.after)]))));
}
const OPENKEY = {
  plain: (erase, type) => [...times(erase, press('Backspace')), ...packets(type)],
  // Against the browser's own completion it sends an empty-looking character first, and takes it away
  // with one Backspace more. Behind a word it stays where it was.
  litter: (erase, type) => [...packets('\u202f'), ...times(erase + 1, press('Backspace')), ...packets(type)],
  selection: (erase, type) => [...times(erase, press('ArrowLeft', 8)), ...packets(type)],
};
function openKey(mode) {
  return (text) => words(text, 'telex').flatMap(({ gap, steps }) => (gap ? [press(gap === '\n' ? 'Enter' : gap)] : steps.map((step, i) => {
    const { erase, type } = change(step);
    if (erase === 0 && type === step.key) return press(step.key);
    const calls = OPENKEY[mode](erase, type);
    return mode === 'litter' && i === steps.length - 1 ? [...calls, ...packets('\u202f')] : calls;
  })));
}
/** macOS: marked text; the tone goes back over letters that were already left alone. */
function macOS(text) {
  let at = 0;
  return words(text, 'telex').flatMap(({ gap, steps }) => {
    if (gap) { ++at; return [press(gap === '\n' ? 'Enter' : gap)]; }
    const start = at;
    at += steps.at(-1).after.length;
    // The word so far is unmarked after each letter, and taken up again with what replaces it.
    return steps.map(({ key, before, after }) => [taken(),
      compose(after, before ? { replacementStart: start, replacementEnd: start + before.length } : {}), commit(after), released(key)]);
  });
}
/** Gboard: every key is 229, the whole word is the composition, the space commits both at once. */
function gboard(text) {
  const unidentified = key('rawKeyDown', { key: 'Unidentified', windowsVirtualKeyCode: 229 });
  const up = key('keyUp', { key: 'Unidentified', windowsVirtualKeyCode: 229 });
  return words(text, 'telex').flatMap(({ gap, steps }, i, all) => {
    if (gap === '\n') return [press('Enter')];
    if (gap) return [];
    const out = steps.map(({ after }) => [unidentified, compose(after), up]);
    const space = all[i + 1]?.gap === ' ' ? ' ' : '';
    const word = steps.at(-1).after;
    if (space) out.push([unidentified, commit(word + space), up]);
    else out[out.length - 1].push(commit(word));
    return out;
  });
}

/** @type {Record<string, (text: string) => any[][][]>} */
export const METHODS = {
  'Telex by composition': composition('telex'),
  'VNI by composition': composition('vni'),
  UniKey: uniKey,
  EVKey: evKey,
  'OpenKey, Backspaces': openKey('plain'),
  'OpenKey, with U+202F': openKey('litter'),
  'OpenKey, by selection': openKey('selection'),
  'macOS, replacing': macOS,
  Gboard: gboard,
};

/**
 * Sends a trace to whatever has the focus.
 * @param {import('playwright-core').CDPSession} cdp @param {any[][][]} trace
 * @param {number} ms  between two keys of the person; 0: all at once, nothing waits for an answer
 */
export async function play(cdp, trace, ms) {
  if (ms === 0) {
    await Promise.all(trace.flat().map(([method, parameters]) => cdp.send(/** @type {any} */ (method), parameters)));
    return;
  }
  for (const step of trace) {
    const begun = Date.now();
    for (const [method, parameters] of step) await cdp.send(/** @type {any} */ (method), parameters);
    await new Promise((done) => { setTimeout(done, Math.max(0, ms - (Date.now() - begun))); });
  }
}
