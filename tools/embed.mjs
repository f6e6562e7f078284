// Turns data files into what the program carries:
//   texts OUT.cc FUNCTION[:PREFIX,...] TEXTS.json...   a C++ function that returns these rows (base/lang.h: add_texts),
//                                                      only of keys that begin with one of the prefixes
//   english OUT.txt TEXTS.{vi,en}.json...              the English rows as a file; fails where the two languages differ in keys
//   packs OUT.cc PACK.json...
//   form OUT.cc FORM.json
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';

const [kind, out, ...files] = process.argv.slice(2);

/** A C++ string_view of exactly these bytes; long ones in lines, so that no compiler's line limit is met. */
function literal(/** @type {Buffer} */ bytes) {
  const lines = [];
  let line = '';
  for (const byte of bytes) {
    // Octal escapes end after three digits, so nothing that follows can be drawn into them. '?' would make trigraphs.
    line += byte < 32 || byte === 34 || byte === 92 || byte === 63 || byte > 126
      ? '\\' + byte.toString(8).padStart(3, '0') : String.fromCharCode(byte);
    if (line.length > 400) { lines.push(line); line = ''; }
  }
  lines.push(line);
  return `std::string_view(${lines.map((l) => `"${l}"`).join('\n  ')}, ${bytes.length})`;
}

function fail(/** @type {string[]} */ messages) {
  for (const message of messages) console.error(message);
  process.exit(1);
}

/** The texts of these files, from however many they are spread over. @returns {Record<string, string>} */
function readTexts(/** @type {string[]} */ from) {
  /** @type {Record<string, string>} */
  const all = {};
  const problems = [];
  for (const file of from) {
    let texts = {};
    try { texts = JSON.parse(readFileSync(file, 'utf8')); } catch (e) { problems.push(`${file}: ${e}`); }
    for (const [key, value] of Object.entries(texts)) {
      if (typeof value !== 'string') problems.push(`${file}: "${key}" is not a string`);
      else if (Object.hasOwn(all, key)) problems.push(`${file}: "${key}" is there twice`);
      else all[key] = value;
    }
  }
  if (problems.length) fail(problems);
  return all;
}

/** The keys, then the texts, each with a NUL behind: one run of bytes, since rows of addresses would not compress. */
const rowsOf = (/** @type {Record<string, string>} */ texts) => {
  const keys = Object.keys(texts).sort();
  return Buffer.from([...keys, ...keys.map((key) => texts[key])].map((part) => `${part}\0`).join(''));
};

const [what, prefixes] = kind === 'texts' ? files.shift()?.split(':') ?? [] : [];
let made = `// Made by tools/embed.mjs from ${files.map((f) => basename(f)).join(', ')}. Do not edit.\n`;
if (kind === 'texts') {
  const wanted = prefixes?.split(',') ?? [''];
  const texts = Object.fromEntries(Object.entries(readTexts(files)).filter(([key]) => wanted.some((prefix) => key.startsWith(prefix))));
  made += `#include "base/text_rows.h"\n\nstd::string_view thuoc::${what}() { return ${literal(rowsOf(texts))}; }\n`;
} else if (kind === 'english') {
  const [vi, en] = ['vi', 'en'].map((language) => readTexts(files.filter((f) => f.endsWith(`.${language}.json`))));
  const missing = (/** @type {object} */ from, /** @type {object} */ than, /** @type {string} */ language) =>
    Object.keys(than).filter((key) => !Object.hasOwn(from, key)).map((key) => `assets/texts: "${key}" is not in ${language}`);
  const problems = [...missing(vi, en, 'vi'), ...missing(en, vi, 'en')];
  if (problems.length) fail([...problems, 'the two languages must have the same keys']);
  made = rowsOf(en).toString();
} else if (kind === 'packs') {
  files.sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
  made += '#include "rubric/builtin_packs.h"\n\nnamespace thuoc {\n';
  made += files.length ? `static constexpr BuiltinPack kPacks[] = {\n${files.map((file) =>
    `{${literal(Buffer.from(basename(file)))},\n ${literal(readFileSync(file))}},`).join('\n')}\n};\n` : '';
  made += `std::span<const BuiltinPack> builtin_packs() { return ${files.length ? 'kPacks' : '{}'}; }\n}  // namespace thuoc\n`;
} else if (kind === 'form') {
  made += '#include "rollup/builtin_form.h"\n\nnamespace thuoc {\n';
  made += `std::string_view builtin_form() {\n  return ${literal(readFileSync(files[0]))};\n}\n}  // namespace thuoc\n`;
} else {
  fail(['usage: embed.mjs texts OUT.cc FUNCTION[:PREFIX,...] TEXTS.json... | english OUT.txt TEXTS.json... | packs OUT.cc PACK.json... | form OUT.cc FORM.json']);
}
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, made);
