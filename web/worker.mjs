// The worker: the page's own module without a canvas, doing one job at a time (src/engine/main.cc).
import { instantiate, maker, withText } from './wasm.mjs';

/** @typedef {import('./jobs.mjs').Order} Order */
/** @typedef {import('./jobs.mjs').Reply} Reply */

const IN_MEMORY = 1 << 27;  // what is larger is read and hashed in slices
const AHEAD = 1 << 20;  // a slice of a Blob costs a trip to another process, whatever its size
const SAID = { answer: 0, progress: 1, bytes: 2, stored: 3 };

const encoder = new TextEncoder(), decoder = new TextDecoder();
/** Of workers only, which tsc is not told about. @type {{readAsArrayBuffer: (blob: Blob) => ArrayBuffer}} */
const reader = new /** @type {any} */ (self).FileReaderSync();

class Hands {
  constructor() {
    /** @type {Blob[]} */
    this.files = [];
    /** @type {Blob} the file in hand */
    this.blob = new Blob();
    this.readAhead = AHEAD;
    this.ahead = new Uint8Array();
    this.aheadAt = 0;
    /** SHA-256 by offset and size. @type {Map<string, string>} */
    this.hashed = new Map();
    this.lastTold = 0;
    /** @type {Record<string, any>} */
    this.answer = {};
    /** @type {(Uint8Array | {sha256: string, size: number})[]} */
    this.pieces = [];
    /** @type {import('./wasm.mjs').Page | null} */
    this.module = null;
  }

  /** @param {Blob} blob */
  take(blob) {
    this.blob = blob;
    this.ahead = new Uint8Array();
    this.aheadAt = 0;
    this.hashed.clear();
  }

  /**
   * Lets the browser hash what the job will ask for: many times as fast as the module. It has the means
   * only on https and localhost; without, or when the file is gone, the job does it, or says so.
   * @param {() => number[][]} ranges  offset and size of each; asked when the file has been read
   */
  async hash(ranges) {
    if (!crypto.subtle || this.blob.size > IN_MEMORY) return;
    try {
      const all = this.ahead = new Uint8Array(await this.blob.arrayBuffer());
      await Promise.all(ranges().map(async ([at, size]) => {
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all.subarray(at, at + size)));
        this.hashed.set(`${at} ${size}`, [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
      }));
    } catch {}
  }

  /** @param {number} offset @param {number} size @param {number} at */
  sha256(offset, size, at) {
    const hex = this.hashed.get(`${offset} ${size}`);
    if (hex) this.module?.HEAPU8.set(encoder.encode(hex), at);
    return hex ? 1 : 0;
  }

  /** @param {number} index */
  takeFile(index) { this.take(this.files[index]); }

  size() { return this.blob.size; }

  /** Bytes of the blob into the module's memory. @param {number} offset @param {number} at @param {number} count */
  read(offset, at, count) {
    if (!this.module || offset + count > this.blob.size) return 0;
    try {
      let done = 0;
      while (done < count) {
        const from = offset + done - this.aheadAt;
        if (from < 0 || from >= this.ahead.length) {
          this.aheadAt = offset + done;
          this.ahead = new Uint8Array(reader.readAsArrayBuffer(this.blob.slice(this.aheadAt, this.aheadAt + Math.max(this.readAhead, count - done))));
          if (!this.ahead.length) return 0;
          continue;
        }
        const part = this.ahead.subarray(from, from + count - done);
        this.module.HEAPU8.set(part, at + done);
        done += part.length;
      }
      return 1;
    } catch {
      return 0;  // the file was moved or changed since it was chosen
    }
  }

  /** @param {number} done @param {number} total */
  progress(done, total) {
    const now = performance.now();
    if (now - this.lastTold < 100) return;
    this.lastTold = now;
    tell({ progress: { done, total } });
  }

  /** @param {number} kind @param {number} at @param {number} count */
  say(kind, at, count) {
    if (!this.module) return;
    const bytes = this.module.HEAPU8.subarray(at, at + count);
    if (kind === SAID.bytes) this.pieces.push(bytes.slice());
    else if (kind === SAID.stored) this.pieces.push(JSON.parse(decoder.decode(bytes)));
    else if (kind === SAID.progress) tell({ progress: JSON.parse(decoder.decode(bytes)) });
    else this.answer = JSON.parse(decoder.decode(bytes));
  }
}

