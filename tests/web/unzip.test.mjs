// web/office.unzip.mjs: the bytes of files in a ZIP. What is taken out at all is tests/unit/intake_files_test.cc.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { takenOut } from '../../web/office.unzip.mjs';

const inner = Buffer.from('PK\x03\x04 a bundle, a bundle, a bundle'), packed = deflateRawSync(inner);
const zip = new Blob(['front', inner, packed]);
const stored = { name: 'a.zip', from: 5, packed: inner.length, size: inner.length, deflated: false };
const deflated = { name: 'b.zip', from: 5 + inner.length, packed: packed.length, size: inner.length, deflated: true };

test('stored and deflated ones come out, in their order', async () => {
  const { names, blobs, broken } = await takenOut(zip, [stored, deflated]);
  assert.deepEqual(names, ['a.zip', 'b.zip']);
  for (const blob of blobs) assert.deepEqual(Buffer.from(await blob.arrayBuffer()), inner);
  assert.deepEqual(broken, []);
});

test('one that is cut, or is more or less than was said, is named', async () => {
  const wrong = [{ ...deflated, packed: packed.length - 3 }, { ...deflated, size: inner.length - 1 }, { ...deflated, size: inner.length + 1 }];
  for (const one of wrong) {
    const { names, broken } = await takenOut(zip, [one, stored]);
    assert.deepEqual(names, ['a.zip']);
    assert.deepEqual(broken, [{ name: 'b.zip', why: { code: 'kind.member_damaged' } }]);
  }
});
