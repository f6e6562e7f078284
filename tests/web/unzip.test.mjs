// web/office.unzip.mjs: what comes out of a ZIP that a mail program saved, and what does not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { LIMITS, zipsIn } from '../../web/office.unzip.mjs';

/** One entry of a ZIP: {name, bytes, packed?, said?, at?}; `at` points at the header of another. */
function zip(entries) {
  const parts = [], places = [], list = [];
  let size = 0;
  const put = (bytes) => { parts.push(bytes); size += bytes.length; };
  for (const { name, bytes = Buffer.alloc(0), deflate = false, at, said = bytes.length, flags = 0 } of entries) {
    const data = deflate ? deflateRawSync(bytes) : bytes, title = Buffer.from(name);
    const place = at === undefined ? size : places[at];
    places.push(place);
    if (at === undefined) {
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x04034b50, 0);
      head.writeUInt16LE(title.length, 26);
      put(head); put(title); put(data);
    }
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(deflate ? 8 : 0, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(said, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(place, 42);
    list.push(Buffer.concat([entry, title]));
  }
  const from = size, directory = Buffer.concat(list), end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(from, 16);
  return new Blob([...parts, directory, end]);
}
const none = { other: 0, shared: 0, large: 0, many: 0, damaged: 0 };
const inner = Buffer.from('PK\x03\x04 a bundle');

test('bundles come out, junk is passed over, other files are counted', async () => {
  const { found, left } = await zipsIn(zip([
    { name: 'a.zip', bytes: inner }, { name: 'folder/b.ZIP', bytes: inner, deflate: true }, { name: 'folder/' },
    { name: '__MACOSX/._a.zip', bytes: inner }, { name: 'x/._b.zip', bytes: inner }, { name: '.DS_Store', bytes: inner }, { name: 'x/Thumbs.db', bytes: inner },
    { name: 'empty.zip' }, { name: 'letter.pdf', bytes: inner },
  ]));
  assert.deepEqual(found.map(({ name }) => name), ['a.zip', 'folder/b.ZIP']);
  for (const { bytes } of found) assert.deepEqual(Buffer.from(await bytes.arrayBuffer()), inner);
  assert.deepEqual(left, { ...none, other: 1 });
});

test('bytes that several entries share come out once', async () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({ name: `${i}.zip`, bytes: inner, at: 0 }));
  const { found, left } = await zipsIn(zip([{ name: 'a.zip', bytes: inner }, ...many]));
  assert.equal(found.length, 1);
  assert.deepEqual(left, { ...none, shared: 2000 });
});

test('a header inside the bytes of another entry is shared bytes too', async () => {
  const blob = zip([{ name: 'b.zip', bytes: Buffer.concat([Buffer.from(await zip([{ name: 'c.zip', bytes: inner }]).arrayBuffer())]) }, { name: 'd.zip', bytes: inner }]);
  const bytes = Buffer.from(await blob.arrayBuffer());
  const second = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE(bytes.indexOf(Buffer.from([0x50, 0x4b, 3, 4]), 4), second + 42);
  const { found, left } = await zipsIn(new Blob([bytes]));
  assert.deepEqual(found.map(({ name }) => name), ['b.zip']);
  assert.equal(left.shared, 1);
});

test('files up to the limit, the rest is counted', async () => {
  const some = (count) => zip(Array.from({ length: count }, (_, i) => ({ name: `${i}.zip`, bytes: inner })));
  assert.deepEqual((await zipsIn(some(LIMITS.files))).left, none);
  const { found, left } = await zipsIn(some(LIMITS.files + 3));
  assert.equal(found.length, LIMITS.files);
  assert.equal(left.many, 3);
});

test('what says it is larger than all may be, or is packed too densely, stays', async () => {
  const dense = Buffer.alloc(1 << 20);
  const { found, left } = await zipsIn(zip([
    { name: 'a.zip', bytes: inner, said: LIMITS.all + 1 }, { name: 'b.zip', bytes: dense, deflate: true }, { name: 'c.zip', bytes: inner },
  ]));
  assert.deepEqual(found.map(({ name }) => name), ['c.zip']);
  assert.equal(left.large, 2);
});

test('damaged and encrypted ones stay, and are counted', async () => {
  const { found, left } = await zipsIn(zip([
    { name: 'a.zip', bytes: inner, flags: 1 }, { name: 'b.zip', bytes: inner, deflate: true, said: inner.length + 1 }, { name: 'c.zip', bytes: inner },
  ]));
  assert.deepEqual(found.map(({ name }) => name), ['c.zip']);
  assert.equal(left.damaged, 2);
});

test('what is no ZIP, or one cut off, gives nothing', async () => {
  const whole = await zip([{ name: 'a.zip', bytes: inner }]).arrayBuffer();
  for (let n = 0; n < whole.byteLength; ++n) assert.deepEqual((await zipsIn(new Blob([whole.slice(0, n)]))).found, []);
});

test('the limits are those of src/base/limits.h', () => {
  const header = readFileSync(new URL('../../src/base/limits.h', import.meta.url), 'utf8');
  assert.match(header, new RegExp(`unpacked_files = ${LIMITS.files};`));
  assert.match(header, new RegExp(`unpacked_bytes = 1ull << ${Math.log2(LIMITS.all)};`));
  assert.match(header, new RegExp(`inflate_ratio = ${LIMITS.ratio};`));
});
