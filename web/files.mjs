// Files in and out: the chooser, drops, pastes, downloads. Bytes stay in Blobs; C++ holds a number.
import { isEditor } from './nodes.mjs';
import { PortError } from './store.mjs';

/** @typedef {{blob: number, name: string, size: number, type: string, path: string, modified: number, missing?: boolean}} FileRow */

/** The session's Blobs by number. */
export class Blobs {
  constructor() {
    this.last = 0;
    /** @type {Map<number, Blob>} */
    this.byNumber = new Map();
  }
  /** @param {Blob} blob */
  add(blob) {
    this.byNumber.set(++this.last, blob);
    return this.last;
  }
  /** @param {number} number */
  get(number) {
    const blob = this.byNumber.get(number);
    if (!blob) throw new PortError('file.unreadable');
    return blob;
  }
  /** @param {number} number */
  release(number) { this.byNumber.delete(number); }

  /** @param {File} file @param {string} path @returns {FileRow} */
  row(file, path = file.webkitRelativePath ?? '') {
    return { blob: this.add(file), name: file.name, size: file.size, type: file.type, path, modified: file.lastModified };
  }

  /** @param {string} path @returns {FileRow} */
  missing(path) {
    return { ...this.row(new File([], path.replace(/.*\//, '')), path), modified: 0, missing: true };
  }
}

/**
 * Opens the browser's chooser; resolves with the files once the person has chosen, or none.
 * @param {{accept?: string, multiple?: boolean, folder?: boolean, camera?: boolean}} how
 * @returns {Promise<File[]>}
 */
export function choose(how) {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = how.accept ?? '';
  input.multiple = how.multiple ?? false;
  input.webkitdirectory = how.folder ?? false;
  if (how.camera) input.setAttribute('capture', 'environment');
  input.className = 'chooser';
  input.tabIndex = -1;
  input.setAttribute('aria-hidden', 'true');
  document.body.append(input);  // Safari opens no chooser for an element outside the document
  return new Promise((resolve) => {
    const end = () => { input.remove(); resolve([...input.files ?? []]); };
    input.addEventListener('change', end, { once: true });
    input.addEventListener('cancel', end, { once: true });
    input.click();
  });
}

/** Of a file that the browser announces and does not deliver the name is all there is. @typedef {{file: File | null, path: string}} Found */

/** @param {FileSystemEntry} entry @returns {Promise<Found[]>} */
async function filesUnder(entry) {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    return [{ file: await new Promise((resolve) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, () => resolve(null))), path }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {Found[]} */
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => { found.push({ file: null, path: `${path}/…` }); resolve([]); }));
    if (!some.length) break;  // a browser hands out a hundred at a time
    found.push(...(await Promise.all(some.map(filesUnder))).flat());
  }
  return found;
}

/** None where nothing arrived but the news of it: out of a window of WinRAR or Outlook. @param {DataTransfer} transfer @returns {Promise<Found[]>} */
async function filesOf(transfer) {
  // Entries live only as long as the event: all of them are taken before the first await.
  const entries = [...transfer.items].filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  /** @type {Found[]} */
  const found = [];
  for (const [i, { entry, file }] of entries.entries()) {
    if (entry?.isDirectory) found.push(...await filesUnder(entry));
    else found.push({ file, path: file ? '' : entry?.name ?? `(${i + 1})` });
  }
  return found.some(({ file, path }) => file || !path.startsWith('(')) ? found : [];
}

/**
 * Drops and pastes anywhere on the page.
 * @param {Blobs} blobs
 * @param {(purpose: 'drop' | 'paste', files: FileRow[]) => void} arrived
 */
export function watchDropAndPaste(blobs, arrived) {
  const hasFiles = (/** @type {DataTransfer | null} */ transfer) => transfer?.types.includes('Files') ?? false;
  const page = document.documentElement;
  addEventListener('dragover', (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();  // or the browser leaves the page and opens the file
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    page.classList.add('dropping');
  });
  addEventListener('dragleave', (event) => { if (!event.relatedTarget) page.classList.remove('dropping'); });
  addEventListener('drop', async (event) => {
    page.classList.remove('dropping');
    if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    arrived('drop', (await filesOf(event.dataTransfer)).map(({ file, path }) => (file ? blobs.row(file, path) : blobs.missing(path))));
  });
  addEventListener('paste', (event) => {
    const files = [...event.clipboardData?.files ?? []];
    // Word puts a picture beside the text it copies: in a text field the text is what is meant.
    if (!files.length || (isEditor(document.activeElement) && event.clipboardData?.types.includes('text/plain'))) return;
    event.preventDefault();
    arrived('paste', files.map((file) => blobs.row(file, '')));
  });
}

/** How the bytes of what may be shown begin, a letter a byte: nothing that can act is among them. */
const SHOWN = /** @type {const} */ ([
  ['image/png', /^\x89PNG\r\n\x1a\n/], ['image/jpeg', /^\xff\xd8\xff/], ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/], ['image/avif', /^[^]{4}ftypavi[fs]/], ['image/bmp', /^BM[^]{4}\0{4}/], ['application/pdf', /^%PDF-/],
]);
/** @typedef {typeof SHOWN[number][0]} Shown */

