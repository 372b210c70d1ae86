// The results page: asks the locale's search bundle and draws what it finds. All words come from the page.

const PAGE = 10;
const WAIT = 150;

const form = document.querySelector("#search-main");
const field = document.querySelector("#search-field");
const status = document.querySelector("#search-status");
const list = document.querySelector("#search-results");
const more = document.querySelector("#search-more");
const words = document.querySelector("#search-words").content;
const model = document.querySelector("#search-result").content;

const home = new URL(list.dataset.home, location.href);
const lang = document.documentElement.lang;
const plurals = new Intl.PluralRules(lang);

let bundle;
let turn = 0;
let timer;
let rest = [];

const word = (name, query = "") =>
  words.querySelector(`[data-word="${name}"]`).textContent.replace("{query}", () => query);

// The catalog's plural form for `number`: the one whose example is the number itself or is counted the same way.
function count(number) {
  const forms = [...words.querySelectorAll("[data-count]")];
  const alike = (form) => plurals.select(+form.dataset.count) === plurals.select(number);
  const form = forms.find((form) => +form.dataset.count === number) ?? forms.find(alike) ?? forms.at(-1);
  return form.textContent.replace("{num}", () => new Intl.NumberFormat(`${lang}-u-nu-latn`).format(number));
}

function load() {
  bundle ??= import(new URL("pagefind/pagefind.js", home)).then(async (pagefind) => {
    await pagefind.options({ baseUrl: home.pathname, excerptLength: 30 });
    await pagefind.init();
    return pagefind;
  });
  bundle.catch(() => { bundle = undefined; });
  return bundle;
}

// An excerpt is text with marked words; nothing else of it comes through.
function excerpt(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return node.textContent;
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function draw(found) {
  const item = model.cloneNode(true);
  const link = item.querySelector("a");
  link.href = found.url;
  link.textContent = found.meta.title;
  const section = item.querySelector(".result-section");
  if (found.meta.section) section.textContent = found.meta.section;
  else section.remove();
  item.querySelector(".result-excerpt").append(...excerpt(found.excerpt));
  return item;
}

const page = () => Promise.all(rest.splice(0, PAGE).map((result) => result.data()));

function show(found, text) {
  list.append(...found.map(draw));
  more.hidden = rest.length === 0;
  status.textContent = text;
}

function clear(text) {
  rest = [];
  list.replaceChildren();
  show([], text);
}

async function search() {
  clearTimeout(timer);
  const mine = ++turn;
  const query = field.value.trim();
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
  if (!query) return clear(word("ready"));
  const busy = setTimeout(() => { if (mine === turn) status.textContent = word("busy"); }, 300);
  try {
    const { results } = await (await load()).search(query);
    if (mine !== turn) return;
    rest = [...results];
    const found = await page();
    if (mine !== turn) return;
    list.replaceChildren();
    show(found, results.length ? count(results.length) : word("none", query));
  } catch (error) {
    if (mine === turn) clear(word("failed"));
    console.warn(error);
  } finally {
    clearTimeout(busy);
  }
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(search, WAIT);
}

field.addEventListener("input", (event) => { if (!event.isComposing) later(); });
field.addEventListener("compositionend", later);
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
more.addEventListener("click", async () => {
  const mine = turn;
  const seen = list.children.length;
  try {
    const found = await page();
    if (mine !== turn) return;
    show(found, status.textContent);
    list.children[seen]?.querySelector("a").focus();
  } catch (error) {
    clear(word("failed"));
    console.warn(error);
  }
});

field.value = new URLSearchParams(location.search).get("q") ?? "";
if (!field.value) field.focus();
search();
