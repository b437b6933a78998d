/* Searching and narrowing down on the page of all micro-credentials. The page is whole without it: its first list, counts
   and links to list pages. What is chosen stands in the query of the address, in codes that every language shares.
   `browseWords` comes before, in the language of the page; `element`, `counted` and `showDeadlines` are those of every
   page; `SearchIndex` is that of search.js, its `words` those of words.js. Text reaches the page through textContent alone. */
const TYPING = 250;
const RANGED = ["credits", "hours-a-week", "price"], NESTED = ["field", "region"], OTHERS = ["for", "singly", "withdrawn", "sort", "q"];

function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

/* What is chosen: sets of values by facet, ranges by figure, an organisation with purposes, words, an order. */
function readChoices(query) {
  const asked = new URLSearchParams(query), list = (name) => (asked.get(name) ?? "").split(",").filter(Boolean);
  const chosen = { q: (asked.get("q") ?? "").trim().slice(0, 100), values: new Map(), ranges: new Map(), sort: asked.get("sort") ?? "" };
  for (const name of Object.keys(browseWords.titles)) if (list(name).length) chosen.values.set(name, new Set(list(name)));
  for (const name of RANGED) {
    const range = ["from", "to"].map((end) => Number.parseFloat(asked.get(`${name}-${end}`))).map((one) => (one >= 0 ? one : undefined));
    if (range.some((one) => one !== undefined)) chosen.ranges.set(name, range);
  }
  chosen.by = list("recognised")[0] ?? "";
  chosen.values.delete("recognised");
  chosen.purposes = new Set(list("for"));
  chosen.singly = asked.has("singly");
  chosen.withdrawn = asked.has("withdrawn");
  return chosen;
}

function addressOf(chosen) {
  const parts = [], add = (name, text) => parts.push(`${name}=${text}`);
  if (chosen.q) add("q", encodeURIComponent(chosen.q));
  for (const [name, values] of chosen.values) if (values.size) add(name, [...values].map(encodeURIComponent).join());
  for (const [name, range] of chosen.ranges) range.forEach((one, end) => one !== undefined && add(`${name}-${end ? "to" : "from"}`, one));
  if (chosen.by) add("recognised", encodeURIComponent(chosen.by));
  if (chosen.by && chosen.purposes.size) add("for", [...chosen.purposes].map(encodeURIComponent).join());
  if (chosen.by && chosen.singly) add("singly", "yes");
  if (chosen.withdrawn) add("withdrawn", "yes");
  if (chosen.sort) add("sort", encodeURIComponent(chosen.sort));
  return parts.length ? `?${parts.join("&")}` : location.pathname;
}

class Browse {
  constructor(results, panel, form) {
    Object.assign(this, { results, panel, form, asked: 0, chosen: readChoices(location.search) });
    this.status = results.querySelector(".total");
    this.box = form.querySelector("input[name=q]");
    this.makeOrder();
    this.listen();
    if (!location.search) return;
    history.replaceState(null, "", addressOf(this.chosen)); // a form that left fields empty asks for nothing in them
    this.show();
  }

