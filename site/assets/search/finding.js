// Finds articles: what a bundle says, and where that is little, what it says of each word alone.
import { bundleOf } from "./bundles.js";
import { excerptOf, pathOf, textsOf } from "./excerpts.js";
import { isLike, probesOf, wordsOf } from "./terms.js";

const ENOUGH = 10; // so many articles that hold all words are not added to
const LOOKED_AT = 20; // so many of the others are held against the query before they are counted
const WHOLE = 0.7; // of the letters of a query: all of its words, in some form
const PART = { spaced: 0.5, spaceless: 0.6 };

// Returns what the bundle of a language has for `query`: { ids: [{ id, words }], whole }, the best first; the first
// `whole` of them hold all words.
async function ask(language, query, filters) {
  const bundle = bundleOf(language.home);
  const words = wordsOf(query);
  if (!words.length) return { ids: [], whole: 0 };
  const isSpaceless = words.some((word) => word.spaceless);
  const found = isSpaceless ? [] : await bundle.search(query, filters);
  if (found.length >= ENOUGH || /^\s*".+"\s*$/.test(query)) return { ids: found, whole: found.length };
  const more = await covered(bundle, probesOf(words, language.lang), filters);
  const known = new Map(found.map((one) => [one.id, one]));
  for (const { id, words: places } of more) known.get(id)?.words.push(...places);
  const added = more.filter(({ id, share }) => share >= PART[isSpaceless ? "spaceless" : "spaced"] && !known.has(id));
  const whole = added.filter(({ share }) => share >= WHOLE).length;
  if (isSpaceless) return { ids: await literalFirst(bundle, added, words), whole };
  const fit = await fitting(bundle, [...found, ...added].slice(0, LOOKED_AT), words);
  return { ids: fit, whole: fit.filter(({ id, share }) => known.has(id) || share >= WHOLE).length };
}

// Without spaces, an article that holds the query as it was typed means it more than one that holds its parts.
async function literalFirst(bundle, ids, words) {
  const first = ids.slice(0, LOOKED_AT);
  const holds = await Promise.all(first.map(async ({ id }) => {
    const content = (await bundle.fragment(id)).content.replaceAll("\u200b", "");
    return words.every(({ text }) => content.includes(text));
  }));
  return [...first.filter((_, at) => holds[at]), ...first.filter((_, at) => !holds[at]), ...ids.slice(LOOKED_AT)];
}

// An index that lacks a word answers with whatever begins it: `unit` with `un`. Articles with nothing better are left out.
async function fitting(bundle, ids, words) {
  const fit = await Promise.all(ids.map(async (one) => {
    const written = textsOf(await bundle.fragment(one.id)).words;
    return { ...one, words: one.words.filter((at) => isLike(written[at] ?? "", words)) };
  }));
  // What was found in a title alone has no place in the text.
  return fit.filter((one, at) => one.words.length || !ids[at].words.length);
}

// Returns all articles that hold some of what is asked for, with the share of the letters that they account for.
async function covered(bundle, probes, filters) {
  const letters = new Set(probes.flatMap(({ from, to }) => [...range(from, to)]));
  const pages = new Map();
  const answers = await Promise.all(probes.map(({ text }) => bundle.search(text, filters)));
  for (const [number, { from, to, weight }] of probes.entries()) {
    for (const { id, score, words } of answers[number]) {
      const page = pages.get(id) ?? { id, score: 0, words: [], seen: new Map() };
      pages.set(id, page);
      page.score += score * weight;
      page.words.push(...words);
      for (const letter of range(from, to)) page.seen.set(letter, Math.max(page.seen.get(letter) ?? 0, weight));
    }
  }
  for (const page of pages.values()) {
    page.share = [...page.seen.values()].reduce((sum, weight) => sum + weight, 0) / letters.size;
  }
  return [...pages.values()].sort((one, other) => other.share - one.share || other.score - one.score);
}

function* range(from, to) {
  for (let number = from; number < to; number++) yield number;
}

// Finds the articles of one language for a query, a few at a time.
export class Found {
  #language;
  #ids;
  #query;

  constructor(language, query, { ids, whole }) {
    this.#language = language;
    this.#query = query;
    this.#ids = ids;
    this.count = ids.length;
    this.whole = whole;
  }

  static async of(language, query, filters) {
    return new Found(language, query, await ask(language, query, filters));
  }

  get left() {
    return this.#ids.length;
  }

  // Returns the next `number` articles: { path, title, section, elsewhere, parts, sections, forms }.
  next(number) {
    const { home } = this.#language;
    return Promise.all(this.#ids.splice(0, number).map(async ({ id, words }) => {
      const fragment = await bundleOf(home).fragment(id);
      return { ...excerptOf(fragment, words, wordsOf(this.#query)), path: pathOf(fragment) };
    }));
  }
}

// Returns the hits of the source language as readers of another one meet them: at their own page, under its title.
export async function translated(hits, own, source, seen) {
  const fresh = hits.map((hit) => {
    const other = hit.elsewhere.find((place) => place.split("=")[0] === own.lang);
    const path = other === undefined ? hit.path : other.split("=")[1];
    return { ...hit, isOwn: path !== undefined, path: path ?? hit.path, lang: source.lang, dir: source.dir };
  }).filter(({ isOwn, path }) => !isOwn || !seen.has(path));
  return Promise.all(fresh.map(async (hit) => {
    if (!hit.isOwn) return { ...hit, address: new URL(hit.path, source.home) };
    const address = new URL(hit.path, own.home);
    const title = await titleOf(address, own.site).catch(() => "");
    return { ...hit, address, ownTitle: title };
  }));
}

// Reads no more of a page than its title.
async function titleOf(address, site) {
  const response = await fetch(address);
  if (!response.ok) return "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let read; !text.includes("</title>") && !(read = await reader.read()).done;) text += read.value;
  await reader.cancel();
  const title = new DOMParser().parseFromString(text, "text/html").title;
  const end = ` – ${site}`;
  return title.endsWith(end) ? title.slice(0, -end.length) : title;
}
