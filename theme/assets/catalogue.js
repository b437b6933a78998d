/* Adds to pages what depends on the reader's clock and fingers. Every page is whole without it.
   `words` comes before, in the language of the page. Text reaches the page through textContent alone. */
const DAY = 86400000;
const plural = new Intl.PluralRules(words.language === "qps" ? "en" : words.language);

function counted(forms, number) {
  return (forms[plural.select(number)] || forms.other || Object.values(forms)[0]).replace("{number}", number);
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/* Whether one can apply now. Days are counted as calendars do: until the end of today is the last day. */
function showDeadlines(now) {
  for (const shown of document.querySelectorAll("[data-closes]")) {
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

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

function resultCard([url, title, lang, by, facts]) {
  const card = element("li", "", "card"), heading = element("h2", "", "card-title"), link = element("a", title);
  link.href = url;
  if (lang) link.lang = lang;
  heading.append(link);
  card.append(heading, element("p", by, "by"), element("p", facts));
  return card;
}

/* Looks through the titles, providers, summaries and keywords for all words of ?q=. */
async function search() {
  const results = document.getElementById("results"), asked = new URLSearchParams(location.search).get("q");
  if (!results || !asked || !asked.trim()) return;
  for (const box of document.querySelectorAll("input[name=q]")) box.value = asked;
  const answer = await fetch(results.dataset.titles);
  if (!answer.ok) return;
  const wanted = folded(asked).split(/\s+/).filter(Boolean);
  const found = (await answer.json()).filter((one) => wanted.every((word) => folded(one[5]).includes(word)));
  const list = element("ul", "", "cards");
  list.append(...found.slice(0, 200).map(resultCard));
  results.querySelector(".total").textContent = counted(words.found, found.length);
  for (const old of results.querySelectorAll(".cards, .pager")) old.remove();
  results.append(list);
}

showDeadlines(Date.now());
closeWithEscape();
offerPrinting();
unfoldForPrint();
search();
