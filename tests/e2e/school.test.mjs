// The main job, end to end: a school scores itself, signs and exports; the stock tools, the native
// tool and an office in another browser open the same file and agree.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import {
  CLI, answerItem, attempt, bandOf, button, chooseFiles, combobox, drop, figures, go, groupPoints, groups, heading, items, join,
  launch, newDossier, notice, open, openShelved, paste, pdf, png, profile, put, quiet, run, save, saved, signDossier, site, temporary, textbox, type,
  ready, unitLevels, vi, viLike, written,
} from './support.mjs';

const SCHOOL = 'Trường Trung học cơ sở Nguyễn Thị Minh Khai', CODE = '79-THCS-0417', YEAR = '2026-2027';
const CRITERIA = {
  '1.1': { yes: true }, '1.2': { yes: true },
  '1.3.1': { points: '6', solution: 'Lớp học trực tuyến' }, '1.3.lms': { text: 'Moodle, nhà trường tự cài đặt' },
  '1.3.2': { points: '4,5' }, '1.3.3': { points: '5' }, '1.3.4': { points: '6' }, '1.3.5': { points: '3.5' },
  '1.4': { count: 120, points: '7,5' }, '1.5.1': { points: '12' }, '1.5.2': { points: '4' },
  '1.6.1': { numerator: 40, denominator: 40, points: '7' }, '1.6.2': { numerator: 31, denominator: 40, points: '5.5' },
  '1.6.3': { numerator: 26, denominator: 40, points: '4' }, '1.7.1': { numerator: 20, denominator: 24, points: '6,5' },
  '1.7.2': { level: 2, points: '4' }, '1.7.3': { yes: false },
  '2.1': { yes: true }, '2.2': { yes: true }, '2.3.1': { yes: true }, '2.3.2': { points: '7.5' }, '2.3.3': { points: '8' },
  '2.3.4': { points: '6' }, '2.3.5': { points: '7' }, '2.3.6': { points: '5,5' }, '2.3.7': { points: '6' }, '2.3.8': { points: '4' },
  '2.4.1': { points: '7' }, '2.4.2': { points: '9' }, '2.4.3': { points: '7' },
};
// What the instrument says to these answers; 75 is still level 2, 75.5 is level 3.
const EXPECTED = groups.map((group) => {
  const points = groupPoints(group.id, CRITERIA);
  return { group, points, band: bandOf(group, points) };
});

const dir = temporary();
let served, browser, school, page, bundle, bundleName, fingerprint;
before(async () => {
  [served, browser] = await Promise.all([site(), launch()]);
  school = await profile(browser);
  page = await open(school, served.url);
});
after(async () => { await browser?.close(); await served?.close(); });

/** The running total in the bar. */
const total = (group, points) => page.getByRole('banner').getByText(vi('ui.bar_total', { group, points, max: '100' }), { exact: true });
const evidenceRow = (where, title) => where.getByRole('listitem').filter({ hasText: title });

