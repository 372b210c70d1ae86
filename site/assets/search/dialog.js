// The search dialog: results as one types. It is a combobox with a list of links; the focus stays in the field.
import { bundleOf } from "./bundles.js";
import { addressOf, dress, fillExcerpt, fillTitle, mark, Words } from "./drawing.js";
import { Found, translated } from "./finding.js";

const SHOWN = 6;
const SECTIONS = 2;
const WAIT = 120;

let opened;

// Opens the dialog with what stands in the field of `form`, the form that leads to the results page. When it closes,
// the focus goes back to `back`.
export async function open(form, back) {
  opened ??= load(form);
  opened.catch(() => { opened = undefined; });
  (await opened).show(form.elements.q, back);
}

async function load(form) {
  const [response] = await Promise.all([fetch(form.action), dress()]);
  if (!response.ok) throw new Error(`${response.status} ${form.action}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return new Finder(new Words(page, form.action), form.action);
}

class Finder {
  #words;
  #own;
  #source;
  #dialog;
  #field;
  #status;
  #list;
  #all;
  #outer;
  #back;
  #turn = 0;
  #timer;
  #busy;
  #asked;

  constructor(words, address) {
    this.#words = words;
    ({ own: this.#own, source: this.#source } = words.languages);
    const model = words.make("search-dialog");
    const find = (selector) => model.querySelector(selector);
    [this.#dialog, this.#field, this.#status] = ["dialog", "input", "[role=status]"].map(find);
    [this.#list, this.#all] = ["[role=listbox]", ".finder-all"].map(find);
    find("form").action = address;
    this.#all.href = address;
    this.#listen(find("form"), find("button"));
    document.body.append(model);
  }

  show(field, back) {
    if (this.#dialog.open) return;
    this.#outer = field;
    this.#back = back;
    this.#dialog.showModal();
    this.#field.value = field.value;
    this.#field.focus();
    this.#field.setSelectionRange(field.selectionStart, field.selectionEnd);
    bundleOf(this.#own.home).open().catch((error) => console.info(error));
    this.#search();
  }

  #listen(form, close) {
    this.#field.addEventListener("input", (event) => { if (!event.isComposing) this.#later(); });
    this.#field.addEventListener("compositionend", () => this.#later());
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#list.addEventListener("pointermove", ({ target }) => this.#choose(target.closest("[role=option]"), false));
    form.addEventListener("submit", (event) => { if (!this.#field.value.trim()) event.preventDefault(); });
    close.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", ({ target }) => { if (target === this.#dialog) this.#dialog.close(); });
    this.#dialog.addEventListener("close", () => this.#leave());
    // A link to a place on this very page leads there without a new page.
    this.#list.addEventListener("click", () => this.#dialog.close());
  }

  #leave() {
    clearTimeout(this.#timer);
    clearTimeout(this.#busy);
    this.#turn += 1;
    this.#choose(null);
    this.#outer.value = this.#field.value;
    this.#outer.blur();
    this.#back?.focus?.();
  }

  #press(event) {
    if (event.isComposing) return;
    const options = [...this.#list.querySelectorAll("[role=option]")];
    const at = options.indexOf(this.#chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? options.length - 1 : at - 1 }[event.key];
    if (event.key === "Escape") this.#dialog.close();
    else if (event.key === "Enter" && at >= 0) options[at].click();
    else if (to !== undefined && options.length) this.#choose(options[to] ?? null, true);
    else return;
    event.preventDefault();
  }

  get #chosen() {
    return this.#list.querySelector("[aria-selected=true]");
  }

  #choose(option, isSeen) {
    if (option === this.#chosen) return;
    this.#chosen?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) this.#field.setAttribute("aria-activedescendant", option.id);
    else this.#field.removeAttribute("aria-activedescendant");
    if (isSeen) option?.scrollIntoView({ block: "nearest" });
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#search(), WAIT);
  }

  async #search() {
    const mine = ++this.#turn;
    const query = this.#field.value.trim();
    clearTimeout(this.#busy);
    if (query === this.#asked) return;
    const address = new URL(this.#all.href);
    address.searchParams.set("q", query);
    this.#all.href = address.href;
    if (!query) return this.#fill(query, [], this.#words.say("ready"));
    this.#busy = setTimeout(() => { this.#status.textContent = this.#words.say("busy"); }, 300);
    try {
      const found = await Found.of(this.#own, query);
      const hits = await found.next(SHOWN);
      if (mine !== this.#turn) return;
      const text = found.whole ? this.#words.count(found.count) : this.#words.say("partly");
      if (hits.length) this.#fill(query, hits, text);
      if (found.left || !this.#source) return hits.length || this.#fill(query, [], this.#words.say("none", { query }));
      await this.#addSource(query, hits, mine);
    } catch (error) {
      if (mine === this.#turn) this.#fill(undefined, [], this.#words.say("failed"));
      console.info(error);
    } finally {
      if (mine === this.#turn) clearTimeout(this.#busy);
    }
  }

  async #addSource(query, hits, mine) {
    const from = await Found.of(this.#source, query);
    const seen = new Set(hits.map(({ path }) => path));
    const added = await translated(await from.next(SHOWN), this.#own, this.#source, seen);
    if (mine !== this.#turn) return;
    if (!hits.length) this.#fill(query, [], this.#words.say(added.length ? "only-source" : "none", { query }));
    if (added.length) this.#append(added, this.#words.say("source"), this.#source.home);
  }

  #fill(query, hits, text) {
    clearTimeout(this.#busy);
    this.#asked = query;
    this.#choose(null);
    this.#list.replaceChildren();
    this.#status.textContent = text;
    this.#append(hits, "", this.#own.home);
    this.#dialog.scrollTop = 0;
  }

  #append(hits, title, home) {
    const options = hits.flatMap((hit) => this.#draw(hit, home));
    let box = this.#list;
    if (title) {
      box = this.#words.make("search-options-group").firstElementChild;
      box.firstElementChild.textContent = title;
      // Where there is nothing else, the status has said it already.
      box.firstElementChild.classList.toggle("unseen", !this.#list.children.length);
      this.#list.append(box);
    }
    box.append(...options);
    const all = [...this.#list.querySelectorAll("[role=option]")];
    for (const [number, option] of all.entries()) option.id = `finder-${number}`;
    this.#list.hidden = !all.length;
    this.#all.hidden = !all.length;
    this.#field.setAttribute("aria-expanded", String(all.length > 0));
  }

  #draw(hit, home) {
    const option = this.#words.make("search-option").firstElementChild;
    option.href = addressOf(hit, home);
    fillTitle(option.querySelector(".option-title"), hit);
    fillExcerpt(option.querySelector(".option-excerpt"), hit);
    const inner = hit.sections.slice(0, SECTIONS).map(({ id, title }) => {
      const part = this.#words.make("search-option-section").firstElementChild;
      part.href = addressOf(hit, home, id);
      part.textContent = title;
      mark(part, hit.lang, hit.dir);
      return part;
    });
    return [option, ...inner];
  }
}
