// What is seen: with WebGL and without, as on a machine that has no GPU, at every density of screen, in every theme and text size, on a
// phone, at rest, and before there is anything to see. Pictures are compared with each other, never used
// to drive the page.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PHONE, SITE, WIDE, button, chooseFiles, drop, dropped, eventually, example, glProfile, go, heading, items, join, launch, newDossier, open, profile, quiet,
  readFileSync, ready, retype, saved, site, textbox, type, vi, until,
} from './support.mjs';

let served, browser;
/** A page of no site, to look at pictures in. */
let table;
before(async () => {
  [served, browser] = await Promise.all([site(), launch()]);
  table = await browser.newPage();
});
after(async () => { await browser?.close(); await served?.close(); });

const meter = (page) => page.evaluate(() => ({ frames: window.__thuoc.frames, by: window.__thuoc.by, painted: window.__thuoc.painted[(window.__thuoc.frames - 1) % 512] }));
const still = async (page) => {
  for (let last = -1; ;) {
    const { frames } = await meter(page);
    if (frames === last) return;
    last = frames;
    await sleep(120);
  }
};

/** A page with the example's dossier on it, at the scoring step. */
async function atWork(options = {}, { by = profile } = {}) {
  const context = await by(browser, options);
  const page = await open(context, served.url);
  const { dossier } = example();
  await drop(page, [dropped(dossier)]);
  await heading(page, vi('ui.unit_title')).waitFor();
  await go(page, 'scoring');
  return page;
}
/** What the page told of the files that came is closed, or has gone by itself. */
async function withoutNotice(page) {
  const close = button(page, 'ui.close_notice');
  await close.click({ timeout: 1000 }).catch(() => {});
  await close.waitFor({ state: 'detached' });
}
/** One question of the step, whichever way the list stands. */
async function openQuestion(page, item) {
  await page.getByRole('button', { name: new RegExp(`^${item.label.slice(0, 16).replace(/\./g, '\\.')}`) }).first().click();
  await heading(page, item.label).waitFor();
}

/** How two pictures differ: mean over all channels, and the part of pixels that differ by more than an eighth. */
function difference(one, other) {
  return table.evaluate(async (pictures) => {
    const [a, b] = await Promise.all(pictures.map(async (base64) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height);
    }));
    if (a.width !== b.width || a.height !== b.height) return { mean: 255, far: 1 };
    let sum = 0, far = 0;
    for (let i = 0; i < a.data.length; i += 4) {
      let worst = 0;
      for (let c = 0; c < 3; ++c) {
        const off = Math.abs(a.data[i + c] - b.data[i + c]);
        sum += off;
        worst = Math.max(worst, off);
      }
      if (worst > 32) ++far;
    }
    return { mean: sum / (a.width * a.height * 3), far: far / (a.width * a.height) };
  }, [one.toString('base64'), other.toString('base64')]);
}
const picture = async (page) => {
  await page.mouse.move(2, 2);
  await still(page);
  return page.screenshot();
};
/** Two pictures, taken again until they are the same to the eye. @param {() => Promise<[Buffer, Buffer]>} take */
const alike = (take, what = '') => eventually(async () => {
  const { mean, far } = await difference(...await take());
  assert.ok(mean < 0.2 && far < 0.001, `${what} mean ${mean.toFixed(3)}, far ${far.toFixed(4)}`);
});

