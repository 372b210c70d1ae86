// Where no page was found: searches for the words of the address, and looks for the article in other languages.

const MOST = 5;
const WAIT = 4000;

const lost = document.querySelector("#lost");
const field = document.querySelector("#search-field");
const languages = [...document.querySelectorAll(".languages .menu a[hreflang]")];
const home = new URL(lost.dataset.home, location.href);
const root = new URL(lost.dataset.root, location.href);

const decoded = (part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Then it is written as it is meant.
  }
};
const tags = [document.documentElement.lang, ...languages.map((link) => link.hreflang)].map((tag) => tag.toLowerCase());
const parts = location.pathname.slice(root.pathname.length).split("/").filter(Boolean);
if (tags.includes(parts[0]?.toLowerCase()) || /^[a-z]{2,3}(-[a-z]{4})?-([a-z]{2}|\d{3})$/i.test(parts[0])) parts.shift();
const path = parts.map((part) => part.replace(/\.(html?|md|aspx|php)$/i, "")).filter((part) => !/^(index|readme|default)$/i.test(part));
const words = (names) => names.flatMap((name) => decoded(name).split(/[^\p{L}\p{M}\p{N}]+/u)).filter(Boolean);

function show(id, links) {
  if (!links.length) return;
  const box = document.querySelector(id);
  box.querySelector("ul").replaceChildren(...links.map(({ href, text, lang }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    Object.assign(link, { href, textContent: text });
    if (lang) Object.assign(link, { lang, hreflang: lang });
    item.append(link);
    return item;
  }));
  box.hidden = false;
}

// Where no article has a word, Pagefind finds those with the beginning of it, be it a single letter.
function isLike({ excerpt, meta }, query) {
  const marks = new DOMParser().parseFromString(excerpt, "text/html").querySelectorAll("mark");
  const text = [meta.title, ...[...marks].map((mark) => mark.textContent)].join(" ").toLowerCase();
  return query.toLowerCase().split(" ").every((word) => text.includes(word.slice(0, Math.ceil(word.length * .6))));
}

async function search(place, lang) {
  const pagefind = await import(new URL("pagefind/pagefind.js", place));
  await pagefind.options({ baseUrl: new URL(place).pathname });
  const all = words(path);
  const last = words(path.slice(-1));
  const longest = [...last].sort((one, other) => other.length - one.length).slice(0, 3);
  // All words first, then fewer: the words of an address need not stand in one article.
  for (const query of new Set([all.join(" "), last.join(" "), ...longest])) {
    const { results } = await pagefind.search(query);
    const data = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    const found = data.filter((one) => isLike(one, query));
    if (found.length) return found.map(({ url, meta }) => ({ href: url, text: meta.title, lang }));
  }
  return [];
}

async function guesses() {
  // Addresses are in the words of the source, whose language stands first.
  const source = languages.find((link) => link.hreflang !== document.documentElement.lang);
  const found = await search(home);
  return found.length || !source ? found : search(source.href, source.hreflang);
}

// Asks for what would be at the same address in the language that `link` leads to, or in this one by its right name.
async function there(link) {
  const address = new URL(`${path.join("/")}/`, link.href);
  if (address.pathname === location.pathname || address.origin !== location.origin) return [];
  try {
    const answer = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(WAIT) });
    // Some hosts send those who are lost to a page of their own.
    const isThere = answer.ok && new URL(answer.url).pathname === address.pathname;
    return isThere ? [{ href: address.href, text: link.textContent, lang: link.hreflang }] : [];
  } catch {
    return []; // Nobody answered.
  }
}

if (path.length && words(path).length) {
  if (field !== document.activeElement) field.value ||= words(path.slice(-1)).join(" ").slice(0, 100);
  Promise.all(languages.map(there)).then((found) => show("#translations", found.flat()));
  if (lost.dataset.search) guesses().then((found) => show("#guesses", found), (error) => console.warn(error));
}
