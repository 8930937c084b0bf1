// Asks before a form is sent that cannot be taken back; the question stands on the form.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});
