// Evidence shown in a dialog over the page. Only what cannot act is shown: pictures as <img>, PDF in
// the browser's own viewer, plain text as text. Anything else is offered to be saved.
import { addressOf, download, mediaType } from './files.mjs';

const TEXTS = /\.(txt|csv|md|json|log)$/i;
const TEXT_LIMIT = 1 << 20;

/**
 * @param {Blob} blob
 * @param {{name: string, close: string, save: string, none: string}} how  texts in the page's language
 * @returns {Promise<void>} when it was closed
 */
export async function preview(blob, how) {
  const type = await mediaType(blob);
  let url = '';
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
  if (type && type !== 'application/pdf') {
    const image = document.createElement('img');
    image.alt = how.name;
    image.addEventListener('error', () => image.replaceWith(sentence(how.none)));
    image.src = url = addressOf(blob, type);
    body = image;
  } else if (type && navigator.pdfViewerEnabled) {
    // No sandbox: browsers show no PDF in one. Their viewers are not of our origin.
    const frame = document.createElement('iframe');
    frame.title = how.name;
    frame.src = url = addressOf(blob, type);
    body = frame;
  } else if (!type && TEXTS.test(how.name) && blob.size <= TEXT_LIMIT) {
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
