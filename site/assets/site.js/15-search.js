// `/` and Ctrl+K open the search dialog, and so does a click into the field. Until it is there, the field itself takes
// what is typed; without it, and on the results page, the field is all there is.
const field = document.querySelector("#search-field");
const form = field?.form;
const script = form?.dataset.dialog && new URL(form.dataset.dialog, location.href);

if (field) {
  const open = async (back) => {
    if (document.querySelector("dialog[open]")) return;
    if (back !== field) {
      field.focus();
      field.select();
    }
    if (!script) return;
    try {
      await (await import(script)).open(form, back);
    } catch {
      // The form leads to the results page by itself.
    }
  };
  form.querySelector("kbd").hidden = false;
  field.setAttribute("aria-keyshortcuts", "/ Control+K");
  addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !(event.ctrlKey || event.metaKey || event.altKey)
      && !event.target.closest("input, textarea, select, [contenteditable]");
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (event.isComposing || !(isSlash || isK)) return;
    event.preventDefault();
    open(document.activeElement);
  });
  field.addEventListener("click", () => { if (script) open(field); });
}

// An article that a search led to has its words marked.
const body = document.querySelector("#article-body");
const forms = new URLSearchParams(location.search).getAll("highlight").filter(Boolean).slice(0, 10);
const unmark = document.querySelector("#unmark");
if (script && body && unmark && forms.length) {
  import(new URL("marks.js", script)).then(({ mark }) => mark(body, forms, unmark)).catch(() => {
    // Marks are a help, no more.
  });
}
