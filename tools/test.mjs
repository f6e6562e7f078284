// Everything `make test` runs, three suites at a time: test.mjs [WORD...] only runs suites whose name holds a word.
// Closes with "N passed, N failed" over all of them. Logs: build/logs. A suite that crashes or runs nothing has failed.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const words = process.argv.slice(2);
const LOGS = 'build/logs';
const SUITE_MINUTES = 20, BUILD_MINUTES = 45;   // generous: only what hangs should meet them
mkdirSync(LOGS, { recursive: true });

/** @typedef {{passed: number, failed: number}} Count */
/** @typedef {{name: string, build: string[], command: string[], count: (log: string, status: number) => Count | undefined, alone?: boolean}} Suite */

/** doctest's last summary line. */
const doctest = (/** @type {string} */ log) => {
  const found = [...log.matchAll(/^\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed/gm)].pop();
  return found && { passed: Number(found[1]), failed: Number(found[2]) };
};
/** The closing comments of node:test's TAP. */
const tap = (/** @type {string} */ log) => {
  const number = (/** @type {string} */ word) => [...log.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].map((m) => Number(m[1])).pop();
  const passed = number('pass'), failed = number('fail');
  return passed === undefined || failed === undefined ? undefined : { passed, failed: failed + (number('cancelled') ?? 0) };
};
/** A script that counts by itself says so; any other is one check. */
const script = (/** @type {string} */ log, /** @type {number} */ status) => {
  const found = [...log.matchAll(/^(\d+) passed, (\d+) failed$/gm)].pop();
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
};

/** @returns {Suite} */
const unit = (/** @type {string} */ name, /** @type {string} */ build, /** @type {string[]} */ command) =>
  ({ name, build: [build], command: [...command, '--no-colors'], count: doctest });
const list = (/** @type {string} */ dir, /** @type {RegExp} */ pattern) =>
  (existsSync(dir) ? readdirSync(dir).filter((f) => pattern.test(f)).sort().map((f) => join(dir, f)) : []);
const TIMED = ['lists'];  // whose page must not be held up by anything else
const nodeTest = (/** @type {string} */ file, /** @type {string[]} */ build) => ({
  name: `${basename(dirname(file))}/${basename(file, '.test.mjs')}`, build,
  command: ['node', '--test', '--test-reporter=tap', file], count: tap, alone: TIMED.includes(basename(file, '.test.mjs')),
});

/** @type {Suite[]} */
const suites = [
  unit('unit asan', 'build-asan', ['build/asan/thuoc_tests']),
  unit('unit native', 'build-native', ['build/native/thuoc_tests']),
  unit('unit wasm', 'build-wasm', ['node', 'build/wasm/thuoc_tests.cjs']),
  // Optimised, the screens are tried in the page itself.
  unit('unit ui asan', 'build-asan-ui', ['build/asan/thuoc_ui_tests']),
  ...list('tests/interop', /\.(sh|mjs)$/).map((file) => (file.endsWith('.test.mjs') ? nodeTest(file, ['cli'])
    : { name: `interop/${basename(file)}`, build: ['cli'], command: [file.endsWith('.sh') ? 'bash' : 'node', file], count: script })),
  ...list('tests/attacks', /\.sh$/).map((file) => ({ name: `attacks/${basename(file)}`, build: ['cli'], command: ['bash', file], count: script })),
  ...list('tests/tools', /\.test\.mjs$/).map((file) => nodeTest(file, [])),
  ...list('tests/web', /\.test\.mjs$/).map((file) => nodeTest(file, ['dist-files'])),
  { name: 'format', build: [], command: ['make', '--no-print-directory', 'format', 'FORMAT=--dry-run'], count: script },
  { name: 'types', build: [], command: ['make', '--no-print-directory', 'types'], count: script },
  { name: 'size', build: ['dist-files'], command: ['node', 'tools/size.mjs', 'dist'], count: script },
  ...list('tests/e2e', /\.test\.mjs$/).map((file) => nodeTest(file, ['cli', 'dist-files'])),
];

