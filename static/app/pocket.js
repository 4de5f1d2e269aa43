// The app in the pocket: it can be opened without a connection, and a link that is made then waits in this browser until there is one. A link
// waits under its form's one-time id, so that it is made once however often it is sent.
(() => {
  const { worker, offline, who, forget } = document.body.dataset;
  if (!worker) return;
  const home = worker.slice(0, -'/worker.js'.length);
  const name = `chit-waiting ${home}`;

  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('links', { keyPath: 'once' });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const links = async (mode, act) => {
    const database = await open();
    // Another page may be about to delete it.
    database.onversionchange = () => database.close();
    try {
      const turn = database.transaction('links', mode);
      const asked = act(turn.objectStore('links'));
      return await new Promise((done, failed) => {
        turn.oncomplete = () => done(asked?.result);
        turn.onabort = () => failed(turn.error);
      });
    } finally {
      database.close();
    }
  };
  const forgetLinksOf = (left) => links('readwrite', (all) => {
    all.openCursor().onsuccess = ({ target: { result: at } }) => {
      if (!at) return;
      // A browser that doesn't know who it was keeps nobody's.
      if (left === null || at.value.who === left) at.delete();
      at.continue();
    };
  }).catch(() => { /* A browser that keeps nothing has nothing to remove. */ });

  // Who has signed out, or closed the account, leaves nothing behind. The links of somebody else, whose session has ended, wait on.
  if (forget !== undefined) {
    let left = null;
    try {
      left = localStorage.getItem('chit-who');
      for (const kept of ['chit-who', 'chit-memos']) localStorage.removeItem(kept);
    } catch { /* A browser that keeps nothing has nothing to remove. */ }
    forgetLinksOf(left);
    const told = navigator.serviceWorker?.getRegistration(home).then((found) => {
      // It may be about to keep something.
      found?.active?.postMessage({ forget: true });
      return found;
    });
    const gone = ['pages', 'files', 'device'].map((kept) => window.caches?.delete(`chit-${kept} ${home}`));
    Promise.all([told, ...gone]).then(([found]) => found?.unregister()).catch(() => { /* Nothing was registered. */ });
  }
  if (!who) return;
  try { localStorage.setItem('chit-who', who); } catch { /* It keeps no links either. */ }

  addEventListener('load', async () => {
    const parts = [...document.querySelectorAll('link[rel=stylesheet],link[rel=icon],script[src]')];
    const files = parts.map((part) => new URL(part.href ?? part.src).pathname);
    try {
      await navigator.serviceWorker.register(worker, { scope: home });
      (await navigator.serviceWorker.ready).active.postMessage({ files, offline, who });
    } catch { /* The app works without. */ }
  });

  const waiting = async () => (await links('readonly', (all) => all.getAll())).filter((link) => link.who === who);
  const remove = ({ once }) => links('readwrite', (all) => all.delete(once));

  // What waits, what was made of it, and what the server didn't take.
  const section = document.getElementById('waiting');
  const form = document.querySelector('form#new');
  const made = [];
  const element = (tag, text, set = {}) => Object.assign(document.createElement(tag), { textContent: text, ...set });
  const button = (text, press) => {
    const it = element('button', text, { type: 'button', className: 'plain' });
    it.addEventListener('click', press);
    return it;
  };
  const isMade = /\/requests\/\w+\/(share|show)$/;
  // The link that was put back into the form. It is kept until it was made there or waits anew: leaving the page loses nothing. A form that
  // the server sends back is still that link's.
  let edited = (() => {
    try {
      const kept = sessionStorage.getItem('chit-edited');
      sessionStorage.removeItem('chit-edited');
      return kept;
    } catch { return null; }
  })();
  if (form ? !form.querySelector('[aria-invalid]') : !isMade.test(location.pathname)) edited = null;
  form?.addEventListener('submit', () => {
    try { if (edited) sessionStorage.setItem('chit-edited', edited); } catch { /* Then it stays in the list of those that wait. */ }
  });
  const putBack = async (link) => {
    const given = new Map(link.fields);
    for (const field of form.elements) {
      if (!field.name || field.type === 'submit' || ['do', 'once', 'then'].includes(field.name)) continue;
      // What isn't ticked isn't among the fields.
      if (['checkbox', 'radio'].includes(field.type)) field.checked = given.get(field.name) === field.value;
      else field.value = given.get(field.name) ?? field.value;
      // What was written by keys before says nothing of how this was written.
      delete field.dataset.keyed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    edited = link.once;
    await show();
    const { amount, min_amount: least, memo } = form.elements;
    [amount, least, memo].find((field) => field.checkVisibility()).focus();
  };
  const row = (link) => {
    const item = element('li', '');
    item.append(element('bdi', link.label), element('span', link.place || link.refused ? '' : section.dataset.waits, { className: 'hint' }));
    if (link.place) item.append(element('a', section.dataset.made, { href: link.place }));
    if (!link.refused) return item;
    item.append(element('p', section.dataset.refused, { className: 'note is-failed' }));
    if (form) item.append(button(section.dataset.edit, () => putBack(link)));
    item.append(button(section.dataset.remove, async () => { await remove(link); await show(); }));
    return item;
  };
  const show = async () => {
    const all = [...made, ...(await waiting()).filter(({ once }) => once !== edited)];
    if (!section) return;
    section.hidden = !all.length;
    section.querySelector('ul').replaceChildren(...all.map(row));
  };

  // Sends one link, and tells whether it waits no more. It says whose it is, since somebody else may have signed in meanwhile; and one like
  // it that was made a moment ago is another one.
  const post = async (link) => {
    const body = new URLSearchParams([...link.fields, ['payee', link.who], ['another', '1']]);
    const answer = await fetch(`${home}/new`, { method: 'POST', body });
    if (answer.redirected && isMade.test(answer.url)) {
      await remove(link);
      made.push({ label: link.label, place: answer.url });
      return true;
    }
    const waitsOn = [401, 408, 429].includes(answer.status) || answer.status >= 500;
    if (!waitsOn) await links('readwrite', (all) => all.put({ ...link, refused: true }));
    return !waitsOn;
  };
  // One page at a time; the next one finds what is left.
  const alone = (act) => (navigator.locks ? navigator.locks.request(name, act) : act());
  let later;
  const send = async () => {
    clearTimeout(later);
    if (!section) return;
    const before = made.length;
    try {
      await alone(async () => {
        for (const link of await waiting()) {
          if (link.refused) continue;
          if (!navigator.onLine || !(await post(link).catch(() => false))) {
            later = setTimeout(send, 30_000);
            break;
          }
        }
      });
      await show();
    } catch { /* A browser that keeps nothing has nothing to send. */ }
    if (made.length > before && !form) await window.chit.swap(location.href);
  };

  // An id of the shape that the server draws.
  const draw = () => {
    const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
    const fits = [...crypto.getRandomValues(new Uint8Array(128))].filter((byte) => byte < 4 * letters.length);
    return `${Math.floor(Date.now() / 1000)}-${fits.slice(0, 22).map((byte) => letters[byte % letters.length]).join('')}`;
  };
  // A form that was opened without a connection has the id of the time when it was kept, as each before it had.
  if (form && isKept()) form.elements.once.value = draw();
  // Lets the link of a form wait; tells whether it does. The form is then good for another one.
  window.chit.wait = async (of) => {
    const fields = [...new FormData(of)];
    const { once, amount, min_amount: least, max_amount: most, currency, memo } = Object.fromEntries(fields);
    const label = [amount || [least, most].filter(Boolean).join('–'), currency, memo].filter(Boolean).join(' ');
    try {
      await links('readwrite', (all) => {
        if (edited) all.delete(edited);
        return all.put({ once, who, label, fields });
      });
      edited = null;
      of.elements.once.value = draw();
      await show();
      if (isKept()) send();
      return true;
    } catch {
      return false;
    }
  };

  // Whoever signs out is told first what would be lost.
  for (const out of document.querySelectorAll('form[data-lost]')) {
    let isSure = false;
    out.addEventListener('submit', (event) => {
      if (isSure) return;
      event.preventDefault();
      waiting().catch(() => []).then((left) => {
        isSure = !left.length || confirm(out.dataset.lost);
        if (isSure) out.requestSubmit();
      });
    });
  }

  const begin = async () => {
    if (edited && isMade.test(location.pathname)) await remove({ once: edited }).catch(() => { /* It is told as waiting still. */ });
    await send();
  };
  addEventListener('online', send);
  begin();
})();
