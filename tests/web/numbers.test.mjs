// What C++ and JavaScript tell each other by number: both sides are read, and must count alike.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replace(/\/\/.*/g, '');

/** Names and values of an enumeration in C++. @param {string} path @param {string} name */
function enumeration(path, name) {
  const body = new RegExp(`enum (?:class )?${name}\\b[^{;]*\\{([^}]*)\\}`).exec(read(path))?.[1];
  assert.ok(body, `${path} has no enum ${name}`);
  let next = 0;
  return Object.fromEntries(body.split(',').map((one) => one.trim()).filter(Boolean).map((one) => {
    const [, word, value] = /^(\w+)(?:\s*=\s*(.+))?$/.exec(one) ?? assert.fail(`${path}: ${one}`);
    if (value) next = number(value);
    return [word, next++];
  }));
}
/** Names and values of an object in JavaScript. @param {string} path @param {string} name */
function object(path, name) {
  const body = new RegExp(`const ${name} = \\{([^}]*)\\}`).exec(read(path))?.[1];
  assert.ok(body, `${path} has no ${name}`);
  return Object.fromEntries(body.split(',').map((one) => one.trim()).filter(Boolean).map((one) => {
    const [, word, value] = /^(\w+): (.+)$/.exec(one) ?? assert.fail(`${path}: ${one}`);
    return [word, number(value)];
  }));
}
/** "3" or "1 << 17". @param {string} text */
function number(text) {
  const [, value, shift = '0'] = /^(\d+)(?: << (\d+))?$/.exec(text) ?? assert.fail(text);
  return Number(value) << Number(shift);
}

test('roles stand in one order', () => {
  const body = /const ROLES = [^[]*\[([^\]]*)\]/.exec(read('web/nodes.mjs'))?.[1] ?? '';
  const roles = [...body.matchAll(/'(\w+)'/g)].map(([, role]) => role);
  assert.ok(roles.length > 30);
  assert.deepEqual(Object.keys(enumeration('src/port/mirror.h', 'Role')), roles);
});
test('flags are the same bits', () => {
  const flags = object('web/nodes.mjs', 'FLAG');
  assert.ok(Object.keys(flags).length > 20);
  assert.deepEqual(enumeration('src/port/mirror.h', 'Flag'), flags);
  const values = Object.values(flags);
  assert.equal(new Set(values).size, values.length);
  for (const value of values) assert.equal(value & (value - 1), 0, String(value));
});
test('what a person does', () => {
  assert.deepEqual(enumeration('src/port/mirror.h', 'Kind'), object('web/input.mjs', 'ACT'));
});
test('what a job says', () => {
  assert.deepEqual(enumeration('src/engine/job.h', 'Said'), object('web/worker.mjs', 'SAID'));
});
test('how a frame is drawn', () => {
  const camel = Object.entries(enumeration('src/page/main.cc', 'Draws')).map(([name, value]) => [name.replace(/_(\w)/, (_, letter) => letter.toUpperCase()), value]);
  assert.deepEqual(Object.fromEntries(camel), object('web/canvas.mjs', 'DRAWS'));
});
test("a node's record is as long", () => {
  const words = /constexpr std::size_t words = (\d+);/.exec(read('src/page/show.cc'))?.[1];
  assert.ok(words);
  assert.equal(words, /const WORDS = (\d+);/.exec(read('web/mirror.mjs'))?.[1]);
});
