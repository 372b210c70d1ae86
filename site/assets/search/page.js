// The results page: its address holds the query, the filters and the languages, so that it can be shared and gone back to.
import { bundleOf } from "./bundles.js";
import { addressOf, fillExcerpt, fillTitle, mark, Words } from "./drawing.js";
import { Found, translated } from "./finding.js";

const PAGE = 10;
const SHORT = 5;
const WAIT = 150;

const form = document.querySelector("#search-main");
const field = document.querySelector("#search-field");
const filters = [...document.querySelectorAll("#search-filters select")];
const everywhere = document.querySelector("#search-everywhere");
const status = document.querySelector("#search-status");
const list = document.querySelector("#search-results");
const more = document.querySelector("#search-more");
const others = document.querySelector("#search-others");
const help = document.querySelector("#search-help");

const words = new Words(document, location.href);
const { all, own, source } = words.languages;

let turn = 0;
let timer;
let busy;
let found;
let seen = new Set();

const chosen = () => Object.fromEntries(filters.filter(({ value }) => value).map(({ name, value }) => [name, value]));

// The address

function read() {
  const wanted = new URLSearchParams(location.search);
  field.value = wanted.get("q") ?? "";
  everywhere.checked = wanted.get("in") === "all";
  for (const filter of filters) {
    const value = wanted.get(filter.name) ?? "";
    // Before the bundle has said which values there are, what the address names is taken for one.
    if (value && ![...filter.options].some((option) => option.value === value)) filter.append(optionOf(filter, value));
    filter.value = value;
    filter.parentElement.hidden = filter.options.length < 3 && !value;
  }
}

function write(isNew) {
  const address = new URL(location.href);
  const wanted = { q: field.value.trim(), in: everywhere.checked ? "all" : "" };
  for (const { name, value } of [...filters, ...Object.entries(wanted).map(([name, value]) => ({ name, value }))]) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (address.href === location.href) return;
  if (isNew) history.pushState(null, "", address);
  else history.replaceState(history.state, "", address);
}

// Filters

const optionOf = ({ name }, value) => new Option(words.nameOf(name, value), value);

async function offer() {
  const values = await bundleOf(own.home).filters();
  const collator = new Intl.Collator(words.lang);
  for (const filter of filters) {
    const current = filter.value;
    const options = Object.keys(values[filter.name] ?? {}).map((value) => optionOf(filter, value));
    if (current && !options.some(({ value }) => value === current)) options.push(optionOf(filter, current));
    options.sort((one, other) => collator.compare(one.text, other.text));
    filter.replaceChildren(filter.options[0], ...options);
    filter.value = current;
    filter.parentElement.hidden = options.length < 2 && !current;
  }
}

// Results

function draw(hit, home, level) {
  const item = words.make("search-result");
  const link = item.querySelector("a");
  const title = document.createElement(level);
  link.replaceWith(title);
  title.append(link);
  link.href = addressOf(hit, home);
  fillTitle(link, hit);
  const section = item.querySelector(".result-section");
  section.textContent = hit.isOwn ? "" : hit.section;
  mark(section, hit.lang, hit.dir);
  if (!section.textContent) section.remove();
  fillExcerpt(item.querySelector(".result-excerpt"), hit);
  const sections = item.querySelector(".result-sections");
  for (const { id, title: text } of hit.sections) {
    const entry = document.createElement("li");
    const inner = Object.assign(document.createElement("a"), { href: addressOf(hit, home, id), textContent: text });
    mark(inner, hit.lang, hit.dir);
    entry.append(inner);
    sections.append(entry);
  }
  if (!hit.sections.length) sections.remove();
  return item;
}

function group(title, lang, dir, hits, home, link) {
  const section = words.make("search-group").firstElementChild;
  const heading = section.querySelector("h2");
  heading.textContent = title;
  mark(heading, lang, dir);
  section.querySelector(".results").append(...hits.map((hit) => draw(hit, home, "h3")));
  const all = section.querySelector(".group-all");
  if (link) Object.assign(all.querySelector("a"), link);
  else all.remove();
  others.append(section);
}

async function page() {
  const hits = await found.next(PAGE);
  for (const { path } of hits) seen.add(path);
  return hits.map((hit) => draw(hit, own.home, "h2"));
}

