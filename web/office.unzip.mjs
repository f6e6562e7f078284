// The ZIP files inside a ZIP file: what a mail program saves when one asks for all attachments. What
// comes out is only handed on as files of their own, which the strict reader then judges.

const END = 0x06054b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;
const LIMITS = { files: 20_000, bytes: 2 ** 31, all: 8 * 2 ** 30 };

/** @param {Blob} blob @param {number} from @param {number} count */
const view = async (blob, from, count) => new DataView(await blob.slice(from, from + count).arrayBuffer());

/**
 * Those entries of a ZIP that are ZIPs; none of what is no ZIP, or odd.
 * @param {Blob} blob @returns {Promise<{name: string, bytes: Blob}[]>}
 */
export async function zipsIn(blob) {
  const tailAt = Math.max(0, blob.size - 0xffff - 22);
  const tail = await view(blob, tailAt, blob.size - tailAt);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) --end;
  if (end < 0) return [];
  const count = tail.getUint16(end + 10, true), size = tail.getUint32(end + 12, true), from = tail.getUint32(end + 16, true);
  if (count > LIMITS.files || from + size > blob.size) return [];
  const list = await view(blob, from, size);
  const found = [];
  let at = 0, all = 0;
  for (let i = 0; i < count && at + 46 <= list.byteLength && list.getUint32(at, true) === ENTRY; ++i) {
    const flags = list.getUint16(at + 8, true), method = list.getUint16(at + 10, true);
    const packed = list.getUint32(at + 20, true), unpacked = list.getUint32(at + 24, true);
    const nameSize = list.getUint16(at + 28, true), local = list.getUint32(at + 42, true);
    if (at + 46 + nameSize > list.byteLength) break;
    const name = new TextDecoder().decode(new Uint8Array(list.buffer, at + 46, nameSize));
    at += 46 + nameSize + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
    all += unpacked;
    if (!/\.zip$/i.test(name) || flags & 1 || unpacked > LIMITS.bytes || all > LIMITS.all || local + 30 > blob.size) continue;
    const head = await view(blob, local, 30);
    if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) continue;
    const data = local + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const bytes = blob.slice(data, data + packed);
    if (method === 0 && packed === unpacked) found.push({ name, bytes });
    else if (method === 8) {
      const inflated = await inflate(bytes, unpacked).catch(() => null);
      if (inflated) found.push({ name, bytes: inflated });
    }
  }
  return found;
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
