// The form of a meeting: the kind decides what is asked, and how a routine meeting is called.
(() => {
  const form = document.querySelector("form[data-meeting]");
  const kind = form.querySelector("[name=kind]");
  const includes = (kinds) => kinds.split(" ").includes(kind.value);

  const holdsSomething = (section) =>
    [...section.querySelectorAll("input:not([type=hidden]), select, textarea")].some((field) =>
      field.type === "checkbox" ? field.checked : field.value.trim() !== "");

  const showSections = () => {
    form.querySelectorAll("[data-kinds]").forEach((section) => {
      section.hidden = !includes(section.dataset.kinds) && !holdsSomething(section);
    });
    form.querySelectorAll("[data-open-for]").forEach((section) => {
      section.open = includes(section.dataset.openFor) || holdsSomething(section);
    });
  };

  // The first topic of a leading group's meeting is what its name says, as long as nobody chose otherwise.
  const suggestFirstTopic = () => {
    const row = form.querySelector("#part-agenda_items [data-rows-list] > [data-row]");
    const category = row?.querySelector("select[name$='-category']");
    if (!category || row.querySelector("[name$='-topic']").value.trim()) return;
    const first = form.querySelector("#part-agenda_items").dataset.firstTopic;
    if (includes(first) && !category.value) category.value = "first_topic";
    else if (!includes(first) && category.value === "first_topic") category.value = "";
  };

  // Routine meetings are called by month and kind; a title typed by hand is left alone.
  const title = form.querySelector("[name=title]");
  let suggested = "";
  const titleOf = () => {
    const [year, month] = form.querySelector("[name=date]").value.split("-");
    return includes(kind.dataset.routine) && month ? `${year}年${Number(month)}月${kind.selectedOptions[0].text}` : "";
  };
  const suggestTitle = () => {
    if (title.value.trim() !== suggested) return;
    suggested = titleOf();
    title.value = suggested;
  };

  form.addEventListener("change", ({ target }) => {
    if (target.name === "kind" || target.name === "date") suggestTitle();
    if (target.name !== "kind") return;
    suggestFirstTopic();
    showSections();
  });
  showSections();
  if (title.value.trim() && title.value.trim() === titleOf()) suggested = titleOf();
  if (!document.getElementById("mistakes")) suggestTitle();
})();
