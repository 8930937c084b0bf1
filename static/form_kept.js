// Keeps what is typed into a record's form, and offers it back when the form is opened again (see kept.js).
(() => {
  const { kept } = window;
  const form = document.querySelector("form[data-keep]");
  const store = kept.stores[form.dataset.keep];
  const path = window.location.pathname;
  const token = form.querySelector("[name=token]").value;
  const key = `${kept.PREFIX}${kept.person}/${path}/${token}`;
  const state = form.querySelector("[data-keep-state]");
  const PAUSE = 800; // milliseconds without a key
  const MARKS = "[data-row-remove], [data-row-up], [data-row-down]";
  let touched = "shown" in form.dataset; // shown again with what was typed: it is kept on from here
  let waiting = 0;

  const TYPED = "textarea, input[type=text], input[type=number], input:not([type]), [type=radio], [type=checkbox]";
  const fields = () => [...form.querySelectorAll("textarea, input, select")].filter((field) =>
    field.name && field.offsetParent && !["hidden", "radio", "checkbox", "file"].includes(field.type) && field.value.trim());
  const inWords = () => fields().map((field) =>
    `${field.labels[0]?.textContent.replace("*", "").trim() ?? ""}：${field.selectedOptions?.[0].text.trim() ?? field.value}`).join("\n");

  const entry = () => ({
    at: Date.now(),
    path,
    token,
    address: path + window.location.search,
    name: form.querySelector(`[name="${form.dataset.keepName}"]`).value.trim().slice(0, 60),
    values: [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string"),
  });

  const keep = () => {
    clearTimeout(waiting);
    if (!touched) return;
    try {
      store.setItem(key, JSON.stringify(entry()));
      state.textContent = `${kept.when(Date.now())} 已暂存`;
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      state.textContent = "内容太多，这台电脑存不下，请及时保存。";
    }
  };
  const soon = () => {
    touched = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  };

  form.addEventListener("input", ({ target }) => { if (touched || target.matches(TYPED)) soon(); });
  form.addEventListener("click", ({ target }) => { if (target.closest(MARKS)) soon(); });
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });

  form.addEventListener("submit", (event) => {
    touched = true;
    keep();
    if (navigator.onLine) {
      kept.sent.set({ key, path, token, address: path + window.location.search, text: inWords() });
      return;
    }
    event.preventDefault();
    const notice = document.querySelector("[data-keep-offline]");
    notice.hidden = false;
    notice.focus();
  });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) kept.sent.clear(); });

  // The server draws the form again with the values: rows, roster and all.
  const restore = ({ address, values }) => {
    const again = document.createElement("form");
    again.method = "post";
    again.action = address;
    const csrf = ["csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value];
    [csrf, ...values, ["restore", "yes"]].forEach(([name, value]) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      again.append(field);
    });
    document.body.append(again);
    again.submit();
  };

  const offer = (found) => {
    const row = document.querySelector("template[data-keep-offer]").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-keep-when]").textContent = kept.when(found.at);
    row.querySelector("[data-keep-name]").textContent = found.name && `“${found.name}”`;
    row.querySelector("[data-keep-restore]").addEventListener("click", () => restore(found));
    row.querySelector("[data-keep-drop]").addEventListener("click", () => {
      kept.forget(found);
      row.remove();
      form.querySelector("input:not([type=hidden]), select").focus();
    });
    document.querySelector("[data-keep-offers]").append(row);
  };

  const found = kept.at(path).filter((each) => each.token !== token);
  const sent = kept.sent.get();
  kept.sent.clear();
  const unsaved = sent && found.find((each) => each.token === sent.token);
  if (unsaved && !touched) restore(unsaved);
  else if (!touched) found.forEach(offer);
})();
