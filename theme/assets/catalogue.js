/* Adds to pages what depends on the reader's clock and fingers. Every page is whole without it.
   `words` comes before, in the language of the page. Text reaches the page through textContent alone. */
const DAY = 86400000;
const spoken = words.language === "qps" ? "en" : words.language;
const plural = new Intl.PluralRules(spoken), numbers = new Intl.NumberFormat(spoken);

function counted(forms, number) {
  return (forms[plural.select(number)] || forms.other || Object.values(forms)[0]).replace("{number}", numbers.format(number));
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/* Whether one can apply now. Days are counted as calendars do: until the end of today is the last day. */
function showDeadlines(now, part = document) {
  for (const shown of part.querySelectorAll("[data-closes]")) {
    const closes = Date.parse(shown.dataset.closes), opens = Date.parse(shown.dataset.opens || "");
    let text = words.open, state = "open";
    if (closes < now) [text, state] = [words.closed, "closed"];
    else if (opens > now) [text, state] = [counted(words.opens, Math.ceil((opens - now) / DAY)), "later"];
    else {
      const days = Math.floor((closes - now) / DAY);
      if (days < 60) text = days ? counted(words.left, days) : words.lastDay;
    }
    shown.append(" ", element("span", text, `state ${state}`));
  }
}

/* Open explanations and the list of languages close with Escape and give the focus back. */
function closeWithEscape() {
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details.gloss[open], details.languages[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const list of document.querySelectorAll("details.languages[open]"))
      if (!list.contains(event.target)) list.open = false;
  });
}

function offerPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

/* A printed page shows what is folded: the explanations stay shut, everything else opens. */
function unfoldForPrint() {
  window.addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details:not(.gloss, .languages)")) folded.open = true;
  });
}

/* The shortlist: ids of offerings, kept in this browser and sent nowhere. What stands there is checked before it is used. */
const SHORTLIST = "microcatalogue.shortlist", MOST_SAVED = 20;
const OFFERING = /^(?=.{1,64}\/)[a-z0-9](-?[a-z0-9])*\/(?=.{1,64}$)[a-z0-9](-?[a-z0-9])*$/;
let unkept = []; // in a browser that keeps nothing the list lasts as long as the page

/* What of some values are ids of offerings, each once. */
function offeringsIn(those) {
  return [...new Set(those)].filter((one) => typeof one === "string" && OFFERING.test(one));
}

function shortlist() {
  try {
    const stated = JSON.parse(localStorage.getItem(SHORTLIST));
    return offeringsIn(Array.isArray(stated) ? stated : []).slice(0, MOST_SAVED);
  } catch {
    return unkept;
  }
}

/* Keeps a list and shows it everywhere on the page; gives what there is to tell, which is nothing where all went well. */
function keepShortlist(ids) {
  let told = "";
  try {
    if (ids.length) localStorage.setItem(SHORTLIST, JSON.stringify(ids));
    else localStorage.removeItem(SHORTLIST);
  } catch {
    unkept = ids;
    told = words.unkept;
  }
  showShortlist();
  return told;
}

function save(id) {
  const ids = shortlist();
  if (ids.includes(id)) return keepShortlist(ids.filter((one) => one !== id));
  return ids.length < MOST_SAVED ? keepShortlist([...ids, id]) : words.full;
}

function showSaved(button, ids) {
  const place = button.parentElement, saved = ids.includes(place.dataset.save), title = place.querySelector(".card-title a");
  button.textContent = saved ? `★ ${words.saved}` : `☆ ${words.save}`;
  button.setAttribute("aria-pressed", saved);
  button.setAttribute("aria-label", `${saved ? words.saved : words.save}: ${(title || document.querySelector("h1")).textContent}`);
}

function showShortlist() {
  const ids = shortlist();
  for (const place of document.querySelectorAll(".saved")) place.textContent = ids.length ? `(${numbers.format(ids.length)})` : "";
  for (const button of document.querySelectorAll(".save")) showSaved(button, ids);
  document.dispatchEvent(new Event("shortlist"));
}

/* Says beside a button what became of pressing it. */
function tell(button, text) {
  document.querySelector(".told")?.remove();
  if (!text) return;
  const told = element("p", text, "note told");
  told.setAttribute("role", "alert");
  button.before(told);
}

/* Gives every record that names its id, and has none yet, a button by which readers save it. */
function offerSaving(root) {
  for (const place of root.querySelectorAll("[data-save]")) {
    if (place.querySelector(".save")) continue;
    const button = element("button", "", "save");
    button.type = "button";
    button.addEventListener("click", () => tell(button, save(place.dataset.save)));
    place.append(button);
    showSaved(button, shortlist());
  }
}

function followShortlist() {
  window.addEventListener("storage", showShortlist); // another tab has changed it
  window.addEventListener("pageshow", (event) => event.persisted && showShortlist()); // another page has, and one went back
  showShortlist();
}

/* The other languages show the same place, and the same choice where the fragment holds one. */
function keepFragment() {
  for (const kind of ["pointerdown", "click"])
    document.addEventListener(kind, (event) => {
      const link = event.target.closest?.("a[hreflang]");
      if (link) link.hash = location.hash;
    });
}

showDeadlines(Date.now());
closeWithEscape();
offerPrinting();
unfoldForPrint();
offerSaving(document);
followShortlist();
keepFragment();
