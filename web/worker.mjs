// The worker: the page's own module without a canvas, doing one job at a time (src/engine/main.cc).
import { instantiate, maker, withText } from './wasm.mjs';

/** @typedef {import('./jobs.mjs').Order} Order */
/** @typedef {import('./jobs.mjs').Reply} Reply */
/** @typedef {{at: number, bytes: Uint8Array<ArrayBuffer>}} Part */

const IN_MEMORY = 1 << 27;  // what is larger is read and hashed in slices
const AHEAD = 1 << 20;  // a slice of a Blob costs a trip to another process, whatever its size
const HEAD = 1 << 16, TAIL = 1 << 17;  // of a bundle: its record; the other documents and the directory
const SMALL = 1 << 19;  // all of it costs no more than its two ends
const SAID = { answer: 0, progress: 1, bytes: 2, stored: 3 };

const encoder = new TextEncoder(), decoder = new TextDecoder();
/** Of workers only, which tsc is not told about. @type {{readAsArrayBuffer: (blob: Blob) => ArrayBuffer}} */
const reader = new /** @type {any} */ (self).FileReaderSync();

/** A file and what has been read and hashed of it ahead of the job. */
class InHand {
  /** @param {Blob} blob */
  constructor(blob) {
    this.blob = blob;
    /** @type {Part[]} */
    this.read = [];
    /** Read on the way: the last of it. @type {Part} */
    this.ahead = { at: 0, bytes: new Uint8Array() };
    /** SHA-256 by offset and size. @type {Map<string, string>} */
    this.hashed = new Map();
  }

  /** The part that byte is in. @param {number} at */
  holds(at) {
    const has = (/** @type {Part} */ part) => at >= part.at && at < part.at + part.bytes.length;
    return has(this.ahead) ? this.ahead : this.read.find(has);
  }

  /** Of this file [from, to). @param {number} from @param {number} to */
  cut(from, to) { return { file: this, at: from, blob: this.blob.slice(from, to) }; }

  /** What stage one wants: all of it, or its two ends. */
  ends() {
    const { size } = this.blob;
    return size <= SMALL ? [this.cut(0, size)] : [this.cut(0, HEAD), this.cut(size - TAIL, size)];
  }

  /** What stage two wants: all of it, unless that is too much. */
  whole() { return this.blob.size <= IN_MEMORY ? [this.cut(0, this.blob.size)] : []; }

  /**
   * Lets the browser hash what the job will ask for: many times as fast as the module. A file that has not
   * been read whole is left to the job.
   * @param {() => number[][]} ranges  offset and size of each
   */
  async hash(ranges) {
    const all = this.read.find(({ bytes }) => bytes.length === this.blob.size);
    if (!all) return;
    try {
      await Promise.all(ranges().map(async ([at, size]) => {
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all.bytes.subarray(at, at + size)));
        this.hashed.set(`${at} ${size}`, [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
      }));
    } catch {}
  }
}

/**
 * Reads parts of many files as one Blob: a read has its price whatever its size.
 * @param {{file: InHand, at: number, blob: Blob}[]} parts
 */
async function readTogether(parts) {
  try {
    const all = new Uint8Array(await new Blob(parts.map(({ blob }) => blob)).arrayBuffer());
    if (all.length !== parts.reduce((sum, { blob }) => sum + blob.size, 0)) return;
    let from = 0;
    for (const { file, at, blob } of parts) {
      file.read.push({ at, bytes: all.subarray(from, from + blob.size) });
      from += blob.size;
    }
  } catch {}  // one is gone: the job reads them one by one, and says which
}

/**
 * Each of the files in hand read whole and its ranges hashed, unless it is too large. The browser has the means
 * only on https and localhost; without, the job does it.
 * @param {(index: number) => number[][]} ranges  of a file, asked when it has been read
 */
async function hashAll(ranges) {
  if (!crypto.subtle) return;
  await readTogether(hands.files.flatMap((file) => file.whole()));
  await Promise.all(hands.files.map((file, index) => file.hash(() => ranges(index))));
}

