// What is shown of an article that was found: the words around the densest place, and the sections that hold most.
import { patternOf } from "./terms.js";

const LENGTH = { spaced: 30, spaceless: 60 };
const SECTIONS = 3;
const HIGHLIGHTS = 8;
const TELLING = /\p{Lu}.*\p{Lu}|\p{N}|[\p{Script=Han}\p{Script=Katakana}]{2}|\p{Script=Thai}{3}/u;
const WORD = /^([^\p{L}\p{N}\p{M}]*)(.*?)([^\p{L}\p{N}\p{M}]*)$/su;
const EDGES = /^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+$/gu;

// Returns the path of the article's page below its locale's home.
export function pathOf(fragment) {
  return fragment.url.replace(/^\//, "");
}

// Returns the text of an article as the index counts its words: { words, isCut }.
export function textsOf({ content }) {
  const isCut = content.includes("\u200b");
  return { words: content.split(isCut ? "\u200b" : /\s+/).map((word) => word.replaceAll("\u00ad", "")), isCut };
}

// Returns { title, section, elsewhere, parts, sections, forms }: parts are { text, marked } runs of the excerpt, forms
// the words as they are written in the article.
export function excerptOf(fragment, locations, query) {
  const { anchors, meta, filters } = fragment;
  const { words, isCut } = textsOf(fragment);
  const found = [...new Set(locations)].sort((one, other) => one - other);
  const headings = anchors.filter(({ element, text }) => /^h[1-6]$/i.test(element) && text.trim());
  const start = Math.min(titleLength(words, meta.title, isCut), words.length);
  const length = isCut ? LENGTH.spaceless : LENGTH.spaced;
  const from = densest(found.filter((at) => at >= start), length) ?? start;
  return {
    title: meta.title,
    titleParts: titleOf(meta.title, found.filter((at) => at < start).map((at) => words[at].replace(EDGES, "")), query),
    section: meta.section ?? "",
    elsewhere: filters.elsewhere ?? [],
    parts: partsOf(words, new Set(found), from, length, isCut ? "" : " "),
    sections: sectionsOf(headings, found),
    forms: formsOf(words, found, query),
  };
}

// Pagefind ends a heading with a full stop of its own.
function titleLength(words, title, isCut) {
  const plain = (text) => text.replace(/[\s.]/g, "");
  const wanted = plain(title);
  let text = "";
  for (const [number, word] of words.entries()) {
    text += plain(word);
    if (text === wanted) return number + 1 + (isCut && words[number + 1]?.trim() === "." ? 1 : 0);
    if (!wanted.startsWith(text)) return 0;
  }
  return 0;
}

// A title as { text, marked } runs.
function titleOf(title, written, query) {
  const forms = new Set([...written, ...query.filter(({ spaceless }) => spaceless).map(({ text }) => text)].filter(Boolean));
  if (!forms.size) return [{ text: title, marked: false }];
  const marks = new RegExp(`(${[...forms].sort((one, other) => other.length - one.length).map(patternOf).join("|")})`, "u");
  return title.split(marks).map((text, number) => ({ text, marked: number % 2 === 1 })).filter(({ text }) => text);
}

// The place where most of what was found is within reach, a little before its first word.
function densest(found, length) {
  let best;
  let most = 0;
  for (let first = 0, last = 0; first < found.length; first++) {
    while (last < found.length && found[last] < found[first] + length - 4) last++;
    if (last - first > most) [most, best] = [last - first, found[first]];
  }
  return best;
}

function partsOf(words, found, at, length, space) {
  // An excerpt begins where a sentence does, if there is such a place just before.
  let from = at;
  while (from > 0 && at - from < length / 3 && !/[.!?。！？:：]\s*$/.test(words[from - 1])) from--;
  if (from > 0 && at - from >= length / 3) from = at - 3;
  from = Math.max(0, Math.min(from, words.length - length));
  const parts = [];
  const add = (text, marked) => {
    const last = parts.at(-1);
    if (last?.marked === marked) last.text += text;
    else if (text) parts.push({ text, marked });
  };
  if (from > 0) add("… ", false);
  for (let number = from; number < Math.min(from + length, words.length); number++) {
    const [, before, inner, after] = found.has(number) ? WORD.exec(words[number]) : ["", words[number], "", ""];
    add(before, false);
    add(inner, true);
    add(after + space, false);
  }
  if (from + length < words.length) add("…", false);
  return parts;
}

function sectionsOf(headings, found) {
  const counted = headings.map(({ element, id, text, location }, number) => {
    const end = headings[number + 1]?.location ?? Infinity;
    return { level: element.toLowerCase(), id, title: text.trim(), count: found.filter((at) => at >= location && at < end).length };
  });
  return counted
    .filter(({ level, count }) => level !== "h1" && count)
    .sort((one, other) => other.count - one.count)
    .slice(0, SECTIONS);
}

// What the opened article marks. Short words say little beside longer ones, unless they are names: `MFA`.
function formsOf(words, found, query) {
  const all = new Map();
  const add = (form) => { if (form && !all.has(form.toLowerCase())) all.set(form.toLowerCase(), form); };
  for (const { text, spaceless } of query) if (spaceless) add(text);
  for (const at of found) add((words[at] ?? "").replace(EDGES, ""));
  const forms = [...all.values()];
  const telling = forms.filter((form) => [...form].length > 3 || TELLING.test(form));
  return (telling.length ? telling : forms).sort((one, other) => other.length - one.length).slice(0, HIGHLIGHTS);
}
