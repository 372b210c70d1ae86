// What every page does: `/` goes to the search field, menus close, long things scroll. Without it all text stays readable.

const field = document.querySelector("#search-field");
const menu = document.querySelector(".languages details");

if (field) {
  const hint = field.form.querySelector("kbd");
  hint.hidden = false;
  field.setAttribute("aria-keyshortcuts", "/");
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

if (menu) {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// What is beside the article stands open where it has a column of its own.
for (const [name, width] of [["contents", 64], ["navigation", 80]]) {
  const beside = document.querySelector(`.${name} details`);
  if (!beside) continue;
  const wide = matchMedia(`(min-width: ${width}rem)`);
  const show = () => { beside.open = wide.matches; };
  wide.addEventListener("change", show);
  show();
  beside.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) beside.open = false;
  });
}
const current = document.querySelector(".navigation [aria-current]");
if (current) {
  const box = current.closest("nav");
  box.scrollTop = current.offsetTop - box.clientHeight / 2;
}

// What is wider than the column can be scrolled with the keyboard.
const sizes = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(".prose :is(.table, table, pre)")) sizes.observe(box);

// Samples of code can be copied. Where the browser does not let us, they are selected.
const copyWords = document.querySelector("#copy-words")?.dataset;
if (copyWords) {
  const said = document.createElement("p");
  said.className = "unseen";
  said.role = "status";
  document.body.append(said);
  for (const code of document.querySelectorAll(".prose pre > code")) {
    const box = document.createElement("div");
    const button = document.createElement("button");
    box.className = "code";
    button.className = "copy";
    button.type = "button";
    button.dataset.generated = "button";
    button.textContent = copyWords.copy;
    code.parentElement.replaceWith(box);
    box.append(code.parentElement, button);
    let pause;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
        button.textContent = copyWords.copied;
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = copyWords.selected;
      }
      said.textContent = button.textContent;
      clearTimeout(pause);
      pause = setTimeout(() => {
        button.textContent = copyWords.copy;
        said.textContent = "";
      }, 4000);
    });
  }
}

// Tabs: panels of one group take turns. What is chosen in one group is chosen in all, remembered, and in the address.
const groups = [...document.querySelectorAll(".tabs")].map((box) => ({
  box,
  tabs: [...box.querySelectorAll(":scope > .tab-panel[data-tab]")].map((panel) => ({
    panel,
    title: panel.querySelector(":scope > .tab-title"),
    ids: panel.dataset.tab.split("+"),
    condition: panel.dataset.condition,
  })).filter((tab) => tab.title),
})).filter((group) => group.tabs.length);

if (groups.length) {
  const list = (text) => (text || "").toLowerCase().split(",").filter(Boolean);
  let chosen = list(new URLSearchParams(location.search).get("tabs")); // the latest first
  try {
    chosen.push(...list(localStorage.getItem("tabs")));
  } catch {
    // Without storage nothing is remembered.
  }

  // Which tabs can be seen depends on what is open elsewhere; groups that depend on nothing are settled in the first round.
  const settle = () => {
    for (let round = 0; round < 3; round++) {
      for (const [i, group] of groups.entries()) {
        const open = new Set(groups.flatMap((other) => (other === group ? [] : other.open?.ids ?? [])));
        const above = groups.slice(0, i).flatMap((other) => other.open.ids);
        const fit = group.tabs.filter((tab) => !tab.condition || open.has(tab.condition));
        group.seen = fit.length ? fit : group.tabs;
        const having = (id) => group.seen.filter((tab) => tab.ids.includes(id));
        const id = [...chosen, ...above].find((one) => having(one).length);
        group.open = having(id).find((tab) => tab === group.picked) ?? having(id)[0] ?? group.seen[0];
      }
    }
    for (const group of groups) {
      for (const tab of group.tabs) {
        const isOpen = tab === group.open;
        tab.button.hidden = !group.seen.includes(tab);
        tab.button.setAttribute("aria-selected", isOpen);
        tab.button.tabIndex = isOpen ? 0 : -1;
        // Where it is possible, the browser's own search finds what is hidden. The focus should not.
        tab.panel.tabIndex = isOpen ? 0 : -1;
        if (isOpen) tab.panel.removeAttribute("hidden");
        else tab.panel.setAttribute("hidden", "onbeforematch" in tab.panel ? "until-found" : "");
      }
    }
  };

  const pick = (group, tab) => {
    group.picked = tab;
    if (tab.condition && !group.seen.includes(tab)) choose([tab.condition]);
    choose([...chosen.filter((id) => tab.ids.includes(id)), ...tab.ids]);
    settle();
  };
  const choose = (ids) => { chosen = [...new Set([...ids, ...chosen])].slice(0, 50); };

  const note = () => {
    const address = new URL(location.href);
    address.searchParams.delete("tabs");
    const open = [...new Set(groups.flatMap((group) => group.open.ids))];
    const ids = chosen.filter((id) => open.includes(id)).join(",");
    if (document.querySelector(".tab-panel[hidden] :target, .tab-panel[hidden]:target")) address.hash = "";
    address.search += `${address.search ? "&" : "?"}tabs=${ids}`;
    try {
      localStorage.setItem("tabs", chosen.join(","));
      history.replaceState(history.state, "", address);
    } catch {
      // Some browsers let files on a disk do neither.
    }
  };

  // What is above may grow or shrink; the tab stays where the reader sees it.
  const turn = (group, tab) => {
    const before = tab.button.getBoundingClientRect().top;
    pick(group, tab);
    note();
    scrollBy({ top: tab.button.getBoundingClientRect().top - before, behavior: "instant" });
  };

  const move = (event, group) => {
    const shown = group.tabs.filter((tab) => !tab.button.hidden);
    const ahead = getComputedStyle(group.box).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const at = shown.indexOf(group.open);
    const to = { Home: 0, End: shown.length - 1, ArrowLeft: at - 1, ArrowRight: at - 1, [ahead]: at + 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const tab = shown.at(to % shown.length);
    turn(group, tab);
    tab.button.focus();
  };

  for (const [i, group] of groups.entries()) {
    const bar = document.createElement("div");
    bar.setAttribute("role", "tablist");
    for (const [j, tab] of group.tabs.entries()) {
      tab.button = document.createElement("button");
      Object.assign(tab.button, { type: "button", id: `tab-${i}-${j}` });
      tab.button.setAttribute("role", "tab");
      tab.button.append(...[...tab.title.childNodes].map((node) => node.cloneNode(true)));
      tab.button.setAttribute("aria-controls", tab.panel.id);
      tab.panel.setAttribute("role", "tabpanel");
      tab.panel.setAttribute("aria-labelledby", tab.button.id);
      tab.panel.addEventListener("beforematch", () => pick(group, tab));
      tab.button.addEventListener("click", () => turn(group, tab));
      bar.append(tab.button);
    }
    bar.addEventListener("keydown", (event) => move(event, group));
    group.box.prepend(bar);
    group.box.classList.add("tabs-ready");
  }
  settle();

  // An address may lead to a tab, or to something in a panel.
  const reveal = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Then it is written as it is meant.
    }
    const named = /^tab\/([^/]+)\/?([^/]*)/i.exec(id);
    const target = document.getElementById(id);
    if (!target && named) {
      choose([...list(named[2]), ...named[1].toLowerCase().split("+")]);
      settle();
      return;
    }
    for (let panel = target?.closest(".tab-panel"); panel; panel = panel.parentElement.closest(".tab-panel")) {
      for (const group of groups) {
        const tab = group.tabs.find((one) => one.panel === panel);
        if (tab) pick(group, tab);
      }
    }
    const box = target?.closest(".tabs-ready");
    if (box) (target.matches(".tab-panel, .tab-title") ? box : target).scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && link.hash && link.href === location.href) reveal();
  });
  reveal();
}

