// Reading in two languages. The source of each unit waits in a template, or on the source page where blocks are numbered
// alike; it is put beside the text once a reader asks for it, and how the two stand is the business of the style sheet.

const control = document.querySelector("#reading");
const body = document.querySelector("#article-body");
const place = "place";

const stored = (store, key, value) => {
  try {
    if (value === undefined) return store().getItem(key);
    if (value) store().setItem(key, value);
    else store().removeItem(key);
  } catch {
    // Without storage nothing is remembered.
  }
  return null;
};
const local = () => localStorage;
const session = () => sessionStorage;

// The elements of each unit, in order.
const parts = new Map();
for (const one of body?.querySelectorAll("[data-unit]") ?? []) {
  if (!one.textContent.trim()) continue;
  if (!parts.has(one.dataset.unit)) parts.set(one.dataset.unit, []);
  parts.get(one.dataset.unit).push(one);
}
const partsOf = (id) => parts.get(id) ?? [];
const units = () => [...parts.values()].flat();

// Where the reader is: the first unit below what sticks to the top of the window.
const topEdge = () => (control?.getBoundingClientRect().bottom ?? 0) + 8;
const here = () => {
  const edge = Math.min(Math.max(topEdge(), 0), innerHeight / 2);
  const box = (one) => one.getClientRects()[0] ?? one.getBoundingClientRect();
  const first = units().find((one) => box(one).bottom > edge && one.checkVisibility());
  return scrollY > 80 && first ? { unit: first.dataset.unit, top: box(first).top } : null;
};
const back = (spot) => {
  const one = spot && partsOf(spot.unit).find((part) => part.checkVisibility());
  if (one) scrollBy({ top: (one.getClientRects()[0] ?? one.getBoundingClientRect()).top - spot.top, behavior: "instant" });
  return Boolean(one);
};

// An address may name a unit, as it may name a heading.
const reveal = () => {
  const id = location.hash.slice(1);
  const one = /^[bp]?\d+$/.test(id) && !document.getElementById(id) && partsOf(id)[0];
  if (!one) return;
  one.scrollIntoView({ block: "center" });
  light(id);
};
const light = (id) => {
  for (const one of body.querySelectorAll(".lit")) one.classList.remove("lit");
  if (!id) return;
  for (const one of [...partsOf(id), ...body.querySelectorAll(`[data-twin="${CSS.escape(id)}"]`)]) one.classList.add("lit");
};

// Another language opens where this one is left: at the unit if it has it, else at the heading.
if (body) {
  // Who scrolled up for the list of languages was somewhere else before.
  let deep = null;
  let since = 0;
  addEventListener("scroll", () => { since ||= Date.now(); }, { passive: true });
  addEventListener("scrollend", () => {
    if (scrollY <= 80) return;
    deep = here();
    since = 0;
  });
  for (const link of document.querySelectorAll(".languages a, .notice a[hreflang], .reading a")) {
    link.addEventListener("click", () => {
      const spot = here() ?? (Date.now() - since < 15000 ? deep : null);
      const first = spot && partsOf(spot.unit)[0];
      const ids = [...body.querySelectorAll(":is(h1, h2, h3, h4)[id]")];
      const heading = ids.filter((one) => first?.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING || one.contains(first)).at(-1);
      const address = new URL(link.href);
      address.hash = spot && heading ? heading.id : "";
      link.href = address;
      stored(session, place, spot && JSON.stringify(spot));
    });
  }
  const left = stored(session, place);
  stored(session, place, "");
  const arrive = () => {
    if (!left || !back(JSON.parse(left))) reveal();
  };
  addEventListener("load", arrive, { once: true });
  addEventListener("hashchange", reveal);
}

