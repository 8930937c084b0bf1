// Files on their way to a record: says what was chosen and what is too large before anything is sent, shows
// how far the sending is, and keeps the choice when the net is gone.
(() => {
  const MEGABYTE = 1024 * 1024;
  const words = (size) => (size < MEGABYTE ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / MEGABYTE).toFixed(1)} MB`);
  const inputs = (form) => [...form.querySelectorAll("input[type=file]")];

  const tell = (form, lines) => {
    form.querySelector("[data-chosen]").replaceChildren(...lines.map(([text, wrong]) => {
      const line = document.createElement("li");
      line.className = wrong ? "field-error" : "soft";
      line.textContent = text;
      return line;
    }));
  };

  // A file that would be refused for its size is taken out at once: the others need not wait for it.
  const choose = (form, input) => {
    const largest = Number(form.dataset.largest);
    const most = Number(form.dataset.most);
    const all = [...input.files];
    const fitting = all.filter((file) => file.size <= largest);
    const others = inputs(form).filter((other) => other !== input).reduce((sum, other) => sum + other.files.length, 0);
    const taken = fitting.slice(0, Math.max(0, most - others));
    const kept = new DataTransfer();
    taken.forEach((file) => kept.items.add(file));
    input.files = kept.files;
    const large = all.filter((file) => file.size > largest)
      .map((file) => [`“${file.name}”有 ${words(file.size)}，超过 ${largest / MEGABYTE} MB，没有选上，请压缩后再传。`, true]);
    const many = fitting.length > taken.length ? [[`一次最多 ${most} 个，另外 ${fitting.length - taken.length} 个没有选上，请传完再选。`, true]] : [];
    const chosen = inputs(form).flatMap((each) => [...each.files]).map((file) => [`${file.name}　${words(file.size)}`, false]);
    tell(form, [...large, ...many, ...chosen]);
  };

  const prepare = () => {
    if (!window.matchMedia("(pointer: coarse)").matches) return;
    document.querySelectorAll("[data-camera]").forEach((button) => { button.hidden = false; });
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form && event.target.type === "file") choose(form, event.target);
  });

  const uploading = (event) => event.target.closest?.("form[data-upload]");
  const bar = (form) => form.querySelector("progress");
  const failed = (form, text) => {
    bar(form).hidden = true;
    tell(form, [[text, true]]);
  };

  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = uploading(event);
    if (!form || !event.detail.lengthComputable) return;
    bar(form).hidden = false;
    if (event.detail.loaded < event.detail.total) bar(form).value = (event.detail.loaded / event.detail.total) * 100;
    else bar(form).removeAttribute("value"); // all is sent; the answer takes as long as it takes
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig?.elt;
    if (!form?.matches("form[data-upload]")) return;
    if (!event.detail.serverResponse.includes('id="attachments"')) {
      event.detail.shouldSwap = false;
      failed(form, "没有传上去：可能登录已过期，或者这条记录已被删除。请刷新本页，再选一次文件。");
    }
  });
  document.addEventListener("htmx:sendError", (event) => {
    const form = uploading(event);
    if (form) failed(form, "没有传上去：网络中断或文件太大。请检查后再点“上传”，选好的文件还在。");
  });
  document.addEventListener("htmx:afterSwap", () => {
    prepare();
    document.querySelector("[data-outcome]")?.focus();
  });
  prepare();
})();
