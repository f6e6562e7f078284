// Keys at an office, as a person meets them: one press confirms one key, an office's key can be taken back, and a
// second key never slips in beside the first.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  CLI, button, drop, dropped, example, heading, launch, notice, profile, quiet, run, save, site, step, temporary, vi, viLike, visit,
} from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
const dir = temporary();
const { dossier } = example();
const evidence = join(dossier, '../evidence');
before(async () => { [served, browser] = await Promise.all([site(), launch()]); });
after(async () => { await browser?.close(); await served?.close(); });

const keyFile = (/** @type {string} */ name) => join(dir, `${name}.json`);
const newKey = (/** @type {string} */ name) => run(CLI, ['key', 'new', '-o', keyFile(name)]).trim();
const pack = (/** @type {string} */ key, /** @type {string} */ to) => {
  run(CLI, ['pack', dossier, '--evidence', evidence, '--key', keyFile(key), '-o', to]);
  return to;
};
const row = (page, text) => page.getByRole('row').filter({ hasText: text });
async function office() {
  const page = await visit(await profile(browser), `${served.url}#office`);
  await heading(page, vi('office.heading')).waitFor();
  return page;
}

describe('keys at an office', () => {
  test('a dossier that several have signed: said, a button for each fingerprint, one press confirms one', async () => {
    // The same bag signed twice: what is signed is its list of files, whoever signs.
    const prints = ['one', 'two'].map(newKey);
    const folders = ['one', 'two'].map((name) => {
      const at = join(dir, `${name}-unpacked`);
      mkdirSync(at);
      run('unzip', ['-q', pack(name, join(dir, `${name}.zip`)), '-d', at]);
      return join(at, run('ls', [at]).trim());
    });
    const [first, second] = folders;
    assert.deepEqual(readFileSync(join(first, 'tagmanifest-sha256.txt')), readFileSync(join(second, 'tagmanifest-sha256.txt')));
    cpSync(join(second, 'signatures'), join(first, 'signatures'), { recursive: true });
    const both = join(dir, 'hai-khoa.zip');
    run('bash', ['-c', 'cd "$1" && zip -q -0 -r "$2" .', '-', join(first, '..'), both]);

    const page = await office();
    await drop(page, [dropped(both)]);
    await row(page, 'hai-khoa.zip').filter({ hasText: vi('office.verdict_unknown-key') }).getByRole('button').first().click();
    await page.getByText(viLike('intake.several_signers', { count: 2 })).first().waitFor();
    for (const fingerprint of prints) await button(page, 'units.confirm_name', { fingerprint }).waitFor();
    await button(page, 'units.confirm_name', { fingerprint: prints[0] }).click();
    await heading(page, vi('office.heading')).or(page.getByText(vi('office.means_valid'))).first().waitFor();
    await step(page, vi('assess.step_units'));
    await button(page, 'units.keys').click();
    await page.getByText(vi('office.signers', { count: 1 })).waitFor();
    quiet(page);
    await page.context().close();
  });

  test('an office\'s roll-up waits for its key; taken back, it is not added; another key of it is asked about', async () => {
    run(CLI, ['generate', '--units', '6', '--seed', '3', '--evidence', '0', '-o', join(dir, 'c')]);
    const prints = ['xa', 'xa-hai'].map(newKey);
    const rollup = (/** @type {string} */ key) => {
      const to = join(dir, `tong-hop-${key}.zip`);
      run(CLI, ['rollup', join(dir, 'c/inbox'), '--signers', join(dir, 'c/allowed_signers'), '--office', 'XA-1', '--name', 'UBND xã Một', '--key', keyFile(key), '-o', to]);
      return dropped(to);
    };
    const page = await office();
    await drop(page, [rollup('xa')]);
    await heading(page, vi('assess.asked_heading')).waitFor();
    await button(page, 'assess.confirm_office', { fingerprint: prints[0] }).click();
    await heading(page, vi('rollups.heading')).waitFor();
    await page.getByText(viLike('rollups.part', { office: 'UBND xã Một' })).waitFor();

    await step(page, vi('assess.step_units'));
    await button(page, 'units.keys').click();
    await button(page, 'assess.office_withdraw_name', { office: 'UBND xã Một', fingerprint: prints[0] }).click();
    await notice(page, viLike('assess.office_withdrawn', { office: 'UBND xã Một', sums: 1 }));
    await step(page, vi('assess.step_rollup'));
    await page.getByText(vi('rollups.empty')).waitFor();

    // Back, and then a second key under the same name.
    await step(page, vi('assess.step_files'));
    await drop(page, [rollup('xa')]);
    await button(page, 'assess.confirm_office', { fingerprint: prints[0] }).click();
    await heading(page, vi('rollups.heading')).waitFor();
    await drop(page, [rollup('xa-hai')]);
    await heading(page, vi('assess.asked_heading')).waitFor();
    await page.getByText(viLike('assess.keys_has_other', { fingerprint: prints[0] })).waitFor();
    await button(page, 'assess.key_instead_name', { fingerprint: prints[1] }).click();
    await heading(page, vi('rollups.heading')).waitFor();
    await step(page, vi('assess.step_units'));
    await page.getByText(prints[1]).waitFor();
    assert.equal(await page.getByText(prints[0]).count(), 0);
    quiet(page);
    await page.context().close();
  });
});
