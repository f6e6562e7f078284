// Long work, in a worker of its own: one job at a time, in the order asked. Cancelling ends the
// worker: it is deep in one call and could not hear; the next job starts another.
import { PortError } from './store.mjs';

/**
 * What goes to the worker and what comes back (web/worker.mjs).
 * @typedef {object} Order
 * @property {string} job
 * @property {Record<string, any>} args
 * @property {Blob | null} blob  the file it is about
 * @property {Map<string, Blob>} kept  write_bundle: the evidence by SHA-256
 * @property {import('./wasm.mjs').ModuleName} module  the page's own
 * @property {WebAssembly.Module} compiled  not compiled again
 *
 * @typedef {{progress: Record<string, any>} | {answer: Record<string, any>, blob?: Blob} | {error: Record<string, any>}} Reply
 */

/**
 * @typedef {object} Job
 * @property {number} ticket
 * @property {Order} order
 * @property {(data: Record<string, any>) => void} progress
 * @property {(data: {answer: Record<string, any>, blob?: Blob}) => void} resolve
 * @property {(error: unknown) => void} reject
 */

export const JOBS = ['hash', 'make_key', 'check_key', 'write_bundle', 'take_in', 'entry', 'write_paper', 'workbook'];

// Argon2id grows the memory by 64 MB, which a module cannot give back: its worker ends with the job.
const LARGE = ['make_key', 'check_key', 'write_bundle', 'write_paper'];

export class Jobs {
  constructor() {
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Job[]} the first is running */
    this.queue = [];
  }

  /**
   * @param {number} ticket @param {Order} order @param {(data: Record<string, any>) => void} progress
   * @returns {Promise<{answer: Record<string, any>, blob?: Blob}>}
   */
  run(ticket, order, progress) {
    return new Promise((resolve, reject) => {
      this.queue.push({ ticket, order, progress, resolve, reject });
      if (this.queue.length === 1) this.next();
    });
  }

  next() {
    const job = this.queue[0];
    if (!job) return;
    if (!this.worker) {
      this.worker = new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' });
      this.worker.onmessage = (event) => this.heard(event.data);
      this.worker.onerror = (event) => {
        event.preventDefault();
        this.heard({ error: { code: 'job.crashed', args: [['reason', event.message ?? '']] } });
      };
    }
    this.worker.postMessage(job.order);
  }

  /** @param {Reply} reply */
  heard(reply) {
    const job = this.queue[0];
    if (!job) return;
    if ('progress' in reply) { job.progress(reply.progress); return; }
    this.queue.shift();
    if (LARGE.includes(job.order.job)) this.end();
    if ('error' in reply) {
      if (reply.error.code === 'job.crashed') this.end();
      job.reject(reply.error);
    } else {
      job.resolve(reply);
    }
    this.next();
  }

  /** @param {number} ticket */
  cancel(ticket) {
    const at = this.queue.findIndex((job) => job.ticket === ticket);
    if (at < 0) return;
    const [job] = this.queue.splice(at, 1);
    if (at === 0) this.end();
    job.reject(new PortError('job.cancelled'));
    if (at === 0) this.next();
  }

  end() {
    this.worker?.terminate();
    this.worker = null;
  }
}
