// The ZIP files inside a ZIP file: what a mail program saves when one asks for all attachments. What
// comes out is only handed on as files of their own, which the strict reader then judges.

const END = 0x06054b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;
// unpacked_files, unpacked_bytes and inflate_ratio of src/base/limits.h.
export const LIMITS = { files: 5000, all: 2 ** 30, ratio: 200 };
// What systems put into a ZIP by themselves: nobody sent it.
const JUNK = /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|\/$/i;

/** Why files were left where they were, and how many. @typedef {Record<'other' | 'shared' | 'large' | 'many' | 'damaged', number>} Left */
/** @typedef {{name: string, flags: number, method: number, packed: number, unpacked: number, local: number}} Listed */

/** @param {Blob} blob @param {number} from @param {number} count */
const view = async (blob, from, count) => new DataView(await blob.slice(from, from + count).arrayBuffer());

/** The directory of a ZIP; none of what is no ZIP. @param {Blob} blob @returns {Promise<{list: Listed[], more: number}>} */
async function directory(blob) {
  const none = { list: [], more: 0 };
  const tailAt = Math.max(0, blob.size - 0xffff - 22);
  const tail = await view(blob, tailAt, blob.size - tailAt);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) --end;
  if (end < 0) return none;
  const count = tail.getUint16(end + 10, true), size = tail.getUint32(end + 12, true), from = tail.getUint32(end + 16, true);
  if (from + size > blob.size) return none;
  const entries = await view(blob, from, size), list = [];
  let at = 0, more = 0;
  for (let i = 0; i < count && at + 46 <= entries.byteLength && entries.getUint32(at, true) === ENTRY; ++i) {
    const nameSize = entries.getUint16(at + 28, true);
    if (at + 46 + nameSize > entries.byteLength) break;
    const name = new TextDecoder().decode(new Uint8Array(entries.buffer, at + 46, nameSize));
    const one = { name, flags: entries.getUint16(at + 8, true), method: entries.getUint16(at + 10, true),
      packed: entries.getUint32(at + 20, true), unpacked: entries.getUint32(at + 24, true), local: entries.getUint32(at + 42, true) };
    at += 46 + nameSize + entries.getUint16(at + 30, true) + entries.getUint16(at + 32, true);
    if (one.unpacked === 0 || JUNK.test(name)) continue;
    if (list.length < LIMITS.files) list.push(one); else ++more;
  }
  return { list, more };
}

/**
 * Those entries of a ZIP that are ZIPs, and what was left where it was.
 * @param {Blob} blob @param {(done: number, total: number) => void} [progress]
 * @returns {Promise<{found: {name: string, bytes: Blob}[], left: Left}>}
 */
export async function zipsIn(blob, progress) {
  const { list, more } = await directory(blob);
  const left = { other: 0, shared: 0, large: 0, many: more, damaged: 0 };
  const found = [];
  // In the order of their places each must begin where the one before has ended: bytes that several share
  // would make a billion files of some thousand.
  list.sort((a, b) => a.local - b.local);
  let all = 0, free = 0, done = 0;
  for (const { name, flags, method, packed, unpacked, local } of list) {
    progress?.(++done, list.length);
    const head = await view(blob, local, 30);
    const data = head.byteLength < 30 ? 0 : local + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    if (!data || head.getUint32(0, true) !== LOCAL || data + packed > blob.size || flags & 1) { ++left.damaged; continue; }
    if (local < free) { ++left.shared; continue; }
    free = data + packed;
    if (!/\.zip$/i.test(name)) { ++left.other; continue; }
    if (unpacked > packed * LIMITS.ratio || all + unpacked > LIMITS.all) { ++left.large; continue; }
    const bytes = blob.slice(data, data + packed);
    const inside = method === 0 && packed === unpacked ? bytes : method === 8 ? await inflate(bytes, unpacked).catch(() => null) : null;
    if (!inside) { ++left.damaged; continue; }
    all += unpacked;
    found.push({ name, bytes: inside });
  }
  return { found, left };
}

/** Inflated, unless it is more than was said. @param {Blob} packed @param {number} size @returns {Promise<Blob | null>} */
async function inflate(packed, size) {
  let room = size;
  const held = new TransformStream({
    transform(/** @type {Uint8Array} */ chunk, control) {
      room -= chunk.length;
      if (room < 0) control.error(new Error('more than it said')); else control.enqueue(chunk);
    },
  });
  const blob = await new Response(packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).pipeThrough(held)).blob();
  return blob.size === size ? blob : null;
}
