// The service worker: keeps what was read, and gives it back where there is no network.
// Before this file stands what the build knows: VERSION, and OFFLINE, the offline page of each locale.
//
// Pages come from the network as long as there is one. What changes has another name (`assets/`), so that a page never
// meets the style or script of another build. Caches of earlier builds go once their pages were asked for anew.

const SCOPE = new URL(self.registration.scope);
const PREFIX = `diglot ${SCOPE.pathname} `;
const MOST = { pages: 60, media: 120 };

const cacheName = (kind) => `${PREFIX}${VERSION} ${kind}`;
const below = (address) => decodeURI(new URL(address).pathname).slice(decodeURI(SCOPE.pathname).length);
const bare = (address) => Object.assign(new URL(address), { search: "", hash: "" }).href;
const isOurs = (address) => address.startsWith(SCOPE.href);

async function names() {
  const found = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  return found.sort((one, other) => other.startsWith(PREFIX + VERSION) - one.startsWith(PREFIX + VERSION));
}

async function find(address) {
  for (const name of await names()) {
    const found = await caches.match(bare(address), { cacheName: name });
    if (found) return found;
  }
}

async function put(kind, address, response) {
  const cache = await caches.open(cacheName(kind));
  await cache.put(bare(address), response);
  const surplus = (await cache.keys()).slice(0, -(MOST[kind] ?? Infinity));
  if (MOST[kind]) await Promise.all(surplus.map((request) => cache.delete(request)));
}

// Keeps a page with what it needs; whoever is offline gets an error. An answer that does not come must not keep this
// worker, and with it the next one, waiting.
async function keep(kind, address) {
  const response = await ask(address);
  if (!response.ok || response.redirected) return;
  const text = await response.text();
  for (const [, path] of text.matchAll(/ (?:href|src)="([^"]*\bassets\/[^"]+)"/g)) {
    const asset = new URL(path, address).href;
    if (!isOurs(asset) || await find(asset)) continue;
    const found = await ask(asset);
    if (found.ok) await put("assets", asset, found);
  }
  await put(kind, address, new Response(text, response));
}

const ask = (address) => fetch(bare(address), { cache: "no-cache", signal: AbortSignal.timeout(30_000) });

async function fromCache(event) {
  const { url } = event.request;
  const found = await find(url);
  if (found) return found;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(put("assets", url, response.clone()));
  return response;
}

async function fromNetwork(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    const kind = request.mode === "navigate" ? "pages" : request.destination === "image" ? "media" : "";
    if (kind && response.ok && !response.redirected) event.waitUntil(put(kind, request.url, response.clone()));
    return response;
  } catch (error) {
    const found = await find(request.url);
    if (found) return found;
    if (request.mode !== "navigate") throw error;
    const folder = `${bare(request.url)}/`;
    if (!request.url.endsWith("/") && await find(folder)) return Response.redirect(folder);
    const away = new URL(offlinePage(request.url), SCOPE);
    if (bare(request.url) === away.href) throw error;
    away.searchParams.set("from", request.url);
    return Response.redirect(away);
  }
}

const offlinePage = (address) => OFFLINE[below(address).split("/")[0]] ?? Object.values(OFFLINE)[0];

// A page says that it is there: it and its locale's offline page are kept, and what earlier builds left is renewed.
async function greet(address) {
  const away = new URL(offlinePage(address), SCOPE).href;
  if (bare(address) !== away && !(await caches.match(bare(address), { cacheName: cacheName("pages") }))) {
    await keep("pages", address);
  }
  if (!(await caches.match(away, { cacheName: cacheName("offline") }))) await keep("offline", away);
  const older = (await names()).filter((name) => !name.startsWith(PREFIX + VERSION) && !name.includes(" kept "));
  for (const name of older.filter((name) => name.endsWith(" pages"))) {
    for (const { url } of await (await caches.open(name)).keys()) await keep("pages", url);
  }
  await Promise.all(older.map((name) => caches.delete(name)));
}

addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("message", (event) => {
  // Offline, the next page tries again.
  if (isOurs(event.data)) event.waitUntil(greet(event.data).catch(() => {}));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOurs(request.url)) return;
  event.respondWith(below(request.url).startsWith("assets/") ? fromCache(event) : fromNetwork(event));
});
