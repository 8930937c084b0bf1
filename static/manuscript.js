// The editor of a manuscript: saves by itself, keeps in this browser what could not be saved (see kept.js), shows the
// document as it was saved last, and lets its writer choose where somebody else has saved meanwhile.
(() => {
  const { kept, textPlace } = window;
  const form = document.querySelector("form[data-manuscript]");
  const area = form.querySelector("textarea");
  const live = document.getElementById("live");
  const state = form.querySelector("[data-state]");
  const told = form.querySelector("[data-told-link]");
  const conflict = document.querySelector("[data-conflict]");
  const version = form.elements.version;
  const path = window.location.pathname;
  const token = form.elements.sitting.value;
  const key = `${kept.PREFIX}${kept.person}/${path}/${token}`;
  const store = kept.stores.device;
  const PAUSE = 1200; // milliseconds without a key
  const LATEST = 10_000; // milliseconds of typing without a pause
  const AGAIN = 15_000; // milliseconds until the network is tried again
  const UNSAVED = "有改动，稍停即自动保存";
  let saved = area.defaultValue; // what is typed before this script runs is not saved
  let savedWords = state.textContent; // when it was saved
  let waiting = 0;
  let since = 0; // when the first key came that is not saved yet
  let sending = null;
  let stopped = ""; // why it is not saved by itself any more

  const dirty = () => area.value !== saved;
  const say = (words, trouble = false) => {
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("manuscript-trouble", trouble);
  };

  const keep = () => {
    if (!dirty()) {
      store.removeItem(key);
      return true;
    }
    const entry = { at: Date.now(), path, token, address: path, name: form.dataset.name, text: area.value, version: version.value };
    try {
      store.setItem(key, JSON.stringify(entry));
      return true;
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      return false;
    }
  };
  const keptWords = () => (keep() ? "内容已暂存在这台电脑上" : "内容太多，这台电脑也存不下，请先复制到别处");

  const dressed = () => {
    told.textContent = live.querySelector("[data-told]").dataset.told;
    told.hidden = !told.textContent;
    live.querySelectorAll(".sheet a:not([href^='#'])").forEach((link) => {
      link.target = "_blank";
      link.rel = "noopener";
    });
    live.querySelectorAll("[data-replace]").forEach((button) => { button.hidden = false; });
  };

  // The paragraphs of the document and the lines of the text that they come from, in the same order.
  const paragraphs = () => [...live.querySelectorAll(".sheet-text")];
  const lines = () => (live.querySelector("[data-text-lines]")?.dataset.textLines ?? "").split(" ").map(Number);

  // What is being written is in sight, where the document scrolls by itself.
  const follow = () => {
    if (live.scrollHeight <= live.clientHeight || getComputedStyle(live).overflowY === "visible") return;
    const line = area.value.slice(0, area.selectionStart).split("\n").length;
    const paragraph = paragraphs()[lines().findLastIndex((each) => each <= line)];
    if (!paragraph) return;
    const { top, bottom } = paragraph.getBoundingClientRect();
    const frame = live.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) live.scrollTop += top - frame.top - frame.height / 3;
  };

  const refresh = async () => {
    try {
      const answer = await fetch(form.dataset.live, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) return;
      const html = await answer.text();
      const { scrollTop } = live;
      const open = live.querySelector("details.manuscript-quiet")?.open;
      live.innerHTML = html;
      if (open) live.querySelector("details.manuscript-quiet")?.setAttribute("open", "");
      live.scrollTop = scrollTop;
      dressed();
      if (document.activeElement === area) follow();
    } catch {
      // The document as it was stays; the next saving asks again.
    }
  };

  const asked = (more = {}, keepalive = false) => {
    const body = new FormData(form);
    Object.entries(more).forEach(([name, value]) => body.set(name, value));
    return fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" }, keepalive });
  };

  const stop = (why, words, link) => {
    stopped = why;
    say(`${words}，${keptWords()}。`, true);
    if (!link) return;
    kept.sent.set({ key, path, token, address: path, text: area.value });
    const again = document.createElement("a");
    again.href = path;
    again.textContent = link;
    state.append(again);
  };

  const settle = async (answer, text) => {
    if (answer.redirected || answer.status === 403) {
      stop("session", "登录已过期，没有保存", "重新登录，接着写");
    } else if (answer.status === 404) {
      stop("gone", "这份文稿已被删除，或您不再负责，没有保存");
    } else if (answer.status === 409) {
      const found = await answer.json();
      stop("conflict", "别处保存了不同的正文，请在上面选择");
      conflict.innerHTML = found.html;
      conflict.dataset.version = found.version;
      conflict.scrollIntoView({ block: "nearest" });
    } else if (answer.status === 422) {
      stop("refused", (await answer.json()).message.replace(/。$/, ""));
    } else if (!answer.ok) {
      stop("refused", "服务器没有接收，没有保存");
    } else {
      const found = await answer.json();
      version.value = found.version;
      saved = text;
      keep();
      savedWords = `已保存 ${found.at}`;
      say(dirty() ? UNSAVED : savedWords);
      refresh();
      return true;
    }
    return false;
  };

  // Whether everything is saved.
  const save = async (keepalive = false) => {
    clearTimeout(waiting);
    if (sending) await sending;
    if (!dirty()) return true;
    if (stopped) return false;
    since = 0;
    const text = area.value;
    if ([...text].length > Number(form.dataset.longest)) {
      stop("refused", `正文最多 ${form.dataset.longest} 字，现在有 ${[...text].length} 字，没有保存，请分成几份文稿`);
      return false;
    }
    sending = asked({}, keepalive).then((answer) => settle(answer, text), () => {
      say(`没有网络，还没有保存，${keptWords()}，联网后自动保存。`, true);
      waiting = setTimeout(save, AGAIN);
      return false;
    });
    const done = await sending;
    sending = null;
    if (done && dirty()) soon();
    return done && !dirty();
  };

  function soon() {
    keep();
    if (stopped === "refused") stopped = "";
    if (stopped) return;
    if (!state.classList.contains("manuscript-trouble")) say(dirty() ? UNSAVED : savedWords);
    since = since || Date.now();
    clearTimeout(waiting);
    waiting = setTimeout(save, Math.max(Math.min(PAUSE, since + LATEST - Date.now()), 0));
  }

  area.addEventListener("input", (event) => { if (!event.isComposing) soon(); });
  area.addEventListener("compositionend", soon);
  area.addEventListener("click", follow);
  area.addEventListener("keyup", ({ key: pressed }) => { if (/^(Arrow|Page|Home|End)/.test(pressed)) follow(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (stopped === "refused") stopped = "";
    save();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
    event.preventDefault();
    save();
  });
  window.addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => { if (document.hidden && dirty()) { keep(); save(true); } });
  window.addEventListener("pagehide", keep);
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) kept.sent.clear(); });

  // What is made of the text is made of what was saved.
  const after = (event) => {
    const source = event.target.closest("[data-after-saving]");
    if (!source || !dirty() || (event.type === "click") !== source.matches("a")) return;
    event.preventDefault();
    event.stopPropagation();
    save().then((done) => {
      if (!done) return;
      if (source.matches("a")) window.location.assign(source.href);
      else source.requestSubmit();
    });
  };
  document.addEventListener("click", after, true);
  document.addEventListener("submit", after, true);

  told.addEventListener("click", (event) => {
    event.preventDefault();
    live.scrollTop = 0;
    live.scrollIntoView({ block: "nearest" });
    live.focus();
  });

  live.addEventListener("dblclick", ({ target }) => {
    const paragraph = target.closest(".sheet-text");
    const number = lines()[paragraphs().indexOf(paragraph)];
    if (paragraph && number) textPlace.select(area, ...textPlace.line(area, number));
  });

  live.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-replace]");
    if (!button) return;
    const [start, end] = [button.dataset.start, button.dataset.end].map((place) => textPlace.unit(area, Number(place)));
    if (dirty()) {
      say("正文刚改过，正在重新核对，请稍后再点。");
      save();
      return;
    }
    textPlace.put(area, start, end, button.dataset.replace);
    save();
  });

  conflict.addEventListener("click", async ({ target }) => {
    const choice = target.closest("[data-take]")?.dataset.take;
    if (!choice) return;
    if (choice === "theirs") {
      const answer = await asked({ aside: "yes" }).catch(() => null);
      if (!answer?.ok || answer.redirected) {
        say("没有连上服务器，请稍后再点。", true);
        return;
      }
      const found = await answer.json();
      area.value = found.text;
      saved = found.text;
      version.value = found.version;
      keep();
      say("已换成对方保存的正文，您写的在以往版本里。");
      refresh();
    } else {
      version.value = conflict.dataset.version;
    }
    conflict.replaceChildren();
    stopped = "";
    area.focus();
    save();
  });

  // --- what an earlier page could not save ---

  const restore = (found) => {
    kept.forget(found);
    version.value = found.version;
    textPlace.put(area, 0, area.value.length, found.text);
    soon();
  };

  const offer = (found) => {
    const row = document.querySelector("template[data-keep-offer]").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-keep-when]").textContent = kept.when(found.at);
    row.querySelector("[data-keep-restore]").addEventListener("click", () => { row.remove(); restore(found); });
    row.querySelector("[data-keep-drop]").addEventListener("click", () => {
      kept.forget(found);
      row.remove();
      area.focus();
    });
    document.querySelector("[data-keep-offers]").append(row);
  };

  const sent = kept.sent.get();
  kept.sent.clear();
  kept.at(path).filter((each) => each.token !== token).forEach((each) => {
    if (each.text.trim() === saved.trim()) kept.forget(each);
    else if (sent?.token === each.token) restore(each);
    else offer(each);
  });
  dressed();
  if (dirty()) soon();
})();
