// A page that the browser has kept whole is not shown again by its Back button once its person has signed out.
(() => {
  const LEFT = "left"; // when somebody last signed out on this computer
  const opened = Date.now();
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-leaving]") && !event.defaultPrevented) localStorage.setItem(LEFT, Date.now());
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || Number(localStorage.getItem(LEFT)) < opened) return;
    document.body.hidden = true;
    window.location.reload();
  });
})();
