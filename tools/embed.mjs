// Turns data files into C++: texts OUT.cc {vi,en,NAME.vi,NAME.en}.json... | packs OUT.cc PACK.json... | form OUT.cc FORM.json
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

/** All texts of one language, from however many files it is spread over. */
function readTexts(/** @type {string} */ language) {
  /** @type {Record<string, string>} */
  const all = {};
  const problems = [];
  for (const file of files.filter((f) => new RegExp(`(^|\\.)${language}\\.json$`).test(basename(f)))) {
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

let code = `// Made by tools/embed.mjs from ${files.map((f) => basename(f)).join(', ')}. Do not edit.\n`;
if (kind === 'texts') {
  const vi = readTexts('vi'), en = readTexts('en');
  const missing = (/** @type {object} */ from, /** @type {object} */ than, /** @type {string} */ language) =>
    Object.keys(than).filter((key) => !Object.hasOwn(from, key)).map((key) => `assets/texts: "${key}" is not in ${language}`);
  const problems = [...missing(vi, en, 'vi'), ...missing(en, vi, 'en')];
  if (problems.length) fail([...problems, 'the two languages must have the same keys']);
  // Sorted by bytes, as std::string_view compares.
  const keys = Object.keys(vi).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  // One run of bytes, taken apart at the first look: 800 rows of addresses would not compress.
  const rows = Buffer.concat([...keys, ...keys.map((key) => vi[key]), ...keys.map((key) => en[key])].map((text) => Buffer.from(`${text}\0`)));
  code += `#include "base/text_table.h"

#include <vector>

namespace thuoc {
static constexpr std::string_view kTexts = ${literal(rows)};
static std::vector<TextRow> take_apart() {
  std::vector<TextRow> rows(${keys.length});
  std::size_t at = 0;
  const auto next = [&at] {
    const std::size_t end = kTexts.find('\\0', at);
    const std::string_view text = kTexts.substr(at, end - at);
    at = end + 1;
    return text;
  };
  for (TextRow& row : rows) row.key = next();
  for (TextRow& row : rows) row.vi = next();
  for (TextRow& row : rows) row.en = next();
  return rows;
}
std::span<const TextRow> text_table() {
  static const std::vector<TextRow> rows = take_apart();
  return rows;
}
}  // namespace thuoc
`;
} else if (kind === 'packs') {
  files.sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
  code += '#include "rubric/builtin_packs.h"\n\nnamespace thuoc {\n';
  code += files.length ? `static constexpr BuiltinPack kPacks[] = {\n${files.map((file) =>
    `{${literal(Buffer.from(basename(file)))},\n ${literal(readFileSync(file))}},`).join('\n')}\n};\n` : '';
  code += `std::span<const BuiltinPack> builtin_packs() { return ${files.length ? 'kPacks' : '{}'}; }\n}  // namespace thuoc\n`;
} else if (kind === 'form') {
  code += `#include "rollup/builtin_form.h"\n
namespace thuoc {\nstd::string_view builtin_form() {\n  return ${literal(readFileSync(files[0]))};\n}\n}  // namespace thuoc\n`;
} else {
  fail(['usage: embed.mjs texts OUT.cc TEXTS.json... | packs OUT.cc PACK.json... | form OUT.cc FORM.json']);
}
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, code);