/** Runs a command with its output in a log; its status, or -1 when it died or was ended. */
function run(/** @type {string[]} */ command, /** @type {string} */ log, minutes = SUITE_MINUTES) {
  return new Promise((done) => {
    const file = createWriteStream(log);
    const child = spawn(command[0], command.slice(1), {
      stdio: ['ignore', 'pipe', 'pipe'], detached: true,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', THUOC_CLI: join(process.cwd(), 'build/native/thuoc') },
    });
    const end = () => { try { process.kill(-(child.pid ?? 0), 'SIGKILL'); } catch { /* gone already */ } };
    const timer = setTimeout(() => { file.write(`\nended after ${minutes} minutes\n`); end(); }, minutes * 60_000);
    child.stdout.pipe(file, { end: false });
    child.stderr.pipe(file, { end: false });
    child.on('error', (error) => file.write(`${error}\n`));
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (signal) file.write(`\nended by ${signal}\n`);
      file.end(() => done(status ?? -1));
    });
  });
}
const logFile = (/** @type {string} */ name) => join(LOGS, `${name.replace(/[^a-z0-9]+/gi, '-')}.log`);
function show(/** @type {string} */ log) {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  if (lines.length > 120) console.log(`    … ${lines.length - 120} lines more in ${log}`);
  for (const line of lines.slice(-120)) console.log(`    ${line}`);
}

/** Each build target is made once; who else wants it waits for that. @type {Map<string, Promise<boolean>>} */
const built = new Map();
const build = (/** @type {string} */ target) => {
  if (!built.has(target)) built.set(target, make(target));
  return /** @type {Promise<boolean>} */ (built.get(target));
};
async function make(/** @type {string} */ target) {
  const log = logFile(target), start = Date.now();
  const status = await run(['make', '--no-print-directory', target], log, BUILD_MINUTES);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${target.padEnd(32)} ${' '.repeat(24)}${seconds(start)}`);
  if (status !== 0) show(log);
  return status === 0;
}
const seconds = (/** @type {number} */ start) => `${((Date.now() - start) / 1000).toFixed(1)} s`.padStart(8);

const total = { passed: 0, failed: 0 };
async function test(/** @type {Suite} */ suite, background = false) {
  let ready = true;
  // What tests need beside the build is installed while that goes on.
  for (const target of [...suite.build, 'setup-test']) ready = await build(target) && ready;
  const start = Date.now(), log = logFile(suite.name);
  /** @type {Count} */
  let count = { passed: 0, failed: 1 };
  let why = 'not built';
  if (ready) {
    rmSync(log, { force: true });
    const status = await run(background ? ['nice', ...suite.command] : suite.command, log);
    const counted = suite.count(readFileSync(log, 'utf8'), status);
    why = '';
    if (!counted) why = `crashed, status ${status}`;
    else if (counted.passed + counted.failed === 0) why = 'ran no test';
    else {
      count = counted;
      // A clean count from a program that then died (a leak, an error while closing) is no success.
      if (status !== 0 && counted.failed === 0) { why = `status ${status}`; count = { ...counted, failed: 1 }; }
    }
  }
  total.passed += count.passed;
  total.failed += count.failed;
  console.log(`${count.failed ? 'FAIL' : 'ok  '} ${suite.name.padEnd(32)}${`${count.passed} passed, ${count.failed} failed`.padStart(24)} ${seconds(start)}${why && ` — ${why}`}`);
  if (count.failed && ready) show(log);
}

const chosen = suites.filter(({ name }) => !words.length || words.some((word) => name.includes(word)));
for (const wanted of ['interop', 'e2e']) {
  if ((!words.length || words.includes(wanted)) && !suites.some(({ name }) => name.startsWith(`${wanted}/`))) {
    console.log(`FAIL ${wanted}: there are no tests in tests/${wanted}`);
    total.failed++;
  }
}
// Three lanes. One compiles and reckons, and gives way where others want a core; two have the page, and mostly wait for a
// browser. Who has nothing left takes of the others'. What measures times has the machine for itself at the end.
const alone = chosen.filter((suite) => suite.alone);
const ofPage = chosen.filter((suite) => !suite.alone && suite.build.includes('dist-files'));
const reckoning = chosen.filter((suite) => !suite.alone && !ofPage.includes(suite));
async function lane(/** @type {Suite[]} */ own, /** @type {Suite[]} */ others) {
  for (let next; (next = own.shift() ?? others.shift());) await test(next, reckoning === own && !next.build.includes('dist-files'));
}
await Promise.all(availableParallelism() > 1
  ? [lane(ofPage, reckoning), lane(ofPage, reckoning), lane(reckoning, ofPage)] : [lane(reckoning, ofPage)]);
for (const suite of alone) await test(suite);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed || !total.passed ? 1 : 0);
