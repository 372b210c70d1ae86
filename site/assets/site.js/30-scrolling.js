// What is wider than the column can be scrolled with the keyboard.
const sizes = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(".prose :is(.table, table, pre)")) sizes.observe(box);
