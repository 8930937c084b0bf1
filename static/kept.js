// What is being typed into a record's form, kept in this browser until it is saved (form_kept.js keeps it).
//
// One entry per filled-in page, under person, address and the page's token. It goes when the record was saved,
// when its person signs out, and after DAYS. Sensitive forms keep theirs only as long as the tab is open.
window.kept = (() => {
  const DAYS = 7;
  const PREFIX = "kept/";
  const SENT = "kept-sent";
  const person = document.body.dataset.person ?? "";
  const stores = { device: window.localStorage, tab: window.sessionStorage };

  const all = () => Object.values(stores).flatMap((store) =>
    Object.keys(store).filter((key) => key.startsWith(PREFIX)).map((key) => ({ key, store, ...JSON.parse(store.getItem(key)) })));
  const mine = () => all().filter(({ key }) => person && key.startsWith(`${PREFIX}${person}/`));
  const at = (path) => mine().filter((entry) => entry.path === path).sort((one, other) => other.at - one.at);
  const forget = ({ store, key }) => store.removeItem(key);

  // What was sent from this tab and of which nobody has said yet that it was saved.
  const sent = {
    get: () => JSON.parse(stores.tab.getItem(SENT)),
    set: (entry) => stores.tab.setItem(SENT, JSON.stringify({ ...entry, person })),
    clear: () => stores.tab.removeItem(SENT),
  };

  const when = (moment) => {
    const day = new Date(moment);
    const two = (number) => String(number).padStart(2, "0");
    return `${day.getMonth() + 1}月${day.getDate()}日 ${day.getHours()}:${two(day.getMinutes())}`;
  };

  // The answer to a saving names the token of the page that was saved.
  const saved = document.cookie.match(/(?:^|; )page_saved=([0-9a-f-]+)/)?.[1];
  if (saved) {
    all().filter(({ key }) => key.endsWith(`/${saved}`)).forEach(forget);
    if (sent.get()?.token === saved) sent.clear();
    document.cookie = "page_saved=; path=/; max-age=0; samesite=lax";
  }
  all().filter((entry) => entry.at < Date.now() - DAYS * 24 * 60 * 60 * 1000).forEach(forget);
  if (person && sent.get() && sent.get().person !== person) sent.clear();

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-leaving]")) return;
    const left = mine();
    const question = `您有 ${left.length} 份没有保存的内容暂存在这台电脑上，退出登录后会删除。确定退出吗？`;
    if (left.length && !window.confirm(question)) event.preventDefault();
    else left.forEach(forget);
  });

  // A page that is not the form any more: signing in, or something went wrong.
  document.querySelectorAll("[data-kept-back]").forEach((block) => {
    const entry = sent.get();
    if (!entry) return;
    block.querySelectorAll("[data-kept-text]").forEach((area) => { area.value = entry.text; });
    block.querySelectorAll("a[data-kept-link]").forEach((link) => { link.href = entry.address; });
    block.hidden = false;
  });

  return { PREFIX, DAYS, person, stores, at, forget, sent, when };
})();