describe('a school works through its steps', () => {
  test('what the test expects is what the law says', () => {
    assert.deepEqual(EXPECTED.map((e) => [e.points, e.band.level]), [[7550, 3], [7500, 2]]);
    assert.deepEqual(items.map((i) => i.id), Object.keys(CRITERIA));
  });

  test('1 Đơn vị', async () => {
    await newDossier(page, YEAR);
    await type(textbox(page, 'ui.unit_name'), SCHOOL);
    await type(textbox(page, 'ui.unit_code'), CODE);
    await combobox(page, 'ui.unit_level').selectOption({ label: unitLevels.find((l) => l.id === 'thcs').title.vi });
    await combobox(page, 'ui.unit_ownership').selectOption({ label: vi('ui.own_public') });
    await put(textbox(page, 'ui.commune'), 'Phường Bến Nghé');
    await put(textbox(page, 'ui.province'), 'Thành phố Hồ Chí Minh');
    await put(textbox(page, 'ui.person_name', { of: vi('ui.of_head') }), 'Lê Thị Hoài Thương');
    await put(textbox(page, 'ui.receiver'), 'Ủy ban nhân dân phường Bến Nghé');
    await put(textbox(page, 'ui.receiver_email'), 'vhxh@phuong.example');
    assert.equal(await textbox(page, 'ui.school_year').inputValue(), YEAR);
    await button(page, 'ui.next_council').click();
  });

  test('2 Hội đồng', async () => {
    await heading(page, vi('ui.council_title')).waitFor();
    await put(textbox(page, 'ui.decision_number'), '12/QĐ-THCSMK');
    await type(textbox(page, 'ui.decision_date'), '12/1/2027');
    await button(page, 'ui.member_add').click();
    await put(textbox(page, 'ui.member_name', { number: '1' }), 'Lê Thị Hoài Thương');
    await put(textbox(page, 'ui.member_position', { number: '1' }), 'Hiệu trưởng');
    assert.equal(await combobox(page, 'ui.member_role', { number: '1' }).inputValue(), 'chair');
    await button(page, 'ui.duties_open', { number: '1' }).click();
    await page.getByRole('checkbox').first().check();
    await button(page, 'ui.duties_close', { number: '1' }).click();
    await button(page, 'ui.next_figures').click();
  });

  test('3 Số liệu', async () => {
    await heading(page, vi('ui.figures_title')).waitFor();
    const teachers = page.getByRole('textbox', { name: figures[0].title.vi, exact: true });
    await type(teachers, '1.040');
    await teachers.press('Tab');
    await button(page, 'ui.next_scoring').click();
  });

  test('4 Chấm điểm: every item by radio, number and points, "7,5" and "7.5"', async () => {
    for (const [index, item] of items.entries()) {
      await heading(page, item.label).waitFor();
      await answerItem(page, item, CRITERIA[item.id]);
      // Reloads in the middle: nothing is lost, and the work goes on where it was.
      if (item.id === '1.4') {
        await sleep(1500);
        await page.reload();
        await ready(page);
        await openShelved(page, `${SCHOOL} ${YEAR}`);
        await go(page, 'scoring');
        await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: new RegExp(`^${item.label.replace(/[.()]/g, '\\$&')}`) }).click();
        await heading(page, item.label).waitFor();
        assert.equal(await page.getByRole('textbox', { name: item.counted, exact: true }).inputValue(), '120');
        assert.equal(await textbox(page, 'ui.points').inputValue(), '7,5');
      }
      if (index + 1 < items.length) await button(page, 'ui.next_item').click();
    }
    for (const { group, points } of EXPECTED) await total(group.number, written(points)).waitFor();
  });

  test('evidence by button (several at once), by drop, by paste, a link and a document', async () => {
    await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: new RegExp(`^${items[0].label.slice(0, 20)}`) }).click();
    await heading(page, items[0].label).waitFor();
    const pane = page.getByRole('complementary', { name: vi('ui.evidence_of_item') });
    await chooseFiles(page, () => button(pane, 'ui.add_file').click(), [
      { name: 'Kế hoạch dạy học trực tuyến.pdf', mimeType: 'application/pdf', buffer: pdf('Ke hoach') },
      { name: 'Ảnh phòng máy.png', mimeType: 'image/png', buffer: png(64, [11, 92, 173]) },
    ]);
    await evidenceRow(pane, 'Kế hoạch dạy học trực tuyến.pdf').waitFor();
    await evidenceRow(pane, 'Ảnh phòng máy.png').waitFor();
    await drop(page, [{ name: 'Danh sách thả vào.pdf', type: 'application/pdf', bytes: pdf('Danh sach') }]);
    await evidenceRow(pane, 'Danh sách thả vào.pdf').waitFor();
    await paste(page, [{ name: 'image.png', type: 'image/png', bytes: png(32, [18, 105, 63]) }]);
    await evidenceRow(pane, 'image.png').waitFor();

    await button(pane, 'ui.add_link').click();
    await put(textbox(pane, 'evidence.url'), 'https://truong.example/ke-hoach');
    await put(textbox(pane, 'evidence.title'), 'Trang của trường');
    await button(pane, 'evidence.done', { name: 'Trang của trường' }).click();

    await button(pane, 'ui.add_document').click();
    await put(textbox(pane, 'evidence.number'), '45/KH-THCSMK');
    await type(textbox(pane, 'evidence.date'), '5/9/2026');
    await put(textbox(pane, 'evidence.excerpt'), 'Tổ chức dạy học trực tuyến năm học 2026-2027');
    await put(textbox(pane, 'evidence.signer'), 'Lê Thị Hoài Thương');
    await put(textbox(pane, 'evidence.title'), 'Kế hoạch số 45');
    await textbox(pane, 'evidence.title').press('Enter');
    await evidenceRow(pane, 'Kế hoạch số 45').waitFor();
    await saved(page);
  });

  test('a picture and a PDF are shown over the page and closed again', async () => {
    const pane = page.getByRole('complementary', { name: vi('ui.evidence_of_item') });
    for (const [name, inside] of [['Ảnh phòng máy.png', 'img'], ['Kế hoạch dạy học trực tuyến.pdf', 'iframe, p']]) {
      await button(pane, 'evidence.open', { name }).click();
      const shown = page.getByRole('dialog', { name, exact: true });
      await shown.locator(inside).first().waitFor();
      await shown.getByRole('button', { name: vi('page.preview_close'), exact: true }).click();
      await shown.waitFor({ state: 'detached' });
    }
  });

  test('a renderer that crashes 1.5 s after the last change loses nothing, evidence included', async () => {
    const note = page.getByRole('main').getByRole('textbox', { name: vi('ui.note'), exact: true }).first();
    await type(note, 'Ghi ngay trước sự cố');
    await sleep(1500);
    await page.goto('chrome://crash').catch(() => {});
    await page.close();
    page = await open(school, served.url);
    await openShelved(page, `${SCHOOL} ${YEAR}`);
    await go(page, 'evidence');
    await heading(page, vi('evidence.heading')).waitFor();
    const main = page.getByRole('main');
    for (const name of ['Kế hoạch dạy học trực tuyến.pdf', 'Ảnh phòng máy.png', 'Danh sách thả vào.pdf', 'image.png', 'Trang của trường', 'Kế hoạch số 45']) {
      await evidenceRow(main, name).waitFor();
    }
    assert.equal(await main.getByText(vi('evidence.missing')).count(), 0, 'the bytes are there too');
    await go(page, 'scoring');
    await heading(page, items[0].label).waitFor();
    assert.equal(await textbox(page, 'ui.note').inputValue(), 'Ghi ngay trước sự cố');
  });

  test('6 Kết quả: the points and levels of the instrument, with their reasons', async () => {
    await go(page, 'results');
    await heading(page, vi('results.heading')).waitFor();
    const main = page.getByRole('main');
    for (const { group, points, band } of EXPECTED) {
      const ruler = vi('results.gauge', { points: written(points), max: '100', level: band.name.vi });
      await main.getByRole('img', { name: new RegExp(`^${ruler}; `) }).waitFor();
      const reason = main.getByText(new RegExp(`^${written(points)} điểm, .* → ${band.name.vi}.*${band.meaning.vi}`));
      await reason.first().waitFor();
      for (const criterion of group.criteria.filter((c) => c.max)) {
        const parts = (criterion.items ?? [criterion]).map((i) => items.find((x) => x.id === i.id));
        const sum = parts.reduce((all, item) => all + (item.kind === 'yes_no' ? (CRITERIA[item.id].yes ? item.max : 0)
          : CRITERIA[item.id].points ? Math.round(Number(CRITERIA[item.id].points.replace(',', '.')) * 100) : 0), 0);
        const max = Math.round(Number(criterion.max.value) * 100);
        await main.getByRole('row').filter({ hasText: `${criterion.number}. ` }).getByRole('cell', { name: new RegExp(`^${written(sum)}/${written(max)}( \\*)?$`) }).first().waitFor();
      }
    }
    await main.getByRole('button', { name: /chỗ còn tạm tính/ }).click();
    const dialog = page.getByRole('dialog', { name: vi('results.unconfirmed') });
    await dialog.getByText(vi('results.unconfirmed_text')).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('7 Ký & nộp: a key with a passphrase, a wrong one is refused, then the bundle is saved', async () => {
    await go(page, 'hand_in');
    await heading(page, vi('hand_in.heading')).waitFor();
    await button(page, 'hand_in.key_new').click();
    const dialog = page.getByRole('dialog', { name: vi('ui.key_title') });
    await put(dialog.getByLabel(vi('ui.passphrase_optional'), { exact: true }), 'hoa phượng đỏ');
    await put(dialog.getByLabel(vi('ui.passphrase_again'), { exact: true }), 'hoa phượng đỏ');
    await button(dialog, 'ui.key_make').click();
    await notice(page, 'page.key_made').waitFor({ timeout: 30_000 });
    const shown = await page.getByRole('main').getByText(/^SHA256:[A-Za-z0-9+/]{43}$/).first().textContent();
    fingerprint = shown?.trim();

    const signWith = async (passphrase) => {
      await signDossier(page);
      const ask = page.getByRole('dialog', { name: vi('ui.passphrase_title') });
      await put(ask.getByLabel(vi('ui.passphrase'), { exact: true }), passphrase);
      await button(ask, 'ui.sign_now').click();
    };
    await signWith('hoa phượng vàng');
    await page.getByRole('main').getByText(vi('key.wrong_passphrase')).first().waitFor({ timeout: 30_000 });
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), signWith('hoa phượng đỏ')]);
    bundleName = file.suggestedFilename();
    assert.equal(bundleName, `cds-${CODE}-${YEAR}.zip`);
    bundle = readFileSync(await file.path());
    const sha256 = createHash('sha256').update(bundle).digest('hex');
    await page.getByRole('main').getByText(sha256, { exact: true }).waitFor();
    await page.getByText(new RegExp(vi('ui.exported'))).first().waitFor();
    const mail = await page.getByRole('link', { name: vi('hand_in.mail'), exact: true }).getAttribute('href');
    assert.ok(mail?.startsWith('mailto:vhxh@phuong.example?subject='), mail ?? '');
    const words = decodeURIComponent(mail);
    for (const word of [SCHOOL, CODE, sha256, fingerprint, bundleName, '75,5/100']) assert.ok(words.includes(word), `the e-mail names ${word}`);
    quiet(page);
  });
});

