// The page of one request turns with the news: its facts and its timeline are swapped. The buttons stay as they are, and where they no
// longer fit, a line above them leads to those that do.
(() => {
  const page = document.querySelector('[data-step]');
  if (!page) return;
  // The list beside it begins where this request stands.
  document.querySelector('.pane [aria-current]')?.scrollIntoView({ block: 'nearest' });
  // What is unfolded near the bottom would lie behind the button that sticks there.
  page.addEventListener('toggle', ({ target }) => { if (target.open) target.scrollIntoView({ block: 'nearest' }); }, true);
  const [own] = page.querySelector('[data-live]').dataset.live.split('/live?');
  document.addEventListener('outdated', (event) => {
    event.preventDefault();
    window.chit.swap(own);
  });
  document.addEventListener('swapped', () => {
    page.querySelector('[data-news]').hidden = page.querySelector('[data-shows]').dataset.shows === page.dataset.step;
  });
})();
