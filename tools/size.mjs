// What the page weighs: size.mjs DIR. The budget (design.md §5): all a school needs, gzip, 450 KB of 1024 bytes.
// The office's module is downloaded only by who goes there, and has its own figure.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const BUDGET = 450 * 1024;
const dir = process.argv[2] ?? 'dist';
// Nobody's browser asks for the licences; English is fetched when it is chosen, the letters of other languages when
// somebody's name has one.
const NOT_THE_PAGE = /(^|\/)((LICENSES|OFL|english)\.txt|[a-z-]+-more-\d+\.ttf)$/;

/** @returns {string[]} */
const walk = (/** @type {string} */ at) => readdirSync(at, { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? walk(join(at, entry.name)) : [join(at, entry.name)]));

const rows = walk(dir).filter((file) => !NOT_THE_PAGE.test(file)).map((file) => {
  const bytes = readFileSync(file);
  return {
    name: relative(dir, file), raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length,
  };
}).sort((a, b) => b.gzip - a.gzip);
const OFFICE = /^office\./;
const sum = (/** @type {string} */ name, /** @type {typeof rows} */ of) => of.reduce(
  (all, row) => ({ name, raw: all.raw + row.raw, gzip: all.gzip + row.gzip, brotli: all.brotli + row.brotli }), { name, raw: 0, gzip: 0, brotli: 0 });
const school = rows.filter((row) => !OFFICE.test(row.name)), more = rows.filter((row) => OFFICE.test(row.name));
const total = sum('a school', school), office = sum('the office, besides', more);
if (process.argv.includes('--json')) console.log(JSON.stringify({ budget: BUDGET, total, office, rows }));
else {
  console.log(`${'bytes'.padEnd(30)}${'raw'.padStart(10)}${'gzip -9'.padStart(10)}${'brotli 11'.padStart(11)}`);
  for (const row of [...school, total, ...more, office])
    console.log(`${row.name.padEnd(30)}${String(row.raw).padStart(10)}${String(row.gzip).padStart(10)}${String(row.brotli).padStart(11)}`);
  console.log(`budget ${BUDGET} bytes gzip: ${total.gzip <= BUDGET ? 'kept' : 'EXCEEDED'} (${Math.round((100 * total.gzip) / BUDGET)} %)`);
}
for (const needed of ['index.html', 'thuoc.mjs', 'thuoc.wasm', 'office.mjs', 'office.wasm']) if (!rows.some((row) => row.name === needed)) {
  console.error(`${dir} has no ${needed}`);
  process.exit(1);
}
process.exit(total.gzip <= BUDGET ? 0 : 1);
