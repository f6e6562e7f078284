// The bytes of files in a ZIP, where the module says they are (src/intake/members.h).

/** @typedef {{name: string, from: number, packed: number, size: number, deflated: boolean}} Member */

/**
 * @param {Blob} zip @param {Member[]} members @param {(done: number, total: number) => void} [progress]
 * @returns {Promise<{names: string[], blobs: Blob[], broken: {name: string, why: {code: string}}[]}>}
 */
export async function takenOut(zip, members, progress) {
  const names = [], blobs = [], broken = [];
  for (const [i, { name, from, packed, size, deflated }] of members.entries()) {
    progress?.(i, members.length);
    const bytes = zip.slice(from, from + packed);
    const inside = deflated ? await inflate(bytes, size).catch(() => null) : bytes;
    if (inside) { names.push(name); blobs.push(inside); } else broken.push({ name, why: { code: 'kind.member_damaged' } });
  }
  return { names, blobs, broken };
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
