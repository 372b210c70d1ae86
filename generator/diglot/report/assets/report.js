// Filters, pages and sorting. Everything is data from articles: it becomes text nodes and attributes, never HTML.
"use strict";
{
const by = (id) => document.getElementById(id);
const data = JSON.parse(by("data").textContent);
const families = JSON.parse(by("families").textContent);
const { texts, locales, rules, files, pages, findings } = data;
const WORDS = ["", "info", "warning", "error"];
const SHOWN = 50, FIRST_PAGES = 15;
const [RULE, SEVERITY, FILE, LINE, COLUMN, UNIT, MESSAGE, TARGET, SOURCE, FRAME, FIX, KNOWN, TYPE] = Array(13).keys();
const count = (number) => number.toLocaleString("en");
const make = (name, text, attributes = {}) => {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

// The worst articles
const rows = by("pages");
if (rows) {
  const [LOCALE, TITLE, PATH, PATH_OF_FILE, KIND, HANDOFF, FRESHNESS, UNITS, SCORE, ERRORS, WARNINGS] = Array(11).keys();
  const keys = {
    title: (page) => texts[page[TITLE]] || texts[page[PATH]],
    locale: (page) => locales[page[LOCALE]][0],
    type: (page) => texts[page[KIND]],
    handoff: (page) => texts[page[HANDOFF]],
    freshness: (page) => texts[page[FRESHNESS]],
    score: (page) => page[SCORE],
    errors: (page) => page[ERRORS],
    warnings: (page) => page[WARNINGS],
    units: (page) => page[UNITS],
  };
  const order = new Intl.Collator("en", { numeric: true });
  let sorted = pages, most = FIRST_PAGES;

  const fillPage = (page) => {
    const row = by("page-row").content.cloneNode(true);
    const link = row.querySelector(".article");
    link.href = "#" + new URLSearchParams({ path: texts[page[PATH_OF_FILE]] });
    link.firstChild.textContent = keys.title(page);
    link.firstChild.lang = keys.locale(page);
    row.querySelector(".path").textContent = texts[page[PATH]];
    for (const name of ["locale", "type", "handoff", "freshness"]) row.querySelector("." + name).textContent = keys[name](page);
    for (const name of ["errors", "warnings", "units"]) row.querySelector("." + name).textContent = count(keys[name](page));
    row.querySelector(".score").textContent = page[SCORE].toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    return row;
  };
  const drawPages = () => {
    rows.replaceChildren(...sorted.slice(0, most).map(fillPage));
    const shown = Math.min(most, sorted.length);
    by("pages-shown").textContent = `${count(shown)} of ${count(sorted.length)} articles with findings`;
    by("pages-more").hidden = shown === sorted.length;
  };
  const heads = document.querySelectorAll("th[data-sort]");
  for (const head of heads) {
    const button = make("button", head.textContent, { type: "button" });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const key = keys[head.dataset.sort];
      const numeric = typeof key(pages[0]) === "number";
      const now = head.getAttribute("aria-sort");
      const falling = now ? now === "ascending" : numeric;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const compare = numeric ? (a, b) => key(a) - key(b) : (a, b) => order.compare(key(a), key(b));
      sorted = pages.toSorted ? pages.toSorted(compare) : [...pages].sort(compare);
      if (falling) sorted.reverse();
      drawPages();
    });
  }
  document.querySelector("th[data-sort=score]").setAttribute("aria-sort", "descending");
  by("pages-more").addEventListener("click", () => { most += SHOWN; drawPages(); });
  drawPages();
}

