/* The list of results: cards from files of a few neighbours, the same as those of the page, with the words that were looked
   for marked; more of them when asked for. */
const FIRST_CARDS = 10, MORE_CARDS = 20, CARDS_A_FILE = 6;

function labelled(name, said, className) {
  const [text, lang] = Array.isArray(said) ? said : [said];
  const made = element(name, text, className);
  if (lang) made.lang = lang;
  return made;
}

class Results {
  constructor(place, browse) {
    Object.assign(this, { place, browse, files: new Map(), forms: new Set() });
  }

  async cardsOf(rows) {
    const files = new Map(rows.map((row) => [Math.floor(row / CARDS_A_FILE), null]));
    const root = `${siteRoot}${document.documentElement.lang}/search/cards/`;
    for (const file of files.keys())
      if (!this.files.has(file)) this.files.set(file, unpack(`${root}${file}.bin?${this.browse.index.head.stamp}`));
    await Promise.all([...files.keys()].map(async (file) => files.set(file, (await this.files.get(file)).head.cards)));
    return rows.map((row) => files.get(Math.floor(row / CARDS_A_FILE))[row % CARDS_A_FILE]);
  }

  listOf(cards) {
    if (!cards.length) return null;
    const list = element("ul", "", "cards");
    list.append(...cards.map((card) => this.card(card)));
    showDeadlines(Date.now(), list);
    globalThis.offerSaving?.(list);
    return list;
  }

  /* The same as a card of the page; words that were looked for are marked. */
  card([id, title, by, summary, facts, badge, closes]) {
    const card = element("li", "", "card"), heading = element("h2", "", "card-title"), link = this.marked("a", title);
    card.dataset.save = id;
    link.href = `../offerings/${id}/`;
    heading.append(link);
    if (badge) heading.append(" ", element("span", badge, "badge"));
    card.append(heading);
    if (by) card.append(this.marked("p", by, "by"));
    if (summary) card.append(this.marked("p", summary));
    if (facts.length) {
      const chips = element("ul", "", "chips");
      chips.append(...facts.map((fact) => element("li", fact)));
      card.append(chips);
    }
    if (closes.length) {
      const [text, day, opens, end] = closes, line = element("p", browseWords.applyBy, "closing"), time = element("time", text);
      const shown = element("span");
      time.dateTime = day;
      shown.append(time);
      if (end) Object.assign(shown.dataset, { opens, closes: end });
      line.append(" ", shown);
      card.append(line);
    }
    return card;
  }

  marked(name, said, className) {
    const made = labelled(name, said, className), text = made.textContent;
    if (!this.forms.size) return made;
    made.textContent = "";
    let at = 0;
    for (const { 0: word, index } of wordsIn(text)) {
      if (!this.isLookedFor(foldWord(word))) continue;
      made.append(text.slice(at, index), element("mark", word));
      at = index + word.length;
    }
    made.append(text.slice(at));
    return made;
  }

  isLookedFor(word) {
    return this.forms.has(word) || [...this.forms].some((form) => form.length >= FEWEST_LETTERS && word.length > form.length && (word.endsWith(form) || word.startsWith(form)));
  }

  more() {
    const shown = () => this.place.querySelectorAll(".card").length;
    if (this.browse.rows.length <= FIRST_CARDS) return null;
    const button = element("button", filled(browseWords.more, { number: numbers.format(Math.min(MORE_CARDS, this.browse.rows.length - FIRST_CARDS)) }), "more-cards");
    button.type = "button";
    button.addEventListener("click", async () => {
      const first = shown(), asked = this.browse.asked, list = this.listOf(await this.cardsOf(this.browse.rows.slice(first, first + MORE_CARDS)));
      if (asked !== this.browse.asked || !list) return;
      const [next] = list.children, left = this.browse.rows.length - first - list.children.length;
      this.place.querySelector(".cards").append(...list.children);
      button.textContent = filled(browseWords.more, { number: numbers.format(Math.min(MORE_CARDS, left)) });
      button.hidden = left <= 0;
      next.querySelector("a").focus();
    });
    return button;
  }
}
