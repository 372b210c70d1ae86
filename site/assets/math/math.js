// Draws formulas. Without it, and where one cannot be read, it stays as its author wrote it.
// `katex.min.js` and the fonts are those of the npm package katex 0.19.1; its style sheet lacks older formats of fonts.
import "./katex.min.js";

// These would need styles in attributes, which the policy of a site may forbid.
const macros = { "\\pmb": "\\boldsymbol{#1}", "\\fcolorbox": "\\@secondoftwo{#1}{\\colorbox{#2}{#3}}" };

// Links, pictures and styles: a formula with one of them stays as it is, instead of losing its words.
const refuse = ({ command }) => { throw new katex.ParseError(command); };

for (const place of document.querySelectorAll(".prose [data-math]")) {
  const drawing = document.createElement("span");
  try {
    katex.render(place.textContent, drawing, {
      displayMode: place.dataset.math === "block",
      macros: { ...macros },
      maxExpand: 500,
      maxSize: 12,
      strict: false,
      throwOnError: true,
      trust: refuse,
    });
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    continue;
  }
  // Units stay where they can be found, the first of them with all that is drawn.
  const units = [...place.querySelectorAll("[data-unit]")];
  for (const unit of units) unit.replaceChildren();
  place.replaceChildren(...units);
  (units[0] ?? place).append(drawing);
}
