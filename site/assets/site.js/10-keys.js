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
