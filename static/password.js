// Shows or hides what is typed into a password field.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-show-passwords]")) return;
  const type = event.target.checked ? "text" : "password";
  event.target.form.querySelectorAll("[data-password] input").forEach((field) => { field.type = type; });
});
