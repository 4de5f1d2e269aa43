// Parts of a page are swapped for those of the same page as it is now. Every page works without: a swap that fails navigates.
// Offline it stays as it stood, and says since when. Other scripts call window.chit.swap, and listen to "swapped" on the document where they have to start again.
// The service worker marks the pages that it keeps.
const isKept = () => document.body.dataset.kept !== undefined;
const tell = () => {
  const stood = document.querySelector('[data-part=stood]');
  if (!stood) return;
  const { made, otherDay } = stood.dataset;
  if (new Date(made).toDateString() !== new Date().toDateString()) stood.textContent = otherDay;
  stood.hidden = navigator.onLine && !isKept();
};
for (const turn of ['offline', 'online']) addEventListener(turn, tell);
// What the service worker had kept is made new as soon as there is a line.
addEventListener('online', () => { if (isKept()) window.chit.swap(location.href); });
tell();
window.chit = {
  // Fetches a page and swaps its `[data-part]`s into this one. With `push`, the address follows.
  async swap(url, push) {
    if (!navigator.onLine) { tell(); return; }
    const parts = [...document.querySelectorAll('[data-part]')];
    const busy = (is) => parts.forEach((part) => part.setAttribute('aria-busy', is));
    const dim = setTimeout(busy, 300, true);
    try {
      const answer = await fetch(url, { headers: { accept: 'text/html' } });
      // Signed out, or refused: the page itself says so.
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const kept = document.activeElement?.id;
      for (const part of parts) {
        const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
        // A part that says what it is the same by stays while it is.
        if (fresh && !(part.dataset.same && part.dataset.same === fresh.dataset.same)) part.replaceWith(document.adoptNode(fresh));
      }
      delete document.body.dataset.kept;
      if (push) history.replaceState(null, '', url);
      if (kept && document.activeElement?.id !== kept) document.getElementById(kept)?.focus({ preventScroll: true });
      document.dispatchEvent(new Event('swapped'));
    } catch {
      // A browser's error page would take away what is there, and any page what was typed.
      if (navigator.onLine && !document.querySelector('form#new')) location.assign(url);
      else tell();
    } finally {
      clearTimeout(dim);
      busy(false);
    }
  },
};
