// Chromium's accessibility tree of the busiest screen (scoring, with the example's dossier), a line for
// what a screen reader says at each stop, in its order: make ax-tree.
import { setTimeout as sleep } from 'node:timers/promises';
import { PHONE, WIDE, beginning, drop, dropped, example, go, heading, items, launch, open, profile, site, vi } from './support.mjs';

const [served, browser] = await Promise.all([site(), launch()]);
const viewport = process.argv.includes('phone') ? PHONE : WIDE;
const page = await open(await profile(browser, { viewport }), served.url);
const { dossier, evidence } = example();
await drop(page, [dropped(dossier), ...evidence.map((file) => dropped(file))]);
await heading(page, vi('ui.unit_title')).waitFor();
await go(page, 'scoring');
const item = items.find((i) => i.kind === 'ratio');
await page.getByRole('button', { name: beginning(item.label) }).first().click();
await heading(page, item.label).waitFor();
await sleep(300);

const cdp = await page.context().newCDPSession(page);
const { nodes } = await cdp.send('Accessibility.getFullAXTree');
const byId = new Map(nodes.map((node) => [node.nodeId, node]));
const SILENT = new Set(['generic', 'none', 'InlineTextBox', 'LineBreak', 'RootWebArea']);
/** Whose name is the text inside, which then is not said twice. */
const NAMED_BY_TEXT = new Set(['button', 'heading', 'link', 'radio', 'checkbox', 'option', 'textbox', 'combobox']);
const SAID = ['focused', 'invalid', 'required', 'checked', 'expanded', 'disabled', 'level', 'modal'];
function say(node, depth) {
  const role = node.role?.value;
  let inside = depth;
  if (!node.ignored && role === 'StaticText') {
    console.log(`${'  '.repeat(depth)}“${node.name?.value ?? ''}”`);
  } else if (!node.ignored && !SILENT.has(role)) {
    const states = (node.properties ?? []).filter(({ name, value }) => SAID.includes(name) && value.value !== false && value.value !== 'false')
      .map(({ name, value }) => (value.value === true || value.value === 'true' ? name : `${name} ${value.value}`));
    const value = node.value?.value ? ` = “${node.value.value}”` : '';
    const more = node.description?.value ? ` (${node.description.value})` : '';
    console.log(`${'  '.repeat(depth)}${role} “${node.name?.value ?? ''}”${value}${more}${states.length ? ` [${states.join(', ')}]` : ''}`);
    inside = depth + 1;
  }
  if (NAMED_BY_TEXT.has(role)) return;
  for (const child of node.childIds ?? []) if (byId.has(child)) say(byId.get(child), inside);
}
say(nodes[0], 0);
await browser.close();
await served.close();
