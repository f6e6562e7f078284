// Text nobody expects in a field: kept as it is or refused with a sentence, and the field goes on.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { go, heading, items, launch, newDossier, open, profile, quiet, ready, savedAs, savedRecord, site, textbox, vi, viLike } from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
let page;
before(async () => {
  [served, browser] = await Promise.all([site(), launch()]);
  const context = await profile(browser);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(served.url).origin });
  page = await open(context, served.url);
  await newDossier(page);
  await go(page, 'scoring');
  await heading(page, items[0].label).waitFor();
});
after(async () => { await browser?.close(); await served?.close(); });

const note = () => textbox(page, 'ui.note');
const noteOf = (d) => d.answers[items[0].id]?.note ?? '';
/** As the clipboard brings it: plain text, and what Word or Excel put beside it. */
async function pasteText(field, plain, html) {
  await page.evaluate(([plain, html]) => navigator.clipboard.write([new ClipboardItem({
    'text/plain': new Blob([plain], { type: 'text/plain' }), ...(html ? { 'text/html': new Blob([html], { type: 'text/html' }) } : {}),
  })]), [plain, html]);
  await field.click();
  await field.press('Control+a');
  await field.press('Control+v');
}
const keeps = async (text, kept = text) => {
  await note().press('Control+a');
  await page.keyboard.insertText(text);
  await note().press('Tab');
  assert.equal(await savedAs(page, noteOf, kept), kept);
  assert.equal(await note().inputValue(), kept);
};

describe('a note takes', () => {
  test('emoji, right-to-left, and letters that macOS takes apart', async () => {
    await keeps('Lớp 👩‍🏫 học vui 👍🏽 🇻🇳');
    await keeps('مدرسة الأمل – בית ספר – می‌خواهم');
    await keeps('Trường Tiểu học Đồi Chim Sẻ'.normalize('NFD'), 'Trường Tiểu học Đồi Chim Sẻ');
  });
  test('NUL, control characters and halves of a letter: gone or marked, the rest stays', async () => {
    await pasteText(note(), 'a\u0000b\u001bc\u007fd');
    await note().press('Tab');
    assert.equal(await savedAs(page, noteOf, 'abcd'), 'abcd');
    // No clipboard carries half a surrogate pair; a script of an extension may.
    await note().evaluate((el) => {
      el.focus();
      el.value = 'x\ud800y\udc00z';
      el.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await note().press('Tab');
    assert.equal(await savedAs(page, noteOf, 'x\ufffdy\ufffdz'), 'x\ufffdy\ufffdz');
  });
  test('a table from Excel and a paragraph from Word, as text', async () => {
    await pasteText(note(), 'TT\tTên\tSố\r\n1\tMáy tính\t40\r\n', '<table><tr><td>TT<td>Tên<td>Số<tr><td>1<td>Máy tính<td>40</table>');
    await note().press('Tab');
    const table = 'TT Tên Số\n1 Máy tính 40';
    assert.equal(await savedAs(page, noteOf, table), table);
    await pasteText(note(), 'Kế hoạch\u00a0số “45”\u2028ngày 5/9', '<p class=MsoNormal><b>Kế hoạch&nbsp;số “45”</b><br>ngày 5/9</p><script>window.bad = 1</script>');
    await note().press('Tab');
    assert.equal(await savedAs(page, noteOf, 'Kế hoạch số “45”\nngày 5/9'), 'Kế hoạch số “45”\nngày 5/9');
    assert.equal(await page.evaluate(() => window.bad), undefined);
  });
  test('a field that grows with its lines, without a scrollbar of its own', async () => {
    await note().click();
    await note().press('Control+a');
    await page.keyboard.insertText('một');
    const low = (await note().boundingBox()).height;
    for (let i = 0; i < 12; ++i) { await note().press('Enter'); await page.keyboard.insertText(`dòng ${i}`); }
    await page.waitForFunction(() => { const el = document.activeElement; return el.scrollHeight <= el.clientHeight + 1; });
    assert.ok((await note().boundingBox()).height > low + 150);
    await note().press('Tab');
  });
  test('100,000 characters are refused with a sentence, not lost, and a shorter text is taken', async () => {
    await keeps('trước đó');
    const long = 'Trường học '.repeat(9091).slice(0, 100_000);
    await note().press('Control+a');
    const begun = Date.now();
    await page.keyboard.insertText(long);
    await note().press('Tab');
    await page.getByText(viLike('dossier.text_too_long')).first().waitFor();
    assert.ok(Date.now() - begun < 10_000, 'the page does not hang');
    assert.equal((await note().inputValue()).length, long.trim().length, 'what was pasted is still in the field');
    assert.equal(await note().getAttribute('aria-invalid'), 'true');
    assert.equal(noteOf(await savedRecord(page)), 'trước đó', 'the record is as it was');
    await note().press('Control+a');
    await keeps('A'.repeat(100_000), 'A'.repeat(100_000));
    await keeps('sau đó');
    assert.equal(await page.getByText(viLike('dossier.text_too_long')).count(), 0);
  });
});

describe('numbers and dates', () => {
  test('what is no number or no day: quietly while typing, an error that is told once it is left', async () => {
    await go(page, 'council');
    const date = textbox(page, 'ui.decision_date');
    await date.click();
    await page.keyboard.type('31/2/2027');
    const why = page.getByText(vi('date.not_a_date', { given: '31/2/2027' }), { exact: true });
    await why.waitFor();
    assert.equal(await date.getAttribute('aria-invalid'), null, 'nothing is wrong while it is being typed');
    await date.press('Tab');
    await page.locator('[role=status]').filter({ hasText: vi('date.not_a_date', { given: '31/2/2027' }) }).first().waitFor();
    assert.equal(await date.getAttribute('aria-invalid'), 'true');
    const described = await date.evaluate((el) => document.getElementById(el.getAttribute('aria-describedby'))?.textContent);
    assert.equal(described, vi('date.not_a_date', { given: '31/2/2027' }));
    await date.press('Control+a');
    await page.keyboard.type('28.2.2027');
    await date.press('Tab');
    assert.equal(await savedAs(page, (d) => d.council.decision_date, '2027-02-28'), '2027-02-28');
    assert.equal(await date.inputValue(), '28/02/2027');
    await why.waitFor({ state: 'detached' });
  });
  test('nothing of it made the page complain, and the dossier opens again', async () => {
    quiet(page);
    await page.reload();
    await ready(page);
    assert.equal(noteOf(await savedRecord(page)), 'sau đó');
  });
});
