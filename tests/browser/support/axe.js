// axe-core: what a machine can tell about whether everybody can use a page.

import axe from 'axe-core';

// WCAG 2.2 A and AA, and what axe calls good practice. A theme is colours: in the second one, nothing else can differ.
const RUNS = {
  light: { tags: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } },
  dark: { tags: ['cat.color'], rules: { 'color-contrast-enhanced': { enabled: false } } },
};

/// Everything that axe holds against a page in a theme, as lines to read; what is folded away is unfolded first. In the dark it looks
/// at colours only, so a page is held against the light first.
export async function held(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  // The driver puts it in, which no policy of the page forbids or has to allow.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async ({ tags: values, rules }) => {
    const settings = { runOnly: { type: 'tag', values }, rules, resultTypes: ['violations'] };
    return (await window.axe.run(document, settings)).violations;
  }, RUNS[colorScheme]);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => {
    const why = node.failureSummary.replace(/\s+/g, ' ');
    return `${colorScheme}: ${id} at ${node.target.join(' ')}: ${why} ${node.html.slice(0, 160)}`;
  }));
}

/// Placeholders that are fainter than text may be, which axe passes over.
export async function faint(page, colorScheme) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  return page.evaluate((theme) => {
    const rgb = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => {
      const [r, g, b] = rgb(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return [...document.querySelectorAll('input[placeholder]')].flatMap((input) => {
      const on = light(getComputedStyle(input).backgroundColor);
      const written = light(getComputedStyle(input, '::placeholder').color);
      const contrast = (Math.max(on, written) + 0.05) / (Math.min(on, written) + 0.05);
      return contrast < 4.5 ? [`${theme}: the placeholder of #${input.id} has a contrast of ${contrast.toFixed(2)}`] : [];
    });
  }, colorScheme);
}
