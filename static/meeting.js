// The form of a meeting: the kind decides what is asked, the roster follows kind, organisation and day.
(() => {
  const form = document.querySelector("form[data-meeting]");
  const kind = form.querySelector("[name=kind]");

  const holdsSomething = (section) =>
    [...section.querySelectorAll("input, select, textarea")].some((field) =>
      field.type === "checkbox" ? field.checked : field.value.trim() !== "");

  const showSections = () => {
    form.querySelectorAll("[data-kinds]").forEach((section) => {
      const wanted = section.dataset.kinds.split(" ").includes(kind.value);
      section.hidden = !wanted && !holdsSomething(section);
    });
  };

  const showAttendance = () => {
    const by = form.querySelector("[name=attendance_by]:checked")?.value;
    form.querySelectorAll("[data-by]").forEach((block) => {
      block.hidden = block.dataset.by !== by;
    });
  };

  const count = () => {
    const people = [...form.querySelectorAll("[data-person]")];
    const total = form.querySelector("[data-roster-total]");
    const seen = { present: 0, leave: 0, absent: 0 };
    people.forEach((person) => {
      const status = person.querySelector("[name$='-status']:checked")?.value ?? "present";
      seen[status] += 1;
      person.querySelector("[data-reason]").hidden = status === "present";
    });
    if (total) {
      const words = { 应到: people.length, 实到: seen.present, 请假: seen.leave, 缺席: seen.absent };
      total.replaceChildren(...Object.entries(words).map(([word, number]) => {
        const span = document.createElement("span");
        span.textContent = `${word} ${number}`;
        return span;
      }));
    }
  };

  // Routine meetings are called by month and kind; a title typed by hand is left alone.
  const ROUTINE = ["general", "committee", "group", "organizational_life", "appraisal"];
  const title = form.querySelector("[name=title]");
  let suggested = "";
  const suggestTitle = () => {
    if (title.value.trim() !== suggested) return;
    const [year, month] = form.querySelector("[name=date]").value.split("-");
    const routine = ROUTINE.includes(kind.value) && month;
    suggested = routine ? `${year}年${Number(month)}月${kind.selectedOptions[0].text}` : "";
    title.value = suggested;
  };

  form.addEventListener("change", (event) => {
    const name = event.target.name;
    if (name === "kind" || name === "date") suggestTitle();
    if (name === "kind") showSections();
    if (name === "attendance_by") showAttendance();
    if (name.endsWith("-status")) count();
    if (["kind", "organization", "date"].includes(name)) htmx.trigger("#roster", "roster-changed");
    if (name === "attendance_by" && event.target.value === "roster" && !form.querySelector("[data-person]")) {
      htmx.trigger("#roster", "roster-changed");
    }
  });
  // The answer brings a roster as it was when asked for; what was marked meanwhile is carried over.
  let marks = new Map();
  const field = (person, name) => person.querySelector(`[name$='-${name}']`);
  const readMarks = () => new Map([...form.querySelectorAll("[data-person]")].map((person) => [
    field(person, "member").value,
    {
      status: person.querySelector("[name$='-status']:checked")?.value,
      reason: field(person, "reason").value,
      spoke: field(person, "spoke").checked,
    },
  ]));
  const putMarks = () => form.querySelectorAll("[data-person]").forEach((person) => {
    const mark = marks.get(field(person, "member").value);
    if (!mark) return;
    const status = person.querySelector(`[name$='-status'][value='${mark.status}']`);
    if (status) status.checked = true;
    field(person, "reason").value = mark.reason;
    field(person, "spoke").checked = mark.spoke;
  });
  document.body.addEventListener("htmx:beforeSwap", () => { marks = readMarks(); });
  document.body.addEventListener("htmx:afterSwap", () => { putMarks(); count(); });
  showSections();
  showAttendance();
  if (!document.getElementById("mistakes")) suggestTitle();
  count();
})();
