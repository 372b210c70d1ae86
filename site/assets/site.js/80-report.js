// The link to report a problem knows which unit is meant: the one that `diglot-unit` names, or in which text is selected.
//   document.dispatchEvent(new CustomEvent("diglot-unit", { detail: { unit: "103", source: "…", target: "…" } }))
const report = document.querySelector("[data-report]");
if (report) {
  const fill = (said) => {
    const short = (text = "") => encodeURIComponent([...text.trim()].slice(0, 1000).join("")); // addresses have an end
    report.href = report.dataset.report.replace(/\{(unit|source|target)\}/g, (_, name) => short(said[name]));
  };
  const selected = () => {
    const at = getSelection().anchorNode;
    const start = (at?.closest ? at : at?.parentElement)?.closest("#article-body [data-unit]");
    if (start && !getSelection().isCollapsed) fill({ unit: start.dataset.unit, target: `${getSelection()}` });
  };
  document.addEventListener("diglot-unit", ({ detail }) => fill(detail ?? {}));
  document.addEventListener("selectionchange", selected);
}