const texts = document.querySelector("#source-text");
if (control && body && texts) {
  const root = document.documentElement;
  const radios = [...control.querySelectorAll("[name=read]")];
  const marks = control.querySelector("[name=marks]");
  const modes = radios.map((radio) => radio.value);
  const inline = (node) => node.nodeType === 3 || node.nodeType === 8
    || (node.nodeType === 1 && !node.matches("address, article, aside, blockquote, caption, dd, details, div, dl, dt, fieldset, figcaption, figure, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, section, summary, table, tbody, td, tfoot, th, thead, tr, ul"));
  const spaced = (text) => !/[\u3000-\u9fff\uf900-\ufaff\uff00-\uff60]$/.test(text);
  let sources;

  // The source of a unit as a node, or nothing where the page has none.
  const find = (id) => {
    const found = sources.get(id);
    const twin = document.createElement("span");
    twin.dataset.twin = id;
    if (found) {
      twin.append(...[...found.childNodes].map((node) => node.cloneNode(true)));
      // Links that are the same in both languages have their addresses there only.
      const own = [...twin.querySelectorAll("a")];
      const links = own.length ? partsOf(id).flatMap((one) => [...one.querySelectorAll("a")]) : [];
      for (const [i, link] of own.entries()) {
        if (link.hasAttribute("href")) continue;
        const same = links[link.dataset.link ?? i];
        if (same) link.href = same.getAttribute("href");
        else link.replaceWith(...link.childNodes);
      }
    }
    else {
      // The same in both languages, or not at hand.
      if (texts.dataset.page !== undefined) return null;
      twin.append(...partsOf(id).map((one) => one.textContent));
    }
    return twin;
  };

  const numbered = (all) => {
    const found = new Map();
    let id = "";
    for (const one of all) {
      id = one.dataset.of ?? `${+id + 1}`;
      found.set(id, one);
    }
    return found;
  };

  const fetched = async () => {
    const answer = await fetch(texts.dataset.page);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const blocks = new Map();
    for (const block of page.querySelectorAll("#article-body [data-unit]")) {
      // What the address of a link is relative to is that page.
      for (const link of block.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), answer.url);
      for (const extra of block.querySelectorAll("[data-generated], img, ul, ol, dl, table, pre")) extra.remove();
      if (!blocks.has(block.dataset.unit)) blocks.set(block.dataset.unit, []);
      blocks.get(block.dataset.unit).push(block);
    }
    return new Map([...blocks].map(([id, all]) => [id, all.length > 1 ? joined(all, page) : all[0]]));
  };

  // One element for the text of several that name the same block: the runs of text in HTML, with what stands between.
  const joined = (all, page) => {
    const whole = page.createElement("span");
    const groups = [];
    for (const one of all) {
      let around = one;
      while (inline(around)) around = around.parentElement;
      if (groups.at(-1)?.around === around && around !== one) groups.at(-1).last = one;
      else groups.push({ around, first: one, last: one });
    }
    for (const { around, first, last } of groups) {
      if (whole.hasChildNodes() && spaced(whole.textContent)) whole.append(" ");
      const range = page.createRange();
      if (around === first) range.selectNodeContents(first);
      else {
        // Marks around the first and the last run are a part of the text.
        const outer = (node) => (node.parentElement === around ? node : outer(node.parentElement));
        range.setStartBefore(outer(first));
        range.setEndAfter(outer(last));
      }
      whole.append(range.cloneContents());
    }
    for (const one of whole.querySelectorAll("[data-unit]")) one.removeAttribute("data-unit");
    return whole;
  };

  // Puts the sources of a run of inline nodes behind it.
  const pair = (run) => {
    const ids = [...new Set(run.flatMap((node) => (node.nodeType === 1
      ? [node, ...node.querySelectorAll("[data-unit]")].map((one) => one.dataset.unit).filter(Boolean) : [])))];
    const twins = ids.filter((id) => parts.has(id)).map(find).filter(Boolean);
    if (!twins.length) return;
    const block = run[0].parentElement;
    const isHeading = /^H[1-6]$/.test(block.tagName);
    const source = document.createElement(isHeading ? "p" : "span");
    source.className = "source";
    Object.assign(source, { lang: texts.lang, dir: texts.dir });
    for (const twin of twins) {
      if (source.hasChildNodes() && spaced(source.textContent)) source.append(" ");
      source.append(twin);
    }
    if (source.textContent.trim() === run.map((node) => node.textContent).join("").trim()) source.classList.add("same");
    const box = document.createElement(isHeading ? "div" : "span");
    box.className = "pair";
    if (isHeading) {
      // The name of a heading stays what it is.
      block.before(box);
      box.append(block, source);
      return;
    }
    const target = document.createElement("span");
    target.className = "target";
    run[0].before(box);
    target.append(...run);
    box.append(target, source);
  };

  const build = async () => {
    if (sources) return;
    sources = texts.dataset.page === undefined
      ? numbered(texts.content.children)
      : await fetched();
    const blocks = new Set(units().filter((one) => !one.closest("pre")).map((one) => {
      let at = one;
      while (inline(at)) at = at.parentElement;
      return at;
    }));
    for (const block of blocks) {
      let run = [];
      // Blocks that are numbered as a whole are runs by themselves.
      const own = block.dataset.unit && block !== body;
      for (const node of [...block.childNodes, null]) {
        if (node && inline(node) && !(node.nodeType === 1 && node.matches(".pair"))) run.push(node);
        else {
          if (run.some((one) => one.textContent.trim())) (own ? pairBlock : pair)(run, block);
          run = [];
        }
      }
    }
    for (const link of document.querySelectorAll(".contents a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      const ids = heading ? [...new Set([...heading.querySelectorAll("[data-unit]")].map((one) => one.dataset.unit))] : [];
      const twins = ids.map(find).filter(Boolean).map((twin) => twin.textContent);
      if (!twins.length) continue;
      const source = document.createElement("span");
      source.className = "source";
      Object.assign(source, { lang: texts.lang, dir: texts.dir });
      source.textContent = twins.join(" ");
      link.append(source);
    }
  };
  const pairBlock = (run, block) => {
    const id = block.dataset.unit;
    if (block.querySelector(`[data-twin="${CSS.escape(id)}"]`)) return;
    const twin = find(id);
    if (!twin) return;
    const holder = document.createElement("span");
    holder.dataset.unit = id;
    parts.set(id, [holder]);
    block.removeAttribute("data-unit");
    run[0].before(holder);
    holder.append(...run);
    pair([holder]);
  };

  // On demand: one unit at a time, in a panel that never lies over it.
  const panel = document.createElement("div");
  panel.className = "source-panel";
  panel.hidden = true;
  panel.setAttribute("role", "status");
  document.body.append(panel);
  let open = "";
  let wait;

  const show = (id) => {
    clearTimeout(wait);
    open = id;
    light(id);
    panel.hidden = !id;
    if (!id) return;
    const twin = find(id);
    const text = document.createElement("p");
    Object.assign(text, { lang: texts.lang, dir: texts.dir });
    if (twin) text.append(...twin.childNodes);
    panel.replaceChildren(text);
    for (const kind of ["behind", "untranslated"]) {
      if (!(texts.dataset[kind] ?? "").split(" ").includes(id)) continue;
      const note = document.createElement("p");
      note.className = "source-note";
      note.textContent = texts.dataset[`${kind}Words`];
      panel.append(note);
    }
    const target = partsOf(id).map((one) => one.textContent).join("");
    document.dispatchEvent(new CustomEvent("diglot-unit", { detail: { unit: id, source: text.textContent, target } }));
    const last = partsOf(id).at(-1)?.getBoundingClientRect();
    const covered = last ? last.bottom - panel.getBoundingClientRect().top + 12 : 0;
    if (covered > 0 && last.top - covered > topEdge()) scrollBy({ top: covered, behavior: "instant" });
  };
  const isOn = () => root.dataset.read === "on-demand";
  const unitAt = (event) => event.target.closest?.("[data-unit]");
  const walk = (to) => {
    for (const one of units()) one.removeAttribute("tabindex");
    if (!to) return;
    to.tabIndex = 0;
  };
  body.addEventListener("click", (event) => {
    const one = unitAt(event);
    if (!isOn() || !one || event.target.closest("a, button, summary, input") || String(getSelection())) return;
    walk(one);
    show(open === one.dataset.unit ? "" : one.dataset.unit);
  });
  body.addEventListener("pointerover", (event) => {
    const one = unitAt(event) ?? event.target.closest?.("[data-twin]");
    const id = one?.dataset.unit ?? one?.dataset.twin;
    if (root.dataset.read && !isOn()) light(id);
    if (!isOn() || event.pointerType !== "mouse" || !id || id === open) return;
    clearTimeout(wait);
    wait = setTimeout(() => show(id), 450);
  });
  body.addEventListener("pointerout", () => clearTimeout(wait));
  body.addEventListener("focusin", (event) => {
    const one = unitAt(event);
    if (root.dataset.read && one) light(one.dataset.unit);
  });
  body.addEventListener("keydown", (event) => {
    const one = event.target.closest("[data-unit][tabindex]");
    if (!isOn() || !one || event.target !== one) return;
    const all = units().filter((other, i, list) => other.dataset.unit !== list[i - 1]?.dataset.unit && other.checkVisibility());
    const at = all.findIndex((other) => other.dataset.unit === one.dataset.unit);
    const ahead = getComputedStyle(body).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = { ArrowLeft: -1, ArrowRight: -1, ArrowUp: -1, ArrowDown: 1, [ahead]: 1 }[event.key];
    if (step) {
      const to = all[at + step];
      if (to) {
        walk(to);
        to.focus();
        show(to.dataset.unit);
      }
    } else if (event.key === "Enter" || event.key === " ") show(open === one.dataset.unit ? "" : one.dataset.unit);
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) show("");
  });

  // What is selected is one language.
  body.addEventListener("pointerdown", (event) => {
    root.dataset.selects = event.target.closest?.(".source") ? "source" : "target";
  });

  const mark = () => {
    for (const kind of ["behind", "untranslated"]) {
      for (const id of (texts.dataset[kind] ?? "").split(" ").filter(Boolean)) {
        for (const one of partsOf(id)) {
          one.classList.toggle(`is-${kind}`, Boolean(marks?.checked));
          if (marks?.checked) one.title = texts.dataset[`${kind}Words`];
          else one.removeAttribute("title");
        }
      }
    }
  };

  const read = async (mode) => {
    const spot = here();
    const isBoth = mode !== "translation";
    const failed = control.querySelector("[data-for=failed]");
    failed.hidden = true;
    try {
      if (isBoth) await build();
    } catch {
      sources = undefined;
      failed.hidden = false;
      mode = "translation";
    }
    for (const radio of radios) radio.checked = radio.value === mode;
    if (mode === "translation") delete root.dataset.read;
    else root.dataset.read = mode;
    for (const help of control.querySelectorAll("[data-for]")) {
      if (help !== failed) help.hidden = !(help.dataset.for === mode || (help.dataset.for === "both" && isBoth));
    }
    show("");
    light("");
    walk(isOn() ? units()[0] : null);
    back(spot);
  };

  for (const radio of radios) {
    radio.addEventListener("change", async () => {
      await read(radio.value);
      const address = new URL(location.href);
      address.searchParams.set("read", radio.value);
      if (radio.value === "translation") address.searchParams.delete("read");
      stored(local, "read", radio.value);
      try {
        history.replaceState(history.state, "", address);
      } catch {
        // Some browsers do not let files on a disk do so.
      }
    });
  }
  marks?.addEventListener("change", mark);

  const wanted = [new URLSearchParams(location.search).get("read"), stored(local, "read")].find((mode) => modes.includes(mode));
  root.classList.add("reads");
  if (wanted && wanted !== "translation") read(wanted).then(reveal);
}
