// The heading that is being read is marked among the headings on the page, and so is the letter of an index.
for (const box of document.querySelectorAll(".contents, .letters")) {
  const links = new Map([...box.querySelectorAll("a")].map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
  links.delete(null);
  const marked = [...links.keys()];
  const scroller = box.closest(".margin");

  const mark = () => {
    const line = innerHeight * .3;
    const isEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const seen = (one) => one && one.getBoundingClientRect().top < innerHeight;
    const target = marked.find((one) => one.matches(":target"));
    const above = marked.filter((one) => one.getBoundingClientRect().top < line);
    // At the end of a page the last headings never come up to the line.
    let now = above.at(-1);
    if (isEnd) now = seen(target) ? target : scrollY > 0 ? marked.findLast(seen) : now;
    for (const [one, link] of links) {
      if (one !== now) link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        if (!scroller || scroller.scrollHeight <= scroller.clientHeight) continue;
        const { top, bottom } = link.getBoundingClientRect();
        const frame = scroller.getBoundingClientRect();
        if (top < frame.top || bottom > frame.bottom) scroller.scrollBy({ top: top - frame.top - frame.height / 2, behavior: "instant" });
      }
    }
  };

  const crossing = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
  for (const one of marked) crossing.observe(one);
  const ending = new IntersectionObserver(mark, { threshold: [0, .5, 1] });
  for (const end of document.querySelectorAll(".footer")) ending.observe(end);
  addEventListener("hashchange", mark);
  addEventListener("scrollend", mark);
}
