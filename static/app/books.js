// The books: how far a download is; on the statement page, a file that is dropped, how far its upload is, and keys for the queue. Every
// part works without.
(() => {
  const form = () => document.querySelector('form.import');
  const typing = 'input:not([type=checkbox]), textarea, select';

  // Drag and drop: the file lands in the field, as if it had been picked.
  const carriesFile = (event) => form() && event.dataTransfer?.types.includes('Files');
  const over = (is) => form()?.querySelector('.drop').classList.toggle('is-over', is);
  addEventListener('dragover', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    over(true);
  });
  addEventListener('dragleave', (event) => event.relatedTarget || over(false));
  addEventListener('drop', (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length !== 1) return;
    form().querySelector('[type=file]').files = event.dataTransfer.files;
    form().querySelector('.primary').focus();
  });

  // The upload tells how much is sent, and then how many entries are decided: the list of statements says so.
  async function follow(progress, sent) {
    progress.textContent = sent;
    while (progress.isConnected) {
      await new Promise((done) => setTimeout(done, 2000));
      const answer = await fetch(form().action).catch(() => null);
      if (!answer?.ok) continue;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const text = page.querySelector('.ledger .underway')?.textContent;
      if (text && progress.isConnected) progress.textContent = text;
    }
  }
  function show(request, files) {
    const page = new DOMParser().parseFromString(request.responseText, 'text/html');
    const [main, fresh] = [document.querySelector('main'), page.querySelector('main')];
    if (!fresh) return location.reload();
    main.replaceWith(document.adoptNode(fresh));
    // The file is still at hand, so nobody has to pick it once more.
    const field = form()?.querySelector('[type=file]');
    if (field) field.files = files;
    (document.querySelector('main [aria-invalid=true]') ?? document.querySelector('main h1'))?.focus();
    begin();
  }
  addEventListener('submit', (event) => {
    if (event.target !== form() || event.defaultPrevented) return;
    event.preventDefault();
    const [target, request] = [event.target, new XMLHttpRequest()];
    const files = target.querySelector('[type=file]').files;
    const [progress, button] = [target.querySelector('.progress'), target.querySelector('.primary')];
    progress.hidden = false;
    button.disabled = true;
    const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      progress.textContent = `${target.dataset.sending} ${percent.format(loaded / total)}`;
    });
    request.upload.addEventListener('load', () => follow(progress, target.dataset.sent));
    request.addEventListener('load', () => {
      const moved = new URL(request.responseURL).pathname !== new URL(target.action).pathname;
      if (moved) location.assign(request.responseURL);
      else show(request, files);
    });
    request.addEventListener('error', () => {
      button.disabled = false;
      progress.hidden = true;
      target.submit();
    });
    request.open('POST', target.action);
    request.setRequestHeader('accept', 'text/html');
    request.send(new FormData(target));
  });

  // A download tells how many lines are written: by a name that is drawn for it, since another tab may have its own.
  addEventListener('submit', async (event) => {
    const { target, submitter } = event;
    if (!target.matches('form.export') || submitter?.hasAttribute('formaction')) return;
    const progress = target.querySelector('.progress');
    const download = crypto.getRandomValues(new Uint32Array(4)).join('-').slice(0, 40);
    const name = Object.assign(document.createElement('input'), { type: 'hidden', name: 'download', value: download });
    target.append(name);
    // The form is read before the next task, and what comes after is another download.
    setTimeout(() => name.remove());
    progress.textContent = target.dataset.begun;
    progress.hidden = false;
    const about = new URL('progress', target.action);
    about.search = new URLSearchParams({ download, of: target.dataset.all });
    let seen = false;
    for (let looks = 0; progress.isConnected && looks < 3600; looks += 1) {
      await new Promise((done) => setTimeout(done, 1000));
      const answer = await fetch(about).catch(() => null);
      if (answer?.status === 200) {
        seen = true;
        progress.textContent = await answer.text();
      } else if (seen || looks > 2) {
        break;
      }
    }
    // Where another process writes it, nothing is known of its end.
    progress.textContent = seen ? target.dataset.done : '';
    progress.hidden = !seen;
  });

  // Keys of the queue, only while the focus is in it: ↑ ↓ move, Enter takes, d dismisses.
  const isOn = () => document.querySelector('.queue-keys input')?.checked;
  addEventListener('keydown', (event) => {
    const entry = event.target.closest?.('.entries > li');
    if (!entry || !isOn() || event.ctrlKey || event.metaKey || event.altKey || event.target.matches(typing)) return;
    const press = (button) => button && (event.preventDefault(), button.click());
    const go = (next) => next && (event.preventDefault(), next.focus());
    if (event.key === 'ArrowDown') go(entry.nextElementSibling);
    else if (event.key === 'ArrowUp') go(entry.previousElementSibling);
    else if (event.key === 'Enter' && event.target === entry) press(entry.querySelector('.paid-for > .choice-of .take'));
    else if (event.key === 'd') press(entry.querySelector('.put-aside button'));
  });
  addEventListener('change', (event) => {
    if (event.target.matches('.queue-keys input')) localStorage.setItem('books-keys', event.target.checked ? 'on' : 'off');
  });

  function begin() {
    form()?.querySelector('.drop-here').toggleAttribute('hidden', false);
    const keys = document.querySelector('.queue-keys');
    if (!keys) return;
    keys.hidden = false;
    keys.querySelector('input').checked = localStorage.getItem('books-keys') !== 'off';
    // The first entry is reached by Tab, the others by arrows.
    const first = document.querySelector('.entries > li');
    if (first) first.tabIndex = 0;
  }
  begin();
})();