// What the source text holds comes once the reader's own language has nothing more to say.
async function addSource(query, mine) {
  if (!source || found.left) return 0;
  const from = await Found.of(source, query, chosen());
  const hits = await translated(await from.next(2 * PAGE), own, source, seen);
  if (mine !== turn || !hits.length) return 0;
  group(words.say("source"), "", "", hits, source.home);
  return hits.length;
}

async function searchOne(query, mine) {
  found = await Found.of(own, query, chosen());
  const items = await page();
  if (mine !== turn) return;
  clear();
  list.append(...items);
  more.hidden = !found.left;
  const { count, whole } = found;
  if (count) status.textContent = whole ? words.count(count) : words.say("partly");
  let added = 0;
  try {
    added = await addSource(query, mine);
  } catch (error) {
    // The reader's own language has answered.
    console.info(error);
  }
  if (mine !== turn || count) return;
  status.textContent = added ? words.say("only-source") : words.say("none", { query });
  if (added) others.querySelector("h2").className = "unseen";
  assist(!added);
}

async function searchAll(query, mine) {
  const order = [own, ...all.filter((language) => language !== own)];
  const answers = await Promise.all(order.map(async (language) => {
    const from = await Found.of(language, query, chosen());
    return { language, from, hits: await from.next(SHORT) };
  }));
  if (mine !== turn) return;
  clear();
  for (const { language, from, hits } of answers.filter(({ hits }) => hits.length)) {
    const { home, lang, dir, name } = language;
    const told = language === own ? hits : hits.map((hit) => ({ ...hit, lang, dir }));
    const address = new URL("search/", home);
    for (const [key, value] of Object.entries({ q: query, ...chosen() })) address.searchParams.set(key, value);
    const link = from.left && { href: address.href, textContent: words.say("all-in", { language: name }) };
    group(name, lang, dir, told, home, link);
  }
  const count = answers.reduce((sum, { from }) => sum + from.count, 0);
  status.textContent = count ? words.count(count) : words.say("none", { query });
  assist(!count);
}

function clear(text = "") {
  clearTimeout(busy);
  list.replaceChildren();
  others.replaceChildren();
  more.hidden = true;
  status.textContent = text;
  assist(false);
}

// What a reader may try who found nothing.
function assist(isNeeded) {
  help.hidden = !isNeeded;
  help.querySelector("[data-try='languages']").hidden = everywhere.checked || all.length < 2;
  help.querySelector("[data-try='filters']").hidden = !Object.keys(chosen()).length;
}

async function search() {
  clearTimeout(timer);
  const mine = ++turn;
  const query = field.value.trim();
  seen = new Set();
  if (!query) return clear(words.say("ready"));
  clearTimeout(busy);
  busy = setTimeout(() => { if (mine === turn) status.textContent = words.say("busy"); }, 300);
  try {
    await (everywhere.checked ? searchAll : searchOne)(query, mine);
  } catch (error) {
    if (mine === turn) clear(words.say("failed"));
    if (mine === turn) assist(true);
    console.info(error);
  } finally {
    if (mine === turn) clearTimeout(busy);
  }
}

function go(isNew) {
  write(isNew);
  return search();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(go, WAIT, false);
}

field.addEventListener("input", (event) => { if (!event.isComposing) later(); });
field.addEventListener("compositionend", later);
document.querySelector("#search-options").addEventListener("change", () => go(true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(true);
});
help.addEventListener("click", ({ target }) => {
  const { try: action } = target.dataset;
  if (action === "languages") everywhere.checked = true;
  else if (action === "filters") for (const filter of filters) filter.value = "";
  else return;
  field.focus();
  go(true);
});
more.addEventListener("click", async () => {
  const mine = turn;
  const number = list.children.length;
  try {
    const items = await page();
    if (mine !== turn) return;
    list.append(...items);
    more.hidden = !found.left;
    list.children[number]?.querySelector("a").focus();
    await addSource(field.value.trim(), mine);
  } catch (error) {
    clear(words.say("failed"));
    console.info(error);
  }
});
addEventListener("popstate", () => {
  read();
  search();
});

document.querySelector("#search-options").hidden = false;
everywhere.closest("label").hidden = all.length < 2;
read();
if (!field.value) field.focus();
search();
offer().catch((error) => console.info(error));