describe('without WebGL', () => {
  let page;
  before(async () => { page = await atWork(); });
  after(() => page?.context().close());

  test('the page comes up, drawn without it, and works', async () => {
    assert.equal((await meter(page)).by, '2d');
    const item = items.find((i) => i.kind === 'ratio');
    await openQuestion(page, item);
    await retype(textbox(page, 'ui.points'), '3');
    await textbox(page, 'ui.points').press('Tab');
    await saved(page);
    quiet(page);
  });

  test('the same picture as with it, also when scrolled', async () => {
    const [own, other] = [await atWork(), await atWork({}, { by: glProfile })];
    for (const which of [own, other]) await withoutNotice(which);
    assert.equal((await meter(other)).by, 'webgl2');
    for (const step of ['results', 'evidence', 'scoring']) {
      for (const which of [own, other]) await go(which, step);
      for (const wheel of [0, 390]) {
        for (const which of [own, other]) {
          await which.mouse.move(700, 500);
          await which.mouse.wheel(0, wheel);
        }
        await alike(async () => [await picture(own), await picture(other)], `${step} at ${wheel}:`);
      }
    }
    await own.context().close();
    await other.context().close();
  });

  test('the office\'s part takes the canvas over, and the picture is again the same', async () => {
    const pages = [];
    for (const by of [profile, glProfile]) {
      const page = await open(await by(browser), served.url);
      await chooseFiles(page, () => button(page, 'ui.start_bundles').click(),
        [{ name: 'ảnh lớp.zip', mimeType: 'application/zip', buffer: Buffer.from('504b0506000000000000000000000000000000000000', 'hex') }]);
      await heading(page, vi('office.heading')).waitFor();
      await page.getByText(vi('office.verdict_rejected')).first().waitFor();
      pages.push(page);
    }
    await alike(async () => [await picture(pages[0]), await picture(pages[1])]);
    for (const page of pages) {
      quiet(page);
      await page.context().close();
    }
  });

  test('only what changed is drawn', async () => {
    await go(page, 'unit');
    await textbox(page, 'ui.unit_name').click();
    await still(page);
    const all = WIDE.width * WIDE.height;
    await page.keyboard.press('Tab');
    const painted = () => page.evaluate(() => Math.max(...Array.from({ length: 3 }, (_, i) => window.__thuoc.painted[(window.__thuoc.frames - 1 - i) % 512])));
    await eventually(async () => assert.ok(await painted() > 0, 'a frame around the other field is drawn'));
    await still(page);
    assert.ok(await painted() < all / 4, `${await painted()} of ${all} pixels for a field left and another entered`);
  });
});

describe('a lost WebGL context', () => {
  /** @returns {Promise<any>} */
  const lose = (page) => page.evaluateHandle(() => {
    const loser = document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    loser.loseContext();
    return loser;
  });
  /** In the middle of a sentence, half way down. */
  async function inTheMiddle() {
    const page = await atWork({}, { by: glProfile });
    await openQuestion(page, items.find((i) => i.kind === 'ratio'));
    await withoutNotice(page);
    await type(textbox(page, 'ui.note'), 'Đang viết dở');
    await saved(page);
    await still(page);
    return page;
  }

  test('is back in its place', async () => {
    const page = await inTheMiddle();
    const was = await page.screenshot();
    const loser = await lose(page);
    await page.keyboard.type(' thì');  // the page goes on while nothing can be drawn
    await loser.evaluate((it) => it.restoreContext());
    for (let letters = ' thì'.length; letters-- > 0;) await page.keyboard.press('Backspace');
    await alike(async () => [was, await page.screenshot()], 'the picture is another:');
    assert.equal((await meter(page)).by, 'webgl2');
    assert.equal(await textbox(page, 'ui.note').inputValue(), 'Đang viết dở');
    await page.context().close();
  });

  test('that never comes back is done without', async () => {
    const page = await inTheMiddle();
    const was = await page.screenshot();
    await lose(page);
    await page.waitForFunction(() => window.__thuoc.by === '2d', null, { timeout: 10_000 });
    await alike(async () => [was, await page.screenshot()], 'the picture is another:');
    await page.keyboard.type(' mà vẫn xong');
    assert.equal(await textbox(page, 'ui.note').inputValue(), 'Đang viết dở mà vẫn xong');
    await page.setViewportSize({ width: 1100, height: 700 });
    await eventually(async () =>
      assert.deepEqual(await page.evaluate(() => { const c = document.querySelector('canvas'); return [c.width, c.height]; }), [1100, 700]));
    quiet(page);
    await page.context().close();
  });
});

