// Sharing a link and showing its code: the page turns by itself, and the screen stays on.
(() => {
  const { body } = document;
  const shows = body.classList.contains('showing');
  if (!shows && !body.classList.contains('sharing')) return;

  document.addEventListener('outdated', (event) => {
    event.preventDefault();
    window.chit.swap(location.href);
  });
  if (!shows) return;

  // The other side of a counter reads it the other way round.
  const turn = document.querySelector('.turn');
  turn?.addEventListener('click', (event) => {
    event.preventDefault();
    body.classList.toggle('turned');
  });

  // The screen stays on for ten minutes, and again after a tap. Some browsers refuse, when the battery is low; it isn't needed.
  const again = document.getElementById('keep-on');
  const MINUTES = 10;
  const open = () => document.querySelector('.counter-code .qr');
  let lock;
  let until = 0;
  let late;
  const keep = async () => {
    if (!navigator.wakeLock || document.hidden || !open() || Date.now() >= until) return;
    try { lock = await navigator.wakeLock.request('screen'); } catch { /* The screen goes off as usual. */ }
  };
  const begin = () => {
    again.hidden = true;
    until = Date.now() + MINUTES * 60_000;
    clearTimeout(late);
    late = setTimeout(() => {
      lock?.release();
      again.hidden = !open() || !navigator.wakeLock;
    }, MINUTES * 60_000);
    keep();
  };
  again.addEventListener('click', begin);
  // A lock ends when its page is hidden.
  document.addEventListener('visibilitychange', keep);
  document.addEventListener('swapped', () => {
    if (open()) return;
    lock?.release();
    again.hidden = true;
    turn?.remove();
  });
  begin();
})();
