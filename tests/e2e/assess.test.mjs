// An office's whole work on what schools handed in: taken in, assessed by two people, returned and
// answered, recognised, added up and sent to the next tier. One collection goes through all of it, so
// the tests build on each other. Each file that leaves the page is checked by the native tool, and the
// numbers are reckoned a second time from the JSON inside the files (support/papers.mjs).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  CLI, acceptKeys, beginning, button, combobox, confirmOffice, drop, dropped, example, go, goOffice, groups, heading, items, join, launch, makeKey, nameOffice,
  notice, open, profile, put, quiet, readFileSync, retype, run, save, signDossier, site, temporary, textbox, type, until, vi, viLike, written,
} from './support.mjs';
import { counted, csvCells, documentOf, made, results, sha256, table, withReview } from './support/papers.mjs';
import { cell, sameSheet, sameTable } from './support/table.mjs';

const dir = temporary();
const YEAR = '2025-2026', OFFICE = { name: 'UBND xã Đồi Chim Sẻ', code: 'XA-0417' }, DECISION = '128/QĐ-UBND';
const collection = join(dir, 'collection');
const { dossier: exampleFile, record, evidence } = example();
const SCHOOL = record.unit.name;
const score = (id) => items.find((i) => i.id === id);

let served, browser, school, office;
before(async () => {
  [served, browser] = await Promise.all([site(), launch()]);
  run(CLI, ['generate', '--units', '55', '--seed', '7', '-o', collection]);
});
after(async () => { await browser?.close(); await served?.close(); });

const enter = async () => open(await profile(browser), served.url);
/** What `thuoc verify` says of a file of ours. */
/** As the native tool finds it; and what a person reads in it is words, not the keys of the tables they stand in. */
function verdict(path, signers) {
  const names = run('unzip', ['-Z1', path]).split('\n').filter((name) => /\.(html|txt)$/.test(name) && !name.includes('/data/evidence/'));
  assert.ok(names.length, path);
  for (const name of names) assert.doesNotMatch(run('unzip', ['-p', path, name.replace(/[[\]]/g, '\\$&')]), />\s*[a-z_]+\.[a-z_]+(\.[a-z_]+)*\s*</, `${path}: ${name}`);
  return JSON.parse(run(CLI, ['verify', '--json', ...(signers ? ['--signers', signers] : []), path]));
}
/** Presses and waits for the file that comes of it; kept under another name where one is given. */
async function download(page, press, name) {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), press()]);
  return save(dir, name ?? file.suggestedFilename(), readFileSync(await file.path()));
}
const main = (page) => page.getByRole('main');
/** All that was dropped is read and its evidence hashed. */
const takenIn = (page) => page.getByRole('status').filter({ hasText: /./ }).filter({ hasText: viLike('office.summary_all') })
  .filter({ hasNotText: vi('office.count_open') }).first().waitFor({ timeout: 60_000 });
/** Opens a unit to be assessed, whose file is here. */
async function assess(page, name) {
  await goOffice(page, 'assess');
  if (await button(page, 'assess.back').count()) await button(page, 'assess.back').click();
  await page.getByRole('row').getByRole('button', { name: vi('assess.open_unit', { name }), exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}
/** Goes to an item by its row in the list. */
async function goToItem(page, item) {
  await page.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: beginning(`${item.label}, `) }).click();
  await page.getByRole('main').getByRole('heading', { level: 2, name: item.label, exact: true }).waitFor();
}
/** Finds something else than the school: points typed, the reason, a word to the school. */
async function change(page, id, points, reason, note) {
  const item = score(id);
  await goToItem(page, item);
  await retype(textbox(page, 'assess.points'), points);
  if (reason) await put(textbox(page, 'assess.reason'), reason);
  if (note) await put(textbox(page, 'assess.note'), note);
  await textbox(page, 'assess.points').focus();
}
/** A finding whose points the school did not give itself: within the maximum, by whole points. */
const otherPoints = (dossier, id, at = 0) => {
  const own = Number(dossier.answers[id]?.points ?? 0), max = score(id).max / 100;
  const all = Array.from({ length: max + 1 }, (_, n) => n).filter((n) => n !== own);
  return String(all[at % all.length]);
};
/** The line that says both levels of a group. */
const shownTotals = (answers, external) => groups.map((group) => {
  const [self, ours] = [results(answers)[group.id], results(external)[group.id]];
  return vi('assess.total', { self: written(self.points), self_level: self.name, external: written(ours.points), external_level: ours.name });
});