/** What the bytes are; '' for what is never shown. A name or what a file says of itself counts for nothing. @param {Blob} blob @returns {Promise<Shown | ''>} */
export async function mediaType(blob) {
  const begins = String.fromCharCode(...new Uint8Array(await blob.slice(0, 12).arrayBuffer()));
  return SHOWN.find(([, magic]) => magic.test(begins))?.[0] ?? '';
}

/**
 * The one place where bytes get an address of our origin: opened in a tab of its own, a page or an SVG would run
 * as we do and read the keys. So the type is never the Blob's own.
 * @param {Blob} blob @param {Shown | 'application/octet-stream'} type
 */
export const addressOf = (blob, type) => URL.createObjectURL(blob.slice(0, blob.size, type));

/**
 * A name that a file may have on Windows too, its ending kept. Letters that turn or hide others would make "…gpj.html"
 * look like a picture.
 * @param {string} name
 */
export function savedName(name) {
  const [, stem, ending] = /** @type {string[]} */ (/^(.*?)(\.[^.]{1,10})?$/su.exec(
    name.replace(/[\p{Cc}\p{Cf}]/gu, '').replace(/[<>:"/\\|?*]/g, '-').replace(/[. ]+$/, '')));
  return [...stem].slice(0, 80).join('').replace(/^(con|prn|aux|nul|(com|lpt)\d)?(?=\.|$)/i, '_$&') + (ending ?? '');
}

/** @param {Blob} blob @param {string} name */
export function download(blob, name) {
  const link = document.createElement('a');
  link.href = addressOf(blob, 'application/octet-stream');
  link.download = savedName(name);
  link.click();
  // Firefox and Safari read it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {Blob} blob @param {number} limit @param {string} name */
export async function readText(blob, limit, name) {
  if (blob.size > limit) throw new PortError('file.too_large', [['limit', String(Math.round(limit / (1 << 20)))]], name);
  let bytes;
  try {
    bytes = await blob.arrayBuffer();
  } catch {
    throw new PortError('file.unreadable', [], name);  // moved or changed since it was chosen
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PortError('file.not_text', [], name);
  }
}

/**
 * A photo with its longer side at most `side` pixels, as JPEG, turned the way the camera said.
 * @param {Blob} blob @param {number} side @param {number} quality
 */
export async function shrink(blob, side, quality) {
  let image;
  try {
    image = await createImageBitmap(blob);
  } catch {
    throw new PortError('file.not_an_image');
  }
  const factor = Math.min(1, side / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * factor));
  canvas.height = Math.max(1, Math.round(image.height * factor));
  const context = canvas.getContext('2d');
  if (!context) throw new PortError('file.not_an_image');
  context.fillStyle = '#fff';  // JPEG has no transparency; black is what it would become
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const smaller = await new Promise((/** @type {(_: Blob | null) => void} */ done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!smaller) throw new PortError('file.not_an_image');
  return smaller;
}
