// Long lists of buttons as one stop for Tab: rows of a table, the criteria, the steps. Arrows, Home and
// End go from one to the next; a list that shows only a part of its rows is scrolled to the next one.

const LIST = '[data-roving]';

/** @param {Element} list @returns {HTMLElement[]} */
const buttonsOf = (list) => [...list.querySelectorAll('button:not(:disabled)')].filter((el) => el instanceof HTMLElement);

/** One button of the list takes part in Tab: the one last used, the chosen one, or the first. @param {HTMLElement} list */
export function setTabStop(list) {
  const all = buttonsOf(list);
  const stop = all.find((el) => el === document.activeElement) ?? all.find((el) => el.dataset.stop) ??
    all.find((el) => el.hasAttribute('aria-current')) ?? all[0];
  for (const el of all) {
    const index = el === stop ? 0 : -1;
    if (el.tabIndex !== index) el.tabIndex = index;
  }
}

/** @param {HTMLElement} list @param {HTMLElement} button */
function stopAt(list, button) {
  for (const el of buttonsOf(list)) delete el.dataset.stop;
  button.dataset.stop = '1';
  setTabStop(list);
}

/** @param {Element | null | undefined} row */
const indexOf = (row) => Number(row?.getAttribute('aria-rowindex') ?? 0);

/** The row that is not drawn yet is scrolled into being. @param {HTMLElement} list @param {number} wanted */
async function reach(list, wanted) {
  const scroller = list.closest('.scroll');
  for (let tries = 0; scroller && tries < 20; ++tries) {
    const rows = [...list.querySelectorAll('[aria-rowindex]')];
    const button = rows.find((row) => indexOf(row) === wanted)?.querySelector('button');
    if (button) return button.focus();
    const before = rows.some((row) => indexOf(row) < wanted && row.querySelector('button'));
    scroller.scrollTop += before ? 120 : -120;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  }
}

/** @param {HTMLElement} root */
export function listenForArrows(root) {
  root.addEventListener('focusin', (event) => {
    const button = event.target instanceof HTMLButtonElement ? event.target : null;
    /** @type {HTMLElement | null | undefined} */
    const list = button?.closest(LIST);
    if (button && list) stopAt(list, button);
  });
  root.addEventListener('keydown', (event) => {
    const button = event.target instanceof HTMLButtonElement ? event.target : null;
    /** @type {HTMLElement | null | undefined} */
    const list = button?.closest(LIST);
    if (!button || !list || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const all = buttonsOf(list), at = all.indexOf(button), last = all.length - 1;
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const row = indexOf(button.closest('[aria-rowindex]')), rows = Number(list.getAttribute('aria-rowcount') ?? 0);
    const next = row + to - at;
    // Rows that are not in a list of their own are numbered from 2: the head is the first.
    if (row && event.key.startsWith('Arrow') && indexOf(all[to]?.closest('[aria-rowindex]')) !== next && next > 1 && next <= rows) void reach(list, next);
    else if (all[to]) all[to].focus();
  });
}