describe('sharp and still', () => {
  const backing = (page) => page.evaluate(() => {
    const c = document.querySelector('canvas'), box = c.getBoundingClientRect();
    return { width: c.width, height: c.height, css: [box.width, box.height], ratio: devicePixelRatio };
  });
  // The others: from one monitor to another.
  for (const ratio of [1.25, 3]) {
    test(`a pixel of the canvas is one of the screen at ${ratio}`, async () => {
      const context = await glProfile(browser, { deviceScaleFactor: ratio });
      const page = await open(context, served.url);
      await still(page);
      const { width, height, css } = await backing(page);
      assert.deepEqual([width, height], css.map((side) => Math.round(side * ratio)));
      await context.close();
    });
  }
  test('from one monitor to another and back', async () => {
    const context = await glProfile(browser);
    const page = await open(context, served.url);
    const devtools = await context.newCDPSession(page);
    for (const ratio of [2, 1.25, 1, 3, 1.5]) {
      await devtools.send('Emulation.setDeviceMetricsOverride', { ...WIDE, deviceScaleFactor: ratio, mobile: false });
      await page.mouse.move(20 * ratio, 300);  // an emulated change says nothing to the page by itself
      await eventually(async () => {
        const { width, height } = await backing(page);
        assert.deepEqual([width, height], [Math.round(WIDE.width * ratio), Math.round(WIDE.height * ratio)], `at ${ratio}`);
      });
    }
    await context.close();
  });
});

describe('themes', () => {
  const colors = (page) => page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return { page: style.getPropertyValue('--page').trim(), scheme: style.colorScheme, body: getComputedStyle(document.body).backgroundColor };
  });
  /** Mean of the picture: 0 black, 255 white. */
  const lightness = async (page) => table.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    const { data } = canvas.getContext('2d').getImageData(0, 0, bitmap.width, bitmap.height);
    return data.reduce((sum, value, i) => i % 4 === 3 ? sum : sum + value, 0) / (data.length * 0.75);
  }, (await picture(page)).toString('base64'));

  test('follow the system while the page is open', async () => {
    const page = await atWork();
    assert.deepEqual(await colors(page), { page: '#ffffff', scheme: 'light', body: 'rgb(255, 255, 255)' });
    assert.ok(await lightness(page) > 220);
    await page.emulateMedia({ colorScheme: 'dark' });
    await eventually(async () => assert.equal((await colors(page)).scheme, 'dark'));
    await eventually(async () => assert.ok(await lightness(page) < 60));
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
    await eventually(async () => assert.equal((await colors(page)).page, '#000000'));
    const ink = await heading(page, items[0].label).first().evaluate((el) => getComputedStyle(el).color);
    assert.equal(ink, 'rgba(0, 0, 0, 0)', 'words lie over their own picture');
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await eventually(async () => assert.equal((await colors(page)).page, '#ffffff'));
    await page.context().close();
  });

  test('can be chosen, whatever the system says, and are kept', async () => {
    const context = await profile(browser);
    const page = await open(context, served.url);
    const choose = async (key) => {
      await button(page, 'ui.display').click();
      await page.getByRole('dialog').getByRole('radio', { name: vi(key), exact: true }).check();
      await button(page.getByRole('dialog'), 'ui.close').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await choose('ui.theme_dark');
    assert.equal((await colors(page)).scheme, 'dark');
    await eventually(async () => {
      await page.reload();
      await ready(page);
      assert.equal((await colors(page)).scheme, 'dark');
    });
    await choose('ui.theme_contrast');
    assert.deepEqual([(await colors(page)).page, (await colors(page)).scheme], ['#ffffff', 'light']);
    await page.emulateMedia({ colorScheme: 'dark' });
    await eventually(async () => assert.equal((await colors(page)).page, '#000000'));
    await choose('ui.theme_light');
    assert.equal((await colors(page)).page, '#ffffff');
    await choose('ui.theme_system');
    assert.equal((await colors(page)).scheme, 'dark');
    await context.close();
  });

  test('nothing moves for who does not want it', async () => {
    const context = await profile(browser, { reducedMotion: 'reduce' });
    const page = await open(context, served.url);
    const moving = await page.evaluate(() => document.getAnimations().length +
      [...document.querySelectorAll('*')].filter((el) => getComputedStyle(el).transitionDuration !== '0s' || getComputedStyle(el).animationName !== 'none').length);
    assert.equal(moving, 0);
    await context.close();
  });
});

