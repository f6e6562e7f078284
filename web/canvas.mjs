// The canvas: its size in whole device pixels, when it is drawn, and by what: WebGL 2, or where there
// is no GPU for it, or none any more, pixels that C++ reckoned. Nothing is drawn unless somebody asked for a frame.

/** @typedef {import('./wasm.mjs').Page} Page */

/**
 * What tests and benches read, as `window.__thuoc`.
 * @typedef {object} Meter
 * @property {number} frames   drawn since the start
 * @property {number} lastMs   CPU time of the last frame in this thread, mirror included
 * @property {number[]} samples  lastMs of the last 512 frames, a ring: frame n is at n % 512
 * @property {number[]} mirrorMs  of which the mirror, likewise
 * @property {number[]} painted  device pixels put on the canvas, likewise; by WebGL always all of them
 * @property {'webgl2' | '2d' | ''} by  what draws now
 */

/** @type {Meter} */
export const meter = { frames: 0, lastMs: 0, samples: [], mirrorMs: [], painted: [], by: '' };

/** As src/page/main.cc numbers them. */
const DRAWS = { nothing: 0, byGl: 1, byPixels: 2 };

/** A lost context that is not back after this many milliseconds is given up. */
const PATIENCE = 3000;

/** Whether there is a GPU behind it: what a browser reckons without one takes longer than our own pixels. @param {WebGL2RenderingContext} gl */
function hasGpu(gl) {
  const info = gl.getExtension('WEBGL_debug_renderer_info');  // Firefox tells without
  return !/swiftshader|llvmpipe|software|basic render/i.test(gl.getParameter(info?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
}

export class Canvas {
  /** @param {HTMLCanvasElement} element */
  constructor(element) {
    this.element = element;
    /** @type {Page | null} */
    this.page = null;
    this.pending = 0;
    this.requested = 0;
    this.width = this.height = 0;
    this.scaleX = this.scaleY = 1;
    this.ratio = 0;
    /** Text size: a page pixel is so many CSS pixels. */
    this.zoom = 1;
    /** @type {WebGL2RenderingContext | null} */
    this.gl = null;
    /** @type {CanvasRenderingContext2D | null} */
    this.flat = null;
    /** @type {ImageData | null} */
    this.image = null;
    /** @type {ResizeObserver | null} */
    this.observer = null;
  }

  /** From now on this module draws, and no other. @param {Page} page */
  start(page) {
    this.page = page;
    if (this.observer) {  // the canvas is there already
      if (!page._thuoc_draw(this.gl ? DRAWS.byGl : DRAWS.byPixels)) this.drawPixels();
      return this.wake(3);
    }
    // Alpha and antialiasing are ImGui's own business; the rest nobody looks at.
    this.gl = this.element.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power' });
    this.observer = new ResizeObserver((entries) => this.resize(entries[entries.length - 1]));
    if (this.gl && hasGpu(this.gl) && page._thuoc_draw(DRAWS.byGl)) {
      meter.by = 'webgl2';
      this.watchLoss(this.element);
      this.observe();
    } else {
      this.drawPixels();
    }
    // A zoom or another monitor that leaves the CSS size alone: Safari's observer does not see it.
    const watch = () => {
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => { this.wake(1); watch(); }, { once: true });
    };
    watch();
  }

  observe() {
    this.observer?.disconnect();
    try {
      this.observer?.observe(this.element, { box: 'device-pixel-content-box' });
    } catch {
      this.observer?.observe(this.element);  // Safari: CSS pixels times the ratio, rounded
    }
  }

  /** @param {HTMLCanvasElement} element */
  watchLoss(element) {
    let given = 0;
    element.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();  // or it never comes back
      this.page?._thuoc_draw(DRAWS.nothing);
      given = setTimeout(() => this.drawPixels(), PATIENCE);
    });
    element.addEventListener('webglcontextrestored', () => {
      clearTimeout(given);
      if (this.element !== element) return;  // it was given up
      if (this.page?._thuoc_draw(DRAWS.byGl)) this.wake(3);
      else this.drawPixels();
    });
  }

  /** Without WebGL from now on. A canvas that had a WebGL context gives no other: a new one takes its place. */
  drawPixels() {
    const fresh = /** @type {HTMLCanvasElement} */ (this.element.cloneNode());
    this.element.replaceWith(fresh);
    this.element = fresh;
    this.gl = null;
    this.image = null;
    this.flat = fresh.getContext('2d', { alpha: false, willReadFrequently: true });
    meter.by = '2d';
    this.page?._thuoc_draw(DRAWS.byPixels);
    this.observe();
  }

  /**
   * Pixels for the canvas, straight from C++'s memory.
   * @param {ArrayBuffer} memory @param {number} at @param {number} width @param {number} height
   * @param {number} areas @param {number} count  of x, y, w, h each
   */
  put(memory, at, width, height, areas, count) {
    if (!this.flat) return;
    if (this.image?.data.buffer !== memory || this.image.data.byteOffset !== at || this.image.width !== width || this.image.height !== height) {
      this.image = new ImageData(new Uint8ClampedArray(memory, at, 4 * width * height), width, height);
    }
    const numbers = new Int32Array(memory, areas, 4 * count);
    let painted = 0;
    for (let i = 0; i < numbers.length; i += 4) {
      this.flat.putImageData(this.image, 0, 0, numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]);
      painted += numbers[i + 2] * numbers[i + 3];
    }
    meter.painted[meter.frames % 512] = painted;
  }

  /** The module that draws is given up. */
  stop() {
    this.page?._thuoc_draw(DRAWS.nothing);
    this.page = null;
  }

  /** @param {ResizeObserverEntry | null} entry */
  resize(entry) {
    this.ratio = devicePixelRatio;
    const box = this.element.getBoundingClientRect();
    const device = entry?.devicePixelContentBoxSize?.[0];
    this.width = Math.max(1, box.width);
    this.height = Math.max(1, box.height);
    const width = whole(this.width, device?.inlineSize), height = whole(this.height, device?.blockSize);
    // Setting a size empties the canvas, even when it is the same.
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    this.scaleX = width / this.width;
    this.scaleY = height / this.height;
    // A resized canvas is empty: drawn now, before the browser paints, nobody sees it.
    this.draw(performance.now());
    this.wake(2);
  }

  /** @param {number} zoom */
  enlarge(zoom) {
    if (zoom === this.zoom) return;
    this.zoom = zoom;
    this.wake(3);
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
    if (!this.page || !this.width) return;
    if (this.ratio !== devicePixelRatio) return this.resize(null);
    const begun = performance.now();
    meter.painted[meter.frames % 512] = this.flat ? 0 : this.element.width * this.element.height;
    const more = this.page._thuoc_frame(this.width / this.zoom, this.height / this.zoom, this.scaleX * this.zoom, this.scaleY * this.zoom, ms);
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
