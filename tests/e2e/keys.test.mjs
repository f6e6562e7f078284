// Keys at an office, as a person meets them: one press confirms one key, an office's key can be taken back, and a
// second key never slips in beside the first.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  CLI, button, drop, dropped, example, heading, launch, notice, profile, quiet, goOffice, run, site, temporary, vi, viLike, visit,
} from './support.mjs';

/** @type {Awaited<ReturnType<typeof site>>} */ let served;
/** @type {import('playwright-core').Browser} */ let browser;
const dir = temporary();
const { dossier, record } = example();
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
/** Somebody else's signature over an unpacked bundle, made with nothing of ours; gives the fingerprint. */
function countersign(/** @type {string} */ bag) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const manifest = readFileSync(join(bag, 'tagmanifest-sha256.txt'));
  const sized = (/** @type {Buffer | string} */ part) => { const head = Buffer.alloc(4); head.writeUInt32BE(Buffer.byteLength(part)); return Buffer.concat([head, Buffer.from(part)]); };
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const blob = Buffer.concat([sized('ssh-ed25519'), sized(raw)]);
  // PROTOCOL.sshsig: what is signed, and the armour around the signature.
  const about = (/** @type {Buffer[]} */ more) => Buffer.concat([Buffer.from('SSHSIG'), ...more]);
  const said = [sized('thuoc-bundle'), sized(''), sized('sha512')];
  const signature = sign(null, about([...said, sized(createHash('sha512').update(manifest).digest())]), privateKey);
  const one = Buffer.from([0, 0, 0, 1]);
  const armour = about([one, sized(blob), ...said, sized(Buffer.concat([sized('ssh-ed25519'), sized(signature)]))]);
  const lines = armour.toString('base64').match(/.{1,70}/g)?.join('\n');
  const digest = createHash('sha256').update(blob).digest();
  // Named as the sets that are there: docs/format.md.
  const name = join(bag, 'signatures', digest.toString('hex').slice(0, 16));
  writeFileSync(`${name}.sshsig`, `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`);
  writeFileSync(`${name}.ed25519`, sign(null, manifest, privateKey));
  writeFileSync(`${name}.pub`, `ssh-ed25519 ${blob.toString('base64')} ${record.unit.code}\n`);
  writeFileSync(`${name}.pub.pem`, publicKey.export({ type: 'spki', format: 'pem' }));
  return `SHA256:${digest.toString('base64').replace(/=+$/, '')}`;
}
async function office() {
  const page = await visit(await profile(browser), `${served.url}#office`);
  await heading(page, vi('office.heading')).waitFor();
  return page;
}

describe('keys at an office', () => {
  test('a dossier that several have signed: said, a button for each fingerprint, one press confirms one', async () => {
    newKey('one');
    const at = join(dir, 'one-unpacked');
    mkdirSync(at);
    run('unzip', ['-q', pack('one', join(dir, 'one.zip')), '-d', at]);
    const bag = join(at, readdirSync(at)[0]);
    const prints = [run('ssh-keygen', ['-lf', join(bag, 'signatures', readdirSync(join(bag, 'signatures')).find((name) => name.endsWith('.pub')) ?? '')]).split(' ')[1], countersign(bag)];
    const both = join(dir, 'hai-khoa.zip');
    run('bash', ['-c', 'cd "$1" && zip -q -0 -r -D "$2" .', '-', at, both]);

    const page = await office();
    await drop(page, [dropped(both)]);
    await row(page, 'hai-khoa.zip').filter({ hasText: vi('office.verdict_unknown-key') }).getByRole('button').first().click();
    await page.getByText(viLike('intake.several_signers', { count: 2 })).first().waitFor();
    for (const fingerprint of prints) await button(page, 'units.confirm_name', { fingerprint }).waitFor();
    await button(page, 'units.confirm_name', { fingerprint: prints[0] }).click();
    await heading(page, vi('office.heading')).or(page.getByText(vi('office.means_valid'))).first().waitFor();
    await goOffice(page, 'units');
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
    await page.getByText(viLike('rollups.part', { office: 'UBND xã Một' })).last().waitFor();

    await goOffice(page, 'units');
    await button(page, 'units.keys').click();
    await button(page, 'assess.office_withdraw_name', { office: 'UBND xã Một', fingerprint: prints[0] }).click();
    await notice(page, 'assess.office_withdrawn', { office: 'UBND xã Một', sums: 1 }).waitFor();
    await goOffice(page, 'rollup');
    await page.getByText(vi('rollups.empty')).waitFor();

    // Back, and then a second key under the same name.
    await goOffice(page, 'files');
    await drop(page, [rollup('xa')]);
    await button(page, 'assess.confirm_office', { fingerprint: prints[0] }).click();
    await heading(page, vi('rollups.heading')).waitFor();
    await drop(page, [rollup('xa-hai')]);
    await heading(page, vi('assess.asked_heading')).waitFor();
    await page.getByText(viLike('assess.keys_has_other', { fingerprint: prints[0] })).waitFor();
    await button(page, 'assess.key_instead_name', { fingerprint: prints[1] }).click();
    await heading(page, vi('rollups.heading')).waitFor();
    await goOffice(page, 'units');
    await page.getByText(prints[1]).first().waitFor();
    assert.equal(await page.getByText(prints[0]).count(), 0);
    quiet(page);
    await page.context().close();
  });
});