/** What of the mirror's words does not fit where they stand, and what can be hit but is small. */
const misfits = (page) => page.evaluate(() => {
  const cut = [], small = [];
  const name = (el) => `${el.className} “${(el.getAttribute('aria-label') ?? el.textContent).slice(0, 40)}”`;
  const wide = document.documentElement.clientWidth + 1;
  for (const el of document.querySelectorAll('#mirror *')) {
    const box = el.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    if (el.matches('p, h1, h2, h3, h4, .status, .alert, .cell, .rowheader') && !el.querySelector('button')) {
      // A line more than was drawn is what cuts words; a fraction of a pixel is not.
      // And the unit's own name in the bar may be as long as it likes: the page's title has it, too.
      if (el.closest('.banner') && el.matches('.bold')) continue;
      if (el.scrollHeight > 1.5 * el.clientHeight || el.scrollWidth > el.clientWidth + 2) cut.push(`${name(el)} ${el.scrollWidth}×${el.scrollHeight} in ${el.clientWidth}×${el.clientHeight}`);
    }
    if (el.matches('.scroll') && el.scrollWidth > el.clientWidth + 1) cut.push(`${name(el)} scrolls sideways`);
    if (box.right > wide || box.left < -1) cut.push(`${name(el)} reaches from ${box.left} to ${box.right}`);
    if (el.matches('button, a, input, select, textarea') && (box.width < 24 || box.height < 24)) small.push(`${name(el)} ${box.width}×${box.height}`);
  }
  return { cut, small };
});
/** Once it is drawn: words and their places come with the frame. */
const fits = (page, where) => eventually(async () => assert.deepEqual(await misfits(page), { cut: [], small: [] }, where));
const STEPS = ['unit', 'council', 'figures', 'scoring', 'evidence', 'results', 'hand_in'];
/** By the rail or, where it is a list, by that: large text makes a phone of a laptop, and so does a window made narrow. */
const goSomehow = (page, step) => eventually(async () => {
  const steps = page.getByRole('navigation', { name: vi('ui.steps') }), list = steps.getByRole('combobox');
  if (await list.count()) await list.selectOption(String(STEPS.indexOf(step)), { timeout: 1000 });
  else await steps.getByRole('button', { name: new RegExp(`^${vi(`ui.step_${step}`)}(, [\\d/]+)?$`) }).click({ timeout: 1000 });
});
async function everywhere(page, check) {
  for (const step of STEPS) {
    await goSomehow(page, step);
    await check(step);
    if (step !== 'scoring') continue;
    const item = items.find((i) => i.kind === 'ratio');
    await openQuestion(page, item);
    await check('a question');
  }
}

describe('text size', () => {
  for (const viewport of [WIDE, PHONE]) {
    test(`200 % on ${viewport.width}×${viewport.height}: chosen, kept, nothing cut, everything large enough to hit`, async () => {
      const context = await profile(browser, { viewport });
      const page = await open(context, served.url);
      await button(page, 'ui.display').click();
      await page.getByRole('dialog').getByRole('radio', { name: '200%', exact: true }).check();
      await fits(page, 'the dialog itself');
      await button(page.getByRole('dialog'), 'ui.close').click();
      await eventually(async () => {
        await page.reload();
        await ready(page);
        const size = await heading(page, vi('ui.start_title')).evaluate((el) => el.getBoundingClientRect().height);
        assert.ok(size >= 2 * 26, `the title is ${size} px high`);
      });
      await fits(page, 'start');
      const { dossier } = example();
      await drop(page, [dropped(dossier)]);
      await heading(page, vi('ui.unit_title')).waitFor();
      await everywhere(page, (step) => fits(page, step));
      quiet(page);
      await context.close();
    });
  }
  test('100 %: nothing cut either, nothing sideways, at every width from 320 pixels to desk', async () => {
    const page = await atWork();
    for (const width of [1366, 1100, 911, 781, 390, 320]) {
      await page.setViewportSize({ width, height: 768 });
      await everywhere(page, (step) => fits(page, `${step} at ${width}`));
    }
    await page.context().close();
  });
  test('a click lands where it looks, a field lies on its picture', async () => {
    const context = await profile(browser);
    const page = await open(context, served.url);
    await newDossier(page);
    await button(page, 'ui.display').click();
    await page.getByRole('dialog').getByRole('radio', { name: '150%', exact: true }).check();
    await button(page.getByRole('dialog'), 'ui.close').click();
    await type(textbox(page, 'ui.unit_name'), 'Trường Đo Cỡ Chữ');
    await page.keyboard.press('Tab');
    const box = await textbox(page, 'ui.unit_name').boundingBox();
    assert.ok(box.height >= 1.5 * 42 - 1, `the field is ${box.height} px high`);
    await saved(page);
    await context.close();
  });
});

