// A piece of a page comes from the address that was asked for it; the page of signing in is no piece of a form.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const asked = new URL(detail.requestConfig.path, window.location.href).pathname;
  if (new URL(detail.xhr.responseURL).pathname !== asked) detail.shouldSwap = false;
});
