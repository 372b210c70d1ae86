// Marks the words that a reader searched for in the article that a search led to. Escape takes the marks away.
import { dress } from "./drawing.js";
import { patternOf } from "./terms.js";

const MOST = 300;

// Marks `forms` in `body`; `button` takes the marks away as Escape does.
export async function mark(body, forms, button) {
  await dress();
  const wanted = new RegExp(forms.map(patternOf).join("|"), "giu");
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT, ({ parentElement }) =>
    parentElement.closest("[data-generated], script, style, svg, math, button") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  let count = 0;
  for (const text of texts) if (count < MOST) count += markText(text, wanted);
  forget();
  if (!count) return;

  const clear = () => {
    for (const one of body.querySelectorAll("mark.hit")) {
      const { parentNode } = one;
      one.replaceWith(...one.childNodes);
      parentNode.normalize();
    }
    button.hidden = true;
    removeEventListener("keydown", press);
  };
  const press = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) clear();
  };
  addEventListener("keydown", press);
  button.addEventListener("click", clear, { once: true });
  button.hidden = false;
}

// Returns how many words it marked.
function markText(text, wanted) {
  const found = [...text.data.matchAll(wanted)];
  // From the end, so that places before it stay where they are.
  for (const { 0: word, index } of found.reverse()) {
    const rest = text.splitText(index);
    rest.splitText(word.length);
    const one = document.createElement("mark");
    one.className = "hit";
    rest.replaceWith(one);
    one.append(rest);
  }
  return found.length;
}

// A page that is shared need not bring the words along.
function forget() {
  const address = new URL(location.href);
  address.searchParams.delete("highlight");
  history.replaceState(history.state, "", address);
}