// Variants of a page (its pivots): one at a time, or all. Their names and the words around them stand in the page.
const zones = [...document.querySelectorAll(".zone[data-pivot]")].map((box) => ({
  box,
  ids: box.dataset.pivot.split(" "),
  names: box.dataset.pivotNames.split("|"),
}));
const pivots = new Map(zones.flatMap(({ ids, names }) => ids.map((id, i) => [id, names[i]])));
const words = document.querySelectorAll("div.pivots > *");

if (pivots.size > 1 && words.length > 1) {
  const key = `pivots:${[...pivots.keys()].sort().join(",")}`; // pages with the same variants share the choice
  const choice = document.createElement("fieldset");
  choice.className = "pivots";
  choice.append(document.createElement("legend"));
  choice.firstChild.append(words[0].textContent);
  for (const [id, name] of [...pivots, ["", words[1].textContent]]) {
    const option = document.createElement("label");
    const button = document.createElement("input");
    Object.assign(button, { type: "radio", name: "pivots", value: id });
    option.append(button, ` ${name}`);
    choice.append(option);
  }

  const show = (id) => {
    choice.querySelector(`[value="${CSS.escape(id)}"]`).checked = true;
    for (const { box, ids } of zones) {
      if (!id || ids.includes(id)) box.removeAttribute("hidden");
      else box.setAttribute("hidden", "onbeforematch" in box ? "until-found" : "");
    }
  };
  const uncover = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Then it is written as it is meant.
    }
    const target = document.getElementById(id);
    const zone = target?.closest(".zone[hidden]");
    if (!zone) return;
    show(zones.find(({ box }) => box === zone)?.ids[0] ?? "");
    if (target.closest(".zone[hidden]")) show("");
    target.scrollIntoView();
  };

  choice.addEventListener("change", ({ target }) => {
    show(target.value);
    const address = new URL(location.href);
    address.searchParams.set("pivots", target.value);
    if (!target.value) address.searchParams.delete("pivots");
    try {
      localStorage.setItem(key, target.value);
      history.replaceState(history.state, "", address);
    } catch {
      // Some browsers let files on a disk do neither.
    }
  });
  for (const { box, ids } of zones) box.addEventListener("beforematch", () => show(ids[0]));
  addEventListener("hashchange", uncover);
  words[0].parentElement.before(choice);

  let wanted = new URLSearchParams(location.search).get("pivots");
  try {
    wanted ??= localStorage.getItem(key);
  } catch {
    // Without storage nothing is remembered.
  }
  show(pivots.has(wanted) ? wanted : "");
  uncover();
}

// Videos, and frames of other sites: a click puts them in place of their link. Before it nothing is asked of their hosts.
let refused = null;
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-video]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.title = link.textContent.trim();
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms";
  frame.src = link.dataset.video;
  refused = link.href;
  link.replaceWith(frame);
  frame.focus();
});
// Where the site allows no frames the link is followed after all.
document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
  if (refused && /^(frame|child)-src$/.test(effectiveDirective)) location.assign(refused);
});
