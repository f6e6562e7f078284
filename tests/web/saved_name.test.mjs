// web/files.mjs: names under which files are saved, safe on every system, endings kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { savedName } from '../../web/files.mjs';

test('a name that is safe stays', () => {
  for (const name of ['cds-79-TH-001-2025-2026.zip', 'Kế hoạch số 45 (2).pdf', 'image.jpg', 'a.tar.gz', 'không đuôi', 'console.txt', 'comet.pdf', '.gitignore'.slice(1)])
    assert.equal(savedName(name), name);
});

test('what Windows keeps for devices, refuses or cuts is written otherwise', () => {
  const rows = [['CON', '_CON'], ['nul.pdf', '_nul.pdf'], ['Com1.txt', '_Com1.txt'], ['lpt9', '_lpt9'], ['aux.a.pdf', '_aux.a.pdf'], ['a.pdf. ..', 'a.pdf'], ['a/b\\c:d*e?.pdf', 'a-b-c-d-e-.pdf'],
    ['ảnh\u202egpj.html', 'ảnhgpj.html'], ['a\u0000b\n.pdf', 'ab.pdf'], ['.pdf', '_.pdf'], ['...', '_'], ['', '_']];
  for (const [name, wanted] of rows) assert.equal(savedName(name), wanted, JSON.stringify(name));
});

test('a long name keeps its ending, whole letters, and fits beside a folder of some length', () => {
  const saved = savedName(`${'Kế hoạch 👍'.repeat(100)}.pdf`);
  assert.ok(saved.endsWith('.pdf') && saved.length < 180);
  encodeURIComponent(saved);  // throws at half a letter
  assert.equal(savedName(`x.${'y'.repeat(300)}`).length, 80);
});
