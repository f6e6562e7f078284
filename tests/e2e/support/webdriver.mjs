// WebKitGTK, Safari's engine as Debian has it, driven by WebDriver over fetch, on a display of its own. Its page answers
// to as much of playwright-core's Page as the whole job (job.mjs) needs; elements are found by playwright's own rules of
// role and name, which run inside the page.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PLAYWRIGHT = '../../../node_modules/playwright-core/lib';  // below what it promises to keep: pinned by the lock file
const { source: SELECTORS } = (await import(`${PLAYWRIGHT}/generated/injectedScriptSource.js`)).default;
const { getByRoleSelector, getByTextSelector } = (await import(`${PLAYWRIGHT}/utils/isomorphic/locatorUtils.js`)).default;
const { escapeForTextSelector } = (await import(`${PLAYWRIGHT}/utils/isomorphic/stringUtils.js`)).default;

const PATIENCE = 30_000;
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const LIBS = `/usr/lib/${{ x64: 'x86_64', arm64: 'aarch64' }[process.arch] ?? process.arch}-linux-gnu`;
const BROWSER = ['4.1', '4.0', '6.0'].map((version) => `${LIBS}/${version === '6.0' ? 'webkitgtk' : 'webkit2gtk'}-${version}/MiniBrowser`).find(existsSync);

/** What this machine lacks, or "". */
export function missing() {
  const lacks = ['WebKitWebDriver', 'Xvfb'].filter((name) => !process.env.PATH?.split(delimiter).some((dir) => existsSync(join(dir, name))));
  if (!BROWSER) lacks.push('MiniBrowser');
  return lacks.join(', ');
}

/** @returns {Promise<number>} */
const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close(() => done(port));
  });
});

/** The display and the driver. `home` is where the browser keeps what is its own, and saves files: `home`/saved. */
export async function launchWebKit(home) {
  const saved = join(home, 'saved');
  mkdirSync(saved, { recursive: true });
  mkdirSync(join(home, '.config'), { recursive: true });
  writeFileSync(join(home, '.config/user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${saved}"\n`);
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = await new Promise((done, failed) => {
    screen.on('exit', (code) => failed(new Error(`Xvfb ended, ${code}`)));
    /** @type {import('node:stream').Readable} */ (screen.stdio[3]).once('data', (number) => done(`:${String(number).trim()}`));
  });
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_DATA_HOME: join(home, 'data'), XDG_CACHE_HOME: join(home, 'cache'),
      GDK_BACKEND: 'x11', LANG: 'C.UTF-8', LIBGL_ALWAYS_SOFTWARE: '1', GTK_A11Y: 'none', NO_AT_BRIDGE: '1' },
  });
  const base = `http://127.0.0.1:${port}`;
  for (let left = PATIENCE; !await fetch(`${base}/status`).then((answer) => answer.ok, () => false); left -= 50) {
    assert.ok(left > 0, 'WebKitWebDriver does not answer');
    await sleep(50);
  }
  const pages = new Set();
  return {
    saved: () => readdirSync(saved).map((name) => join(saved, name)),
    /** Another person's browser: a process, and a store, of its own. */
    async open(url) {
      const page = await Page.begin(base);
      pages.add(page);
      await page.goto(url);
      return page;
    },
    async close() {
      for (const page of pages) await page.close();
      driver.kill();
      screen.kill();
    },
  };
}

class WebDriverError extends Error {}

/** @param {string} method @param {string} url @param {unknown} [body] */
async function call(method, url, body) {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  const { value } = await answer.json();
  if (!answer.ok) throw Object.assign(new WebDriverError(`${value.error}: ${value.message}`), { code: value.error });
  return value;
}

// Runs in the page. What it says in its console comes with the next answer.
const PREPARE = `
  window.__complaints = [];
  const said = console.error;
  console.error = (...words) => { window.__complaints.push(words.map(String).join(' ')); said.apply(console, words); };
  addEventListener('error', (event) => window.__complaints.push(event.message || String(event.target)));
  addEventListener('unhandledrejection', (event) => window.__complaints.push(String(event.reason)));
  document.addEventListener('securitypolicyviolation', (event) => window.__complaints.push('refused: ' + event.violatedDirective));
  window.__select = (() => { const module = {}; ${SELECTORS}
    return new (module.exports.InjectedScript())(globalThis, { isUnderTest: false, sdkLanguage: 'javascript', testIdAttributeName: 'data-testid',
      stableRafCount: 1, browserName: 'webkit', customEngines: [] }); })();`;

