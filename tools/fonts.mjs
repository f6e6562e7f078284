// Cuts the fonts down to what the page writes: fonts.mjs OUT_DIR [FILE...]   FILEs are texts whose characters must be there
// be-vietnam-pro-400.ttf, -600.ttf: Latin, Vietnamese, punctuation. symbols.ttf: the arrows and signs that Be Vietnam
// Pro has not got, from Inter; ImGui merges it, CSS names it second. …-more-…: Latin letters of other
// languages, which the page fetches when somebody's name has one.
// No hints and no layout tables (Dear ImGui shapes nothing), so a weight is a third of what it was.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { SELDOM } from '../web/wasm.mjs';

const out = process.argv[2];
const require = createRequire(import.meta.url);
const packageOf = (/** @type {string} */ name) => dirname(require.resolve(`@expo-google-fonts/${name}/package.json`));
const family = packageOf('be-vietnam-pro'), signs = packageOf('inter');

const range = (/** @type {number} */ from, /** @type {number} */ to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const letters = (/** @type {string} */ text) => [...text].map((c) => c.codePointAt(0) ?? 0);
const wanted = new Set([
  ...range(0x20, 0x7e), ...range(0xa0, 0xff),    // Latin, Latin-1
  ...letters('ĂăĐđĨĩŨũƠơƯư'),                    // Vietnamese
  ...letters('Čč'),                              // Ê Đê and others of Việt Nam
  ...range(0x1ea0, 0x1ef9),                      // the Vietnamese block
  ...range(0x300, 0x304), 0x306, 0x309, 0x31b, 0x323,  // combining marks: half-typed or decomposed text
  ...range(0x2010, 0x2027), 0x202f, 0x2030, ...range(0x2039, 0x203a), 0x2044,
  ...range(0x2080, 0x2089), 0x20ab, 0x20ac, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0xfffd,
]);
const [more, others] = Object.values(SELDOM).map((text) => new Set(text.split(', ').flatMap((part) => {
  const [from, to] = part.slice(2).split('-').map((hex) => parseInt(hex, 16));
  return range(from, to ?? from);
})));
const symbols = new Set([...'→←↑↓↗↘↩↪↵✓✗№▲▼▶◀●○■□◆★☆⚠'].map((c) => c.codePointAt(0) ?? 0));
// Whatever the texts and packs write is kept, too, if the font has it.
const written = new Set();
for (const file of process.argv.slice(3)) for (const c of readFileSync(file, 'utf8')) if (c > ' ') written.add(c.codePointAt(0));
for (const c of written) {
  if (more.has(c ?? 0) || others.has(c ?? 0)) throw new Error(`the page itself writes ${String.fromCodePoint(c ?? 0)}: take it out of SELDOM in web/wasm.mjs`);
  wanted.add(c);
}

const module = await WebAssembly.instantiate(readFileSync(require.resolve('harfbuzzjs/hb-subset.wasm')));
const hb = /** @type {any} */ (module.instance.exports);
const bytes = () => new Uint8Array(hb.memory.buffer);
const tag = (/** @type {string} */ name) => [...name].reduce((sum, c) => (sum << 8) | c.charCodeAt(0), 0);

const HB_SUBSET_FLAGS_NO_HINTING = 1, HB_SUBSET_SETS_DROP_TABLE_TAG = 3;

mkdirSync(out, { recursive: true });
const covered = new Set();
for (const { name, source, codes } of [
  { name: 'be-vietnam-pro-400', source: join(family, '400Regular/BeVietnamPro_400Regular.ttf'), codes: wanted },
  { name: 'be-vietnam-pro-600', source: join(family, '600SemiBold/BeVietnamPro_600SemiBold.ttf'), codes: wanted },
  { name: 'be-vietnam-pro-more-400', source: join(family, '400Regular/BeVietnamPro_400Regular.ttf'), codes: more },
  { name: 'be-vietnam-pro-more-600', source: join(family, '600SemiBold/BeVietnamPro_600SemiBold.ttf'), codes: more },
  { name: 'inter-more-400', source: join(signs, '400Regular/Inter_400Regular.ttf'), codes: others },
  { name: 'inter-more-600', source: join(signs, '600SemiBold/Inter_600SemiBold.ttf'), codes: others },
  { name: 'symbols', source: join(signs, '400Regular/Inter_400Regular.ttf'), codes: symbols },
]) {
  const font = readFileSync(source);
  const at = hb.malloc(font.length);
  bytes().set(font, at);
  const blob = hb.hb_blob_create(at, font.length, 2, 0, 0);
  const face = hb.hb_face_create(blob, 0);
  const input = hb.hb_subset_input_create_or_fail();
  hb.hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
  const drop = hb.hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (const table of ['GSUB', 'GPOS', 'GDEF', 'kern', 'STAT', 'DSIG', 'gasp', 'meta']) hb.hb_set_add(drop, tag(table));
  const unicodes = hb.hb_subset_input_unicode_set(input);
  for (const code of codes) hb.hb_set_add(unicodes, code);
  const subset = hb.hb_subset_or_fail(face, input);
  if (!subset) throw new Error(`${source}: HarfBuzz could not cut it`);
  const result = hb.hb_face_reference_blob(subset);
  const start = hb.hb_blob_get_data(result, 0), length = hb.hb_blob_get_length(result);
  const ttf = Buffer.from(bytes().slice(start, start + length));
  const has = codepoints(ttf);
  for (const c of has) covered.add(c);
  writeFileSync(join(out, `${name}.ttf`), ttf);
  console.log(`fonts: ${name}.ttf ${length} bytes, ${has.size} characters`);
}
const lacking = [...written].filter((c) => !covered.has(c)).map((c) => String.fromCodePoint(c));
if (lacking.length) console.warn(`fonts: no font has ${lacking.join(' ')} — the page shows a box where a text writes it`);
writeFileSync(join(out, 'OFL.txt'), `${readFileSync(join(family, 'LICENSE_FONT'), 'utf8')}\n----\n\n${readFileSync(join(signs, 'LICENSE_FONT'), 'utf8')}`);

/** The characters of a TrueType font (cmap formats 4 and 12). */
function codepoints(/** @type {Buffer} */ ttf) {
  const found = new Set();
  const tables = ttf.readUInt16BE(4);
  let cmap = 0;
  for (let i = 0; i < tables; i++) if (ttf.toString('latin1', 12 + 16 * i, 16 + 16 * i) === 'cmap') cmap = ttf.readUInt32BE(12 + 16 * i + 8);
  for (let i = 0; i < ttf.readUInt16BE(cmap + 2); i++) {
    const t = cmap + ttf.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (ttf.readUInt16BE(t) === 4) {
      const n = ttf.readUInt16BE(t + 6) / 2;
      for (let s = 0; s < n; s++) {
        const end = ttf.readUInt16BE(t + 14 + 2 * s), begin = ttf.readUInt16BE(t + 16 + 2 * n + 2 * s);
        for (let c = begin; c <= end && c < 0xffff; c++) found.add(c);
      }
    } else if (ttf.readUInt16BE(t) === 12) {
      for (let g = 0; g < ttf.readUInt32BE(t + 12); g++)
        for (let c = ttf.readUInt32BE(t + 16 + 12 * g); c <= ttf.readUInt32BE(t + 20 + 12 * g); c++) found.add(c);
    }
  }
  return found;
}
