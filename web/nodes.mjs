// How a node of src/port/mirror.h becomes an element: its tag, its attributes. Names and values go
// in as text and attributes, never as HTML.

/** port::Role, in its order. */
export const ROLES = /** @type {const} */ ([
  'group', 'banner', 'navigation', 'main', 'complementary', 'contentinfo', 'form', 'region', 'scroll',
  'dialog', 'heading', 'text', 'status', 'alert', 'button', 'link', 'checkbox', 'radio', 'radiogroup',
  'textbox', 'multiline', 'search', 'password', 'combobox', 'list', 'listitem', 'table', 'row',
  'columnheader', 'rowheader', 'cell', 'progressbar', 'image', 'separator',
  'label',
]);
/** @typedef {typeof ROLES[number]} Role */

/** port::Flag. */
export const FLAG = {
  disabled: 1, checked: 2, selected: 4, expanded: 8, collapsed: 16, invalid: 32, required: 64,
  read_only: 128, busy: 256, current: 512, pressed: 1024, focus_now: 2048, bold: 4096, small: 8192,
  right_aligned: 16384, drop_target: 32768, decimal: 65536, email: 1 << 17, url: 1 << 18,
  telephone: 1 << 19, roving: 1 << 20,
};

/**
 * A node as it was last put into its element.
 * @typedef {object} Look
 * @property {Role} role
 * @property {boolean} parent  it has children
 * @property {number} flags
 * @property {number} x @property {number} y @property {number} w @property {number} h
 * @property {number} fontPx
 * @property {number} level
 * @property {number} contentHeight
 * @property {number} scrollTo
 * @property {number} now @property {number} max
 * @property {number} rowCount
 * @property {number} labels @property {number} labelledBy @property {number} describedBy  ids of other nodes, 0: none
 * @property {string} name @property {string} value @property {string} description
 * @property {string} placeholder @property {string} color @property {string} options
 */

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Editor */

const TAGS = new Map(Object.entries({
  banner: 'header', navigation: 'nav', main: 'main', complementary: 'aside', contentinfo: 'footer',
  region: 'section', dialog: 'dialog', text: 'p', button: 'button', checkbox: 'input', radio: 'input',
  textbox: 'input', search: 'input', password: 'input', multiline: 'textarea', combobox: 'select', label: 'label',
}));
// Real list and table elements lose their roles when they are positioned; the ARIA role stays.
const ARIA = new Set(['form', 'status', 'alert', 'radiogroup', 'list', 'listitem', 'table', 'row',
  'columnheader', 'rowheader', 'cell', 'progressbar', 'separator']);
const NAMED_BY_CONTENT = new Set(['heading', 'text', 'label', 'status', 'alert', 'button', 'link', 'listitem',
  'columnheader', 'rowheader', 'cell']);

/** The element's id, for what refers to it. @param {number} node */
export const idOf = (node) => (node ? `n${node}` : '');

/** A person may be led there; C++ has looked at the rest of it (base/web_address.h). @param {string} url */
export const opensItself = (url) => /^(https?|mailto):/i.test(url);

/**
 * What the element has to be. A node whose kind changes gets a new element.
 * @param {Role} role @param {number} level @param {string} value
 */
export function kindOf(role, level, value) {
  if (role === 'heading') return `h${Math.min(6, Math.max(1, level))}`;
  if (role === 'link') return opensItself(value) ? 'a' : 'button';
  return TAGS.get(role) ?? 'div';
}

/** @param {Role} role @param {string} kind @param {number} node @returns {HTMLElement} */
export function makeElement(role, kind, node) {
  const el = document.createElement(kind);
  el.id = idOf(node);
  el.className = role;
  if (ARIA.has(role)) el.setAttribute('role', role);
  if (role === 'image') el.setAttribute('role', 'img');
  if (role === 'link' && kind === 'button') el.setAttribute('role', 'link');
  if (el instanceof HTMLButtonElement) el.type = 'button';
  if (el instanceof HTMLAnchorElement) {
    el.target = '_blank';
    el.rel = 'noopener noreferrer';
  }
  if (el instanceof HTMLInputElement) {
    el.type = role === 'textbox' ? 'text' : role;
    el.autocomplete = role === 'password' ? 'new-password' : 'off';
  }
  if (role === 'main') {
    el.id = 'main';
    el.tabIndex = -1;  // where the skip link leads
  }
  if (kind === 'h1') el.tabIndex = -1;  // where a new screen begins
  if (role === 'scroll') {
    // Its depth is the content's height: the children are positioned and give it none.
    const depth = document.createElement('i');
    depth.className = 'depth';
    depth.setAttribute('aria-hidden', 'true');
    el.append(depth);
  }
  return el;
}

/** @param {Element} el @param {string} name @param {string | null} value */
function attribute(el, name, value) {
  if (value === null || value === '') el.removeAttribute(name);
  else if (el.getAttribute(name) !== value) el.setAttribute(name, value);
}

/** @param {Element | null} el @returns {el is Editor} */
export function isEditor(el) {
  return el instanceof HTMLTextAreaElement ||
    (el instanceof HTMLInputElement && el.type !== 'checkbox' && el.type !== 'radio' && el.type !== 'file');
}

/**
 * Puts `to` into the element; `from` is what it shows now (null: a new element).
 * @param {HTMLElement} el @param {Look | null} from @param {Look} to @param {number} parentId
 */
