// Bytes of others get an address of our origin in one place, and nothing becomes markup.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const web = new URL('../../web/', import.meta.url);
const sources = new Map(readdirSync(web).filter((name) => /\.m?js$/.test(name)).map((name) => [name, readFileSync(new URL(name, web), 'utf8')]));

test('one createObjectURL, which chooses the type itself', () => {
  const places = [...sources].flatMap(([name, text]) => [...text.matchAll(/createObjectURL\(.*/g)].map(([found]) => `${name}: ${found}`));
  assert.deepEqual(places, ['files.mjs: createObjectURL(blob.slice(0, blob.size, type));']);
});

test('no text becomes markup or code', () => {
  for (const [name, text] of sources) {
    assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function|DOMParser|createContextualFragment/, name);
  }
});
