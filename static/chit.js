// Copy, share and print buttons. Every page works without this file.
(() => {
  const root = document.documentElement;
  root.classList.add('script');

  // Texts come with the page, in its language.
  const words = document.body.dataset;

  // A new seller's time zone is the browser's.
  for (const field of document.querySelectorAll('[data-zone]')) {
    field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  }

  const spoken = document.createElement('p');
  spoken.className = 'unseen';
  spoken.setAttribute('aria-live', 'polite');
  document.body.append(spoken);

  // Without a secure context there is no clipboard object; the old way still works there.
  const oldCopy = (text) => {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    area.readOnly = true;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) throw new Error('not copied');
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      oldCopy(text);
    }
  };

  const say = (button, word) => {
    const place = button.querySelector('[data-say]') || button;
    if (!place.dataset.was) place.dataset.was = place.textContent;
    place.textContent = word;
    spoken.textContent = word;
    button.classList.add('said');
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      place.textContent = place.dataset.was;
      spoken.textContent = '';
      button.classList.remove('said');
    }, 2000);
  };

  // A row is written as plain text, so that it can be selected; here it becomes one button.
  const offerCopies = () => {
    for (const row of document.querySelectorAll('div[data-copy]')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = row.className;
      Object.assign(button.dataset, row.dataset);
      button.append(...row.childNodes);
      row.replaceWith(button);
    }
    for (const button of document.querySelectorAll('button[data-copy]:not([data-offered])')) {
      button.dataset.offered = '';
      button.addEventListener('click', () => {
        copy(button.dataset.copy).then(
          () => { button.focus(); say(button, words.copied || 'Copied'); },
          () => say(button, words.notCopied || 'Not copied'),
        );
      });
    }
  };
  offerCopies();
  document.addEventListener('swapped', offerCopies);

  // Sending by hand on a phone: the button under the thumb leads through what is to be copied. Whether it is sent is asked once the
  // payer has left for the bank's app and is back; until then that stands outlined beside.
  const sending = document.querySelector('[data-steps]');
  const steps = document.querySelectorAll('button[data-step]:not([data-step=""])');
  if (sending && steps.length && matchMedia('(pointer:coarse)').matches) {
    const claim = sending.querySelector('.primary');
    const [act, next] = ['div', 'button'].map((name) => document.createElement(name));
    let at = 0;
    next.type = 'button';
    next.textContent = steps[0].dataset.step;
    [act.className, next.className, sending.className, claim.className] = ['act', 'primary', '', 'secondary'];
    act.append(next);
    sending.after(act);
    next.addEventListener('click', () => {
      steps[Math.min(at, steps.length - 1)].click();
      at += 1;
      next.textContent = steps[Math.min(at, steps.length - 1)].dataset.step;
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || !at) return;
      act.remove();
      [sending.className, claim.className] = ['act', 'primary'];
    });
  }

  // The phone's own share sheet. Text and link go apart, so that apps that take only a link get it and the others put the two
  // together. A picture goes with the whole message: some apps drop the one or the other, and each leads to the page.
  // Where nothing can be shared after all, the message is copied.
  const share = (button, data) => navigator.share(data).catch((error) => {
    if (error.name === 'AbortError') return;
    copy(button.dataset.text || button.dataset.share).then(() => say(button, words.copied || 'Copied'), () => {});
  });
  const png = (name, ...parts) => ({ files: [new File(parts, name, { type: 'image/png' })] });
  for (const button of document.querySelectorAll('[data-share]')) {
    const { share: url, text = '', picture, name } = button.dataset;
    const apart = { text: text.replace(url, '').trim(), url };
    if (!navigator.share || (picture && !navigator.canShare?.(png(name)))) continue;
    button.hidden = false;
    let file;
    if (picture) {
      // Fetched in advance: browsers open a share sheet only directly after a tap.
      const around = button.closest('details, [popover]');
      const load = () => fetch(picture).then(async (r) => { if (r.ok) file = png(name, await r.blob()); }).catch(() => {})
        .finally(() => { button.dataset.ready = ''; });
      if (around.open) load();
      else around.addEventListener('toggle', load, { once: true });
    } else {
      // Where sharing works it becomes the primary button, and copying the secondary one.
      const first = button.parentElement.querySelector('.primary');
      if (first) [first.className, button.className] = [button.className, first.className];
      if (first?.autofocus) button.focus({ preventScroll: true });
    }
    button.addEventListener('click', () => {
      const both = { ...file, text };
      share(button, file && navigator.canShare(both) ? both : file || apart);
    });
  }

  // A picked suggestion fills the field; typing unpicks it.
  for (const picks of document.querySelectorAll('[data-picks]')) {
    const field = document.getElementById(picks.dataset.picks);
    picks.addEventListener('change', (event) => { field.value = event.target.value; });
    field.addEventListener('input', () => {
      for (const pick of picks.querySelectorAll('input')) pick.checked = false;
    });
  }

  // The server sends one event when the page is outdated. A page in which something was typed gets a link instead of a reload.
  let typing;
  addEventListener('input', () => { typing = true; });
  let page = document.querySelector('[data-live]');
  if (page) {
    const own = page.dataset.live.split('/live?')[0];
    let events, later, wait, told;
    const turn = (text) => {
      // Pages of the sellers' app may swap their parts instead; then they listen again.
      if (!document.dispatchEvent(new Event('outdated', { cancelable: true }))) return;
      // Reloading the answer to a form would post the form again.
      if (!typing) return location.pathname === own ? location.reload() : location.replace(own + location.search);
      const link = document.createElement('a');
      link.className = 'secondary news';
      link.href = own + location.search;
      link.textContent = spoken.textContent = text;
      document.querySelector('main').prepend(link);
    };
    const close = () => {
      clearTimeout(later);
      events?.close();
    };
    const listen = () => {
      close();
      // Browsers open six connections to a site at most, so hidden pages give theirs up.
      if (told || document.hidden) return;
      events = new EventSource(page.dataset.live);
      events.onopen = () => { wait = 5; };
      // Browsers reconnect by themselves, except after an error status such as a proxy's 502.
      events.onerror = () => {
        if (events.readyState < 2) return;
        later = setTimeout(listen, wait * 1000);
        wait = Math.min(wait * 2, 300);
      };
      events.addEventListener('change', ({ data }) => {
        told = true;
        close();
        turn(data);
      });
    };
    const start = () => { wait = 5; listen(); };
    // A reload would interrupt a navigation that has begun, so the stream is closed; it starts again if nothing came of it.
    const leave = () => { close(); later = setTimeout(start, 30000); };
    addEventListener('submit', leave);
    addEventListener('click', ({ target, defaultPrevented }) => { if (!defaultPrevented && target.closest('a[href]:not([download])')) leave(); });
    addEventListener('pagehide', close);
    addEventListener('pageshow', start);
    document.addEventListener('visibilitychange', start);
    document.addEventListener('swapped', () => {
      page = document.querySelector('[data-live]') || page;
      told = false;
      start();
    });
  }

  for (const button of document.querySelectorAll('[data-print]')) {
    button.addEventListener('click', () => window.print());
  }
})();
