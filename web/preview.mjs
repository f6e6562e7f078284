// Evidence shown in a dialog over the page. Only what cannot act is shown: pictures as <img>, PDF in
// the browser's own viewer, plain text as text. Anything else is offered to be saved.
import { download } from './files.mjs';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp', 'image/svg+xml'];
const ENDINGS = new Map(Object.entries({
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif',
  bmp: 'image/bmp', svg: 'image/svg+xml', pdf: 'application/pdf', txt: 'text/plain', csv: 'text/plain', md: 'text/plain',
  json: 'text/plain', log: 'text/plain', zip: 'application/zip',
  doc: 'application/msword', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint', pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}));
const TEXT_LIMIT = 1 << 20;

/** What a file of this name is; a bundle does not say. @param {string} name */
export const typeOf = (name) => ENDINGS.get(/\.([a-z0-9]+)$/i.exec(name)?.[1].toLowerCase() ?? '') ?? 'application/octet-stream';

/**
 * @param {Blob} blob
 * @param {{name: string, type?: string, close: string, save: string, none: string}} how  texts in the page's language
 * @returns {Promise<void>} when it was closed
 */
export async function preview(blob, how) {
  // The type decides how the bytes are treated, so it is one of ours, never what the file claims.
  let type = how.type ?? '';
  if (!PICTURES.includes(type) && type !== 'application/pdf') type = typeOf(how.name);
  const url = URL.createObjectURL(new Blob([blob], { type }));
  const dialog = document.createElement('dialog');
  dialog.className = 'preview';
  dialog.setAttribute('aria-label', how.name);

  const bar = document.createElement('div');
  bar.className = 'bar';
  const title = document.createElement('strong');
  title.textContent = how.name;
  const button = (/** @type {string} */ text, /** @type {() => void} */ act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  };
  const close = button(how.close, () => dialog.close());
  close.autofocus = true;
  bar.append(title, button(how.save, () => download(blob, how.name)), close);

  /** @type {HTMLElement} */
  let body;
  if (PICTURES.includes(type)) {
    const image = document.createElement('img');
    image.alt = how.name;
    image.addEventListener('error', () => image.replaceWith(sentence(how.none)));
    image.src = url;
    body = image;
  } else if (type === 'application/pdf' && navigator.pdfViewerEnabled) {
    const frame = document.createElement('iframe');
    frame.title = how.name;
    frame.src = url;
    body = frame;
  } else if (type === 'text/plain' && blob.size <= TEXT_LIMIT) {
    body = document.createElement('pre');
    body.tabIndex = 0;
    body.textContent = await blob.text();
  } else {
    body = sentence(how.none);
  }
  const room = document.createElement('div');
  room.className = 'room';
  room.append(body);
  dialog.append(bar, room);
  document.body.append(dialog);
  const opener = document.activeElement;
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener('close', closed, { once: true }));
  dialog.remove();
  URL.revokeObjectURL(url);
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
}

/** @param {string} text */
function sentence(text) {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}
