/**
 * Commands of the browser tests: how many elements of the page under test an engine itself gives each of these roles and
 * names, in their order. Each takes its engine's hands and `{role, name}[]`, none without a name.
 *
 * Firefox can only be asked where a role and a name are; WebKit what an element's are; Chromium gives its whole tree.
 */

/** Chromium, by the accessibility domain of its DevTools protocol. */
async function inChromium({page}, wanted) {
  const session = await page.context().newCDPSession(page);
  const {frameTree} = await session.send('Page.getFrameTree');
  const {nodes} = await session.send('Accessibility.getFullAXTree', {frameId: frameTree.childFrames[0].frame.id});
  await session.detach();
  const found = nodes.filter(({ignored}) => !ignored).map(({role, name}) => ({role: role?.value, name: name?.value ?? ''}));
  return count(found, wanted);
}

/** Firefox, by the accessibility locator of WebDriver BiDi, in the page and in each shadow root. */
async function inFirefox({page}, wanted) {
  const frame = await (await page.waitForSelector('iframe[data-vitest]')).contentFrame();
  const roots = await handles(await frame.evaluateHandle(rootsOf));
  const counts = [];
  for (const {role, name} of wanted) {
    let sum = 0;
    for (const root of roots) {
      for await (const _element of root.queryAXTree(name, role)) sum++;
      if (role === 'button') sum += await countFileButtons(root, name);
    }
    counts.push(sum);
  }
  return counts;
}

/** Firefox adds `Browse… No files selected.` to the name of a field for files, cut to the width: it is known by its attribute. */
async function countFileButtons(root, name) {
  let sum = 0;
  for await (const button of root.queryAXTree(undefined, 'button'))
    if (await button.evaluate((el, label) => el.type === 'file' && el.ariaLabel === label, name)) sum++;
  return sum;
}

/** WebKit, by WebDriver's computed role and label of each element that can have one of the roles. */
async function inWebKit({browser}, wanted) {
  const elements = await browser.execute(
    `${rootsOf}; return rootsOf().flatMap(root => [...root.querySelectorAll('a, button, dialog, h1, h2, h3, input, select, svg, textarea, [role]')])`,
  );
  const found = [];
  for (const element of elements) {
    const [id] = Object.values(element);
    found.push({role: await browser.getElementComputedRole(id), name: await browser.getElementComputedLabel(id)});
  }
  return count(found, wanted);
}

/** The page's `main`, and every shadow root within. Runs in the page. */
function rootsOf() {
  const roots = [document.querySelector('main')];
  for (const root of roots) for (const el of root.querySelectorAll('*')) if (el.shadowRoot) roots.push(el.shadowRoot);
  return roots;
}

async function handles(list) {
  return [...(await list.getProperties()).values()].map(one => one.asElement()).filter(Boolean);
}

function count(found, wanted) {
  const same = text => text.replace(/\s+/g, ' ').trim();
  return wanted.map(({role, name}) => found.filter(one => one.role === role && same(one.name) === name).length);
}

export const accessible = {chromium: inChromium, firefox: inFirefox, webkit: inWebKit};