describe('anyone checks the file with what the system ships', () => {
  let top, path;
  before(() => {
    path = save(dir, bundleName, bundle);
    run('unzip', ['-q', path, '-d', dir]);
    top = join(dir, bundleName.replace(/\.zip$/, ''));
  });
  test('unzip -t, sha256sum --strict', () => {
    run('unzip', ['-t', path]);
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) run('sha256sum', ['-c', '--strict', '--quiet', manifest], { cwd: top });
  });
  test('ssh-keygen and openssl', () => {
    const names = readdirSync(join(top, 'signatures'));
    const one = (end) => join(top, 'signatures', names.find((n) => n.endsWith(end)));
    const [kind, key] = readFileSync(one('.pub'), 'utf8').split(' ');
    const signers = save(dir, 'allowed_signers', `${CODE} ${kind} ${key.trim()}\n`);
    const signed = readFileSync(join(top, 'tagmanifest-sha256.txt'));
    const good = run('ssh-keygen', ['-Y', 'verify', '-f', signers, '-I', CODE, '-n', 'thuoc-bundle', '-s', one('.sshsig')], { input: signed });
    assert.match(good, /Good "thuoc-bundle" signature/);
    assert.ok(good.includes(fingerprint), 'the fingerprint the page shows');
    run('openssl', ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', one('.pub.pem'), '-sigfile', one('.ed25519'), '-in', join(top, 'tagmanifest-sha256.txt')]);
  });
  test('thuoc verify and thuoc score agree with the page', () => {
    const [first] = run(CLI, ['verify', '--json', path]).trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(first.verdict, 'unknown-key');
    assert.equal(first.container, 'canonical');
    const known = JSON.parse(run(CLI, ['verify', '--json', '--signers', join(dir, 'allowed_signers'), path]));
    assert.equal(known.verdict, 'valid');
    const score = JSON.parse(run(CLI, ['score', join(top, 'data/dossier.json'), '--rubric', join(top, 'data/rubric.json')]));
    assert.deepEqual(score.groups.map((g) => [g.id, g.points, g.max, g.level, g.unanswered]),
      EXPECTED.map((e) => [e.group.id, String(e.points / 100), '100', e.band.level, 0]));
    assert.deepEqual(score.problems, []);
    assert.equal(attempt(CLI, ['verify', save(dir, 'changed.zip', flipped(bundle))]).status, 1);
  });
  test('the record holds exactly what was typed', () => {
    const record = JSON.parse(readFileSync(join(top, 'data/dossier.json'), 'utf8'));
    assert.equal(record.unit.name, SCHOOL);
    assert.equal(record.council.decision_date, '2027-01-12');
    assert.equal(record.figures[figures[0].id], 1040);
    assert.equal(record.answers['1.3.5'].points, '3.5');
    assert.equal(record.answers['1.4'].points, '7.5');
    const paper = record.evidence.find((e) => e.type === 'document');
    assert.deepEqual({ ...paper.document }, { number: '45/KH-THCSMK', date: '2026-09-05', excerpt: 'Tổ chức dạy học trực tuyến năm học 2026-2027', signer: 'Lê Thị Hoài Thương' });
    for (const file of record.evidence.filter((e) => e.file)) assert.deepEqual(file.items, ['1.1']);
  });
});