export function dress(el, from, to, parentId) {
  const style = el.style;
  if (!from || from.x !== to.x) style.left = `${to.x}px`;
  if (!from || from.y !== to.y) style.top = `${to.y}px`;
  if (!from || from.w !== to.w) style.width = `${to.w}px`;
  if (!from || from.h !== to.h) {
    style.height = `${to.h}px`;
    // The browser cuts a line at its own height, and with it what stands on Ấ: the line is the whole field.
    if (el instanceof HTMLInputElement && isEditor(el)) style.lineHeight = `${to.h}px`;
  }
  if (!from || from.fontPx !== to.fontPx) style.fontSize = `${to.fontPx}px`;
  if (from?.color !== to.color) style.setProperty('--ink', to.color || null);
  if (to.role === 'scroll' && from?.contentHeight !== to.contentHeight) {
    const depth = /** @type {HTMLElement} */ (el.firstChild);
    depth.style.top = `${Math.max(0, to.contentHeight - 1)}px`;
  }
  dressFlags(el, from ? from.flags : 0, to.flags, to);
  if (!from || from.name !== to.name || from.parent !== to.parent || from.labelledBy !== to.labelledBy) dressName(el, to);
  if (from?.description !== to.description) attribute(el, 'aria-description', to.description);
  if (from?.describedBy !== to.describedBy) attribute(el, 'aria-describedby', idOf(to.describedBy));
  if (el instanceof HTMLLabelElement) el.htmlFor = idOf(to.labels);
  if (to.role === 'combobox' && from?.options !== to.options) dressOptions(/** @type {HTMLSelectElement} */ (el), to.options);
  dressValue(el, to);
  if (from?.placeholder !== to.placeholder) attribute(el, 'placeholder', to.placeholder);
  if (to.role === 'progressbar') {
    attribute(el, 'aria-valuenow', String(Math.round(to.now)));
    attribute(el, 'aria-valuemax', String(Math.round(to.max)));
  }
  if (to.role === 'row' || to.role === 'listitem') attribute(el, to.role === 'row' ? 'aria-rowindex' : 'aria-posinset', to.level > 0 ? String(to.level) : null);
  if (to.role === 'table') attribute(el, 'aria-rowcount', to.rowCount > 0 ? String(to.rowCount) : null);
  if (el instanceof HTMLInputElement && el.type === 'radio') el.name = `group-${parentId}`;
}

/** @param {HTMLElement} el @param {Look} to */
function dressName(el, to) {
  const asText = NAMED_BY_CONTENT.has(to.role) && !to.parent;
  const first = el.firstChild;
  const text = first instanceof Text ? first : null;
  if (asText) {
    if (text) { if (text.data !== to.name) text.data = to.name; } else el.prepend(to.name);
  } else {
    text?.remove();
  }
  attribute(el, 'aria-label', asText || to.labelledBy ? null : to.name);
  // A real field is named by its <label for>; a group of them can only point at it.
  if (to.role === 'radiogroup') attribute(el, 'aria-labelledby', idOf(to.labelledBy));
  if ((to.role === 'group' || to.role === 'scroll') && to.name) attribute(el, 'role', to.role === 'group' ? 'group' : 'region');
}

/** @param {HTMLElement} el @param {number} from @param {number} to @param {Look} look */
function dressFlags(el, from, to, look) {
  const changed = from ^ to;
  if (!changed) return;
  const has = (/** @type {number} */ flag) => (to & flag) !== 0;
  /** @param {number} flag @param {string} name */
  const aria = (flag, name, value = 'true') => { if (changed & flag) attribute(el, name, has(flag) ? value : null); };
  if (changed & FLAG.disabled) {
    if ('disabled' in el) el.disabled = has(FLAG.disabled);
    else attribute(el, 'aria-disabled', has(FLAG.disabled) ? 'true' : null);
  }
  if (changed & (FLAG.expanded | FLAG.collapsed)) {
    attribute(el, 'aria-expanded', has(FLAG.expanded) ? 'true' : has(FLAG.collapsed) ? 'false' : null);
  }
  aria(FLAG.selected, 'aria-selected');
  aria(FLAG.invalid, 'aria-invalid');
  aria(FLAG.required, 'aria-required');
  aria(FLAG.busy, 'aria-busy');
  aria(FLAG.current, 'aria-current');
  aria(FLAG.pressed, 'aria-pressed');
  aria(FLAG.roving, 'data-roving');
  if (isEditor(el)) {
    el.readOnly = has(FLAG.read_only);
    attribute(el, 'inputmode', has(FLAG.decimal) ? 'decimal' : has(FLAG.email) ? 'email' : has(FLAG.url) ? 'url'
      : has(FLAG.telephone) ? 'tel' : null);
    if (look.role === 'textbox' && (to & (FLAG.email | FLAG.url | FLAG.decimal | FLAG.telephone))) el.spellcheck = false;
  }
  if (changed & FLAG.bold) el.classList.toggle('bold', has(FLAG.bold));
  if (changed & FLAG.right_aligned) el.classList.toggle('right', has(FLAG.right_aligned));
}

/** @param {HTMLElement} el @param {Look} to */
function dressValue(el, to) {
  if (el instanceof HTMLInputElement && (el.type === 'checkbox' || el.type === 'radio')) {
    const checked = (to.flags & FLAG.checked) !== 0;
    if (el.checked !== checked) el.checked = checked;
  } else if (isEditor(el)) {
    // The element is the only writer of its text while a person is in it.
    if (el !== document.activeElement && el.value !== to.value) el.value = to.value;
  } else if (el instanceof HTMLSelectElement) {
    if (el.value !== to.value) el.value = to.value;
  } else if (el instanceof HTMLAnchorElement) {
    if (el.getAttribute('href') !== to.value) el.setAttribute('href', to.value);
  }
}

/** @param {HTMLSelectElement} select @param {string} options value LF label LF … */
function dressOptions(select, options) {
  const parts = options.split('\n');
  const made = [];
  for (let i = 0; i + 1 < parts.length; i += 2) made.push(new Option(parts[i + 1], parts[i]));
  select.replaceChildren(...made);
}
