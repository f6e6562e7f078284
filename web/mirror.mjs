// The mirror: real elements over the canvas, kept the same as the nodes that C++ shows.
// src/port/mirror.h says what and why, src/page/show.cc how the nodes come.
import { FLAG, ROLES, dress, kindOf, makeElement } from './nodes.mjs';
import { setTabStop } from './rove.mjs';

/** @typedef {import('./nodes.mjs').Look} Look */

/**
 * One node and its element.
 * @typedef {object} Item
 * @property {number} id
 * @property {HTMLElement} el
 * @property {string} kind
 * @property {number} low @property {number} high  hash of what the element shows
 * @property {boolean} stale   the person changed the element: look again whatever the hash says
 * @property {number} seen     the showing it was last in
 * @property {Look | null} look
 * @property {ChildNode | null} last  the last child that is in its place
 * @property {HTMLElement | null} opener  dialog: what had the focus before
 */

const WORDS = 32;
const decoder = new TextDecoder();

export class Mirror {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Map<number, Item>} */
    this.items = new Map();
    /** @type {WeakMap<Element, Item>} */
    this.byElement = new WeakMap();
    this.showing = 0;
    /** What was shown last, in its order. @type {Item[]} */
    this.row = [];
    this.orderLow = -1;
    this.orderHigh = -1;
    /** @type {ChildNode | null} */
    this.rootLast = null;
    /** Acts wait while this is true: C++ is in the middle of a frame. */
    this.busy = false;
  }

  /** Nothing is there: another module shows from now on. */
  reset() {
    this.root.replaceChildren();
    this.items.clear();
    this.orderLow = this.orderHigh = -1;
    this.rootLast = null;
  }

  /** The node an element belongs to. @param {EventTarget | null} target */
  itemOf(target) {
    for (let el = target instanceof Element ? target : null; el && el !== this.root; el = el.parentElement) {
      const item = this.byElement.get(el);
      if (item) return item;
    }
    return null;
  }

  /**
   * @param {ArrayBufferLike} memory @param {number} at @param {number} count
   * @param {number} orderLow @param {number} orderHigh
   */
  show(memory, at, count, orderLow, orderHigh) {
    const words = new Int32Array(memory, at, count * WORDS);
    const floats = new Float32Array(memory, at, count * WORDS);
    const bytes = new Uint8Array(memory);
    const text = (/** @type {number} */ word) => words[word + 1] ? decoder.decode(bytes.subarray(words[word] >>> 0, (words[word] >>> 0) + words[word + 1])) : '';
    const focused = this.itemOf(document.activeElement), before = this.row;
    const sameOrder = orderLow === this.orderLow && orderHigh === this.orderHigh;
    this.orderLow = orderLow;
    this.orderHigh = orderHigh;
    this.busy = true;
    ++this.showing;

    /** @type {Item[]} */
    const row = new Array(count);
    /** @type {Item[]} */
    const toFocus = [];
    /** @type {[Item, number][]} */
    const toScroll = [];
    let replaced = false, changed = !sameOrder;
    for (let i = 0; i < count; ++i) {
      const w = i * WORDS;
      let item = this.items.get(words[w] >>> 0);
      const low = words[w + 2], high = words[w + 3];
      if (item && item.low === low && item.high === high && !item.stale) {
        item.seen = this.showing;
        row[i] = item;
        continue;
      }
      const role = ROLES[words[w + 4] & 0xff];
      /** @type {Look} */
      const look = {
        role, parent: (words[w + 4] >> 8) !== 0, flags: words[w + 5],
        x: floats[w + 6], y: floats[w + 7], w: floats[w + 8], h: floats[w + 9], fontPx: floats[w + 10],
        level: words[w + 11], contentHeight: floats[w + 12], scrollTo: floats[w + 13],
        now: floats[w + 14], max: floats[w + 15], rowCount: words[w + 16],
        labels: words[w + 17] >>> 0, labelledBy: words[w + 18] >>> 0, describedBy: words[w + 19] >>> 0,
        name: text(w + 20), value: text(w + 22), description: text(w + 24), placeholder: text(w + 26),
        color: text(w + 28), options: text(w + 30),
      };
      const kind = kindOf(role, look.level, look.value);
      if (!item || item.kind !== kind || item.look?.role !== role) {
        if (item) this.remove(item);
        const el = makeElement(role, kind, words[w] >>> 0);
        item = { id: words[w] >>> 0, el, kind, low: 0, high: 0, stale: false, seen: 0, look: null, last: null, opener: null };
        this.items.set(item.id, item);
        this.byElement.set(el, item);
        replaced = true;
      }
      const parent = words[w + 1];
      dress(item.el, item.look, look, parent < 0 ? 0 : row[parent].id);
      if (look.flags & ~(item.look?.flags ?? 0) & FLAG.focus_now) toFocus.push(item);
      if (role === 'scroll' && look.scrollTo >= 0 && look.scrollTo !== item.look?.scrollTo) toScroll.push([item, look.scrollTo]);
      changed = true;
      item.look = look;
      item.low = low;
      item.high = high;
      item.stale = false;
      item.seen = this.showing;
      row[i] = item;
    }
    if (!sameOrder || replaced) this.arrange(words, row);
    for (const item of row) if (item.look?.role === 'dialog') this.keepOpen(item);
    for (const [item, to] of toScroll) item.el.scrollTop = to;
    this.row = row;
    if (changed) for (const item of row) if (item.look && item.look.flags & FLAG.roving) setTabStop(item.el);
    if (focused && !canFocus(focused.el)) this.refocus(focused, before);
    for (const item of toFocus) item.el.focus();
    this.busy = false;
  }

  /** @param {Item} item */
  remove(item) {
    item.el.remove();
    this.items.delete(item.id);
  }

  /**
   * The focus never falls off the page. What had it is gone or cannot be used any more: a dialog gives
   * it back to what opened it, anything else to its nearest neighbour in reading order.
   * @param {Item} gone @param {Item[]} order  as it was
   */
  refocus(gone, order) {
    const again = this.items.get(gone.id);
    if (again && canFocus(again.el)) return again.el.focus();
    let from = gone;
    for (const closed of order) {
      if (!closed.opener || closed.el.isConnected || !closed.el.contains(gone.el)) continue;
      if (canFocus(closed.opener)) return closed.opener.focus();
      from = this.byElement.get(closed.opener) ?? from;
    }
    const at = order.indexOf(from);
    const modal = document.querySelector('#mirror dialog[open]');
    for (const near of [...order.slice(at + 1), ...order.slice(0, Math.max(0, at)).reverse()]) {
      if (/^(button|a)$/.test(near.kind) && canFocus(near.el) && (!modal || modal.contains(near.el))) return near.el.focus();
    }
    document.getElementById('main')?.focus();
  }

  /**
   * Every element under its parent, in reading order, with as few moves as possible: a moved element
   * loses its focus, its scroll offset and an open composition.
   * @param {Int32Array} words @param {Item[]} row
   */
  arrange(words, row) {
    for (const item of this.items.values()) {
      item.last = item.look?.role === 'scroll' || item.el.firstChild instanceof Text ? item.el.firstChild : null;
      if (item.seen !== this.showing) this.remove(item);
    }
    this.rootLast = null;
    const focused = document.activeElement;
    for (let i = 0; i < row.length; ++i) {
      const item = row[i], up = words[i * WORDS + 1];
      const box = up < 0 ? this.root : row[up].el;
      /** @type {ChildNode | null} */
      const last = up < 0 ? this.rootLast : row[up].last;
      /** @type {ChildNode | null} */
      let next = last ? last.nextSibling : box.firstChild;
      if (next !== item.el) {
        if (item.el.parentNode === box && focused && item.el.contains(focused)) {
          // The others make way for the one that has the focus.
          while (next && next !== item.el) {
            const following = next.nextSibling;
            box.append(next);
            next = following;
          }
        } else {
          move(box, item, next);
        }
      }
      if (up < 0) this.rootLast = item.el; else row[up].last = item.el;
    }
  }

  /** A dialog is modal while it is there, whatever key the browser closes it with. @param {Item} item */
  keepOpen(item) {
    const dialog = /** @type {HTMLDialogElement} */ (item.el);
    if (dialog.open || !dialog.isConnected) return;
    if (!item.opener && document.activeElement instanceof HTMLElement) item.opener = document.activeElement;
    dialog.showModal();
  }
}

/** @param {HTMLElement} el */
const canFocus = (el) => el.isConnected && !el.matches(':disabled');

/** @param {HTMLElement} box @param {Item} item @param {ChildNode | null} before */
function move(box, item, before) {
  const focused = document.activeElement;
  const hadFocus = focused instanceof HTMLElement && item.el.contains(focused);
  const scrolled = item.el.isConnected && item.look?.role === 'scroll' ? item.el.scrollTop : 0;
  box.insertBefore(item.el, before);
  if (scrolled) item.el.scrollTop = scrolled;
  if (hadFocus) focused.focus({ preventScroll: true });
}
