// The service worker of the sellers' app. It keeps Home and the list of requests as they stood, the empty form of a link, a page for all that
// needs the server, and static files: nothing else, and only what a signed-in page asks for; and which device with alerts this browser is.
// Its scope begins like addresses of payees (/apple), so it answers for the app's own addresses alone. It never passes a form on: the server
// could not tell any more from where that came.
const HOME = new URL(registration.scope).pathname;
const STATIC = `${HOME.slice(0, -'/app'.length)}/static/`;
const OFFLINE = `${HOME}/offline`;
const KEPT = [HOME, `${HOME}/requests`, `${HOME}/new`];
const [PAGES, FILES, DEVICE] = ['pages', 'files', 'device'].map((kept) => `chit-${kept} ${HOME}`);
const LONGEST = 30 * 24 * 3600_000;
const HEADERS = ['content-type', 'date', 'content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy'];

// What was asked for before everything is forgotten must not be kept afterwards.
let forgotten = 0;
const forget = async (...names) => {
  forgotten += 1;
  for (const name of names) await caches.delete(name);
};

// Looking for something must not make a cache again that was forgotten.
const find = (cacheName, address, how) => caches.match(address, { ...how, cacheName });

// A page that is kept says so, and from when it is.
const keep = async (name, path, answer, since) => {
  const type = answer.headers.get('content-type') ?? '';
  if (!answer.ok || answer.redirected || !type.startsWith('text/html')) return;
  const headers = HEADERS.flatMap((header) => (answer.headers.has(header) ? [[header, answer.headers.get(header)]] : []));
  const page = (await answer.text()).replace('<body ', '<body data-kept ');
  if (since === forgotten) await (await caches.open(name)).put(path, new Response(page, { headers }));
};

// All that a signed-in page needs, so that it opens without a line. The pages of somebody else who was signed in here go.
const prepare = async ({ files, offline, who }) => {
  const since = forgotten;
  const cache = await caches.open(FILES);
  for (const path of files) {
    if (!(await cache.match(path, { ignoreVary: true }))) await cache.add(path);
  }
  // A page belongs to the files of its time.
  const keptPages = [[FILES, offline, files], ...KEPT.map((path) => [PAGES, path, [...files, `data-who="${who}"`]])];
  for (const [name, path, marks] of keptPages) {
    const text = await (await find(name, path))?.text();
    if (!marks.every((mark) => text?.includes(mark))) await keep(name, path, await fetch(path), since);
  }
  // Old files go last, when no page needs them any more.
  const wanted = [...files, offline];
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (!wanted.includes(pathname + search)) await cache.delete(request);
  }
};

const navigate = async (event, path, isPlain) => {
  const since = forgotten;
  try {
    const answer = await fetch(event.request);
    if (isPlain && answer.type === 'opaqueredirect') event.waitUntil(forget(PAGES)); // signed out, perhaps from afar
    else if (isPlain) event.waitUntil(keep(PAGES, path, answer.clone(), since));
    return answer;
  } catch (error) {
    let kept = isPlain && (await find(PAGES, path));
    if (kept && Date.now() - Date.parse(kept.headers.get('date')) > LONGEST) {
      await forget(PAGES);
      kept = undefined;
    }
    kept ||= await find(FILES, OFFLINE, { ignoreSearch: true });
    if (!kept) throw error;
    return kept;
  }
};

const file = async (request) => (await find(FILES, request, { ignoreVary: true })) ?? fetch(request);

// The device with alerts that this browser is to the server: the hash of its endpoint, and the key that it subscribed to.
const kept = async () => (await find(DEVICE, HOME))?.json();
const note = async (device) => {
  if (device) await (await caches.open(DEVICE)).put(HOME, new Response(JSON.stringify(device)));
  else await caches.delete(DEVICE);
};

// A subscription that the browser has replaced, or dropped while alerts are allowed, is told to the server by the hash of the one before. The
// server takes it from a browser that is signed in, for a device of the one who is: for nobody else's, and for none that was removed. What
// fails is tried again with the next page, until the server knows.
const renew = async (replaced) => {
  const device = await kept();
  if (!device) return;
  const { pushManager } = registration;
  const options = { userVisibleOnly: true, applicationServerKey: device.key };
  const made = replaced ?? (await pushManager.getSubscription()) ?? (await pushManager.subscribe(options));
  const { endpoint, keys } = made.toJSON();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(new URL(endpoint).href)));
  const known = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  // One at a time: of two that name the same device, the later would be told that there is none, and forget the one that the earlier has made.
  await navigator.locks.request(DEVICE, () => replace(known, { endpoint, p256dh: keys.p256dh, auth: keys.auth }));
};
const replace = async (known, subscription) => {
  const device = await kept();
  if (!device || known === device.known) return;
  const body = new URLSearchParams({ do: 'replace-device', known: device.known, ...subscription });
  const { status } = await fetch(`${HOME}/settings/alerts/devices/replace`, { method: 'POST', body, redirect: 'manual' });
  if (status === 204) await note({ ...device, known });
  if (status === 404) await note(null);
};

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => {
  const { forget: all, device } = event.data;
  if (all) event.waitUntil(forget(PAGES, FILES, DEVICE));
  else if (device !== undefined) event.waitUntil(navigator.locks.request(DEVICE, () => note(device)));
  else event.waitUntil(Promise.allSettled([prepare(event.data), renew()]));
});
addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  const isApp = pathname === HOME || pathname.startsWith(`${HOME}/`);
  if (mode === 'navigate' && isApp) event.respondWith(navigate(event, pathname, KEPT.includes(pathname) && !search));
  else if (pathname.startsWith(STATIC)) event.respondWith(file(event.request));
});

// An alert is shown as it says; browsers that show it by themselves don't ask here. One that says nothing must be shown all the same, or the
// browser ends the subscription. It leads into the app, and nowhere else.
const told = (data) => {
  try {
    return data.json().notification ?? {};
  } catch {
    return {};
  }
};
addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event.newSubscription).catch(() => {})));
addEventListener('push', (event) => {
  const { title = 'Chit', navigate, ...how } = told(event.data);
  event.waitUntil(registration.showNotification(title, { ...how, data: navigate }));
});
addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { origin, pathname, href } = new URL(event.notification.data ?? HOME, location.origin);
  const isApp = origin === location.origin && (pathname === HOME || pathname.startsWith(`${HOME}/`));
  event.waitUntil(clients.openWindow(isApp ? href : HOME));
});
