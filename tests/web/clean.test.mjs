// web/clean.mjs against the cases that src/base/utf8.h is held to as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { clean } from '../../web/clean.mjs';

const cases = JSON.parse(readFileSync(new URL('../data/typed.json', import.meta.url), 'utf8'));

test('the cases both sides share, and cleaning twice changes nothing', () => {
  for (const [typed, line, lines] of cases) {
    assert.equal(clean(typed, false), line, JSON.stringify(typed));
    assert.equal(clean(typed, true), lines, JSON.stringify(typed));
    assert.equal(clean(clean(typed, true), true), lines);
  }
});
test('lone surrogates become the sign for what cannot be read', () => {
  assert.equal(clean('a\ud800b\udc00', false), 'a\ufffdb\ufffd');
  assert.equal(clean('👩', false), '👩');
});
test('100,000 characters take no time', () => {
  const long = 'Trường học 👩\u200d🏫 '.normalize('NFD').repeat(6000);
  const begun = performance.now();
  assert.equal(clean(long, true), long.normalize('NFC').trim());
  assert.ok(performance.now() - begun < 1000);
});
