// Long work, in workers of its own: a few, each with one job at a time, in the order asked. Cancelling
// ends the worker: it is deep in one call and could not hear; the next job starts another.
import { PortError } from './store.mjs';

/**
 * What goes to the worker and what comes back (web/worker.mjs).
 * @typedef {object} Order
 * @property {string} job
 * @property {Record<string, any>} args
 * @property {Blob[]} blobs  the files it is about
 * @property {Map<string, Blob>} kept  write_bundle: the evidence by SHA-256
 * @property {import('./wasm.mjs').ModuleName} module  the page's own
 * @property {WebAssembly.Module} compiled  not compiled again
 *
 * @typedef {{answer: Record<string, any>, blob?: Blob, blobs?: Blob[]}} Done
 * @typedef {{progress: Record<string, any>} | Done | {error: Record<string, any>}} Reply
 */

/**
 * @typedef {object} Job
 * @property {number} ticket
 * @property {number} [silent]  ticks since its worker was last heard
 * @property {Order} order
 * @property {(data: Record<string, any>) => void} progress
 * @property {(data: Done) => void} resolve
 * @property {(error: unknown) => void} reject
 */

export const JOBS = ['hash', 'make_key', 'check_key', 'write_bundle', 'take_in', 'entry', 'triage', 'check_evidence', 'read_keys', 'read_units', 'unpack', 'write_paper', 'workbook'];

// Argon2id grows the memory by 64 MB, which a module cannot give back: its worker ends with the job.
const LARGE = ['make_key', 'check_key', 'write_bundle', 'write_paper'];
// Nobody waits for one of these; there is a worker more for what somebody waits for.
const BEHIND = ['check_evidence'];
// One more than there are cores: a worker waits for the disk a third of its time.
const MOST = Math.min((navigator.hardwareConcurrency || 2) + 1, 4);

/** Where a worker comes from. Trusted Types let no other script be started by its address. */
const WORKER = (() => {
  const address = new URL('worker.mjs', import.meta.url);
  const types = /** @type {{trustedTypes?: {createPolicy: (name: string, rules: {createScriptURL: () => string}) => {createScriptURL: (_: string) => any}}}} */ (globalThis).trustedTypes;
  return types?.createPolicy('thuoc', { createScriptURL: () => address.href }).createScriptURL('') ?? address;
})();

// A worker that says nothing for so long is given up: limits::job_silence_seconds. Counted in ticks, for a
// machine that slept did not work.
const TICK_MS = 5000, SILENT_TICKS = 18;

export class Jobs {
  constructor() {
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.clock = undefined;
    /** The workers, each with its job. @type {Map<Worker, Job | null>} */
    this.workers = new Map();
    /** @type {Job[]} not begun */
    this.queue = [];
  }

  /**
   * @param {number} ticket @param {Order} order @param {(data: Record<string, any>) => void} progress
   * @returns {Promise<Done>}
   */
  run(ticket, order, progress) {
    return new Promise((resolve, reject) => {
      this.queue.push({ ticket, order, progress, resolve, reject });
      this.next();
    });
  }

  /** Begins what can be begun. @returns {void} */
  next() {
    const behind = [...this.workers.values()].filter((job) => job && BEHIND.includes(job.order.job)).length;
    for (let i = 0; i < this.queue.length; ++i) {
      const job = this.queue[i];
      const waits = BEHIND.includes(job.order.job);
      if (waits && behind >= MOST) continue;
      const worker = this.idle(waits ? MOST : MOST + (behind ? 1 : 0));
      if (!worker) return;
      this.queue.splice(i, 1);
      this.workers.set(worker, job);
      job.silent = 0;
      worker.postMessage(job.order);
      this.clock ??= setInterval(() => this.tick(), TICK_MS);
      return this.next();
    }
  }

  /** A worker with nothing to do, made if there are fewer than `most`. @param {number} most */
  idle(most) {
    for (const [worker, job] of this.workers) if (!job) return worker;
    if (this.workers.size >= most) return null;
    const worker = new Worker(WORKER, { type: 'module' });
    worker.onmessage = (event) => this.heard(worker, event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.heard(worker, { error: { code: 'job.crashed', args: [['reason', event.message ?? '']] } });
    };
    this.workers.set(worker, null);
    return worker;
  }

  /** @param {Worker} worker @param {Reply} reply */
  heard(worker, reply) {
    const job = this.workers.get(worker);
    if (!job) return;
    job.silent = 0;
    if ('progress' in reply) { job.progress(reply.progress); return; }
    this.workers.set(worker, null);
    const crashed = 'error' in reply && reply.error.code === 'job.crashed';
    if (crashed || LARGE.includes(job.order.job)) this.drop(worker);
    if ('error' in reply) job.reject(reply.error); else job.resolve(reply);
    this.next();
  }

  /** Ends the workers that stand still: each job says why, the others go on. */
  tick() {
    for (const [worker, job] of [...this.workers]) {
      if (!job || (job.silent = (job.silent ?? 0) + 1) <= SILENT_TICKS) continue;
      this.drop(worker);
      job.reject(new PortError('job.too_long'));
    }
    this.next();
    if ([...this.workers.values()].some((job) => job)) return;
    clearInterval(this.clock);
    this.clock = undefined;
  }

  /** @param {number} ticket */
  cancel(ticket) {
    const at = this.queue.findIndex((job) => job.ticket === ticket);
    if (at >= 0) this.queue.splice(at, 1)[0].reject(new PortError('job.cancelled'));
    for (const [worker, job] of this.workers) {
      if (job?.ticket !== ticket) continue;
      this.drop(worker);
      job.reject(new PortError('job.cancelled'));
    }
    this.next();
  }

  /** @param {Worker} worker */
  drop(worker) {
    worker.terminate();
    this.workers.delete(worker);
  }

  end() {
    for (const worker of [...this.workers.keys()]) this.drop(worker);
    this.queue = [];
    clearInterval(this.clock);
    this.clock = undefined;
  }
}
