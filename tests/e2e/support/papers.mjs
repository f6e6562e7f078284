// What is inside the signed files, read with unzip and JSON.parse, and what it comes to by the
// instrument alone: levels of units, the table of Phụ lục 2. Nothing of ours reads or adds up here.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ROOT, bandOf, groups, items, run, worth } from '../support.mjs';

export const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
/** One document of a bundle: dossier, review, return, recognition, rollup. */
export const documentOf = (path, name) => JSON.parse(run('unzip', ['-p', path, `*/data/${name}.json`], { maxBuffer: 1 << 26 }));
/** What `thuoc generate` says it made, with each file's path. */
export function made(collection) {
  return readFileSync(`${collection}/expected.ndjson`, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
    .map((one) => ({ ...one, path: `${collection}/${one.file}`, name: basename(one.file) }));
}

/** The office's answers: the school's with what was changed in its place. */
export function withReview(answers, review) {
  const out = structuredClone(answers);
  for (const [item, { assessed }] of Object.entries(review.items)) {
    if (assessed?.state !== 'changed') continue;
    out[item] ??= {};
    if (assessed.points !== undefined) out[item].points = assessed.points;
    if (assessed.yes !== undefined) out[item].yes = assessed.yes;
  }
  return out;
}
/** Points and level of each group. @returns {Record<string, {points: number, level: number, name: string}>} */
export function results(answers) {
  return Object.fromEntries(groups.map((group) => {
    const points = items.filter((i) => i.group === group.id).reduce((sum, i) => sum + worth(i, answers[i.id]), 0);
    const band = bandOf(group, points);
    return [group.id, { points, level: band.level, name: band.name.vi }];
  }));
}

const form = JSON.parse(readFileSync(`${ROOT}/assets/forms/phu-luc-2.json`, 'utf8'));

/**
 * The one bundle of each unit that counts: of one school year, sound, changed last.
 * @param {{path: string, dossier: any}[]} bundles
 */
export function counted(bundles, year) {
  const of = new Map(), changed = (d) => d.history?.at(-1)?.at ?? '';
  for (const one of bundles) {
    if (one.dossier.school_year !== year) continue;
    const before = of.get(one.dossier.unit.code);
    if (!before || changed(before.dossier) < changed(one.dossier)) of.set(one.dossier.unit.code, one);
  }
  return [...of.values()];
}

/** Hundredths of a percent that make 100 together: rounded down, the rest to the largest remainders. */
function shares(counts) {
  const all = counts.reduce((sum, n) => sum + n, 0);
  if (!all) return counts.map(() => undefined);
  const out = counts.map((n) => Math.floor((n * 10_000) / all)), rest = counts.map((n) => (n * 10_000) % all);
  const order = counts.map((_, i) => i).sort((a, b) => rest[b] - rest[a] || a - b);
  for (const i of order.slice(0, 10_000 - out.reduce((sum, n) => sum + n, 0))) ++out[i];
  return out;
}

/**
 * The table, schools of several cấp học counted once.
 * @param {{level: string, results: ReturnType<typeof results>}[]} units
 * @returns {{group: any, title: string, number: string, all: number, levels: {count: number, percent?: number}[]}[]}
 */
export function table(units) {
  return groups.flatMap((group) => {
    const row = (title, number, some) => {
      const counts = group.levels?.bands ?? [1, 2, 3];
      const of = [1, 2, 3].slice(0, counts.length).map((level) => some.filter((u) => u.results[group.id].level === level).length);
      const percent = shares(of);
      return { group, title, number, all: some.length, levels: of.map((count, i) => ({ count, percent: percent[i] })) };
    };
    const within = (section) => units.filter((u) => section.rows.some((r) => r.levels.includes(u.level)));
    return [row(group.title.vi, group.number, form.sections.flatMap(within)),
      ...form.sections.flatMap((section) => [row(section.title.vi, '', within(section)),
        ...section.rows.map((r) => row(r.title.vi, '', units.filter((u) => r.levels.includes(u.level))))])];
  });
}

/** Cells of a CSV file: commas, quotes, either end of line. @returns {string[][]} */
export function csvCells(text) {
  return text.replace(/^\ufeff/, '').trim().split(/\r?\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((c) => (c.startsWith('"') ? c.slice(1, -1).replaceAll('""', '"') : c)));
}
