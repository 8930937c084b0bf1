// The editor of an outline: a placeholder is put where the caret stands (text_place.js leads to a mistake).
(() => {
  const text = document.querySelector("textarea[name=text]");
  const palette = document.querySelector("[data-palette]");

  palette.classList.add("with-script");
  palette.querySelectorAll("[data-name]").forEach((place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "outline-insert";
    button.textContent = place.dataset.name;
    button.addEventListener("click", () =>
      window.textPlace.put(text, text.selectionStart, text.selectionEnd, place.dataset.name));
    place.replaceChildren(button);
  });
})();
