// Offers the form of discipline that a measure or sanction usually is, as long as none was chosen by hand.
(() => {
  const form = document.querySelector("[data-usual-by-measure]");
  const byMeasure = JSON.parse(form.dataset.usualByMeasure);
  const bySanction = JSON.parse(form.dataset.usualBySanction);
  const measure = document.querySelector("[name=measure]");
  const sanction = document.querySelector("[name=party_sanction]");
  let offered = "";

  form.addEventListener("change", () => { offered = null; });
  [measure, sanction].forEach((field) => field.addEventListener("change", () => {
    if (offered === null || (form.value && form.value !== offered)) return;
    const usual = measure.value === "judicial" ? 4 : bySanction[sanction.value] ?? byMeasure[measure.value];
    offered = usual ? String(usual) : "";
    form.value = offered;
  }));
})();