// The element, once it has stayed where it is for some frames, and nothing lies over it.
const STILL = `
  const one = all[0];
  if (!one) return null;
  one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const { x, y, width, height } = one.getBoundingClientRect(), place = [x, y, width, height].join();
  if (window.__still?.one !== one || window.__still.place !== place) {
    const still = window.__still = { one, place, frames: 0 };
    const frame = () => { if (++still.frames < 5) requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  }
  if (window.__still.frames < 5) return null;
  const hit = document.elementFromPoint(x + width / 2, y + height / 2);
  return one.contains(hit) ? one : null;`;

class Page {
  /** @type {string[]} */
  complaints = [];
  session = '';
  version = '';
  keyboard = { type: (/** @type {string} */ text) => this.type(text) };

  /** @param {string} base */
  static async begin(base) {
    const page = new Page();
    const { sessionId, capabilities } = await call('POST', `${base}/session`, { capabilities: { alwaysMatch: {
      'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] } } } });
    page.session = `${base}/session/${sessionId}`;
    page.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
    await call('POST', `${page.session}/window/rect`, { width: 1100, height: 700 });  // what is drawn here is drawn by the processor
    return page;
  }
  async close() {
    if (this.session) await call('DELETE', this.session).catch(() => {});
    this.session = '';
  }
  context() { return this; }
  goto(url) { return call('POST', `${this.session}/url`, { url }); }
  reload() { return call('POST', `${this.session}/refresh`, {}); }

  /** @param {string} body @param {unknown[]} args */
  async run(body, args = []) {
    const script = `const value = (() => { ${body} })(); return [value, (window.__complaints ?? []).splice(0)];`;
    const [value, complaints] = await call('POST', `${this.session}/execute/sync`, { script, args });
    this.complaints.push(...complaints);
    return value;
  }
  /** @param {Function} what @param {unknown} arg */
  evaluate(what, arg) { return this.run(`return (${what})(${JSON.stringify(arg) ?? ''})`); }

  /** What the selector finds: all of it. @param {string} selector @param {string} [then]  of `all` */
  async find(selector, then = 'return all;') {
    if (await this.run('return !window.__select')) await this.run(PREPARE);
    return this.run(`const all = __select.querySelectorAll(__select.parseSelector(${JSON.stringify(selector)}), document); ${then}`);
  }
  async type(text) {
    const active = await call('GET', `${this.session}/element/active`);
    await call('POST', `${this.session}/element/${active[ELEMENT]}/value`, { text });
  }
  getByRole(role, options) { return new Locator(this, getByRoleSelector(role, options)); }
  getByText(text, options) { return new Locator(this, getByTextSelector(text, options)); }
}

class Locator {
  /** @param {Page} page @param {string} selector */
  constructor(page, selector) {
    this.page = page;
    this.selector = selector;
  }
  further(/** @type {string} */ more) { return new Locator(this.page, `${this.selector} >> ${more}`); }
  getByRole(role, options) { return this.further(getByRoleSelector(role, options)); }
  getByText(text, options) { return this.further(getByTextSelector(text, options)); }
  filter({ hasText }) { return this.further(`internal:has-text=${escapeForTextSelector(hasText, false)}`); }
  or(other) { return this.further(`internal:or=${JSON.stringify(other.selector)}`); }
  first() { return this.further('nth=0'); }

  count() { return this.page.find(this.selector, 'return all.length;'); }
  /** Until it can be seen. */
  async waitFor() { await this.until('return all.some((one) => __select.elementState(one, "visible").matches);'); }
  async click() { await this.act('click', STILL); }
  async check() {
    if (!await this.until('return all.length && [all[0].checked];').then(([checked]) => checked)) await this.click();
    await this.until('return all[0]?.checked;');
  }
  async selectOption({ label }) {
    await this.act('click', `return [...(all[0]?.options ?? [])].find((one) => one.label === ${JSON.stringify(label)});`);
  }

  /** @param {string} then */
  async until(then) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = await this.page.find(this.selector, then);
      if (found) return found;
      assert.ok(Date.now() < end, `never: ${this.selector}`);
      await sleep(50);
    }
  }
  /** As a person does it, once the element is there, still, and nothing lies over it. @param {string} what @param {string} then */
  async act(what, then) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const element = await this.until(then);
      try { return await call('POST', `${this.page.session}/element/${element[ELEMENT]}/${what}`, {}); } catch (error) {
        if (!(error instanceof WebDriverError) || Date.now() > end) throw error;
        await sleep(50);
      }
    }
  }
}
