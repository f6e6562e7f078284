// What a person does to the elements, as acts on nodes (port::Action), and where the pointer is.
import { clean } from './clean.mjs';
import { isEditor } from './nodes.mjs';
import { listenForArrows } from './rove.mjs';

/** @typedef {import('./mirror.mjs').Mirror} Mirror */
/** @typedef {import('./mirror.mjs').Item} Item */

/** port::Action::Kind, in its order. */
export const ACT = { click: 0, input: 1, commit: 2, focus: 3, blur: 4, scroll: 5, escape: 6 };

/** A secret is what it is; only its accents may be written in two ways. @param {Element} editor */
function typedIn(editor) {
  const { value, type } = /** @type {HTMLInputElement} */ (editor);
  return type === 'password' ? value.normalize('NFC') : clean(value, editor instanceof HTMLTextAreaElement);
}

/**
 * @param {Mirror} mirror
 * @param {(node: number, kind: number, text: string, number: number) => void} act  never called during a frame
 * @param {(x: number, y: number, state: number) => void} pointer
 * @param {(key: string) => void} key
 * @returns {{commit: () => void}}  commit: what is being typed counts as typed
 */
export function listen(mirror, act, pointer, key) {
  const root = mirror.root;
  listenForArrows(root);
  /** @type {(() => void)[]} */
  const waiting = [];

  // Patching moves the focus, and C++ must not be entered while it draws.
  const deliver = (/** @type {() => void} */ call) => {
    if (!mirror.busy) return call();
    if (!waiting.length) queueMicrotask(() => { for (const one of waiting.splice(0)) one(); });
    waiting.push(call);
  };
  const send = (/** @type {Item} */ item, /** @type {number} */ kind, text = '', number = 0) =>
    deliver(() => act(item.id, kind, text, number));

  /** What C++ was last told of an editor's text as settled. @type {WeakMap<Element, string>} */
  const settled = new WeakMap();
  const settle = (/** @type {Item} */ item, always = false) => {
    const text = typedIn(item.el);
    if (!always && settled.get(item.el) === text) return;
    settled.set(item.el, text);
    send(item, ACT.commit, text);
  };

  root.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest('button, a') : null;
    const item = mirror.itemOf(target);
    if (item && item.el === target && item.kind === 'button') send(item, ACT.click);
  });
  root.addEventListener('input', (event) => {
    const item = mirror.itemOf(event.target);
    if (item && isEditor(item.el)) send(item, ACT.input, item.el.value);
  });
  root.addEventListener('change', (event) => {
    const item = mirror.itemOf(event.target);
    if (!item) return;
    const el = item.el;
    // The element already shows what was asked for; C++ has the last word.
    item.stale = true;
    if (el instanceof HTMLSelectElement) send(item, ACT.input, el.value);
    else if (el instanceof HTMLInputElement && (el.type === 'checkbox' || el.type === 'radio')) send(item, ACT.input, String(el.checked));
  });
  root.addEventListener('keydown', (event) => {
    const item = mirror.itemOf(event.target);
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    if (item && item.el instanceof HTMLInputElement && isEditor(item.el)) settle(item, true);
  });
  root.addEventListener('focusin', (event) => {
    const item = mirror.itemOf(event.target);
    if (!item) return;
    if (isEditor(item.el)) settled.set(item.el, typedIn(item.el));
    send(item, ACT.focus);
  });
  root.addEventListener('focusout', (event) => {
    const item = mirror.itemOf(event.target);
    if (!item) return;
    if (isEditor(item.el)) settle(item);
    item.stale = true;
    send(item, ACT.blur);
  });
  root.addEventListener('scroll', (event) => {
    const item = mirror.itemOf(event.target);
    if (item && item.el === event.target && item.look?.role === 'scroll') send(item, ACT.scroll, '', item.el.scrollTop);
  }, { capture: true, passive: true });
  for (const name of ['cancel', 'close']) {
    root.addEventListener(name, (event) => {
      const item = mirror.itemOf(event.target);
      if (!item || item.el !== event.target || item.look?.role !== 'dialog') return;
      if (event.cancelable) event.preventDefault();
      if (mirror.items.get(item.id) === item) send(item, ACT.escape);
    }, { capture: true });
  }

  const commit = () => {
    const item = mirror.itemOf(document.activeElement);
    if (item && isEditor(item.el)) settle(item);
  };
  addEventListener('keydown', (event) => {
    const letter = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      const name = `ctrl+${event.shiftKey ? 'shift+' : ''}${letter}`;
      if (name === 'ctrl+s') {
        event.preventDefault();
        commit();
        deliver(() => key(name));
      } else if (['ctrl+z', 'ctrl+shift+z', 'ctrl+y'].includes(name) && !isEditor(document.activeElement)) {
        event.preventDefault();
        deliver(() => key(name));
      }
    } else if (event.key === 'Escape' && !event.isComposing && !isEditor(document.activeElement) && !document.querySelector('dialog[open]')) {
      deliver(() => key('escape'));
    }
  });

  // Hover and pressed looks only. A lifted finger hovers nowhere.
  const point = (/** @type {PointerEvent} */ event) => {
    const touch = event.pointerType === 'touch';
    const down = event.type === 'pointerdown' || (event.type === 'pointermove' && (event.buttons & 1) !== 0);
    const gone = event.type === 'pointercancel' || event.type === 'pointerleave' || (touch && event.type === 'pointerup');
    pointer(event.clientX, event.clientY, gone ? -1 : down ? 1 : 0);
  };
  for (const name of /** @type {const} */ (['pointermove', 'pointerdown', 'pointerup', 'pointercancel'])) {
    addEventListener(name, point, { capture: true, passive: true });
  }
  document.documentElement.addEventListener('pointerleave', point, { passive: true });
  return { commit };
}
