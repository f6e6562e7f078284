// web/jobs.mjs: a worker that stands still is given up, and the others go on.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** @type {FakeWorker[]} */
const made = [];
class FakeWorker {
  /** @type {any} */
  onmessage;
  /** @type {any} */
  onerror;
  constructor() { made.push(this); this.orders = []; this.ended = false; }
  postMessage(order) { this.orders.push(order); }
  terminate() { this.ended = true; }
}
globalThis.navigator ??= /** @type {any} */ ({});  // Node before 21 has none
globalThis.Worker = /** @type {any} */ (FakeWorker);

const { Jobs } = await import('../../web/jobs.mjs');
const header = readFileSync(new URL('../../src/base/limits.h', import.meta.url), 'utf8');
const silence = 1000 * Number(/job_silence_seconds = (\d+);/.exec(header)?.[1]);
const order = (job) => /** @type {any} */ ({ job, args: {}, blobs: [], kept: new Map(), module: 'office', compiled: null });
const outcome = (promise) => promise.then((done) => done.answer, (error) => error.code ?? error.toJSON().code);
// The clock of the page, which stands still until it is moved.
/** @type {{step: () => void, ms: number} | null} */
let clock = null;
globalThis.setInterval = /** @type {any} */ ((step, ms) => { clock = { step, ms }; return clock; });
globalThis.clearInterval = /** @type {any} */ (() => { clock = null; });
const pass = (ms) => { for (let left = ms; left > 0 && clock; left -= clock?.ms ?? ms) clock.step(); };
const settled = () => new Promise((on) => { setImmediate(on); });

test('no word for as long as limits.h says: its worker is ended, the job says why, a new worker takes the next', async () => {
  made.length = 0;
  const jobs = new Jobs();
  let first = '', second = '';
  outcome(jobs.run(1, order('triage'), () => {})).then((said) => { first = said; });
  outcome(jobs.run(2, order('triage'), () => {})).then((said) => { second = said; });
  const [stuck, lively] = made;
  // The second one speaks now and then, and is left alone.
  for (let passed = 0; passed < silence; passed += 10_000) {
    pass(10_000);
    lively.onmessage({ data: { progress: { done: 1, total: 2 } } });
  }
  assert.equal(stuck.ended, false);
  pass(10_000);
  await settled();
  assert.equal(stuck.ended, true);
  assert.equal(first, 'job.too_long');
  assert.equal(lively.ended, false);
  lively.onmessage({ data: { answer: 'rows' } });
  await settled();
  assert.equal(second, 'rows');
  // What a worker says after it was given up is not heard, and others take its place.
  stuck.onmessage({ data: { answer: 'late' } });
  const third = outcome(jobs.run(3, order('triage'), () => {}));
  const now = made.find((worker) => !worker.ended && worker.orders.length && worker !== stuck && jobs.workers.get(/** @type {any} */ (worker)));
  now?.onmessage({ data: { answer: 'third' } });
  assert.equal(await third, 'third');
  jobs.end();
});

test('a worker that dies gives its job up with a reason, and the queue goes on', async () => {
  made.length = 0;
  const jobs = new Jobs();
  const all = Array.from({ length: 8 }, (_, i) => outcome(jobs.run(i, order('triage'), () => {})));
  made[0].onerror({ preventDefault() {}, message: 'out of memory' });
  for (let i = 0; i < 20; ++i) {
    for (const [worker, job] of [...jobs.workers]) if (job) worker.onmessage?.(/** @type {any} */ ({ data: { answer: 'done' } }));
  }
  const said = await Promise.all(all);
  assert.equal(said.filter((one) => one === 'job.crashed').length, 1);
  assert.equal(said.filter((one) => one === 'done').length, 7);
  assert.equal(made[0].ended, true);
  jobs.end();
});
