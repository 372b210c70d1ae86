// Reading without a network: has the service worker keep this page, keeps a whole locale on request, and on the offline
// page lists what is there. All words come from the page.

const ROOT = new URL("../../", import.meta.url);
const PREFIX = `diglot ${ROOT.pathname} `;
const TOGETHER = 6;

const home = new URL("./", document.querySelector("link[rel=manifest]").href);
const locale = home.pathname.slice(ROOT.pathname.length).replace("/", "");
const keptName = (version) => `${PREFIX}${version} kept ${locale}`;
const keptNames = async () =>
  (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name.endsWith(` kept ${locale}`));
const fileList = new URL("offline-files.json", home).href;
const isComplete = async (name) => Boolean(await caches.match(fileList, { cacheName: name }).catch(() => null));
const json = async (address) => (await fetch(address, { cache: "no-cache" })).json();

async function keepAll(tell) {
  const { version, files } = await json(fileList);
  const before = await keptNames();
  const cache = await caches.open(keptName(version));
  const older = [];
  for (const name of before.filter((name) => name !== keptName(version))) {
    const list = await caches.match(fileList, { cacheName: name });
    older.push([await caches.open(name), new Map(list ? (await list.json()).files : [])]);
  }
  const waiting = [...files];
  let done = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, digest] = next;
      const address = new URL(path.replace(/(^|\/)index\.html$/, "$1"), ROOT).href;
      if (!(await cache.match(address))) {
        const same = older.find(([, digests]) => digests.get(path) === digest);
        const response = (same && await same[0].match(address)) ?? await fetch(address, { cache: "no-cache" });
        if (!response.ok) throw new Error(`${response.status} ${address}`);
        // What a host sent on to another address is not given back for this one.
        await cache.put(address, response.redirected ? new Response(await response.blob(), response) : response);
      }
      tell((done += 1) / files.length);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  if ((await json(new URL("offline.json", home))).version !== version) return keepAll(tell);
  await cache.put(fileList, new Response(JSON.stringify({ version, files })));
  for (const [old] of older.entries()) await caches.delete(before.filter((name) => name !== keptName(version))[old]);
}

// The box with the button that keeps a locale.
async function offer(box) {
  const [start, stop] = box.querySelectorAll("button");
  const status = box.querySelector("[role=status]");
  const bar = box.querySelector("progress");
  const { version, size } = await json(new URL("offline.json", home));
  const number = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`, {
    style: "unit", unit: "megabyte", maximumSignificantDigits: 2,
  });

  const show = async (word) => {
    const names = await keptNames();
    const isKept = (await Promise.all(names.map(isComplete))).some(Boolean);
    start.hidden = isKept;
    stop.hidden = names.length === 0;
    bar.hidden = true;
    const said = box.dataset[word ?? (isKept ? "done" : "size")];
    status.textContent = said.replace("{size}", () => number.format(Math.max(size / 1e6, 0.1)));
  };
  const run = async () => {
    start.hidden = stop.hidden = true;
    bar.hidden = false;
    status.textContent = box.dataset.busy;
    try {
      navigator.storage?.persist?.();
      await keepAll((share) => { bar.value = share; });
      await show();
    } catch {
      await show("failed");
    }
  };

  start.addEventListener("click", run);
  stop.addEventListener("click", async () => {
    for (const name of await keptNames()) await caches.delete(name);
    await show();
    start.focus();
  });
  box.hidden = false;
  const names = await keptNames();
  // What was kept of an earlier build is brought up to date, and what was broken off goes on.
  if (names.length && !(await isComplete(keptName(version)))) await run();
  else await show();
}

async function listKept(list) {
  const from = new URLSearchParams(location.search).get("from") ?? "";
  // Being connected to something is not the same as being able to read.
  addEventListener("online", () => {
    if (from.startsWith(ROOT.href)) fetch(from).then(() => location.replace(from), () => {});
  });
  const found = new Map();
  for (const name of (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name.endsWith(" pages"))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!request.url.startsWith(home.href)) continue;
      const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
      if (page.querySelector("article")) found.set(request.url, page.querySelector("h1")?.textContent || page.title);
    }
  }
  for (const [address, title] of [...found].reverse()) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title.trim();
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  list.parentElement.hidden = found.size === 0;
}

if ("serviceWorker" in navigator && "caches" in window) {
  navigator.serviceWorker.register(new URL("sw.js", ROOT), { scope: ROOT.pathname }).catch(() => {});
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage(location.href));
  const box = document.querySelector("#keep");
  const list = document.querySelector("#kept-pages");
  // Without a network there is nothing to offer.
  if (box) offer(box).catch(() => {});
  if (list) listKept(list);
}
