// Samples of code can be copied. Where the browser does not let us, they are selected.
const copyWords = document.querySelector("#copy-words")?.dataset;
if (copyWords) {
  const said = document.createElement("p");
  said.className = "unseen";
  said.role = "status";
  document.body.append(said);
  for (const code of document.querySelectorAll(".prose pre > code")) {
    const box = document.createElement("div");
    const button = document.createElement("button");
    box.className = "code";
    button.className = "copy";
    button.type = "button";
    button.dataset.generated = "button";
    button.textContent = copyWords.copy;
    code.parentElement.replaceWith(box);
    box.append(code.parentElement, button);
    let pause;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
        button.textContent = copyWords.copied;
      } catch {
        getSelection().selectAllChildren(code);
        button.textContent = copyWords.selected;
      }
      said.textContent = button.textContent;
      clearTimeout(pause);
      pause = setTimeout(() => {
        button.textContent = copyWords.copy;
        said.textContent = "";
      }, 4000);
    });
  }
}
