// Whether what a page says can be read on a narrow phone.

/// What can't be read whole, as lines to read: a page that scrolls sideways, and text that is cut off.
export const cutOff = (page) => page.evaluate((screen) => {
  const found = [];
  // A phone zooms out when a page is too wide, so the window's own width would say nothing.
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > screen) found.push(`the page is ${scrollWidth} wide on a screen of ${screen}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    const text = texts.currentNode.data.trim();
    // What is for screen readers only is hidden on purpose; and a Lightning invoice is cut on purpose,
    // which is copied and not read. Lines of chips and tabs scroll sideways. A row of a list has one line for its words and marks.
    // A link's screen has two lines of what it is for, and the chat's card, with the link's own page behind them.
    const meant = parent.checkVisibility({ checkVisibilityCSS: true }) && !parent.closest('.unseen, .skip, [data-copy^=ln], .chipline, .tabs, .deeds, .slips .memo, .slips .line, .told, .sharing .memo, .sharing .bubble');
    if (!text || !meant) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    for (const line of range.getClientRects()) {
      if (line.width === 0) continue;
      const box = clip(parent);
      const hidden = Math.max(box.left - line.left, line.right - box.right, box.top - line.top, line.bottom - box.bottom);
      const where = `<${parent.localName} class="${parent.className}">`;
      if (hidden > 1) found.push(`${Math.round(hidden)} pixels of “${text.slice(0, 40)}” in ${where}`);
    }
  }
  return found;

  // The screen's width, and whatever box between cuts off what runs over. What lies above or below in a box that scrolls can be reached.
  function clip(element) {
    const box = { left: 0, right: screen, top: -Infinity, bottom: Infinity };
    let reached = false;
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.display === 'inline') continue;
      const own = e.getBoundingClientRect();
      if (style.overflowX !== 'visible') {
        box.left = Math.max(box.left, own.left);
        box.right = Math.min(box.right, own.right);
      }
      reached ||= ['auto', 'scroll'].includes(style.overflowY);
      if (style.overflowY !== 'visible' && !reached) {
        box.top = Math.max(box.top, own.top);
        box.bottom = Math.min(box.bottom, own.bottom);
      }
    }
    return box;
  }
}, page.viewportSize().width);