describe('a phone', () => {
  const phone = { viewport: PHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 3 };
  /** One for all of them: what leaves it magnified is the last. @type {any} */
  let page;
  before(async () => { page = await atWork(phone); });
  after(() => page?.context().close());

  /** Fingers on the glass: where they are, one after the other. */
  async function fingers(devtools, path) {
    for (const [i, points] of path.entries()) {
      await devtools.send('Input.dispatchTouchEvent', { type: i ? 'touchMove' : 'touchStart', touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
      await sleep(12);
    }
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('the two running totals are on the bar', async () => {
    const bar = page.getByRole('banner');
    for (const number of ['1', '2']) {
      const total = bar.getByText(new RegExp(`^${vi('ui.bar_total', { group: number, points: '', max: '' }).split(':')[0]}: [\\d,]+/100$`));
      await total.waitFor();
      assert.ok((await total.boundingBox()).width > 60);
    }
  });

  test('a photo is taken with the camera', async () => {
    await openQuestion(page, items[0]);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'ui.add_photo').first().tap()]);
    const how = await chooser.element().evaluate((el) => ({ capture: el.getAttribute('capture'), accept: el.accept }));
    assert.equal(how.capture, 'environment');
    assert.match(how.accept, /image/);
  });

  test('a finger scrolls, and the picture follows', async () => {
    await go(page, 'results');
    await still(page);
    const devtools = await page.context().newCDPSession(page);
    const at = () => page.evaluate(() => Math.max(...[...document.querySelectorAll('#mirror .scroll')].map((el) => el.scrollTop)));
    assert.equal(await at(), 0);
    await fingers(devtools, Array.from({ length: 13 }, (_, i) => [[200, 700 - 25 * i]]));
    await until(async () => await at() > 250, 'scrolled by a finger');
    await still(page);
    // The headings one sees have their words under them.
    const headings = await page.evaluate(() => [...document.querySelectorAll('#mirror main :is(h2, h3)')].filter((el) => {
      const box = el.getBoundingClientRect(), region = el.closest('.scroll').getBoundingClientRect();
      return box.top > region.top && box.bottom < region.bottom;
    }).map((el) => el.getBoundingClientRect()).map(({ left, top, width, height }) => [left, top, width, height]));
    const inked = await table.evaluate(async ([base64, headings, ratio]) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), context = canvas.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      return headings.map((box) => {
        const { data } = context.getImageData(.../** @type {[number, number, number, number]} */ (box.map((side) => side * ratio)));
        let dark = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i] + data[i + 1] + data[i + 2] < 240) ++dark;
        return dark / (data.length / 4);
      });
    }, [(await page.screenshot()).toString('base64'), headings, phone.deviceScaleFactor]);
    assert.ok(inked.length > 0, 'no heading in sight');
    for (const part of inked) assert.ok(part > 0.02, `a heading without its words: ${part}`);
  });

  test('the keyboard never hides the field', async () => {
    await go(page, 'unit');
    await heading(page, vi('ui.unit_title')).waitFor();
    const fields = await page.getByRole('main').getByRole('textbox').all();
    for (const field of [fields[2], fields[fields.length - 1]]) {
      await page.setViewportSize(PHONE);
      await field.tap();
      await page.setViewportSize({ width: PHONE.width, height: 460 });  // what interactive-widget=resizes-content does
      await eventually(async () => {
        const box = await field.boundingBox();
        assert.ok(await field.evaluate((el) => el === document.activeElement), 'the field lost its focus');
        assert.ok(box.y >= 100 && box.y + box.height <= 460, `the field is at ${box.y}`);
      });
    }
    await page.setViewportSize(PHONE);
  });

  test('a pinch leaves the page usable', async () => {
    await go(page, 'unit');
    await textbox(page, 'ui.unit_name').waitFor();
    const devtools = await page.context().newCDPSession(page);
    // Again where it did not take: the page may still have been scrolling by itself.
    await eventually(async () => {
      await fingers(devtools, Array.from({ length: 12 }, (_, i) => [[200, 400 - 40 - 5 * i], [200, 400 + 40 + 5 * i]]));
      assert.ok(await page.evaluate(() => visualViewport.scale) > 1.5, 'it is not magnified');
    });
    const field = textbox(page, 'ui.unit_name');
    await field.focus();
    await page.keyboard.press('End');
    await page.keyboard.type(' 2');
    await eventually(async () => {
      assert.match(await field.inputValue(), / 2$/);
      const [box, view] = await field.evaluate((el) => {
        const { top, bottom } = el.getBoundingClientRect(), { offsetTop, height, scale } = visualViewport;
        return [{ top, bottom }, { offsetTop, height, scale }];
      });
      assert.ok(box.top >= view.offsetTop - 1 && box.bottom <= view.offsetTop + view.height + 1,
        `the field is out of sight: ${JSON.stringify([box, view])}`);
    });
  });
});

