// What a reader typed, as words to ask for. An index knows whole words and their beginnings, so what may be written in
// another way than it was typed is asked for in several ways, each with the letters of the query that it stands for.

const SPACELESS = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々〆";
const LETTER = "[\\p{L}\\p{N}\\p{M}]";
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['’.·-][\p{L}\p{N}\p{M}_]+)*/gu;
const RUN = new RegExp(`[${SPACELESS}]+`, "gu");
const SCRIPTS = /[\p{Script=Katakana}ー]+|[\p{Script=Han}々〆]+/gu;
const PARTICLE = /^\p{Script=Hiragana}{1,2}$/u;
const HEBREW = /^[\p{Script=Hebrew}\p{M}]{3,}$/u;
const PREFIXES = "הבלמושכ"; // the article, prepositions and conjunctions that Hebrew writes together with a word
const LIKE = 0.6;
const INFLECTED = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{M}]{5,}$/u;

// Returns the words of `query`; those of a script without spaces are whole runs.
export function wordsOf(query) {
  const words = [];
  for (const { 0: word, index } of query.normalize("NFC").matchAll(WORD)) {
    let end = 0;
    for (const run of word.matchAll(RUN)) {
      if (run.index > end) words.push({ text: word.slice(end, run.index), at: index + end });
      words.push({ text: run[0], at: index + run.index, spaceless: true });
      end = run.index + run[0].length;
    }
    if (end < word.length) words.push({ text: word.slice(end), at: index + end });
  }
  return words;
}

// Returns what to ask an index in `lang` for: { text, from, to, weight }, where a weight below 1 is a guess.
export function probesOf(words, lang) {
  const probes = new Map();
  const add = (text, from, to, weight = 1) => {
    const key = `${from}:${text}`;
    if (!probes.has(key)) probes.set(key, { text, from, to, weight });
  };
  for (const { text, at, spaceless } of words) {
    if (spaceless) {
      for (const [part, start] of partsOf(text, lang)) add(part, at + start, at + start + part.length);
    } else {
      for (const [form, weight] of formsOf(text)) add(form, at, at + text.length, weight);
    }
  }
  const asked = [...probes.values()];
  const telling = asked.filter(({ text }) => !PARTICLE.test(text) && [...text].length > 1);
  return telling.length ? telling : asked;
}

// The dictionary of the browser, changes of script, and where there are none neighbours together: the index cuts as one
// of them does.
function partsOf(run, lang) {
  const parts = [...new Intl.Segmenter(lang, { granularity: "word" }).segment(run)].map(({ segment, index }) => [segment, index]);
  const scripts = [...run.matchAll(SCRIPTS)].map(({ 0: part, index }) => [part, index]);
  if (scripts.length) return [...parts, ...scripts];
  const pairs = parts.slice(1).map(([part], at) => [parts[at][0] + part, parts[at][1]]);
  return [...parts, ...pairs, [run, 0]];
}

function* formsOf(word) {
  yield [word, 1];
  if (HEBREW.test(word)) {
    for (const prefix of PREFIXES) yield [prefix + word, 0.9];
    if (PREFIXES.includes(word[0]) && word.length > 3) yield [word.slice(1), 0.8];
  } else if (INFLECTED.test(word)) {
    // Endings change; a stem of four letters has to stay.
    for (const cut of word.length > 6 ? [1, 2] : [1]) yield [word.slice(0, -cut), 0.9 - cut / 10];
  }
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const startOf = (text, least) => text.slice(0, Math.max(least, Math.floor(text.length * LIKE)));

// Says whether a word of an article has enough in common with one of a query: the beginning, or all of it is what a
// compound begins with. Scripts that put prefixes before words, or none between them, are not judged.
export function isLike(written, words) {
  const parts = [written, ...written.split(/[^\p{L}\p{N}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})/u)]
    .map((part) => plain(part.replace(/[^\p{L}\p{N}\p{M}]/gu, "")));
  return words.some(({ text }) => {
    if (!/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}]+$/u.test(text)) return true;
    const wanted = plain(text);
    const start = startOf(wanted, 2);
    return parts.some((part) => part.startsWith(start) || (part.length > 4 && wanted.startsWith(startOf(part, 4))));
  });
}

// Returns the pattern of a word as it is written in a text: as a whole, where words have spaces between them.
export function patternOf(form) {
  const escaped = form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(RUN.source, "u").test(form) ? escaped : `(?<!${LETTER})${escaped}(?!${LETTER})`;
}
