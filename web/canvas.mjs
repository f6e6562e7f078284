// The canvas: its size in whole device pixels, when it is drawn, and a lost context. Nothing is drawn
// unless somebody asked for a frame.

/** @typedef {import('./wasm.mjs').Page} Page */

/**
 * What tests and benches read, as `window.__thuoc`.
 * @typedef {object} Meter
 * @property {number} frames   drawn since the start
 * @property {number} lastMs   CPU time of the last frame in this thread, mirror included
 * @property {number[]} samples  lastMs of the last 512 frames, a ring: frame n is at n % 512
 * @property {number[]} mirrorMs  of which the mirror, likewise
 */

/** @type {Meter} */
export const meter = { frames: 0, lastMs: 0, samples: [], mirrorMs: [] };

export class Canvas {
  /** @param {HTMLCanvasElement} element */
  constructor(element) {
    this.element = element;
    /** @type {Page | null} */
    this.page = null;
    this.pending = 0;
    this.requested = 0;
    this.lost = false;
    this.width = this.height = 0;
    this.scaleX = this.scaleY = 1;
    // Alpha and antialiasing are ImGui's own business; the rest nobody looks at.
    this.context = element.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power' });
    element.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();  // or it never comes back
      this.lost = true;
    });
    element.addEventListener('webglcontextrestored', () => {
      this.lost = false;
      this.page?._thuoc_forget_drawn();
      this.wake(3);
    });
  }

  /** From now on this module draws, and no other. @param {Page} page */
  start(page) {
    this.page = page;
    if (this.width) return this.wake(3);  // its size is known already
    const observer = new ResizeObserver((entries) => this.resize(entries[entries.length - 1]));
    try {
      observer.observe(this.element, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(this.element);  // Safari: CSS pixels times the ratio, rounded
      // A zoom that leaves the CSS size alone tells nobody else.
      const watch = () => {
        matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => { this.resize(null); watch(); }, { once: true });
      };
      watch();
    }
  }

  /** The module that draws is given up. */
  stop() {
    this.page?._thuoc_forget_drawn();
    this.page = null;
  }

  /** @param {ResizeObserverEntry | null} entry */
  resize(entry) {
    const box = this.element.getBoundingClientRect();
    const device = entry?.devicePixelContentBoxSize?.[0];
    this.width = Math.max(1, box.width);
    this.height = Math.max(1, box.height);
    this.element.width = whole(this.width, device?.inlineSize);
    this.element.height = whole(this.height, device?.blockSize);
    this.scaleX = this.element.width / this.width;
    this.scaleY = this.element.height / this.height;
    // A resized canvas is empty: drawn now, before the browser paints, nobody sees it.
    this.draw(performance.now());
    this.wake(2);
  }

  /** @param {number} frames */
  wake(frames) {
    this.pending = Math.max(this.pending, frames);
    if (!this.requested && this.page) {
      this.requested = requestAnimationFrame((ms) => {
        this.requested = 0;
        --this.pending;
        this.draw(ms);
        if (this.pending > 0) this.wake(this.pending);
      });
    }
  }

  /** @param {number} ms */
  draw(ms) {
    if (!this.page || this.lost || !this.width) return;
    const begun = performance.now();
    const more = this.page._thuoc_frame(this.width, this.height, this.scaleX, this.scaleY, ms);
    meter.lastMs = performance.now() - begun;
    meter.samples[meter.frames % 512] = meter.lastMs;
    ++meter.frames;
    if (more) this.pending = Math.max(this.pending, 1);
  }
}

/**
 * Device pixels of a side. What the observer says is exact, but an emulated ratio (developer tools,
 * tests) is unknown to it. @param {number} css @param {number} [said]
 */
function whole(css, said) {
  const reckoned = css * devicePixelRatio;
  return Math.max(1, said !== undefined && Math.abs(said - reckoned) < 1.5 ? said : Math.round(reckoned));
}
