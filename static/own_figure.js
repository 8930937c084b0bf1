// Shows of the form of an own figure what goes with the thing that is counted; what is hidden is not sent.
(() => {
  const form = document.querySelector("[data-own-figure]");
  const counted = form.querySelector("[name=counted]");
  const show = () => form.querySelectorAll("[data-kinds]").forEach((section) => {
    const wanted = section.dataset.kinds.split(" ").includes(counted.value);
    section.hidden = !wanted;
    section.disabled = !wanted;
  });
  counted.addEventListener("change", show);
  show();
})();
