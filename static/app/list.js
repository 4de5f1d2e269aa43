// The list of requests: it follows what is typed into the search, and has keys for a desk, which a switch turns off.
(() => {
  const field = document.querySelector('[data-search]');
  if (!field) return;
  const form = field.form;
  form.querySelector('button').hidden = true;

  // One search at a time: an answer that comes late must not cover a newer one.
  let later, running, missed;
  const search = async () => {
    if (running) { missed = true; return; }
    running = true;
    const asked = new URLSearchParams(new FormData(form));
    if (!asked.get('q').trim()) asked.delete('q');
    const query = asked.toString();
    await window.chit.swap(form.getAttribute('action') + (query && `?${query}`), true);
    running = false;
    if (missed) { missed = false; search(); }
  };
  field.addEventListener('input', () => {
    clearTimeout(later);
    later = setTimeout(search, 200);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(later);
    search();
  });

  const keys = document.querySelector('.list-keys');
  const box = keys.querySelector('input');
  const kept = 'chit-keys';
  keys.hidden = false;
  box.checked = localStorage.getItem(kept) !== 'off';
  box.addEventListener('change', () => {
    localStorage.setItem(kept, box.checked ? 'on' : 'off');
  });

  const choosing = ({ target }) => {
    const chosen = target.closest?.('.choosing');
    const said = chosen?.querySelector('[data-chosen]');
    if (!said) return;
    const count = chosen.querySelectorAll('.boxed :checked').length;
    said.hidden = !count;
    said.querySelector('b').textContent = count.toLocaleString(document.documentElement.lang);
  };
  addEventListener('change', choosing);

  const rows = () => [...document.querySelectorAll('.found .slips li')];
  const here = () => rows().findIndex((row) => row.contains(document.activeElement));
  const go = (step) => {
    const all = rows();
    const at = here();
    const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1);
    all[next]?.querySelector('a').focus();
  };
  const deeds = {
    '/': () => { field.focus(); field.select(); },
    j: () => go(1),
    k: () => go(-1),
    x: () => rows()[here()]?.querySelector('.boxed input')?.click(),
    n: () => document.querySelector('.places .new')?.click(),
  };
  addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input:not([type=checkbox]),select,textarea,[popover]');
    const deed = deeds[event.key];
    if (!deed || !box.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!matchMedia('(min-width:64rem)').matches) return;
    event.preventDefault();
    deed();
  });
})();