class Hands {
  constructor() {
    /** @type {InHand[]} */
    this.files = [];
    /** Of them, the one the job is about. */
    this.file = new InHand(new Blob());
    this.readAhead = AHEAD;
    this.lastTold = 0;
    /** @type {Record<string, any>} */
    this.answer = {};
    /** @type {(Uint8Array | {sha256: string, size: number})[]} */
    this.pieces = [];
    /** @type {import('./wasm.mjs').Page | null} */
    this.module = null;
  }

  /** @param {Blob[]} blobs */
  take(blobs) {
    this.files = (blobs.length ? blobs : [new Blob()]).map((blob) => new InHand(blob));
    this.file = this.files[0];
  }

  /** @param {number} index */
  takeFile(index) { this.file = this.files[index]; }

  /** @param {number} offset @param {number} size @param {number} at */
  sha256(offset, size, at) {
    const hex = this.file.hashed.get(`${offset} ${size}`);
    if (hex) this.module?.HEAPU8.set(encoder.encode(hex), at);
    return hex ? 1 : 0;
  }

  size() { return this.file.blob.size; }

  /** Bytes of the file into the module's memory. @param {number} offset @param {number} at @param {number} count */
  read(offset, at, count) {
    const { blob } = this.file;
    if (!this.module || offset + count > blob.size) return 0;
    try {
      let done = 0;
      while (done < count) {
        const from = offset + done;
        const known = this.file.holds(from);
        if (!known) {
          const bytes = new Uint8Array(reader.readAsArrayBuffer(blob.slice(from, from + Math.max(this.readAhead, count - done))));
          if (!bytes.length) return 0;
          this.file.ahead = { at: from, bytes };
          continue;
        }
        const part = known.bytes.subarray(from - known.at, from - known.at + count - done);
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
  const blob = new Blob(parts);
  hands.pieces = [];
  hands.take([blob]);
  await hashAll(() => run('ranges', {}).ranges);
  const { sha256 } = run('check_written', { size, document: args.document ?? args.dossier, pack: args.pack });
  return { answer: { name, size, sha256 }, blob };
}

/** What a person calls the evidence of this hash. @param {string} dossier @param {string} sha256 */
function nameOf(dossier, sha256) {
  /** @type {{file?: {sha256: string, name: string}}[]} */
  const evidence = JSON.parse(dossier).evidence ?? [];
  return evidence.find((one) => one.file?.sha256 === sha256)?.file?.name ?? '';
}

/** @param {Order} order @returns {Promise<Reply>} */
async function work(order) {
  hands.take(order.blobs);
  // Of a list's files only the ends are wanted.
  hands.readAhead = order.job === 'triage' ? 0 : AHEAD;
  if (order.job === 'unpack') return unpack(order.blobs[0]);
  if (order.job === 'write_bundle' || order.job === 'write_paper') return writeBundle(order);
  if (order.job === 'triage') await readTogether(hands.files.flatMap((file) => file.ends()));
  if (order.job === 'hash') await hashAll(() => [[0, hands.size()]]);
  if (order.job === 'check_evidence') {
    run('begin_check', order.args);
    await hashAll((index) => run('file_ranges', { index }).ranges);
    order.args = {};
  }
  const answer = run(order.job, order.args);
  if (order.job !== 'entry' && order.job !== 'workbook') return { answer };
  const { slice, ...rest } = answer;
  const blob = slice ? hands.file.blob.slice(slice[0], slice[1]) : new Blob(/** @type {BlobPart[]} */ (hands.pieces));
  return { answer: rest, blob };
}

/** The files in a ZIP of bundles (src/intake/members.h). @param {Blob} blob @returns {Promise<Reply>} */
async function unpack(blob) {
  const { takenOut } = await import('./office.unzip.mjs');
  const { taken, left, litter } = run('members', {});
  const { names, blobs, broken } = await takenOut(blob, taken, (done, total) => hands.progress(done, total));
  return { answer: { names, litter, left: [...left, ...broken] }, blobs };
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
    hands.take([]);
    hands.pieces = [];
  }
});
