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

showDeadlines(Date.now());
closeWithEscape();
offerPrinting();
unfoldForPrint();
