// Rows of a form: add, remove, move. A removed row leaves a gap in the numbers, which the server passes over.
(() => {
  const number = (part) => {
    part.querySelectorAll("[data-rows-list] > [data-row], [data-materials-under] > [data-row]").forEach((row) => {
      const siblings = [...row.parentElement.children].filter((other) => other.matches("[data-row]"));
      const place = siblings.indexOf(row) + 1;
      const title = row.querySelector("[data-row-title]");
      title.textContent = siblings.length > 1 ? `${title.dataset.rowTitle} ${place}` : title.dataset.rowTitle;
      const order = row.querySelector("input[name$='-ORDER']");
      if (order) order.value = place;
      const [up, down] = ["[data-row-up]", "[data-row-down]"].map((name) => row.querySelector(name));
      up?.setAttribute("aria-disabled", String(place === 1));
      down?.setAttribute("aria-disabled", String(place === siblings.length));
    });
  };

  const add = (part, list) => {
    const total = part.querySelector("input[name$='-TOTAL_FORMS']");
    const holder = document.createElement("div");
    holder.innerHTML = part.querySelector("template[data-rows-template]").innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    list.append(row);
    number(document);
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
    return row;
  };

  // The button stays under the finger and in focus, so that a row is moved further by the same key.
  const moved = (row, button) => {
    number(document);
    button.focus();
    row.scrollIntoView({ block: "nearest" });
    const said = row.closest("[data-rows]").querySelector("[data-rows-said]");
    if (said) said.textContent = `已移到第 ${[...row.parentElement.children].indexOf(row) + 1} 项`;
  };

  const addMaterial = (item) => {
    const part = document.querySelector("[data-rows='materials']");
    const row = add(part, item.querySelector("[data-materials-under]"));
    row.querySelector("input[name$='-under']").value = item.dataset.rowIndex;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("[data-row]");
    if (button.matches("[data-rows-add]")) {
      const part = button.closest("[data-rows]");
      add(part, part.querySelector("[data-rows-list]"));
    } else if (button.matches("[data-add-material]")) {
      addMaterial(row);
    } else if (button.matches("[data-row-remove]")) {
      const part = button.closest("[data-rows]");
      row.remove();
      number(document);
      part.querySelector("[data-rows-add]").focus();
    } else if (button.matches("[data-row-up]") && row.previousElementSibling) {
      row.previousElementSibling.before(row);
      moved(row, button);
    } else if (button.matches("[data-row-down]") && row.nextElementSibling) {
      row.nextElementSibling.after(row);
      moved(row, button);
    }
  });

  document.addEventListener("DOMContentLoaded", () => number(document));
})();
