// The page around the canvas in the canvas's own looks, what the system asks for, and a phone's keyboard.
import { isEditor } from './nodes.mjs';

/**
 * What src/ui/look.cc says.
 * @typedef {object} Look
 * @property {boolean} dark
 * @property {number} zoom  text size, per cent
 * @property {Record<string, string>} colors  by name, "#rrggbb"
 */

/**
 * @param {Look} look
 * @param {import('./canvas.mjs').Canvas} canvas
 */
export function wear({ dark, zoom, colors }, canvas) {
  const { style } = document.documentElement;
  style.colorScheme = dark ? 'dark' : 'light';
  for (const [name, color] of Object.entries(colors)) style.setProperty(`--${name}`, color);
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', colors.page);
  // Everything grows, as by the browser's own zoom: what no longer fits goes below.
  style.setProperty('--zoom', String(zoom / 100));
  canvas.enlarge(zoom / 100);
}

const DARK = matchMedia('(prefers-color-scheme: dark)');
const MORE = matchMedia('(prefers-contrast: more)');
// Where the system picks all colours (Windows' contrast themes) a canvas is left out: it takes the nearest theme of ours.
const FORCED = matchMedia('(forced-colors: active)');

/** What the system wants. */
export const systemLooks = () => ({ dark: DARK.matches, contrast: MORE.matches || FORCED.matches });

/** Tells it whenever it changes. @param {(system: {dark: boolean, contrast: boolean}) => void} tell */
export function watchSystem(tell) {
  for (const query of [DARK, MORE, FORCED]) query.addEventListener('change', () => tell(systemLooks()));
}

/** The focused field is never under a phone's keyboard, nor outside of what a pinch left to see. */
export function keepFieldInSight() {
  const view = window.visualViewport;
  const look = () => {
    const field = document.activeElement;
    if (!view || !isEditor(field)) return;
    const box = field.getBoundingClientRect();
    const bottom = view.offsetTop + view.height;
    // A field taller than what there is shows its beginning.
    const by = box.bottom > bottom ? Math.min(box.bottom - bottom + 12, box.top - view.offsetTop - 12) : box.top < view.offsetTop ? box.top - view.offsetTop - 12 : 0;
    if (by) field.closest('.scroll')?.scrollBy({ top: by, behavior: 'instant' });
  };
  // After the page has been laid out for the new size.
  const soon = () => requestAnimationFrame(() => requestAnimationFrame(look));
  view?.addEventListener('resize', soon);
  addEventListener('focusin', soon);
}
