// What `diglot serve` adds to the pages that it shows: they follow what is saved, and say what is wrong with them.
// Nothing of this is in a site that was built.

const own = document.querySelector('script[src="/_diglot/serve.js"]');
const version = own.dataset.version;
const isSite = !["waiting", "broken"].includes(version);
const KEPT = "diglot-serve";
const SETTLING = 2000; // milliseconds in which a page may still grow after it was loaded

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

// Where the reader is: the first thing with a name below the top of the window, and how far below.
const anchors = () => [...document.querySelectorAll("#article-body [data-unit], #article-body [id]")];
const nameOf = (one) => (one.dataset.unit ? `[data-unit="${CSS.escape(one.dataset.unit)}"]` : `#${CSS.escape(one.id)}`);
const leave = () => {
  const first = anchors().find((one) => one.getBoundingClientRect().bottom > 80 && one.checkVisibility());
  const spot = { path: location.pathname, y: scrollY, at: first ? nameOf(first) : "", top: first?.getBoundingClientRect().top ?? 0 };
  sessionStorage.setItem(KEPT, JSON.stringify(spot));
};
const arrive = () => {
  const spot = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (!spot || spot.path !== location.pathname || !spot.y) return;
  let moved = false;
  const stay = () => {
    if (moved) return;
    const one = spot.at && document.querySelector(spot.at);
    if (one?.checkVisibility()) scrollBy({ top: one.getBoundingClientRect().top - spot.top, behavior: "instant" });
    else scrollTo({ top: spot.y, behavior: "instant" });
  };
  const end = () => { moved = true; };
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"]) addEventListener(kind, end, { once: true, passive: true });
  // Reading in two languages is built after the page was loaded, and makes it longer.
  const growing = new ResizeObserver(stay);
  growing.observe(document.body);
  stay();
  addEventListener("load", stay, { once: true });
  setTimeout(() => {
    growing.disconnect();
    end();
  }, SETTLING);
};
history.scrollRestoration = "auto";
arrive();

const reload = () => {
  leave();
  location.reload();
};

// Style sheets are exchanged while the page stands; the old one goes once the new one is there.
const stem = (address) => new URL(address, location.href).pathname.match(/\/assets\/([a-z0-9-]+)\.[0-9a-f]{8}\.css$/)?.[1];
const sheets = () => [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => stem(link.href));
const dress = (styles) => {
  for (const old of sheets()) {
    const path = styles[`assets/${stem(old.href)}.css`];
    const address = path && new URL(old.href.replace(/assets\/[^/]+\.css$/, path)).href;
    // One that is on its way already is not asked for twice.
    if (!address || sheets().some((link) => link.href === address)) continue;
    const fresh = old.cloneNode();
    fresh.href = address;
    fresh.addEventListener("load", () => old.remove());
    old.after(fresh);
  }
};

// The corner of the window that is ours.
// It speaks English, whatever the page does.
const host = element("div", { id: "diglot-serve", lang: "en", dir: "ltr", "data-generated": "" });
host.dataset.side = getComputedStyle(document.documentElement).direction === "rtl" ? "left" : "right";
const root = host.attachShadow({ mode: "open" });
root.append(element("link", { rel: "stylesheet", href: "/_diglot/serve.css" }));
const panel = element("section", { class: "panel", "aria-label": "Findings" });
const overlay = element("section", { class: "overlay", role: "alert" });
panel.hidden = overlay.hidden = true;
root.append(panel, overlay);

const show = (unit) => {
  const one = document.querySelector(`#article-body [data-unit="${CSS.escape(unit)}"]`);
  if (!one) return;
  one.scrollIntoView({ block: "center" });
  one.animate([{ backgroundColor: "rgb(255 213 0 / 60%)" }, { backgroundColor: "transparent" }], 2500);
};

const text = (words, within) => {
  if (!within) return [words];
  const letters = [...words];
  const [start, end] = within;
  return [letters.slice(0, start).join(""), element("mark", {}, letters.slice(start, end).join("")), letters.slice(end).join("")];
};