// What the tests hand to each other: paths of files by what they are.
const files = {};
/** Units of the generated collection that are assessed: of the office's own commune. */
let commune, one, two;
const inCommune = () => made(collection).filter((m) => m.file.startsWith(`inbox/${commune}/`));

describe('an office from the first file to the table', () => {
  test('a school hands in', async () => {
    school = await enter();
    await drop(school, [dropped(exampleFile), ...evidence.map((path) => dropped(path))]);
    await heading(school, vi('ui.unit_title')).waitFor();
    await go(school, 'evidence');
    await heading(school, vi('evidence.heading')).waitFor();
    await go(school, 'hand_in');
    await makeKey(school);
    files.handedIn = await download(school, () => signDossier(school), 'nộp lần 1.zip');
    assert.equal(verdict(files.handedIn).verdict, 'unknown-key');
  });

  test('a folder with everything in it: all is listed as what it is, filtered, and a key confirmed makes it valid', async () => {
    commune = made(collection).find((m) => m.unit_code && m.file.startsWith('inbox/')).file.split('/')[1];
    const expected = inCommune(), foreign = made(collection).filter((m) => m.fate === 'foreign');
    assert.ok(expected.length > 20 && foreign.length > 2);
    office = await enter();
    // The list of keys comes with the rest; the bundles are read by it.
    await drop(office, [...expected.map((m) => dropped(m.path)), ...foreign.map((m) => dropped(m.path)), dropped(files.handedIn),
      dropped(join(collection, 'allowed_signers'))]);
    await acceptKeys(office);
    await heading(office, vi('office.heading')).waitFor();
    await takenIn(office);
    const [, ...lines] = csvCells(readFileSync(await download(office, () => button(office, 'office.csv').click()), 'utf8'));
    const found = Object.fromEntries(lines);
    for (const m of [...expected, ...foreign]) assert.equal(found[m.name] || 'rejected', m.verdict, `${m.name} (${m.fate})`);
    assert.equal(found['nộp lần 1.zip'], 'unknown-key');
    assert.equal(Object.keys(found).length, expected.length + foreign.length + 1);

    const tabs = office.getByRole('group', { name: vi('office.col_verdict') });
    await tabs.getByRole('button', { name: new RegExp(`^\\d+ ${vi('office.count_altered')}$`) }).click();
    const rows = office.getByRole('table', { name: vi('office.heading') }).getByRole('row').filter({ hasNot: office.getByRole('columnheader') });
    const altered = expected.filter((m) => m.verdict === 'altered');
    await until(async () => await rows.count() === altered.length, `${altered.length} altered`);
    for (const m of altered) await rows.filter({ hasText: m.name }).waitFor();
    await button(office, 'office.propose').click();
    await notice(office, 'office.proposed', { count: '0' }).waitFor();
    await tabs.getByRole('button', { name: viLike('office.tab_all') }).click();
    await type(textbox(office, 'office.search'), 'doi chim se');
    await rows.filter({ hasText: SCHOOL }).waitFor();
    await button(office, 'office.open', { name: `${SCHOOL} ${record.unit.code} · ${YEAR} · nộp lần 1.zip` }).click();
    await button(office, 'office.trust').click();
    await main(office).getByRole('heading', { name: vi('office.verdict_valid'), exact: true }).waitFor();
    await button(office, 'office.back').click();
    await rows.filter({ hasText: SCHOOL }).filter({ hasText: vi('office.verdict_valid') }).waitFor();
    // Picked one by one, by keyboard and by pointer: they stay picked whatever the search leaves.
    const handedIn = `${SCHOOL} ${record.unit.code} · ${YEAR} · nộp lần 1.zip`;
    await button(office, 'office.pick').click();
    await office.getByText(vi('office.picked_none')).waitFor();
    await button(office, 'office.pick_row', { name: handedIn }).press('Enter');
    await button(office, 'office.unpick_row', { name: handedIn }).waitFor();
    await retype(textbox(office, 'office.search'), foreign[0].name);
    await rows.filter({ hasText: foreign[0].name }).getByRole('button').click();
    await office.getByRole('status').filter({ hasText: vi('office.picked', { count: '2' }) }).waitFor();
    const [, ...picked] = csvCells(readFileSync(await download(office, () => button(office, 'office.picked_csv').click(), 'chọn.csv'), 'utf8'));
    assert.deepEqual(picked.map(([name]) => name).sort(), [foreign[0].name, 'nộp lần 1.zip'].sort());
    await rows.filter({ hasText: foreign[0].name }).getByRole('button').click();
    await office.getByRole('status').filter({ hasText: vi('office.picked', { count: '1' }) }).waitFor();
    await button(office, 'office.picked_propose').click();
    await notice(office, 'office.proposed', { count: '1' }).waitFor();
    await button(office, 'office.pick').click();
    await retype(textbox(office, 'office.search'), 'doi chim se');
    await goOffice(office, 'recognise');
    await heading(office, vi('recognise.proposed', { count: '1' })).waitFor();
    await button(office, 'ui.undo').click();
    await heading(office, vi('recognise.proposed', { count: '0' })).waitFor();
    await textbox(office, 'assess.find').waitFor();
    await goOffice(office, 'units');
    await button(office, 'units.keys').click();
    files.signers = await download(office, () => button(office, 'office.signers_out').click());
    assert.equal(verdict(files.handedIn, files.signers).verdict, 'valid');
  });

  test('assessed from outside, both levels at every moment; the review is signed', async () => {
    const whole = inCommune().filter((m) => m.fate === 'on-time').map((m) => ({ ...m, dossier: documentOf(m.path, 'dossier') }));
    [one, two] = whole;
    const name = one.dossier.unit.name;
    await assess(office, name);
    await type(textbox(office, 'assess.me'), 'Trần Thị Lan');
    const changed = { '1.3.1': otherPoints(one.dossier, '1.3.1'), '1.5.1': otherPoints(one.dossier, '1.5.1'), '2.3.2': otherPoints(one.dossier, '2.3.2') };
    await goToItem(office, score('1.3.2'));
    await button(office, 'assess.agree').click();
    await main(office).getByRole('heading', { level: 2, name: score('1.3.3').label, exact: true }).waitFor();  // goes on by itself
    for (const [id, points] of Object.entries(changed)) await change(office, id, points, `Minh chứng của ${id} chưa đủ.`, 'Xin bổ sung nhật ký sử dụng.');
    const external = structuredClone(one.dossier.answers);
    for (const [id, points] of Object.entries(changed)) external[id] = { ...external[id], points };
    for (const words of shownTotals(one.dossier.answers, external)) await office.getByText(words, { exact: true }).waitFor();
    await nameOffice(office, OFFICE);
    files.reviewOne = await download(office, () => button(office, 'assess.sign_review').click(), 'đánh giá A.zip');
    await office.getByText(vi('assess.is_signed')).waitFor();
    assert.equal(verdict(files.reviewOne).verdict, 'unknown-key');
    const review = documentOf(files.reviewOne, 'review');
    assert.equal(review.subject.bundle, sha256(one.path));
    assert.equal(review.items['1.3.2'].assessed.state, 'agreed');
    for (const [id, points] of Object.entries(changed)) {
      assert.deepEqual({ ...review.items[id].assessed, at: '' },
        { state: 'changed', points, reason: `Minh chứng của ${id} chưa đủ.`, by: 'Trần Thị Lan', at: '' });
      assert.equal(review.items[id].note, 'Xin bổ sung nhật ký sử dụng.');
    }
    assert.deepEqual(results(withReview(one.dossier.answers, review)), results(external));
  });

  test('a colleague found something else: both are seen, one is preselected with its reason, the choice is kept', async () => {
    const name = one.dossier.unit.name;
    // Who is assigned to a criterion has the first word on it.
    await button(office, 'assess.team').click();
    const assigned = office.getByRole('group', { name: 'Trần Thị Lan', exact: true }).getByRole('checkbox', { name: beginning('1.5. ') });
    await assigned.check();

    const colleague = await enter();
    await drop(colleague, [dropped(one.path), dropped(two.path)]);
    await heading(colleague, vi('office.heading')).waitFor();
    await takenIn(colleague);
    await assess(colleague, name);
    await type(textbox(colleague, 'assess.me'), 'Lê Văn Minh');
    const theirs = { '1.3.1': otherPoints(one.dossier, '1.3.1', 2), '1.5.1': otherPoints(one.dossier, '1.5.1', 3), '2.3.3': otherPoints(one.dossier, '2.3.3', 1) };
    for (const [id, points] of Object.entries(theirs)) await change(colleague, id, points, `Đã xem tận nơi ${id}.`);
    await nameOffice(colleague, OFFICE);
    files.reviewColleague = await download(colleague, () => button(colleague, 'assess.sign_review').click(), 'đánh giá B.zip');
    assert.equal(verdict(files.reviewColleague).verdict, 'unknown-key');
    quiet(colleague);
    await colleague.context().close();

    await drop(office, [dropped(files.reviewColleague)]);
    await confirmOffice(office);
    await heading(office, vi('assess.merge_heading')).waitFor();
    const mine = documentOf(files.reviewOne, 'review').items;
    const choices = main(office).getByRole('listitem');
    assert.equal(await choices.count(), 2);
    for (const [id, rule] of [['1.3.1', 'merge.rule.later'], ['1.5.1', 'merge.rule.assigned']]) {
      const choice = choices.filter({ hasText: score(id).label });
      await choice.getByText(vi('assess.preselected', { rule: vi(rule) })).waitFor();
      for (const points of [mine[id].assessed.points, theirs[id]]) {
        await choice.getByText(new RegExp(`^${vi('assess.state_changed')}\\s+${points} ${vi('assess.points_unit')}`)).waitFor();
      }
      const preselected = rule === 'merge.rule.later' ? 'assess.take_theirs' : 'assess.take_mine';
      assert.ok(await choice.getByRole('radio', { name: vi(preselected), exact: true }).isChecked(), id);
    }
    // Against both preselections.
    await choices.filter({ hasText: score('1.3.1').label }).getByRole('radio', { name: vi('assess.take_mine'), exact: true }).check();
    await choices.filter({ hasText: score('1.5.1').label }).getByRole('radio', { name: vi('assess.take_theirs'), exact: true }).check();
    await button(office, 'assess.merge_accept').click();
    await notice(office, 'assess.merged', { name: 'đánh giá B.zip' }).waitFor();
    for (const [id, points] of [['1.3.1', mine['1.3.1'].assessed.points], ['1.5.1', theirs['1.5.1']], ['2.3.3', theirs['2.3.3']], ['2.3.2', mine['2.3.2'].assessed.points]]) {
      await goToItem(office, score(id));
      assert.equal(await textbox(office, 'assess.points').inputValue(), points, id);
    }
    // What was merged is not what was signed before.
    await office.getByText(vi('assess.not_signed')).waitFor();
    files.reviewMerged = await download(office, () => button(office, 'assess.sign_review').click(), 'đánh giá chung.zip');
    await office.getByText(vi('assess.is_signed')).waitFor();
    const merged = documentOf(files.reviewMerged, 'review');
    assert.deepEqual(merged.merged, [sha256(files.reviewColleague)]);
    assert.equal(merged.items['1.5.1'].assessed.by, 'Lê Văn Minh');
    assert.equal(merged.items['1.3.1'].assessed.by, 'Trần Thị Lan');
    assert.equal(verdict(files.reviewMerged).verdict, 'unknown-key');
  });

  test('returned for completion: at the school each request stands at its place, and what it hands in next answers it', async () => {
    await assess(office, SCHOOL);
    await button(office, 'assess.to_return').click();
    await heading(office, vi('assess.return_heading', { unit: SCHOOL })).waitFor();
    await type(textbox(office, 'assess.return_deadline'), '20/05/2026');
    await put(textbox(office, 'assess.return_words'), 'Xin hoàn thiện hai chỗ sau.');
    const asked = { item: score('1.5.2').label, itemWords: 'Ghi rõ cách chuyển điểm sang sổ điểm điện tử.', paper: record.evidence[0], paperWords: 'Bản quét thiếu trang có dấu.' };
    const place = combobox(office, 'assess.request_add');
    await place.selectOption({ label: asked.item });
    await put(textbox(office, 'assess.request_words', { number: '1' }), asked.itemWords);
    await place.selectOption({ label: `${vi('ui.evidence_of_item')}: ${asked.paper.title}` });
    await put(textbox(office, 'assess.request_words', { number: '2' }), asked.paperWords);
    files.returned = await download(office, () => button(office, 'assess.sign_return').click(), 'trả lại.zip');
    assert.equal(verdict(files.returned).verdict, 'unknown-key');
    assert.equal(documentOf(files.returned, 'return').subject.bundle, sha256(files.handedIn));
    await button(office, 'assess.return_back').click();
    await button(office, 'assess.back').click();
    await office.getByRole('row').filter({ hasText: SCHOOL }).filter({ hasText: vi('assess.unit_returned') }).waitFor();

    // The school has its own page open, at any step.
    await button(school, 'ui.home').click();
    await drop(school, [dropped(files.returned)]);
    await confirmOffice(school);
    await heading(school, vi('hand_in.return_heading', { office: OFFICE.name })).waitFor();
    await school.getByText(vi('hand_in.return_until', { date: '20/05/2026' })).waitFor();
    const requests = school.getByRole('list', { name: vi('hand_in.return_name') });
    await requests.getByText(asked.paperWords).waitFor();
    await requests.getByRole('button', { name: new RegExp(asked.itemWords) }).click();
    await heading(school, asked.item).waitFor();
    await school.getByText(vi('hand_in.return_here', { office: OFFICE.name, words: asked.itemWords })).waitFor();
    await retype(textbox(school, 'ui.points'), '3');
    await put(textbox(school, 'ui.note'), 'Đã chuyển điểm tự động từ tháng 4.');
    await go(school, 'hand_in');
    await requests.getByRole('button', { name: new RegExp(asked.paperWords) }).click();
    await school.getByText(vi('hand_in.return_here', { office: OFFICE.name, words: asked.paperWords })).waitFor();
    await go(school, 'hand_in');
    files.again = await download(school, () => signDossier(school), 'nộp lần 2.zip');
    const again = documentOf(files.again, 'dossier');
    assert.deepEqual(again.returned, { submission: sha256(files.handedIn), notice: sha256(files.returned) });
    assert.equal(again.answers['1.5.2'].points, '3');
    assert.equal(verdict(files.again, files.signers).verdict, 'valid');

    // Sent under the name of the first: both stay in the list.
    await drop(office, [dropped(files.again, 'nộp lần 1.zip')]);
    await heading(office, vi('office.heading')).waitFor();
    await takenIn(office);
    const rows = office.getByRole('row').filter({ hasText: SCHOOL });
    await until(async () => await rows.count() === 2, 'both hand-ins in the list');
    const old = rows.filter({ hasText: vi('office.superseded') });
    assert.equal(await old.count(), 1);
    assert.match(await old.innerText(), /nộp lần 1\.zip/);
    await rows.filter({ hasText: 'nộp lần 1 (2).zip' }).getByRole('button').click();
    await main(office).getByText(vi('assess.answers_return')).waitFor();
    await goOffice(office, 'assess');
    await office.getByRole('row').filter({ hasText: SCHOOL }).filter({ hasText: vi('assess.answers_return') }).waitFor();
  });

  test('recognised: the list, the decision, an extract, what the school sees, and a page without any person', async () => {
    // The amended dossier is agreed to as it stands, a criterion at a time.
    await assess(office, SCHOOL);
    const all = office.getByRole('region', { name: vi('ui.criteria') }).getByRole('button', { name: beginning(vi('assess.agree_criterion', { title: '' })) });
    for (let i = 0, n = await all.count(); i < n; ++i) await all.nth(i).click();
    for (const item of items.filter((i) => i.kind !== 'information' && /^\d\.\d\. /.test(i.label))) {
      await goToItem(office, item);
      await button(office, 'assess.agree').click();
    }
    files.reviewSchool = await download(office, () => button(office, 'assess.sign_review').click(), 'đánh giá trường.zip');
    const review = documentOf(files.reviewSchool, 'review'), again = documentOf(files.again, 'dossier');
    assert.equal(review.subject.bundle, sha256(files.again));
    for (const item of items.filter((i) => i.kind !== 'information')) assert.equal(review.items[item.id]?.assessed.state, 'agreed', item.id);

    await goOffice(office, 'recognise');
    await heading(office, vi('recognise.proposed', { count: '2' })).waitFor();
    const merged = withReview(one.dossier.answers, documentOf(files.reviewMerged, 'review'));
    for (const [name, answers] of [[SCHOOL, again.answers], [one.dossier.unit.name, merged]]) {
      const row = office.getByRole('row').filter({ hasText: name }).filter({ hasText: vi('recognise.by_review') });
      for (const group of groups) {
        const { points, name: level } = results(answers)[group.id];
        await row.getByText(vi('assess.group_result', { group: group.number, points: written(points), level })).first().waitFor();
      }
    }
    await put(textbox(office, 'recognise.number'), DECISION);
    await type(textbox(office, 'recognise.date'), '25/05/2026');
    await put(textbox(office, 'recognise.title'), 'CHỦ TỊCH');
    // One of the two assessments left items open: signing asks whether that was seen.
    await office.getByRole('checkbox', { name: vi('recognise.open_seen', { count: '1' }) }).click();
    files.recognition = await download(office, () => button(office, 'recognise.sign').click(), 'công nhận.zip');
    assert.equal(verdict(files.recognition).verdict, 'unknown-key');
    const decided = documentOf(files.recognition, 'recognition');
    assert.deepEqual(Object.keys(decided.units).sort(), [one.dossier.unit.code, record.unit.code].sort());
    assert.equal(decided.units[record.unit.code].bundle, sha256(files.again));
    assert.equal(decided.units[record.unit.code].review, sha256(files.reviewSchool));
    assert.equal(decided.units[one.dossier.unit.code].review, sha256(files.reviewMerged));
    for (const { group, points, level } of decided.units[one.dossier.unit.code].external) {
      assert.deepEqual({ points: Math.round(Number(points) * 100), level }, { points: results(merged)[group].points, level: results(merged)[group].level });
    }
    files.extract = await download(office, () => button(office, 'recognise.extract', { name: SCHOOL }).click(), 'trích lục.zip');
    assert.equal(verdict(files.extract).verdict, 'unknown-key');
    assert.deepEqual(Object.keys(documentOf(files.extract, 'recognition').units), [record.unit.code]);

    const page = readFileSync(await download(office, () => button(office, 'recognise.page').click()), 'utf8');
    for (const words of [SCHOOL, one.dossier.unit.name, DECISION]) assert.ok(page.includes(words), words);
    const persons = new Set([record, one.dossier, again].flatMap((d) => [d.unit.head, d.unit.contact, ...(d.council?.members ?? [])])
      .flatMap((p) => [p?.name, p?.phone, p?.email]).filter((text) => text?.length > 3));
    for (const words of [...persons, record.unit.phone, record.unit.email, 'Trần Thị Lan', 'Lê Văn Minh']) assert.ok(!page.includes(words), `${words} is on the page`);
    assert.ok(persons.size > 4 && !/<script|https?:\/\//i.test(page));

    await button(school, 'ui.home').click();
    await drop(school, [dropped(files.recognition)]);
    await school.getByText(vi('recognise.signed', { number: DECISION, date: '25/05/2026', office: OFFICE.name, count: '2' })).waitFor();
    const mine = school.getByRole('listitem').filter({ hasText: `${SCHOOL} (${record.unit.code})` });
    for (const group of groups) await mine.getByText(`${written(results(again.answers)[group.id].points)} · ${results(again.answers)[group.id].name}`).first().waitFor();
    quiet(school);
  });

  test('added up: the table is what the files come to, in the page, the workbook, CSV, NDJSON; the province gets the same', async () => {
    const sound = inCommune().filter((m) => m.verdict === 'valid' || m.verdict === 'unknown-key');
    const bundles = [...sound.map((m) => m.path), files.again].map((path) => ({ path, dossier: documentOf(path, 'dossier') }));
    const reviews = { [sha256(one.path)]: files.reviewMerged, [sha256(files.again)]: files.reviewSchool };
    const units = counted(bundles, YEAR).map(({ path, dossier }) => {
      const review = reviews[sha256(path)];
      return { code: dossier.unit.code, level: dossier.unit.level, path, signed: /^Bagging-Date: (.*)$/m.exec(run('unzip', ['-p', path, '*/bag-info.txt']))[1],
        self: results(dossier.answers), external: review && results(withReview(dossier.answers, documentOf(review, 'review'))) };
    });
    const side = (some, which) => table(some.filter((u) => u[which]).map((u) => ({ level: u.level, results: u[which] })));
    await goOffice(office, 'rollup');
    await sameTable(office, side(units, 'self'));
    // Behind a number stand its units.
    const [all] = side(units, 'self');
    await cell(office, all, vi('rollups.all'), all.all).click();
    const behind = office.getByRole('list', { name: vi('rollups.behind_name') }).getByRole('listitem');
    await until(async () => await behind.count() === units.length, `${units.length} units behind the number`);
    await office.getByRole('radio', { name: vi('assess.external'), exact: true }).check();
    await sameTable(office, side(units, 'external'));
    await office.getByRole('radio', { name: vi('assess.self'), exact: true }).check();

    const ndjson = readFileSync(await download(office, () => button(office, 'rollups.ndjson').click()), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    const [head, ...csv] = csvCells(readFileSync(await download(office, () => button(office, 'rollups.csv').click()), 'utf8'));
    assert.deepEqual(ndjson.map((u) => u.unit_code).sort(), units.map((u) => u.code).sort());
    for (const unit of units) {
      const line = ndjson.find((u) => u.unit_code === unit.code);
      assert.equal(line.bundle_sha256, sha256(unit.path));
      assert.equal(line.handed_in, unit.signed);
      groups.forEach((group, i) => {
        for (const [name, found] of [['', unit.self], ['_external', unit.external]]) {
          assert.equal(line[`group${i + 1}${name}_level`] ?? undefined, found?.[group.id].level);
          assert.equal(line[`group${i + 1}${name}_points`] ?? undefined, found && written(found[group.id].points).replace(',', '.'));
        }
      });
      // A code of digits is text to a spreadsheet: its zeros stay.
      const cells = csv.find(([code]) => code === (/^0\d+$/.test(unit.code) ? `="${unit.code}"` : unit.code));
      assert.equal(cells?.[head.indexOf('group1_points')], written(unit.self['1'].points), unit.code);
    }
    const xlsx = await download(office, () => button(office, 'rollups.xlsx').click());
    sameSheet(xlsx, side(units, 'self'), dir);

    files.rollup = await download(office, () => button(office, 'rollups.sign').click(), 'tổng hợp xã.zip');
    assert.equal(verdict(files.rollup).verdict, 'unknown-key');
    quiet(office);

    // Another commune adds up with the native tool; the province opens both.
    const others = made(collection).filter((m) => m.file.startsWith('inbox/') && m.unit_code && !m.file.startsWith(`inbox/${commune}/`));
    const folder = others[0].file.split('/')[1], theirKey = join(dir, 'xa2.json');
    files.rollupOther = join(dir, 'tổng hợp xã 2.zip');
    run(CLI, ['key', 'new', '-o', theirKey]);
    run(CLI, ['rollup', join(collection, 'inbox', folder), '--signers', join(collection, 'allowed_signers'), '--office', 'XA-2', '--name', `UBND ${folder}`,
      '-o', files.rollupOther, '--key', theirKey]);
    const theirs = counted(others.filter((m) => m.file.startsWith(`inbox/${folder}/`) && (m.verdict === 'valid' || m.verdict === 'unknown-key'))
      .map((m) => ({ path: m.path, dossier: documentOf(m.path, 'dossier') })), YEAR)
      .map(({ dossier }) => ({ level: dossier.unit.level, self: results(dossier.answers) }));
    assert.ok(theirs.length > 10);
    const province = await enter();
    await drop(province, [dropped(files.rollup)]);
    await confirmOffice(province);
    await heading(province, vi('rollups.heading')).waitFor();
    await sameTable(province, side(units, 'self'));
    await drop(province, [dropped(files.rollupOther)]);
    await confirmOffice(province);
    await province.getByText(vi('rollups.part', { office: `UBND ${folder}`, count: String(theirs.length) }), { exact: true }).waitFor();
    await sameTable(province, side([...units, ...theirs], 'self'));
    sameSheet(await download(province, () => button(province, 'rollups.xlsx').click(), 'tỉnh.xlsx'), side([...units, ...theirs], 'self'), dir);
    quiet(province);
    await province.context().close();
  });

  test('all of it is there after a reload', async () => {
    await office.reload();
    await heading(office, vi('office.heading')).waitFor();
    await goOffice(office, 'recognise');
    await office.getByText(viLike('recognise.signed', { number: DECISION })).first().waitFor();
    await goOffice(office, 'assess');
    await office.getByRole('row').filter({ hasText: one.dossier.unit.name }).filter({ hasText: vi('assess.unit_signed') }).waitFor();
  });
});
