// New link: keys that write into a real field, currencies, words of before, and a look at the slip while it is typed. The form works
// without any of it.
(() => {
  const form = document.querySelector('form#new');
  if (!form) return;
  const at = (id) => document.getElementById(id);

  // Fields that keys write into. The last one that had the focus is meant.
  const fields = [...form.querySelectorAll('[inputmode=decimal]')];
  const seen = (field) => field.checkVisibility();
  let last;
  const target = () => (last && seen(last) ? last : fields.find(seen));
  for (const field of fields) field.addEventListener('focus', () => { last = field; });

  // Keys stand only where there is room for them; with large letters, or above a device's own keyboard, they give way.
  const keys = at('keys');
  const arrange = () => {
    const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
    document.body.classList.toggle('typed', own.ariaPressed === 'true' || innerHeight < 34 * letter);
    for (const field of fields) field.inputMode = keys.checkVisibility() ? 'none' : 'decimal';
  };
  const own = document.createElement('button');
  own.type = 'button';
  own.className = 'own-keys';
  own.ariaPressed = 'false';
  own.ariaLabel = `123, ${keys.dataset.device}`;
  own.textContent = '123';
  own.addEventListener('click', () => {
    own.ariaPressed = own.ariaPressed === 'true' ? 'false' : 'true';
    arrange();
    const field = target();
    field?.blur();
    field?.focus();
  });

  // A key that is held by a finger doesn't take the focus from the field.
  keys.addEventListener('pointerdown', (event) => event.preventDefault());
  keys.addEventListener('click', (event) => {
    const key = event.target.closest('button');
    const field = target();
    if (!key || !field) return;
    let [from, to] = [field.selectionStart, field.selectionEnd];
    if (document.activeElement !== field && !key.matches(':focus-visible')) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(from, to);
    }
    let text = key.dataset.key;
    if (!text && from === to) from = Math.max(0, from - 1);
    if (text === keys.dataset.separator) {
      if (field.value.includes(text)) return;
      if (!field.value) text = `0${text}`;
    }
    if (field.value.length - (to - from) + text.length > field.maxLength) return;
    if (!field.value) field.dataset.keyed = '';
    field.setRangeText(text, from, to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  // What a keyboard writes may be thousands: `1.234`. These keys have one separator, which can't, and a leading zero says so.
  form.addEventListener('input', ({ isTrusted, target: field }) => { if (isTrusted) delete field.dataset.keyed; });
  form.addEventListener('submit', () => {
    for (const field of fields) if ('keyed' in field.dataset && /^[1-9]\d*\D\d{3}$/.test(field.value)) field.value = `0${field.value}`;
  });

  // What is added to a link stands in a sheet; where something in it is wrong, it stays in the page.
  const extra = at('extra');
  const { locale } = extra.dataset;
  const told = at('told');
  const row = document.createElement('div');
  row.className = 'beside-keys';
  if (extra.open) {
    extra.after(row);
  } else {
    const more = document.createElement('button');
    more.type = 'button';
    more.className = 'extra-button';
    more.ariaHasPopup = 'dialog';
    more.append(...extra.querySelector('summary').childNodes);
    const sheet = document.createElement('div');
    sheet.className = 'sheet-up';
    sheet.popover = 'auto';
    sheet.id = 'extra-sheet';
    sheet.setAttribute('role', 'dialog');
    sheet.ariaLabel = more.querySelector('.link').textContent;
    const head = document.createElement('div');
    head.className = 'sheet-head';
    const title = document.createElement('h2');
    title.textContent = sheet.ariaLabel;
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'plain';
    close.textContent = extra.dataset.close;
    close.popoverTargetElement = sheet;
    close.popoverTargetAction = 'hide';
    head.append(title, close);
    sheet.append(head, at('extra-fields'));
    more.popoverTargetElement = sheet;
    row.append(more);
    extra.replaceWith(row, sheet);
    // The line tells what a link will be like that is made now.
    const tell = () => {
      // With parts, the first one's day is the day.
      const due = at('due_on').valueAsDate ?? at('part_due_1').valueAsDate;
      const day = due && new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(due);
      const works = at('expires_in').selectedOptions[0];
      const parts = [
        due ? `${extra.dataset.due} ${day}` : extra.dataset.noDue,
        at('language').selectedOptions[0].textContent,
        works.value && works.textContent,
        at('reference').value,
      ];
      told.textContent = parts.filter(Boolean).join(' · ');
    };
    sheet.addEventListener('input', tell);
    tell();
  }
  row.append(own);

  // Currencies: the last ones first, and all others by their names in the reader's language.
  const code = at('currency');
  const point = keys.querySelector(`[data-key="${keys.dataset.separator}"]`);
  const decimals = new Map(at('currencies').dataset.all.split(' ').map((one) => one.split(':')));
  const adapt = () => {
    const digits = Number(decimals.get(code.value) ?? 2);
    point.disabled = digits === 0;
    const none = digits ? `0${keys.dataset.separator}${'0'.repeat(digits)}` : '0';
    for (const field of form.querySelectorAll('.money')) field.placeholder = none;
  };
  // Also a link that waited may bring another one.
  code.addEventListener('input', () => {
    at('currency-code').textContent = code.value;
    adapt();
  });
  if (!code.hasAttribute('aria-invalid')) {
    const [sheet, list, search, button] = [at('currencies'), at('currency-list'), at('currency-search'), at('currency-button')];
    code.hidden = true;
    code.required = false;
    button.hidden = false;
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    const first = sheet.dataset.recent.trim().split(' ');
    const all = [...new Set([...first, ...decimals.keys()])].map((key) => [key, names.of(key) ?? key]);
    const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const pick = (key) => {
      code.value = key;
      sheet.hidePopover();
      code.dispatchEvent(new Event('input', { bubbles: true }));
      target()?.focus();
    };
    const fill = () => {
      const wanted = plain(search.value.trim());
      const fitting = all.filter(([key, name]) => plain(key).startsWith(wanted) || plain(name).includes(wanted));
      list.replaceChildren(...fitting.map(([key, name]) => {
        const [item, choice, sign] = ['li', 'button', 'b'].map((tag) => document.createElement(tag));
        sign.textContent = key;
        sign.dir = 'ltr';
        choice.type = 'button';
        choice.append(sign, name);
        choice.addEventListener('click', () => pick(key));
        item.append(choice);
        return item;
      }));
      at('currency-none').hidden = fitting.length > 0;
    };
    search.addEventListener('input', fill);
    search.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      list.querySelector('button')?.click();
    });
    sheet.addEventListener('beforetoggle', (event) => {
      if (event.newState !== 'open') return;
      search.value = '';
      fill();
    });
    // A device's keyboard isn't called for before it is wanted.
    sheet.addEventListener('toggle', (event) => {
      if (event.newState === 'open' && matchMedia('(pointer: fine)').matches) search.focus();
    });
  }
  adapt();

  // Words of before. What is removed is noted on this device only, by a number that doesn't give the words away.
  const memo = at('memo');
  const chips = at('memo-chips');
  memo.removeAttribute('list');
  if (chips) {
    const sum = (text) => [...text].reduce((hash, c) => Math.imul(hash ^ c.codePointAt(0), 16777619) >>> 0, 2166136261);
    const removed = () => {
      try { return JSON.parse(localStorage.getItem('chit-memos')) ?? []; } catch { return []; }
    };
    const all = [...chips.querySelectorAll('[data-memo]')];
    const tidy = chips.querySelector('.tidy');
    const arrangeChips = () => {
      const gone = removed();
      for (const chip of all) chip.hidden = gone.includes(sum(chip.dataset.memo));
      chips.hidden = all.every((chip) => chip.hidden);
    };
    tidy.addEventListener('click', () => {
      const on = tidy.ariaPressed !== 'true';
      tidy.ariaPressed = String(on);
      for (const chip of all) {
        chip.classList.toggle('leaving', on);
        if (on) chip.ariaLabel = `${chips.dataset.remove}: ${chip.dataset.memo}`;
        else chip.removeAttribute('aria-label');
      }
    });
    for (const chip of all) {
      chip.addEventListener('click', () => {
        if (tidy.ariaPressed === 'true') {
          try { localStorage.setItem('chit-memos', JSON.stringify([...removed(), sum(chip.dataset.memo)].slice(-200))); } catch { /* full */ }
          arrangeChips();
          if (!chips.hidden) tidy.focus();
          return;
        }
        memo.value = chip.dataset.memo;
        memo.dispatchEvent(new Event('input', { bubbles: true }));
      });
    }
    arrangeChips();
  }

  // Without a connection the form would be lost behind the browser's own page.
  const offline = at('offline');
  const perLink = ['amount', 'min_amount', 'max_amount', 'memo', 'reference', 'due_on', 'max_payments', 'after_text', 'after_url'];
  for (const n of [1, 2, 3, 4]) perLink.push(`part_${n}`, `part_due_${n}`);
  const items = [1, 2, 3, 4, 5, 6];
  for (const n of items) perLink.push(`item_${n}`, `item_price_${n}`, `item_most_${n}`, `item_stock_${n}`);
  // A list to choose from makes the amount.
  const hasItems = () => items.some((n) => form.elements[`item_${n}`].value.trim());
  let putting = false;
  form.addEventListener('submit', async (event) => {
    // A page that the browser had kept may be without a server, whatever the browser says of its line.
    if (navigator.onLine && !putting && !isKept()) return;
    event.preventDefault();
    // A second tap is meant for the same link, until its fields are empty.
    if (putting) return;
    const field = target();
    if (!field?.value.trim() && form.elements.kind.value === 'fixed' && !hasItems()) return void field?.focus();
    // What can't be kept stays in the form.
    putting = true;
    offline.hidden = await window.chit.wait(form);
    if (offline.hidden) {
      for (const name of perLink) form.elements[name].value = '';
      // The line below the amount tells a day no more.
      form.elements.due_on.dispatchEvent(new Event('input', { bubbles: true }));
    }
    putting = false;
  });
  addEventListener('online', () => { offline.hidden = true; });

  // On a desk, the slip and the message stand beside the form, as the service would write them.
  const desk = matchMedia('(min-width: 64rem)');
  let wait;
  let asked = 0;
  const draw = async () => {
    const turn = asked += 1;
    const query = new URLSearchParams(new FormData(form));
    // What payers read once they have paid isn't shown here, and stays out of addresses.
    for (const key of ['do', 'once', 'after_text', 'after_url']) query.delete(key);
    const chosen = new URLSearchParams(location.search).get('lang');
    if (chosen) query.set('lang', chosen);
    try {
      const answer = await fetch(`${form.action}?${query}`);
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('[data-part=drafted]');
      if (fresh && turn === asked) document.querySelector('[data-part=drafted]').replaceWith(document.adoptNode(fresh));
    } catch { /* The form is what matters. */ }
  };
  document.addEventListener('input', (event) => {
    if (!event.target.form || !desk.matches) return;
    clearTimeout(wait);
    wait = setTimeout(draw, 300);
  });

  arrange();
  addEventListener('resize', arrange);
  form.addEventListener('change', (event) => { if (event.target.name === 'kind') { last = undefined; target()?.focus({ preventScroll: true }); } });
})();
