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
