// The roster of a meeting: one tap for who did not come, the reason at hand, the counts as they follow.
(() => {
  const form = document.querySelector("form[data-meeting]");
  const roster = document.getElementById("roster");
  const field = (person, name) => person.querySelector(`[name$='-${name}']`);
  const statusOf = (person) => person.querySelector("[name$='-status']:checked")?.value ?? "present";
  const people = () => [...form.querySelectorAll("[data-person]")];

  // The usual reasons beside the line for the reason; what they write can be changed by hand.
  const offerReasons = (block) => {
    if (block.querySelector("[data-word]")) return;
    const words = document.querySelector("template[data-reasons]").content.cloneNode(true);
    const name = block.closest("[data-person]").querySelector(".roster-name").textContent;
    words.querySelectorAll("[data-word]").forEach((button) => {
      button.setAttribute("aria-label", `${name}：${button.textContent}`);
    });
    block.append(words);
  };

  const count = () => {
    const total = form.querySelector("[data-roster-total]");
    const seen = { present: 0, leave: 0, absent: 0 };
    people().forEach((person) => {
      const status = statusOf(person);
      const block = person.querySelector("[data-reason]");
      seen[status] += 1;
      block.hidden = status === "present";
      if (!block.hidden) offerReasons(block);
    });
    if (!total) return;
    const words = { 应到: people().length, 实到: seen.present, 请假: seen.leave, 缺席: seen.absent };
    total.replaceChildren(...Object.entries(words).map(([word, number]) => {
      const span = document.createElement("span");
      span.textContent = `${word} ${number}`;
      return span;
    }));
  };

  const showWay = () => {
    const by = form.querySelector("[name=attendance_by]:checked")?.value;
    form.querySelectorAll("[data-by]").forEach((block) => { block.hidden = block.dataset.by !== by; });
  };
  const askAgain = () => htmx.trigger(roster, "roster-changed");

  form.addEventListener("change", ({ target }) => {
    if (target.name.endsWith("-status")) count();
    if (target.name === "attendance_by") {
      showWay();
      if (target.value === "roster" && !people().length) askAgain();
    }
    if (["kind", "organization", "date"].includes(target.name)) askAgain();
  });
  form.addEventListener("click", (event) => {
    const { target } = event;
    const word = target.closest("[data-word]");
    if (word) {
      const reason = field(word.closest("[data-person]"), "reason");
      reason.value = word.textContent;
      reason.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (target.closest("[data-ask-again]")) {
      askAgain();
    } else if (target.matches("[name$='-status']") && target.value !== "present" && event.pointerType === "mouse") {
      // By mouse the reason is typed at once; a finger finds the words, and a keyboard goes on through the choices.
      count(); // the line for the reason is shown before it takes the focus
      field(target.closest("[data-person]"), "reason").focus();
    }
  });

  // The answer brings a roster as it was when asked for; what was marked meanwhile is carried over.
  let marks = new Map();
  const readMarks = () => new Map(people().map((person) => [
    field(person, "member").value,
    { status: statusOf(person), reason: field(person, "reason").value, spoke: field(person, "spoke").checked },
  ]));
  const putMarks = () => people().forEach((person) => {
    const mark = marks.get(field(person, "member").value);
    if (!mark) return;
    person.querySelector(`[name$='-status'][value='${mark.status}']`).checked = true;
    field(person, "reason").value = mark.reason;
    field(person, "spoke").checked = mark.spoke;
  });

  // No roster rather than that of another day or organisation; the marks are put back once it is there.
  const failed = () => {
    if (people().length) marks = readMarks();
    roster.replaceChildren(document.querySelector("template[data-no-answer]").content.cloneNode(true));
  };
  roster.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status !== 200 || new URL(xhr.responseURL).pathname !== roster.getAttribute("hx-post")) {
      failed();
    } else if (people().length) {
      marks = readMarks();
    }
  });
  roster.addEventListener("htmx:sendError", failed);
  roster.addEventListener("htmx:afterSwap", () => { putMarks(); count(); });
  showWay();
  count();
})();