const hands = new Hands();

/** @param {Reply} reply */
const tell = (reply) => postMessage(reply);

/** @param {string} job @param {Record<string, any>} args @returns {Record<string, any>} */
function run(job, args) {
  const module = hands.module;
  if (!module) throw new Error('no module');
  hands.pieces = [];
  withText(module, job, (jobAt, jobSize) =>
    withText(module, JSON.stringify(args), (at, size) => module._engine_run(jobAt, jobSize, at, size)));
  if (hands.answer.error) throw hands.answer.error;
  return hands.answer.answer;
}

/** The Blob of a bundle: bytes of ours and kept evidence, of which nothing is copied. @param {Order} order */
async function writeBundle({ job, args, kept }) {
  const { name, size } = run(job === 'write_bundle' ? 'write_pieces' : 'paper_pieces', args);
  const parts = hands.pieces.map((piece) => {
    if (piece instanceof Uint8Array) return /** @type {BlobPart} */ (piece);
    const blob = kept.get(piece.sha256);
    if (!blob || blob.size !== piece.size) throw { code: 'file.not_here', file: nameOf(args.dossier, piece.sha256), args: [] };
    return blob;
  });
  const blob = new Blob(parts, { type: 'application/zip' });
  hands.pieces = [];
  hands.take(blob);
  await hands.hash(ranges);
  const { sha256 } = run('check_written', { size, document: args.document ?? args.dossier, pack: args.pack });
  return { answer: { name, size, sha256 }, blob };
}

/** What a person calls the evidence of this hash. @param {string} dossier @param {string} sha256 */
function nameOf(dossier, sha256) {
  /** @type {{file?: {sha256: string, name: string}}[]} */
  const evidence = JSON.parse(dossier).evidence ?? [];
  return evidence.find((one) => one.file?.sha256 === sha256)?.file?.name ?? '';
}

const ranges = () => run('ranges', {}).ranges;

/** @param {Order} order @returns {Promise<Reply>} */
async function work(order) {
  hands.files = order.blobs;
  hands.take(order.blobs[0] ?? new Blob());
  // Of a list's files only the ends are wanted.
  hands.readAhead = order.job === 'triage' ? 0 : AHEAD;
  if (order.job === 'unpack') return unpack(order.blobs[0]);
  if (order.job === 'write_bundle' || order.job === 'write_paper') return writeBundle(order);
  if (order.job === 'check_evidence') await hands.hash(ranges);
  if (order.job === 'hash') await hands.hash(() => [[0, hands.size()]]);
  const answer = run(order.job, order.args);
  if (order.job !== 'entry' && order.job !== 'workbook') return { answer };
  const { slice, ...rest } = answer;
  const blob = slice ? hands.blob.slice(slice[0], slice[1], order.args.type)
    : new Blob(/** @type {BlobPart[]} */ (hands.pieces), { type: order.args.type });
  return { answer: { ...rest, type: order.args.type }, blob };
}

/** The ZIPs in a ZIP, as a mail program saves what came. @param {Blob} blob @returns {Promise<Reply>} */
async function unpack(blob) {
  const { zipsIn } = await import('./office.unzip.mjs');
  const found = await zipsIn(blob);
  return { answer: { names: found.map(({ name }) => name) }, blobs: found.map(({ bytes }) => bytes) };
}

/** @type {Promise<void> | null} */
let ready = null;

/** @param {Order} order */
async function prepare({ module, compiled }) {
  hands.module = await (await maker(module))({ engine: hands, instantiateWasm: instantiate(compiled) });
}

addEventListener('message', async (/** @type {MessageEvent<Order>} */ event) => {
  try {
    await (ready ??= prepare(event.data));
    tell(await work(event.data));
  } catch (error) {
    const known = error && typeof error === 'object' && 'code' in error && typeof error.code === 'string';
    // An abort of the module, memory used up among others: whatever is left of it is not to be trusted.
    tell({ error: known ? error : { code: 'job.crashed', args: [['reason', String(error)]] } });
  } finally {
    hands.files = [];
    hands.take(new Blob());
    hands.pieces = [];
  }
});
