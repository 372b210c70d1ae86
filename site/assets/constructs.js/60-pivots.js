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
