// A form that is on its way is not sent again by a second click; after going back to the page it can be.
(() => {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-sending]");
    if (!form || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sending]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button[type=submit]").forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });
  document.addEventListener("DOMContentLoaded", () => document.getElementById("mistakes")?.focus());
})();
