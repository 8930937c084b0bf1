// Places in a text area: where a place is on screen, and going to one. Links with data-line (and data-near, the
// words there, or data-start and data-end, counted in characters of the whole text) lead into the area named by href.
window.textPlace = (() => {
  // Lines of a text area wrap: the place is found by measuring what stands above it.
  const top = (area, end) => {
    const measure = area.cloneNode();
    measure.removeAttribute("id");
    measure.removeAttribute("name");
    measure.value = area.value.slice(0, end);
    measure.style.cssText = "position: absolute; visibility: hidden; height: 0; min-height: 0";
    measure.style.width = `${area.offsetWidth}px`;
    area.after(measure);
    const height = measure.scrollHeight;
    measure.remove();
    return height;
  };

  const select = (area, start, end) => {
    area.focus();
    area.setSelectionRange(start, end);
    area.scrollTop = Math.max(top(area, start) - area.clientHeight / 2, 0);
    area.scrollIntoView({ block: "nearest" });
  };

  // The server counts characters, the browser half of some.
  const unit = (area, characters) => [...area.value].slice(0, characters).join("").length;

  const line = (area, number, near) => {
    const lines = area.value.split("\n");
    const start = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const words = lines[number - 1] ?? "";
    const place = near ? words.indexOf(near) : -1;
    return place < 0 ? [start, start + words.length] : [start + place, start + place + near.length];
  };

  // Typing it would do the same: it can be undone.
  const put = (area, start, end, words) => {
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      area.setRangeText(words, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    const area = link && document.querySelector(`textarea${link.hash}`);
    if (!area) return;
    event.preventDefault();
    const { line: number, near, start, end } = link.dataset;
    if (start) select(area, unit(area, Number(start)), unit(area, Number(end)));
    else select(area, ...line(area, Number(number), near));
  });

  return { top, select, line, unit, put };
})();