// The findings
const form = by("filters");
if (form) {
  const { locale, rule, type, path, text, order, severity, new: fresh } = form.elements;
  const page = document.querySelector(".pager input");
  const checks = [...severity];
  let found = [], first = 0;

  // What a finding shows
  const nodes = ([number, start, end, label]) => {
    const whole = texts[number];
    if (start === undefined) return whole ? [whole] : [];
    const mark = make("mark", whole.slice(start, end), label ? { "data-label": label } : {});
    return [whole.slice(0, start), mark, whole.slice(end)].filter((part) => part !== "");
  };
  const quoted = (message) => {
    const parts = message.split("`");
    if (parts.length % 2 === 0) parts.push(parts.splice(-2).join("`"));
    return parts.map((part, at) => at % 2 ? make("code", part, { dir: "auto" }) : part).filter((part) => part !== "" && part.textContent !== "");
  };
  const fill = (finding) => {
    const card = by("card").content.cloneNode(true);
    const part = (name) => card.querySelector("." + name);
    const [code, name] = rules[finding[RULE]];
    const [place, at] = files[finding[FILE]];
    const [tag, dir] = locales[at];
    const set = (name, text) => text ? (part(name).textContent = text) : part(name).remove();
    part("severity").className = "severity " + WORDS[finding[SEVERITY]];
    part("severity").textContent = WORDS[finding[SEVERITY]];
    part("rule").href = "#rule-" + code;
    part("code").textContent = code;
    part("rule-name").textContent = name;
    set("locale", tag);
    if (!finding[KNOWN]) part("known").remove();
    part("place").textContent = `${texts[place]}:${finding[LINE]}:${finding[COLUMN]}`;
    part("message").replaceChildren(...quoted(texts[finding[MESSAGE]]));
    if (finding[TARGET]) {
      if (finding[UNIT]) set("unit", "unit " + texts[finding[UNIT]]);
      else part("text-title").textContent = "Translation";
      Object.assign(part("target"), { lang: tag, dir }).replaceChildren(...nodes(finding[TARGET]));
      part("source").replaceChildren(...nodes(finding[SOURCE]));
    } else part("texts").remove();
    if (finding[FRAME]) {
      card.querySelector(".frame .text-title").textContent = "Line " + finding[LINE];
      part("line").replaceChildren(...nodes(finding[FRAME]));
    } else part("frame").remove();
    if (finding[FIX]) {
      const [title, safe, before, after] = finding[FIX];
      part("fix-title").replaceChildren(...quoted(texts[title]));
      part("safe").textContent = safe ? "safe to apply" : "look at the result";
      if (before) Object.assign(card.querySelector("del"), { lang: tag }).replaceChildren(...nodes(before));
      else part("before").remove();
      Object.assign(card.querySelector("ins"), { lang: tag }).replaceChildren(...nodes(after));
    } else part("fix").remove();
    return card;
  };
  const draw = () => {
    const last = Math.max(1, Math.ceil(found.length / SHOWN));
    first = Math.min(first, last - 1);
    const start = first * SHOWN;
    const shown = found.slice(start, start + SHOWN);
    by("list").replaceChildren(...shown.map((at) => fill(findings[at])));
    if (!shown.length) by("list").append(make("p", "No finding passes all filters.", { class: "nothing" }));
    const range = shown.length ? `${count(start + 1)}–${count(start + shown.length)} of ` : "";
    const all = found.length < findings.length ? ` that pass the filters, of ${count(findings.length)}` : "";
    by("status").textContent = `${range}${count(found.length)} finding${found.length === 1 ? "" : "s"}${all}`;
    document.querySelector(".pager").hidden = last === 1;
    page.value = first + 1;
    page.max = last;
    by("last").textContent = count(last);
    by("previous").disabled = first === 0;
    by("next").disabled = first === last - 1;
  };

  // Choices. `counts` holds how many findings each would leave, all other filters as they are.
  const family = (at) => rules[at][0].slice(0, 3);
  const options = [];
  const option = (parent, value, label, count) => {
    const element = make("option", label, { value });
    options.push([element, label, count]);
    parent.append(element);
  };
  const types = [...new Set(findings.map((finding) => finding[TYPE]))].sort((a, b) => texts[a] < texts[b] ? -1 : 1);
  option(locale, "", "All locales", (counts) => counts.locale.all);
  locales.forEach(([tag], at) => option(locale, tag || "-", tag || "no locale", (counts) => counts.locale[at] ?? 0));
  option(rule, "", "All rules", (counts) => counts.rule.all);
  let group;
  rules.forEach(([code, name], at) => {
    if (!at || family(at) !== family(at - 1)) {
      const title = [family(at), families[family(at)]].filter(Boolean).join(" ");
      group = make("optgroup", "", { label: title });
      rule.append(group);
      option(group, family(at), `All of ${title}`, (counts) => counts.rule[family(at)] ?? 0);
    }
    option(group, code, `${code} ${name}`, (counts) => counts.rule[at] ?? 0);
  });
  option(type, "", "All types", (counts) => counts.type.all);
  types.forEach((at) => option(type, texts[at] || "-", texts[at] || "not said", (counts) => counts.type[at] ?? 0));

  // One pass: what passes all filters is shown, what fails only one is counted for that one's choices.
  const lower = [];
  const holds = (needle) => {
    if (!needle) return null;
    return texts.map((whole, at) => (lower[at] ??= whole.toLowerCase()).includes(needle));
  };
  const filter = () => {
    const words = holds(text.value.trim().toLowerCase());
    const part = path.value.trim().toLowerCase();
    const inPath = files.map(([place]) => !part || texts[place].toLowerCase().includes(part));
    const inLocale = files.map(([, at]) => !locale.value || (locales[at][0] || "-") === locale.value);
    const inRule = rules.map(([code]) => !rule.value || code === rule.value || code.slice(0, 3) === rule.value);
    const inSeverity = WORDS.map((word) => checks.some((check) => check.checked && check.value === word));
    const inType = new Set(types.filter((at) => !type.value || (texts[at] || "-") === type.value));
    const counts = { locale: { all: 0 }, rule: { all: 0 }, type: { all: 0 }, severity: {}, fresh: 0 };
    const add = (table, key) => { table[key] = (table[key] ?? 0) + 1; };
    found = [];
    findings.forEach((finding, at) => {
      if (!inPath[finding[FILE]]) return;
      if (words && !words[finding[MESSAGE]] && ![TARGET, SOURCE, FRAME].some((part) => finding[part] && words[finding[part][0]])) return;
      const fails = (inLocale[finding[FILE]] ? 0 : 1) | (inRule[finding[RULE]] ? 0 : 2) | (inSeverity[finding[SEVERITY]] ? 0 : 4)
        | (inType.has(finding[TYPE]) ? 0 : 8) | (fresh.checked && finding[KNOWN] ? 16 : 0);
      if (!fails) found.push(at);
      if (!(fails & ~1)) { add(counts.locale, files[finding[FILE]][1]); counts.locale.all++; }
      if (!(fails & ~2)) { add(counts.rule, finding[RULE]); add(counts.rule, family(finding[RULE])); counts.rule.all++; }
      if (!(fails & ~4)) add(counts.severity, WORDS[finding[SEVERITY]]);
      if (!(fails & ~8)) { add(counts.type, finding[TYPE]); counts.type.all++; }
      if (!(fails & ~16) && !finding[KNOWN]) counts.fresh++;
    });
    if (order.value === "severity") found.sort((a, b) => findings[b][SEVERITY] - findings[a][SEVERITY] || a - b);
    if (order.value === "rule") found.sort((a, b) => findings[a][RULE] - findings[b][RULE] || a - b);
    for (const [element, label, of] of options) element.textContent = `${label} (${count(of(counts))})`;
    for (const check of checks) check.closest("label").lastElementChild.textContent = count(counts.severity[check.value] ?? 0);
    fresh.closest("label").lastElementChild.textContent = count(counts.fresh);
    draw();
  };

  // The address holds the filters, so that a view can be shared.
  const FIELDS = { locale, rule, type, path, text, order };
  const write = () => {
    const state = new URLSearchParams();
    for (const [name, field] of Object.entries(FIELDS)) if (field.value) state.set(name, field.value);
    const chosen = checks.filter((check) => check.checked).map((check) => check.value);
    if (chosen.length < checks.length) state.set("severity", chosen.join(" "));
    if (fresh.checked) state.set("new", "1");
    if (first) state.set("page", first + 1);
    history.replaceState(null, "", "#" + (state.toString() || "findings"));
  };
  const read = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const [name, field] of Object.entries(FIELDS)) {
      field.value = state.get(name) ?? "";
      // A choice that this report does not have would leave the field empty.
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    }
    const chosen = state.get("severity")?.split(/[ ,]/);
    for (const check of checks) check.checked = !chosen || chosen.includes(check.value);
    fresh.checked = state.get("new") === "1";
    first = Math.max(0, (parseInt(state.get("page"), 10) || 1) - 1);
    filter();
  };
  const isState = () => location.hash.includes("=");
  const show = () => by("findings").scrollIntoView();
  const changed = () => { first = 0; filter(); write(); };
  const turn = (to) => {
    first = to;
    draw();
    write();
    by("findings").focus({ preventScroll: true });
    show();
  };

  const openNote = () => {
    const note = location.hash.startsWith("#rule-") && by(decodeURIComponent(location.hash.slice(1)));
    if (note) { note.open = true; note.scrollIntoView(); }
  };
  let waiting;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, event.target.type === "search" ? 150 : 0);
  });
  order.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  by("previous").addEventListener("click", () => turn(first - 1));
  by("next").addEventListener("click", () => turn(first + 1));
  page.addEventListener("change", () => turn(Math.max(0, (parseInt(page.value, 10) || 1) - 1)));
  addEventListener("hashchange", () => {
    if (isState()) { read(); show(); by("findings").focus({ preventScroll: true }); }
    else openNote();
  });

  // A link to where one is already is no change of the address.
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='=']");
    if (link && link.hash === location.hash) { read(); show(); }
  });

  form.hidden = by("order").hidden = false;
  const wide = matchMedia("(min-width: 64rem)");
  const unfold = () => { form.querySelector("details").open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
  if (isState()) { read(); show(); }
  else { filter(); openNote(); }
}
}
