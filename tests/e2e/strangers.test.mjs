// Whatever is dropped opens where it belongs or gets a sentence; nothing that was there is lost.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import {
  CLI, button, drop, dropped, example, go, groups, heading, join, launch, makeKey, newDossier, notice, open, profile, quiet, signDossier, ready, run,
  save, site, temporary, textbox, type, until, vi, viLike,
} from './support.mjs';

const dir = temporary();
const { dossier, record, evidence } = example();
let served, browser;
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

const json = (name, value) => ({ name, type: 'application/json', bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) });

describe('files from elsewhere', () => {
  test('the example with its evidence opens whole, and hands in as the native tool packs it', async () => {
    const context = await profile(browser);
    const page = await open(context, served.url);
    await drop(page, [dropped(dossier), ...evidence.map((path) => dropped(path))]);
    await heading(page, vi('ui.unit_title')).waitFor();
    assert.equal(await textbox(page, 'ui.unit_name').inputValue(), record.unit.name);
    const scored = JSON.parse(run(CLI, ['score', dossier]));
    for (const group of scored.groups) {
      await page.getByRole('banner').getByText(vi('ui.bar_total', { group: groups.find((g) => g.id === group.id).number, points: group.points.replace('.', ','), max: group.max })).waitFor();
    }
    await go(page, 'evidence');
    await heading(page, vi('evidence.heading')).waitFor();
    await until(async () => await page.getByRole('main').getByText(vi('evidence.missing')).count() === 0, 'all evidence recognised by its bytes', 5000);
    await go(page, 'hand_in');
    await makeKey(page);
    const [backup] = await Promise.all([page.waitForEvent('download'), button(page, 'hand_in.backup').click()]);
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 30_000 }), signDossier(page)]);
    const bundle = save(dir, file.suggestedFilename(), readFileSync(await file.path()));
    assert.equal(JSON.parse(run(CLI, ['verify', '--json', bundle])).verdict, 'unknown-key');
    // The same record, the same key, the native tool: the same bytes of evidence and record, no other format.
    const key = save(dir, 'key.json', readFileSync(await backup.path()));
    run('unzip', ['-q', bundle, '-d', dir]);
    const top = join(dir, file.suggestedFilename().replace(/\.zip$/, ''));
    const again = join(dir, 'again.zip');
    run(CLI, ['pack', join(top, 'data/dossier.json'), '--evidence', join(dossier, '../evidence'), '--key', key, '-o', again]);
    const names = (zip) => run('unzip', ['-Z1', zip]).trim().split('\n').sort();
    assert.deepEqual(names(again), names(bundle));
    quiet(page);
    // On another machine the key's backup is restored from its file.
    const other = await open(await profile(browser), served.url);
    await drop(other, [dropped(key, backup.suggestedFilename())]);
    await notice(other, 'page.key_restored', { name: backup.suggestedFilename() }).waitFor();
    await other.context().close();
    await context.close();
  });

  test('a truncated zip, a text file, a broken and a future dossier: a sentence each, nothing lost', async () => {
    const context = await profile(browser);
    const page = await open(context, served.url);
    await newDossier(page);
    await type(textbox(page, 'ui.unit_name'), 'Trường G');
    await textbox(page, 'ui.unit_name').press('Tab');
    await sleep(1200);
    await button(page, 'ui.home').click();
    await ready(page);
    const mine = page.getByRole('list', { name: vi('ui.shelf') }).getByText(/^Trường G · /);
    await mine.waitFor();
    const told = async (files, sentence) => {
      await drop(page, files);
      await page.getByText(sentence).first().waitFor();
      assert.equal(await mine.count(), 1);
    };
    await told([{ name: 'ghi chép.txt', type: 'text/plain', bytes: Buffer.from('Họp tổ') }], vi('page.not_ours', { name: 'ghi chép.txt' }));
    await told([json('hỏng.json', '{"format": "thuoc-dossier", ')], vi('json.syntax'));
    await told([json('tương lai.json', { ...record, version: 99 })], viLike('dossier.newer_version', { found: '99' }));
    await told([json('khác.json', { format: 'something-else', version: 1 })], vi('dossier.not_a_dossier'));
    await told([json('bộ khác.json', { ...record, pack: 'qd9999@7' })], viLike('page.pack_not_here', { pack: 'qd9999@7' }));
    await drop(page, [{ name: 'đứt.zip', type: 'application/zip', bytes: Buffer.from('504b030414000000', 'hex') }]);
    await heading(page, vi('office.heading')).waitFor();
    await page.getByRole('row').filter({ hasText: 'đứt.zip' }).filter({ hasText: vi('office.verdict_rejected') }).waitFor();
    await button(page, 'ui.home').click();
    await mine.waitFor();
    await page.reload();
    await ready(page);
    await mine.waitFor();
    quiet(page);
    await context.close();
  });
});

