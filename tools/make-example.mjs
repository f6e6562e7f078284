// Makes examples/truong-thcs-doi-chim-se: the dossier of a school that does not exist, and its evidence.
//   node tools/make-example.mjs          needs Chromium (CHROMIUM=… for another path)
// Run it when the dossier's format or the pack changes; what it makes is committed. The files of evidence are made once and
// kept unless --evidence is given: another Chromium would write other bytes for the same paper.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { crc32, writeZip } from './example/zip.mjs';
import { papers, roomPicture, softwarePicture } from './example/pages.mjs';
import { materialsSheet, minutesDocument, teachersList, paymentsList } from './example/office.mjs';
import { dossier } from './example/dossier.mjs';

const folder = new URL('../examples/truong-thcs-doi-chim-se/', import.meta.url);
const evidenceFolder = new URL('evidence/', folder);
mkdirSync(evidenceFolder, { recursive: true });

/** Files Chromium draws: PDF from a page, pictures from a screenshot. */
async function drawn() {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  /** @type {Record<string, Buffer>} */
  const files = {};
  for (const [name, html] of Object.entries(papers)) {
    await page.setContent(html);
    const pdf = await page.pdf({ format: 'A4', printBackground: true, tagged: false });
    // The same length, so that no offset in the file moves.
    const text = pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, '/$1 (D:20260105080000');
    files[name] = Buffer.from(text, 'latin1');
  }
  await page.setViewportSize({ width: 960, height: 640 });
  await page.setContent(roomPicture);
  files['mc05-anh-phong-may.jpg'] = await page.screenshot({ type: 'jpeg', quality: 70 });
  await page.setViewportSize({ width: 960, height: 340 });
  await page.setContent(softwarePicture);
  files['mc11-man-hinh-phan-mem.png'] = await page.screenshot({ type: 'png' });
  await browser.close();
  return files;
}

/** Files written by hand: a workbook, a document, lists. */
function written() {
  return {
    'mc04-danh-muc-hoc-lieu-so.xlsx': writeZip(materialsSheet),
    'mc07-bien-ban-kiem-ke-phong-hoc.docx': writeZip(minutesDocument),
    // A byte order mark, or Vietnamese Excel opens it in another encoding.
    'mc06-danh-sach-giao-vien.csv': Buffer.from('\uFEFF' + teachersList),
    'mc14-tong-hop-thu-khong-tien-mat.csv': Buffer.from('\uFEFF' + paymentsList),
  };
}

if (process.argv.includes('--evidence') || !existsSync(new URL('mc05-anh-phong-may.jpg', evidenceFolder))) {
  for (const [name, bytes] of Object.entries(await drawn())) writeFileSync(new URL(name, evidenceFolder), bytes);
}
for (const [name, bytes] of Object.entries(written())) writeFileSync(new URL(name, evidenceFolder), bytes);

/** Keys sorted, empty texts and lists left out: what to_json_text of src/dossier writes.
 * @param {any} value  @returns {any} */
function tidy(value) {
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== 'object') return value;
  /** @type {Record<string, any>} */
  const out = {};
  for (const key of Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    const part = tidy(value[key]);
    if (part !== '' && !(part && typeof part === 'object' && Object.keys(part).length === 0)) out[key] = part;
  }
  return out;
}

const made = dossier((/** @type {string} */ stored) => {
  const bytes = readFileSync(new URL(stored, evidenceFolder));
  return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, crc32: crc32(bytes) };
});
writeFileSync(new URL('dossier.json', folder), JSON.stringify(tidy(made), null, 2) + '\n');