describe('before there is anything to draw', () => {
  test('the page says what it is and how far it is', async () => {
    /** @type {any} */
    let goOn;
    const waiting = new Promise((done) => { goOn = done; });
    const wasm = readFileSync(join(SITE, 'thuoc.wasm'));
    const slow = createServer(async (request, response) => {
      if (!request.url.endsWith('/thuoc.wasm')) {
        const answer = await fetch(new URL(request.url, served.url));
        response.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') }).end(Buffer.from(await answer.arrayBuffer()));
        return;
      }
      response.writeHead(200, { 'Content-Type': 'application/wasm' });
      response.write(wasm.subarray(0, wasm.length >> 1));
      await waiting;
      response.end(wasm.subarray(wasm.length >> 1));
    });
    await new Promise((done) => slow.listen(0, '127.0.0.1', () => done(null)));
    const context = await profile(browser);
    const page = await context.newPage();
    await page.goto(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (slow.address()).port}/`);
    await page.getByRole('heading', { level: 1, name: 'Thước' }).waitFor();
    await page.getByText('Nhà trường tự đo mức độ chuyển đổi số').waitFor();
    const bar = page.getByRole('progressbar');
    await page.waitForFunction(() => /** @type {HTMLProgressElement | null} */ (document.querySelector('#bar'))?.position > 0.4);
    const part = await bar.evaluate((el) => /** @type {HTMLProgressElement} */ (el).position);
    assert.ok(part > 0.4 && part < 0.6, `half has come, the bar says ${part}`);
    goOn();
    await ready(page);
    await context.close();
    slow.closeAllConnections();
    slow.close();
  });
  test('without JavaScript it says what to do', async () => {
    const context = await profile(browser, { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(served.url);
    await page.getByRole('alert').filter({ hasText: 'Trang này cần JavaScript' }).waitFor();
    assert.equal(await page.getByRole('progressbar').isVisible(), false);
    await context.close();
  });
  test('without WebAssembly it says what to do', async () => {
    const context = await profile(browser);
    const page = await context.newPage();
    await page.addInitScript(() => { delete globalThis.WebAssembly; });
    await page.goto(served.url);
    await page.getByRole('alert').filter({ hasText: 'WebAssembly' }).waitFor();
    assert.equal(await page.getByRole('progressbar').count(), 0);
    await context.close();
  });
});