describe('an office in another browser', () => {
  let office, desk;
  const row = (name) => desk.getByRole('row').filter({ hasText: name });
  /** Waits until so many rows have each verdict, `refused` of them altered or rejected. */
  const judged = async (verdicts, refused) => {
    const rows = (pattern) => desk.getByRole('row').filter({ hasText: pattern });
    for (const [verdict, count] of Object.entries(verdicts)) await rows(vi(`office.verdict_${verdict}`)).nth(count - 1).waitFor({ timeout: 30_000 });
    if (refused) await rows(new RegExp(`${vi('office.verdict_altered')}|${vi('office.verdict_rejected')}`)).nth(refused - 1).waitFor({ timeout: 30_000 });
  };
  const zip = (name, bytes) => ({ name, type: 'application/zip', bytes });
  before(async () => {
    office = await profile(browser);
    desk = await open(office, served.url);
  });

  test('drops the download, a changed copy and a foreign ZIP: each gets its verdict', async () => {
    const foreign = save(dir, 'anh.txt', 'không phải hồ sơ');
    run('zip', ['-q', '-j', join(dir, 'anh-lop.zip'), foreign]);
    await drop(desk, [zip(bundleName, bundle), zip('sao-chep-loi.zip', flipped(bundle)), zip('anh-lop.zip', readFileSync(join(dir, 'anh-lop.zip'))),
      zip('cat-cut.zip', bundle.subarray(0, bundle.length - 30))]);
    await heading(desk, vi('office.heading')).waitFor();
    await judged({ 'unknown-key': 1 }, 3);
    const good = row(CODE).filter({ hasText: vi('office.verdict_unknown-key') });
    await good.first().waitFor();
    const words = await good.first().innerText();
    assert.ok(words.includes(SCHOOL) && words.includes('100%'), words);
    for (const { group, points, band } of EXPECTED) assert.ok(words.includes(`${group.number}: ${written(points)}/100 · ${band.name.vi}`), words);
    // The changed copy says it is not what was signed; what it names itself is not trusted.
    const bad = await desk.getByRole('row').filter({ hasText: new RegExp(`${vi('office.verdict_altered')}|${vi('office.verdict_rejected')}`) }).allInnerTexts();
    assert.equal(bad.length, 3, bad.join('\n---\n'));
    assert.ok(bad.some((text) => text.includes('anh-lop.zip') && text.includes(vi('office.verdict_rejected'))), bad.join('\n---\n'));
    assert.ok(bad.some((text) => text.includes('cat-cut.zip') && text.includes(vi('zip.truncated'))), bad.join('\n---\n'));
  });

  test('the row opens the dossier to read, with its evidence; nothing can be edited', async () => {
    await desk.getByRole('button', { name: viLike('office.open', { name: SCHOOL }) }).first().click();
    await heading(desk, SCHOOL).first().waitFor();
    const main = desk.getByRole('main');
    await main.getByText(vi('office.means_unknown-key'), { exact: true }).waitFor();
    await main.getByText(fingerprint, { exact: true }).waitFor();
    await main.getByText('Ghi chú: Ghi ngay trước sự cố').waitFor();
    for (const { points } of EXPECTED) await main.getByText(`${written(points)}/100`).first().waitFor();
    // The day it came is the office's to say, all else is the school's.
    assert.deepEqual(await main.getByRole('textbox').evaluateAll((all) => all.map((el) => el.getAttribute('aria-label') ?? el.labels?.[0]?.textContent)), [vi('office.received')]);
    assert.equal(await main.getByRole('radio').count(), 0);
    await button(main, 'evidence.open', { name: 'Ảnh phòng máy.png' }).click();
    const shown = desk.getByRole('dialog', { name: 'Ảnh phòng máy.png', exact: true });
    const side = await shown.getByRole('img').evaluate((img) => img.decode().then(() => img.naturalWidth));
    assert.equal(side, 64, 'the very picture the school attached');
    await shown.getByRole('button', { name: vi('page.preview_close'), exact: true }).click();
  });

  test('having compared the fingerprint, it trusts the key: valid, also after a reload', async () => {
    await button(desk, 'office.trust').click();
    await notice(desk, 'page.signer_trusted', { unit: SCHOOL }).waitFor();
    await desk.getByRole('main').getByText(vi('office.means_valid'), { exact: true }).waitFor({ timeout: 30_000 });
    await desk.getByText(vi('ui.saved'), { exact: true }).first().waitFor();
    await desk.reload();
    await heading(desk, vi('office.heading')).waitFor();
    await drop(desk, [zip(bundleName, bundle)]);
    await row(CODE).filter({ hasText: vi('office.verdict_valid') }).first().waitFor({ timeout: 30_000 });
    const words = await row(CODE).first().innerText();
    for (const { group, points, band } of EXPECTED) assert.ok(words.includes(`${group.number}: ${written(points)}/100 · ${band.name.vi}`), words);
  });

  test('two bundles of one unit: the newest first, the older one marked', async () => {
    // The school changes an answer and exports again.
    await page.bringToFront();
    await go(page, 'scoring');
    await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: new RegExp(`^${items.at(-1).label}`) }).click();
    await heading(page, items.at(-1).label).waitFor();
    await textbox(page, 'ui.points').press('Control+a');
    await textbox(page, 'ui.points').pressSequentially('7,5');
    await textbox(page, 'ui.points').press('Tab');
    await total('2', '75,5').waitFor();
    await go(page, 'hand_in');
    await heading(page, vi('hand_in.changed')).waitFor();
    await signDossier(page);
    const ask = page.getByRole('dialog', { name: vi('ui.passphrase_title') });
    await put(ask.getByLabel(vi('ui.passphrase'), { exact: true }), 'hoa phượng đỏ');
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), button(ask, 'ui.sign_now').click()]);
    const newer = readFileSync(await file.path());
    await desk.bringToFront();
    await drop(desk, [zip('gửi lại.zip', newer)]);
    await judged({ valid: 2 }, 0);
    // The altered copy of before is kept in the list, too.
    const rows = (await row(CODE).filter({ hasText: vi('office.verdict_valid') }).allInnerTexts());
    assert.equal(rows.length, 2);
    assert.ok(rows[0].includes('2: 75,5/100') && !rows[0].includes(vi('office.superseded')), rows[0]);
    assert.ok(rows[1].includes('2: 75/100') && rows[1].includes(vi('office.superseded')), rows[1]);
    quiet(desk);
  });

  test('next year begins from the bundle: the unit is kept, points and evidence are not', async () => {
    await desk.getByRole('button', { name: viLike('office.open', { name: SCHOOL }) }).first().click();
    await button(desk, 'office.next_year').click();
    await heading(desk, vi('ui.unit_title')).waitFor();
    assert.equal(await textbox(desk, 'ui.unit_name').inputValue(), SCHOOL);
    assert.equal(await textbox(desk, 'ui.school_year').inputValue(), '2027-2028');
    await desk.getByRole('banner').getByText(vi('ui.bar_total', { group: '1', points: '0', max: '100' }), { exact: true }).waitFor();
    quiet(desk);
  });
});

/** One bit changed, somewhere in somebody's bytes. */
function flipped(bytes) {
  const copy = Buffer.from(bytes);
  copy[Math.floor(copy.length * 0.3)] ^= 1;
  return copy;
}
