// Offers placeholders while one is typed: names behind 【, styles behind the bar, each with what it prints now.
// Arrow keys go through them, Enter takes one, Escape closes; a tap takes one too. A text area is no combobox: it stays a
// text box, and says which option is the present one. The list shows some at a time instead of scrolling.
(() => {
  const area = document.querySelector("textarea[data-offers]");
  const list = document.getElementById("offers");
  const said = document.querySelector("[data-offers-said]");
  const start = document.querySelector("[data-offer-now]");
  const AT_ONCE = 7; // options shown
  const NOTHING = "无记录";
  const GAP = 12; // pixels between the line and the list above it
  let offers = null;
  let closedAt = -1; // where the bracket stands whose list was closed with Escape

  const OPENED = { "aria-haspopup": "listbox", "aria-autocomplete": "list", "aria-controls": list.id };
  start.hidden = false;

  const load = async () => {
    if (offers) return;
    offers = [];
    try {
      const answer = await fetch(area.dataset.offers, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const found = (await answer.json()).offers;
      offers = found.map(([name, section, unit, now, styles]) => ({ name, section, unit, now, styles }));
      look();
    } catch {
      offers = null; // asked again at the next bracket
    }
  };

  // What is being typed: from its bracket to the caret. Two brackets are a bracket of the text itself.
  const typed = () => {
    const caret = area.selectionStart;
    if (caret !== area.selectionEnd || document.activeElement !== area) return null;
    const line = area.value.slice(area.value.lastIndexOf("\n", caret - 1) + 1, caret);
    const bracket = line.lastIndexOf("【");
    if (bracket < 0 || line.includes("】", bracket)) return null;
    const together = line.slice(0, bracket + 1).match(/【+$/)[0].length;
    if (together % 2 === 0) return null;
    return { from: caret - line.length + bracket, caret, words: line.slice(bracket + 1) };
  };

  const rank = (name, words) => {
    if (name.startsWith(words)) return 0;
    if (name.includes(words)) return 1;
    let place = -1;
    const inOrder = [...words].every((letter) => (place = name.indexOf(letter, place + 1)) >= 0);
    return inOrder ? 2 : 9;
  };

  const printed = ({ now, unit }, value = now) => (value ? `${value}${unit && ` ${unit}`}` : NOTHING);

  const found = (words) => {
    const [name, ...styles] = words.split(/[|｜]/);
    const chosen = offers.find((offer) => offer.name === name);
    if (styles.length) {
      const last = styles.at(-1);
      const others = Object.entries(chosen?.styles ?? {}).filter(([style]) => style.startsWith(last) && !styles.slice(0, -1).includes(style));
      const before = [name, ...styles.slice(0, -1)].join("|");
      return others.map(([style, value]) => ({ written: `${before}|${style}`, shown: `|${style}`, value: value || NOTHING, note: "" }));
    }
    return offers
      .map((offer, place) => ({ offer, order: rank(offer.name, words) * 2 + !offer.now, place }))
      .filter(({ order }) => order < 18)
      .sort((one, other) => one.order - other.order || one.place - other.place)
      .map(({ offer }) => ({ written: offer.name, shown: offer.name, value: printed(offer), note: offer.section }));
  };

  let several = []; // what is offered now
  let first = 0; // the first of them that is shown
  let at = 0; // the one that Enter takes

  const close = () => {
    list.hidden = true;
    ["aria-activedescendant", ...Object.keys(OPENED)].forEach((name) => area.removeAttribute(name));
  };

  const piece = (words, role) => {
    const span = document.createElement("span");
    span.textContent = words;
    span.className = `manuscript-offer-${role}`;
    return span;
  };

  const option = (number, ...pieces) => {
    const row = document.createElement("li");
    row.id = `offer-${number}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(number === at));
    row.dataset.number = number;
    row.append(...pieces);
    return row;
  };

  const draw = () => {
    if (at < first) first = at;
    if (at >= first + AT_ONCE) first = at - AT_ONCE + 1;
    const shown = several.slice(first, first + AT_ONCE);
    const rows = shown.map((each, place) => option(first + place, piece(each.shown, "name"), piece(each.note, "note"), piece(each.value, "value")));
    const further = several.length - first - shown.length;
    if (further > 0) rows.push(option(first + AT_ONCE, piece(`下面还有 ${further} 项，接着写几个字可以缩小范围`, "more")));
    list.replaceChildren(...rows);
    area.setAttribute("aria-activedescendant", `offer-${at}`);
  };

  const show = (found_, place) => {
    several = found_;
    first = at = 0;
    Object.entries(OPENED).forEach(([name, value]) => area.setAttribute(name, value));
    draw();
    list.hidden = false;
    stand(place.caret);
    said.textContent = `${several.length} 项可选，上下键选择，回车插入。`;
  };

  // Below the line that is being typed; above it where there is no room below.
  const stand = (caret) => {
    const below = Math.max(Math.min(window.textPlace.top(area, caret) - area.scrollTop, area.offsetHeight - 8), 0);
    const line = parseFloat(getComputedStyle(area).lineHeight);
    const room = window.innerHeight - area.getBoundingClientRect().top - below;
    const above = room < list.offsetHeight && below - line - list.offsetHeight > -area.getBoundingClientRect().top;
    list.style.top = `${above ? below - line - GAP - list.offsetHeight : below}px`;
  };

  function look() {
    const place = typed();
    if (!place) {
      closedAt = -1;
      close();
      return;
    }
    if (!offers) load();
    const matching = offers && place.from !== closedAt ? found(place.words) : [];
    if (matching.length) show(matching, place);
    else close();
  }

  const take = (offer) => {
    const place = typed();
    if (!place) return;
    // What is left of a bracket that was there already goes with it.
    const rest = area.value.slice(place.caret).match(/^[^【】\n]{0,40}】/)?.[0] ?? "";
    close();
    window.textPlace.put(area, place.from, place.caret + rest.length, `【${offer.written}】`);
    close();
  };

  area.addEventListener("focus", load, { once: true });
  area.addEventListener("input", (event) => { if (!event.isComposing) look(); });
  area.addEventListener("compositionend", look);
  area.addEventListener("click", look);
  area.addEventListener("scroll", () => { if (!list.hidden) stand(area.selectionStart); });
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      at = (at + steps[event.key] + several.length) % several.length;
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(several[at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      closedAt = typed()?.from ?? -1;
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
  list.addEventListener("click", ({ target }) => {
    const number = Number(target.closest("[role=option]")?.dataset.number ?? -1);
    if (number < 0) return;
    if (number < first + AT_ONCE) {
      take(several[number]);
    } else { // the row that says there are more
      first = at = number;
      draw();
      stand(area.selectionStart);
    }
  });
  if (document.activeElement === area) load();
  start.addEventListener("click", () => window.textPlace.put(area, area.selectionStart, area.selectionEnd, "【"));
})();
