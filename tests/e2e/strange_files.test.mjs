// Files that are not what they seem, and drops that bring less than was announced: each is named, nothing vanishes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { button, drop, go, heading, launch, newDossier, notice, open, pdf, profile, quiet, savedAs, site, vi, viLike } from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

const enter = async () => open(await profile(browser), served.url);
const file = (name, bytes, type = '') => ({ name, type, bytes: Buffer.from(bytes) });
/**
 * A drop that no real DataTransfer can be made to have: announced and not given, not even announced, or a folder of three
 * files whose second cannot be opened, with a listing that ends or breaks off.
 * @param {'nothing' | 'none' | 'folder' | 'broken folder'} what
 */
const fakeDrop = (page, what) => page.evaluate((kind) => {
  const one = (name, gives) => ({
    isFile: true, name, fullPath: `/nop/${name}`,
    file: (ok, no) => (gives ? ok(new File(['Họp tổ'], name)) : no(new DOMException('gone', 'NotReadableError'))),
  });
  let turn = 0;
  const listed = [one('a.txt', true), one('b.zip', false), one('c.txt', true)];
  const readEntries = (ok, no) => (turn++ === 0 ? ok(listed) : kind === 'folder' ? ok([]) : no(new DOMException('gone')));
  const entry = { isDirectory: true, name: 'nop', fullPath: '/nop', createReader: () => ({ readEntries }) };
  const item = { kind: 'file', getAsFile: () => null, webkitGetAsEntry: () => (kind === 'nothing' ? null : entry) };
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files', 'text/uri-list'], files: [], items: kind === 'none' ? [] : [item] } });
  document.dispatchEvent(event);
}, what);

describe('a drop that brings nothing', () => {
  test('out of a window of WinRAR or of Outlook: save it first', async () => {
    const page = await enter();
    await fakeDrop(page, 'nothing');
    await notice(page, 'page.nothing_arrived').waitFor();
    await page.reload();
    await newDossier(page);
    await go(page, 'evidence');
    await fakeDrop(page, 'none');
    await notice(page, 'page.nothing_arrived').waitFor();
    quiet(page);
    await page.context().close();
  });

  test('of a folder at an office the file that did not come is a row, and so is a listing that broke off', async () => {
    const page = await enter();
    await drop(page, [file('x.zip', 'PK\x03\x04')]);
    await heading(page, vi('office.heading')).waitFor();
    await fakeDrop(page, 'broken folder');
    const row = (name) => page.getByRole('row').filter({ hasText: name });
    await row('b.zip').filter({ hasText: viLike('file.not_delivered') }).waitFor();
    for (const name of ['a.txt', 'c.txt', '…']) await row(name).first().waitFor();
    quiet(page);
    await page.context().close();
  });
});

describe('evidence', () => {
  test('a shortcut is offered as a link, litter is left out and counted, an undelivered file is named', async () => {
    const page = await enter();
    await newDossier(page);
    await go(page, 'evidence');
    await drop(page, [file('Kế hoạch.gdoc', '{"url":"https://docs.google.com/open?id=1AbC","doc_id":"1AbC"}'),
      file('a.pdf', pdf('một')), file('b.pdf', pdf('hai')), file('Thumbs.db', 'x'), file('desktop.ini', 'x'), file('.DS_Store', 'x'), file('~$Ke hoach.docx', '\x0eGV')]);
    await notice(page, 'page.litter', { count: '4' }).waitFor();
    await page.getByText(viLike('page.evidence_shortcut')).first().waitFor();
    assert.equal(await savedAs(page, (d) => d.evidence?.length, 2), 2);
    await button(page, 'page.evidence_as_link').click();
    assert.equal(await savedAs(page, (d) => d.evidence?.[2]?.url, 'https://docs.google.com/open?id=1AbC'), 'https://docs.google.com/open?id=1AbC');
    await fakeDrop(page, 'folder');
    await page.getByText(viLike('page.evidence_empty', { name: 'b.zip' })).first().waitFor();
    quiet(page);
    await page.context().close();
  });

  test('five photos of one name are five pieces told apart; HEIC is remarked by its bytes', async () => {
    const page = await enter();
    await newDossier(page);
    await go(page, 'evidence');
    const jpeg = (n) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(`ảnh ${n}`)]);
    await drop(page, [1, 2, 3, 4, 4].map((n) => file('image.jpg', jpeg(n), 'image/jpeg')));
    const names = ['image.jpg', 'image (2).jpg', 'image (3).jpg', 'image (4).jpg'];
    assert.deepEqual(await savedAs(page, (d) => d.evidence?.map((e) => e.file.name).sort(), [...names].sort()), [...names].sort());
    await drop(page, [file('IMG_0417.jpg', Buffer.from('0000001866747970686569630000', 'hex'), 'image/jpeg')]);
    await notice(page, 'page.evidence_heic', { name: 'IMG_0417.jpg' }).waitFor();
    assert.equal(await savedAs(page, (d) => d.evidence?.at(-1).file.media_type, 'image/heic'), 'image/heic');
    quiet(page);
    await page.context().close();
  });
});
