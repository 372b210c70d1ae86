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
