// Draws what was found, and says what there is to say of it. All words come from the results page.

// Loads the style sheet of the search, on pages that do not have it from the start.
export function dress() {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("search.css", import.meta.url).href });
  const loaded = new Promise((resolve, reject) => Object.assign(style, { onload: resolve, onerror: reject }));
  document.head.append(style);
  return loaded;
}

// What the results page knows: its words, its models, and the languages of the site.
export class Words {
  #page;
  #plurals;
  #at;

  // `page` is the results page of the locale, `at` its address.
  constructor(page, at) {
    this.#page = page;
    this.#at = at;
    this.#plurals = new Intl.PluralRules(this.lang);
  }

  get lang() {
    return this.#page.documentElement.lang;
  }

  say(name, values = {}) {
    const text = this.#find(`[data-word="${name}"]`).textContent;
    return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  // Returns what readers call a value of a filter.
  nameOf(filter, value) {
    return this.#find(`[data-name="${CSS.escape(`${filter}:${value}`)}"]`)?.textContent ?? value;
  }

  // Returns the catalog's plural form for `number`: the one whose example is the number itself or is counted alike.
  count(number) {
    const forms = [...this.#model("search-words").querySelectorAll("[data-count]")];
    const alike = (form) => this.#plurals.select(+form.dataset.count) === this.#plurals.select(number);
    const form = forms.find((form) => +form.dataset.count === number) ?? forms.find(alike) ?? forms.at(-1);
    const digits = new Intl.NumberFormat(`${this.lang}-u-nu-latn`).format(number);
    return form.textContent.replace("{num}", () => digits);
  }

  // Returns a new copy of a model that the page brings.
  make(name) {
    return document.importNode(this.#model(name), true);
  }

  // Returns the languages of the site: the reader's own, that of the sources, and all.
  get languages() {
    const all = [...this.#model("search-languages").querySelectorAll("a")].map((link) => ({
      home: new URL(link.getAttribute("href"), this.#at),
      lang: link.lang,
      dir: link.dir,
      name: link.textContent,
      site: this.say("site"),
      isOwn: link.hasAttribute("data-own"),
      isSource: link.hasAttribute("data-source"),
    }));
    return { all, own: all.find(({ isOwn }) => isOwn), source: all.find(({ isSource, isOwn }) => isSource && !isOwn) };
  }

  #model(name) {
    return this.#page.querySelector(`#${name}`).content;
  }

  #find(selector) {
    return this.#model("search-words").querySelector(selector);
  }
}

// Returns where a hit leads, with the words that the article will mark; with `id`, to one of its sections.
export function addressOf(hit, home, id = "") {
  const address = new URL(hit.address ?? new URL(hit.path, home));
  // Of a translation, the words that were found are not in the text.
  if (!hit.isOwn) for (const form of hit.forms) address.searchParams.append("highlight", form);
  address.hash = id;
  return address.href;
}

// Draws the excerpt of a hit into an element.
export function fillExcerpt(element, { parts, lang, dir }) {
  mark(element, lang, dir);
  fill(element, parts);
}

// Draws the title of a hit: that of its own page where it was found in another language.
export function fillTitle(element, { titleParts, ownTitle, lang, dir }) {
  if (!ownTitle) mark(element, lang, dir);
  fill(element, ownTitle ? [{ text: ownTitle }] : titleParts);
}

function fill(element, parts) {
  for (const { text, marked } of parts) {
    element.append(marked ? Object.assign(document.createElement("mark"), { textContent: text }) : text);
  }
}

// Says what language an element is in, where that is not the reader's.
export function mark(element, lang, dir) {
  if (lang) Object.assign(element, { lang, dir });
}