const item = (found) => {
  const place = `${found.path}:${found.line}:${found.column}`;
  const head = element("button", { type: "button", class: `finding ${found.severity}`, ...(found.unit ? { "data-unit": found.unit } : {}) },
    element("span", { class: "severity" }, found.severity), " ", element("span", { class: "message" }, found.message));
  head.addEventListener("click", () => found.unit && show(found.unit));
  const pair = found.target || found.source
    ? element("dl", {},
      element("dt", {}, "Target"), element("dd", { dir: "auto" }, ...text(found.target, found.in_source ? null : found.within)),
      element("dt", {}, "Source"), element("dd", { dir: "auto" }, ...text(found.source, found.in_source ? found.within : null)))
    : null;
  const mended = found.can_be_mended ? "; `diglot fix` mends it" : "";
  return element("li", {}, head, pair, element("p", { class: "place" }, `${place} ${found.code} ${found.name}${mended}`));
};

const counted = (findings) => ["error", "warning", "info"]
  .map((severity) => [findings.filter((found) => found.severity === severity).length, severity])
  .filter(([count]) => count)
  .map(([count, severity]) => `${count} ${severity}${count > 1 && severity !== "info" ? "s" : ""}`).join(", ");

const tell = ({ findings, search, problem }) => {
  if (problem) mistake(problem);
  const note = search === "stale" ? "Search does not know the newest text yet" : search === "building" ? "Search is being made" : "";
  panel.hidden = !findings.length && !note;
  panel.dataset.search = search;
  const isOpen = panel.querySelector("details")?.open ?? false;
  const worst = findings[0]?.severity ?? "none";
  const list = findings.length
    ? element("details", { class: worst }, element("summary", {}, counted(findings)), element("ul", {}, ...findings.map(item)))
    : null;
  if (list) list.open = isOpen;
  panel.replaceChildren(...[list, note ? element("p", { class: "note" }, note) : null].filter(Boolean));
};

const refresh = async () => {
  if (!isSite) return;
  const answer = await fetch(`/_diglot/findings?page=${encodeURIComponent(location.pathname)}`);
  if (answer.ok) tell(await answer.json());
};

let shown = "";
const mistake = (problem) => {
  if (!isSite) return;
  shown = problem.message;
  const lines = problem.frame.map(([number, line]) => element("span", { class: number === problem.line ? "line here" : "line" },
    element("span", { class: "number" }, `${number}`), `${line}\n`));
  overlay.replaceChildren(
    element("h2", {}, "The site cannot be drawn as it is now"),
    element("p", { class: "where" }, problem.line ? `${problem.file}:${problem.line}` : problem.file),
    element("p", { class: "message" }, problem.message),
    lines.length ? element("pre", {}, ...lines) : null ?? "",
    element("p", {}, "Below is the page as it was. This note goes once the mistake is mended."));
  overlay.hidden = false;
};

// A tab that nobody looks at holds no connection, since a browser has few of them; it asks what it missed afterwards.
let events = null;
const follow = () => {
  const query = new URLSearchParams({
    page: location.pathname, version, styles: sheets().map((link) => new URL(link.href).pathname.split("/").slice(-2).join("/")).join(","), problem: shown,
  });
  events = new EventSource(`/_diglot/events?${query}`);
  events.addEventListener("message", ({ data }) => {
    const news = JSON.parse(data);
    if (news.kind === "reload") reload();
    else if (news.kind === "style") dress(news.styles);
    else if (news.kind === "problem") mistake(news);
    else if (news.kind === "fine") {
      shown = "";
      overlay.hidden = true;
    }
    else if (news.kind === "findings") refresh();
  });
};
const rest = () => {
  events?.close();
  events = null;
};
const attend = () => {
  if (document.visibilityState === "hidden") rest();
  else if (!events) {
    follow();
    refresh();
  }
};
document.addEventListener("visibilitychange", attend);
addEventListener("pagehide", rest);
addEventListener("pageshow", attend);
if (isSite) document.body.append(host);
// It counts the pages that are read.
if (version === "waiting") setTimeout(reload, 1500);
attend();
