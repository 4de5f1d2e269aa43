// Alerts while the app is closed: the browser subscribes at its push service, and the form takes the subscription to the server. The browser
// asks whether it may only once the seller has tapped.
(() => {
  const form = document.querySelector('form[data-push]');
  if (!form) return;
  const { worker } = document.body.dataset;
  const say = (name) => {
    for (const note of document.querySelectorAll('[data-push-note]')) note.hidden = note.dataset.pushNote !== name;
    // What a tap came to is below the button, where a phone's places may cover it.
    if (name !== 'unknown') document.querySelector(`[data-push-note="${name}"]`).scrollIntoView({ block: 'center' });
  };
  if (!navigator.serviceWorker || !window.PushManager || !window.Notification) {
    say('unknown');
    return;
  }
  const pushes = async () => {
    await navigator.serviceWorker.register(worker, { scope: worker.slice(0, -'/worker.js'.length) });
    return (await navigator.serviceWorker.ready).pushManager;
  };
  // The service worker is told which device this browser is, so that it can say so when the browser replaces the subscription.
  const tell = async (device) => (await navigator.serviceWorker.ready).active.postMessage({ device });
  const hash = async (text) => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };

  // The device that this browser is, if it is among those of the page.
  const find = async () => {
    const subscription = await (await pushes()).getSubscription();
    const known = subscription && (await hash(new URL(subscription.endpoint).href));
    const here = known && document.querySelector(`[data-device="${known}"]`);
    // One that its push service refuses may be turned on again.
    form.hidden = Boolean(here && !here.querySelector('[data-stopped]'));
    if (!here) {
      form.querySelector('[aria-invalid]')?.focus();
      return;
    }
    await tell({ known, key: form.dataset.push });
    here.querySelector('[data-here]').hidden = false;
    here.querySelector('[data-push-off]').addEventListener('submit', async (event) => {
      event.preventDefault();
      await tell(null);
      await subscription.unsubscribe().catch(() => { /* The server forgets it all the same. */ });
      event.target.submit();
    });
  };
  find().catch(() => { form.hidden = false; });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if ((await Notification.requestPermission()) !== 'granted') {
      say('denied');
      return;
    }
    try {
      const manager = await pushes();
      await tell(null);
      // An earlier one may be to another key, which the browser doesn't replace.
      await (await manager.getSubscription())?.unsubscribe();
      const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.push });
      const { endpoint, keys } = made.toJSON();
      for (const [name, value] of Object.entries({ endpoint, ...keys })) {
        if (form.elements[name]) form.elements[name].value = value;
      }
      form.submit();
    } catch {
      say('failed');
    }
  });
})();