  /* The first use of search box or facets fetches the index; nothing before. */
  listen() {
    const wake = () => this.load().catch(() => this.fail());
    this.panel.addEventListener("pointerenter", wake, { once: true });
    for (const part of [this.panel, this.form]) part.addEventListener("focusin", wake, { once: true });
    this.panel.addEventListener("toggle", wake, { once: true, capture: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change((chosen) => (chosen.q = this.box.value.trim()));
    });
    this.box.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.change((chosen) => (chosen.q = this.box.value.trim()), true), TYPING);
    });
    window.addEventListener("popstate", () => {
      this.chosen = readChoices(location.search);
      this.show();
    });
    this.unfold();
    this.results.before(this.panel);
  }

  /* On a small screen the facets open above the results; the link that led to them is then their button. */
  unfold() {
    this.opener = document.querySelector(".jump a");
    this.opener.setAttribute("role", "button");
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.addEventListener("click", (event) => {
      event.preventDefault();
      this.showFacets(!this.panel.classList.contains("open"));
    });
    this.opener.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.opener.click();
    });
  }

  showFacets(open) {
    this.panel.classList.toggle("open", open);
    this.opener.setAttribute("aria-expanded", open);
    if (open) this.panel.querySelector("summary").focus();
    else this.focusStatus();
  }

  focusStatus() {
    this.status.tabIndex = -1;
    this.status.focus();
  }

  load() {
    const language = document.documentElement.lang;
    const both = (cache) => Promise.all([SearchIndex.load(siteRoot, language, cache), unpack(namesAddress, { cache })]);
    const same = ([index, names]) => index.head.stamp === names.head.stamp;
    this.loading ??= loadSearch().then(() => both("no-cache")).then((those) => (same(those) ? those : both("reload"))) // published anew in between
      .then(([index, names]) => {
        Object.assign(this, { index, names: names.head.names, receivers: [], receiving: names.head.receivers, purposes: new Map(names.head.purposes) });
        this.facets = new Facets(this.panel, this);
        this.list = new Results(this.results, this);
        this.taken = new Chosen(this);
        this.months = new Intl.DateTimeFormat(language === "qps" ? "en" : language, { month: "long", year: "numeric", timeZone: "UTC" });
        if (!location.search) this.facets.refresh(index.narrow(new Map(), null, false).counts);
      });
    return this.loading;
  }

  fail() {
    this.loading = searchLoaded = undefined; // the next use tries again
    document.documentElement.classList.remove("asked");
    this.status.textContent = browseWords.failed;
  }

  /* Makes a change and shows what comes of it; what is typed replaces the address instead of adding to the history. */
  change(how, typed) {
    how(this.chosen);
    const address = addressOf(this.chosen);
    if (address !== location.pathname || location.search) {
      if (typed) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }
    return this.show();
  }

  async show() {
    const number = ++this.asked;
    try {
      await this.load();
      const { chosen } = this, found = chosen.q ? await this.index.words.find(chosen.q, new Set(browseWords.empty)) : null;
      await Promise.all([...chosen.values.keys()].map((name) => this.learn(name)));
      if (chosen.by) await this.learnReceivers();
      const receiver = this.receivers.find(([id]) => id === chosen.by);
      if (receiver) await this.index.recognise(`${siteRoot}recognition/${receiver[0]}.json`, receiver[2], chosen.singly);
      else this.index.columns.delete("recognised");
      if (number !== this.asked) return;
      const narrowed = this.index.narrow(this.filters(receiver), found, chosen.withdrawn);
      const order = chosen.sort || (found ? "relevance" : "deadline");
      this.rows = this.index.sorted(narrowed.rows, order, found);
      await this.draw(number, narrowed, found, order);
    } catch (error) {
      console.error(error);
      this.fail();
    }
  }

  /* Names and codes of a facet of many values are fetched when it opens or something in it is chosen. */
  learn(name) {
    const column = this.index.columns.get(name);
    if (!column?.number || this.names[name]) return undefined;
    this.learning ??= new Map();
    if (!this.learning.has(name))
      this.learning.set(name, this.index.learn(name).then((names) => {
        this.names[name] = names;
        this.facets.learned(name, column.values);
      }));
    return this.learning.get(name);
  }

  /* The organisations with a policy, which are fetched when one is looked for, and the field to choose one. */
  learnReceivers() {
    this.learningReceivers ??= unpack(`${siteRoot}${document.documentElement.lang}/search/names/receivers.bin?${this.index.head.stamp}`)
      .then(({ head }) => (this.receivers = head.receivers));
    return this.learningReceivers;
  }

  filters(receiver) {
    const { chosen, index } = this, filters = new Map();
    for (const [name, values] of chosen.values) if (index.columns.has(name)) filters.set(name, [values, chosen.ranges.get(name)]);
    for (const [name, range] of chosen.ranges) filters.set(name, [chosen.values.get(name) ?? new Set(), range]);
    if (receiver) filters.set("recognised", [chosen.purposes.size ? chosen.purposes : new Set(receiver[2])]);
    return filters;
  }

  async draw(number, narrowed, found, order) {
    const cards = await this.list.cardsOf(this.rows.slice(0, FIRST_CARDS));
    if (number !== this.asked) return;
    if (document.activeElement !== this.box) this.box.value = this.chosen.q;
    this.found = found;
    this.list.forms = found?.forms ?? new Set();
    this.order.value = order;
    this.order.querySelector("[value=relevance]").hidden = !found;
    this.say(found);
    const shown = [this.taken.chips(), this.taken.empty(narrowed), this.list.listOf(cards), this.list.more()].filter(Boolean);
    for (const old of this.results.querySelectorAll(".cards, .pager, .empty, .chosen, .suggestions, .more-cards")) old.remove();
    this.results.append(...shown);
    this.facets.refresh(narrowed.counts);
    this.translate();
    document.documentElement.classList.remove("asked");
    document.documentElement.dataset.shown = number;
  }

  /* How many there are, and what became of the words: the live region says it. */
  say(found) {
    const said = [counted(browseWords.found, this.rows.length)];
    if (found?.partly) said.push(browseWords.partly);
    if (found?.missing.length) said.push(filled(browseWords.missing, { words: found.missing.join(", ") }));
    if (said.length > 1) said[0] += ".";
    this.status.textContent = said.join(" ");
  }

  clear() {
    Object.assign(this.chosen, { q: "", by: "", singly: false, withdrawn: false });
    for (const those of [this.chosen.values, this.chosen.ranges, this.chosen.purposes]) those.clear();
  }

  makeOrder() {
    const label = this.results.querySelector(".order");
    this.order = label.querySelector("select");
    this.order.addEventListener("change", () => this.change((chosen) => (chosen.sort = this.order.value)));
  }

  /* Links to other languages keep what is chosen. */
  translate() {
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = location.search;
  }

  said(name, value) {
    const column = this.index.columns.get(name), place = column?.values.indexOf(value) ?? -1;
    if (name === "apply") return browseWords.applying[value] ?? value;
    if (name === "starts") return value === "any-time" ? browseWords.anyTime : this.months.format(new Date(`${value}-01`));
    if (RANGED.includes(name)) return this.band(name, value);
    return [this.names[name]?.[place] ?? value].flat()[0];
  }

  band(name, value) {
    const [low, high] = value.split("-");
    if (name === "price" && high === "1") return browseWords.free;
    const words = !low ? browseWords.under : !high ? browseWords.atLeast : browseWords.fromUnder;
    const unit = name === "price" ? ` ${this.index.head.currency}` : "";
    return filled(words, { from: numbers.format(low), to: numbers.format(high) }) + unit;
  }

  toggle(name, value, on) {
    const values = this.chosen.values.get(name) ?? new Set();
    if (on && NESTED.includes(name)) for (const other of [...values]) if (value.startsWith(other) || other.startsWith(value)) values.delete(other);
    if (on) values.add(value);
    else values.delete(value);
    if (values.size) this.chosen.values.set(name, values);
    else this.chosen.values.delete(name);
  }
}

const browseResults = document.getElementById("results");
if (browseResults && later) new Browse(browseResults, document.getElementById("narrow"), document.querySelector("main form.search"));
