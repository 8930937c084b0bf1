// A line for the name of an organisation: offers names while one is typed, or on the arrow key.
// Arrow keys go through them, Enter takes one, Escape closes. Without this script the full name is typed.
(() => {
  const WAIT = 200; // milliseconds after the last key
  let waiting = 0;
  let asked = 0;

  const lineOf = (target) => {
    const box = target instanceof Element ? target.closest("[data-name-line]") : null;
    return box && {
      url: box.dataset.nameLine,
      input: box.querySelector("input"),
      panel: box.querySelector("[data-names]"),
      status: box.querySelector("[role=status]"),
    };
  };
  const options = (line) => [...line.panel.querySelectorAll("[role=option]")];
  const marked = (line) => line.panel.querySelector("[aria-selected=true]");

  const close = (line) => {
    asked += 1; // an answer still under way is not shown any more
    clearTimeout(waiting);
    line.panel.hidden = true;
    line.input.setAttribute("aria-expanded", "false");
    line.input.removeAttribute("aria-activedescendant");
  };

  const mark = (line, option) => {
    options(line).forEach((each) => each.setAttribute("aria-selected", String(each === option)));
    line.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const take = (line, option) => {
    line.input.value = option.dataset.name;
    close(line);
    line.input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const show = (line, html) => {
    line.panel.innerHTML = html;
    const list = line.panel.querySelector("ul");
    list.setAttribute("aria-label", line.input.labels[0]?.textContent.trim() ?? "");
    options(line).forEach((option, number) => { option.id = `${line.panel.id}-${number}`; });
    line.panel.hidden = false;
    line.input.setAttribute("aria-expanded", "true");
    const note = line.panel.querySelector("p")?.textContent ?? "";
    line.status.textContent = [`${options(line).length} 个党组织`, note].filter(Boolean).join("，");
  };

  const look = async (line) => {
    asked += 1;
    const mine = asked;
    const url = new URL(line.url, window.location.href);
    url.searchParams.set("q", line.input.value);
    let html = null;
    try {
      const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok && !answer.redirected) html = await answer.text();
    } catch {
      html = null; // said below, like every other way of getting no answer
    }
    if (mine !== asked) return;
    if (html !== null) show(line, html);
    else line.status.textContent = "没有查到，请检查网络，或重新登录。";
  };

  const soon = (line) => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT, line);
  };

  const step = (line, by) => {
    if (line.panel.hidden) {
      look(line);
      return;
    }
    const all = options(line);
    const at = all.indexOf(marked(line));
    if (all.length) mark(line, all[(at < 0 && by < 0 ? all.length - 1 : at + by + all.length) % all.length]);
  };

  document.addEventListener("focusin", ({ target }) => {
    const line = lineOf(target);
    if (!line || target !== line.input) return;
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-controls": line.panel.id, "aria-expanded": "false" };
    Object.entries(said).forEach(([name, value]) => target.setAttribute(name, value));
    target.select();
  });
  document.addEventListener("input", (event) => {
    const line = lineOf(event.target);
    if (line && !event.isComposing) soon(line);
  });
  document.addEventListener("compositionend", ({ target }) => {
    const line = lineOf(target);
    if (line) soon(line);
  });
  document.addEventListener("keydown", (event) => {
    const line = lineOf(event.target);
    if (!line || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(line, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !line.panel.hidden) {
      event.preventDefault();
      close(line);
    } else if (event.key === "Enter" && !line.panel.hidden && options(line).length) {
      event.preventDefault();
      take(line, marked(line) ?? options(line)[0]);
    }
  });
  document.addEventListener("click", ({ target }) => {
    const line = lineOf(target);
    const option = target.closest("[role=option]");
    if (line && option) take(line, option);
    else if (line && target === line.input && line.panel.hidden && !target.value) look(line);
  });
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-names]")) event.preventDefault(); // the line keeps the focus
  });
  document.addEventListener("focusout", ({ target }) => {
    const line = lineOf(target);
    if (line) close(line);
  });
})();
