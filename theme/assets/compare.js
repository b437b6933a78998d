/* The shortlist, and two to six offerings of it side by side. What is compared stands in the fragment of the address, the
   list and the notes in this browser, and none of it is sent anywhere. `compareWords` comes before, in the language of the
   page; offerings.js reads the offerings and comparing.js puts them side by side; the shortlist itself is that of every page.
   Text reaches the page through textContent alone. */
const MOST_COMPARED = 6, FEWEST_COMPARED = 2, MOST_NAMED = 30;
const NOTES = "microcatalogue.notes", NOTE_LETTERS = 2000, MOST_NOTES = 20;

/* What an address asks for: ids of offerings, of which six are compared, and an organisation. */
function readAddress(fragment) {
  const asked = new URLSearchParams(fragment.slice(1)), stated = asked.get("ids");
  const parts = (stated ?? "").split(",").filter(Boolean).map((one) => one.replace("~", "/")), ids = offeringsIn(parts);
  return {
    ids: stated === null ? null : ids.slice(0, MOST_COMPARED),
    over: ids.slice(MOST_COMPARED),
    wrong: parts.filter((one) => !OFFERING.test(one)).length,
    by: OFFERING.test(`${asked.get("by")}/any`) ? asked.get("by") : "",
  };
}

function fragmentOf(ids, by) {
  const tail = by ? `&by=${encodeURIComponent(by)}` : "";
  return `#ids=${ids.map((one) => one.replace("/", "~")).join(",")}${tail}`;
}

/* Notes by what they are on: the ids of a comparison that came with an address, or nothing for the reader’s own list. What
   the browser holds is checked before it is used. */
let unkeptNotes = new Map();

function readNotes() {
  const isKey = (key) => !key || key.split(",").every((one) => OFFERING.test(one));
  try {
    const stated = Object.entries(JSON.parse(localStorage.getItem(NOTES)) ?? {});
    const notes = stated.filter(([key, text]) => isKey(key) && typeof text === "string" && text);
    return new Map(notes.slice(0, MOST_NOTES).map(([key, text]) => [key, text.slice(0, NOTE_LETTERS)]));
  } catch {
    return unkeptNotes;
  }
}

/* Gives what there is to tell, which is nothing where the notes are kept. */
function keepNotes(notes) {
  if (notes.size > MOST_NOTES) return compareWords.notesFull;
  try {
    if (notes.size) localStorage.setItem(NOTES, JSON.stringify(Object.fromEntries(notes)));
    else localStorage.removeItem(NOTES);
  } catch {
    unkeptNotes = notes;
    return compareWords.unkept;
  }
  return "";
}

class Comparison {
  constructor(place) {
    this.place = place;
    this.turn = 0;
    this.makeParts();
    window.addEventListener("hashchange", () => this.show());
    document.addEventListener("shortlist", () => this.show());
    window.addEventListener("storage", (event) => { if (event.key === NOTES) this.showNote(); });
    window.addEventListener("beforeprint", () => this.showAddress());
    this.show();
  }

  makeParts() {
    const words = compareWords, live = { role: "status" };
    this.list = made("ul", [], { class: "saved-list" });
    this.taken = made("p", [], { class: "small" });
    this.picked = made("p", [], { ...live, class: "small", tabindex: "-1" });
    this.status = made("p", [], { ...live, class: "total", tabindex: "-1" });
    this.problems = made("div");
    this.told = made("p", [], { ...live, class: "no-print" });
    this.region = made("div", [], { class: "scroll", role: "region", "aria-labelledby": "compared", tabindex: "0" });
    this.region.hidden = true;
    this.policy = made("p", [], { class: "small" });
    this.printedNote = made("p", [], { class: "printed note-text" });
    this.printedAddress = made("p", [], { class: "printed small" });
    this.place.className = "reading";
    this.place.replaceChildren(
      made("section", [made("h2", words.list), this.taken, this.picked, this.list], { class: "no-print" }),
      made("section", [made("h2", words.comparison), this.problems, this.makeForm(), this.told, this.status, this.region, this.policy]),
      this.makeNotes(),
      this.printedAddress,
    );
  }

  makeForm() {
    const words = compareWords;
    this.by = made("select", new Option(words.nobody, ""));
    this.only = made("input", [], { type: "checkbox" });
    this.by.addEventListener("change", () => this.ask(this.compared(), this.by.value));
    this.only.addEventListener("change", () => this.region.classList.toggle("only", this.only.checked));
    this.add = button(words.add, () => this.addAll());
    this.copied = made("input", [], { type: "text", "aria-label": words.link });
    this.copied.readOnly = true;
    this.copied.hidden = true;
    const doing = [button(words.copy, () => this.copy()), button(words.print, () => window.print()), this.add];
    this.form = made("form", [
      made("label", [made("span", words.by), this.by]),
      made("label", [this.only, made("span", words.only)], { class: "tick" }),
      made("p", doing, { class: "choices" }),
      this.copied,
    ], { class: "panel comparing no-print" });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    return this.form;
  }

  makeNotes() {
    const words = compareWords;
    this.note = made("textarea", [], { maxlength: NOTE_LETTERS, rows: "4", "aria-describedby": "note-hint", id: "note" });
    this.noteTold = made("p", [], { role: "status", class: "small no-print" });
    this.note.addEventListener("input", () => this.writeNote());
    this.notes = made("section", [
      made("h2", words.note),
      made("label", words.noteFor, { for: "note", class: "no-print" }),
      this.note,
      this.printedNote,
      made("p", words.noteHint, { id: "note-hint", class: "small no-print" }),
      made("p", button(words.clear, () => this.clear()), { class: "no-print" }),
      this.noteTold,
    ], { class: "notes" });
    return this.notes;
  }

  compared() {
    return this.asked.ids ?? shortlist().slice(0, MOST_COMPARED);
  }

  noteKey() {
    const own = shortlist(), ids = this.compared();
    return ids.every((id) => own.includes(id)) ? "" : [...ids].sort().join(",");
  }

  /* Makes a choice, which stands in the address. */
  ask(ids, by) {
    const key = this.noteKey();
    history.replaceState(null, "", fragmentOf(ids, by));
    this.asked = readAddress(location.hash);
    this.carryNote(key);
    return this.show();
  }

  /* The note on a comparison from elsewhere goes along when that changes; two notes are joined where there is room. */
  carryNote(before) {
    const notes = readNotes(), after = this.noteKey(), text = [notes.get(after), notes.get(before)].filter(Boolean).join("\n\n");
    if (!before || before === after || !notes.has(before) || text.length > NOTE_LETTERS) return;
    notes.set(after, text);
    notes.delete(before);
    keepNotes(notes);
  }

  show() {
    this.asked = readAddress(location.hash);
    this.copied.hidden = true;
    this.told.textContent = "";
    this.showList();
    this.showNote();
    return this.showTable();
  }

  showList() {
    const words = compareWords, ids = shortlist(), compared = this.compared();
    this.taken.textContent = ids.length ? counted(words.listed, ids.length) : words.empty;
    this.picked.textContent = !ids.length ? "" : this.asked.ids || ids.length <= MOST_COMPARED ? words.pick : words.first;
    const focus = this.list.contains(document.activeElement) && document.activeElement.dataset.for;
    this.list.replaceChildren(...ids.map((id) => this.listed(id, compared.includes(id))));
    if (focus) (this.list.querySelector(`[data-for="${focus}"]`) ?? this.picked).focus();
  }

  /* A line of the list; title and facts come with the offering’s page. */
  listed(id, isCompared) {
    const words = compareWords, box = made("input", [], { type: "checkbox", "data-for": `compare ${id}` });
    const title = linkTo(`../offerings/${id}/`, { title: id, lang: "" }), facts = element("span", "", "small");
    const remove = button(words.remove, () => this.remove(id), { "data-for": `remove ${id}` });
    const name = (text) => {
      box.setAttribute("aria-label", filled(words.compareOne, { title: text }));
      remove.setAttribute("aria-label", filled(words.removeOne, { choice: text }));
    };
    box.checked = isCompared;
    box.addEventListener("change", () => this.tick(box, id));
    name(id);
    readOffering(id).then((offering) => {
      if (!offering) return void (facts.textContent = filled(words.gone, { id }));
      if (offering.id !== id) return void keepShortlist([...new Set(shortlist().map((one) => (one === id ? offering.id : one)))]);
      title.textContent = offering.title;
      if (offering.lang) title.lang = offering.lang;
      const told = ["credits", "price"].map((code) => offering.facts.get(code)?.value).filter((one) => one && !one.querySelector(".gap"));
      const said = told.map((value) => partsOf(value).map(plainText).join("; "));
      facts.textContent = [offering.status, offering.by, ...said].filter(Boolean).join(" · ");
      name(offering.title);
    }, () => (facts.textContent = filled(words.failed, { id })));
    return made("li", [box, made("span", [title, " ", facts]), remove]);
  }

  tick(box, id) {
    const ids = this.compared();
    if (!box.checked) return this.ask(ids.filter((one) => one !== id), this.asked.by);
    if (ids.length < MOST_COMPARED) return this.ask([...ids, id], this.asked.by);
    box.checked = false;
    this.picked.textContent = compareWords.most;
  }

  /* Takes an offering off the list, and out of the comparison where an address named it. */
  remove(id) {
    if (this.asked.ids?.includes(id)) this.ask(this.asked.ids.filter((one) => one !== id), this.asked.by);
    keepShortlist(shortlist().filter((one) => one !== id));
  }

  addAll() {
    const ids = shortlist(), others = this.columns.map((one) => one.id).filter((one) => !ids.includes(one));
    const key = this.noteKey(), told = keepShortlist([...ids, ...others].slice(0, MOST_SAVED));
    this.carryNote(key);
    this.showNote();
    this.told.textContent = told || (ids.length + others.length > MOST_SAVED ? compareWords.full : "");
  }

  async showTable() {
    const turn = ++this.turn, ids = this.compared(), failed = [];
    delete this.place.dataset.shown;
    if (ids.length && this.region.hidden) this.status.textContent = compareWords.loading;
    const pages = await Promise.all(ids.map((id) => readOffering(id).catch(() => void failed.push(id))));
    const gone = ids.filter((_, number) => pages[number] === null), read = new Map(pages.filter(Boolean).map((one) => [one.id, one]));
    const columns = [...read.values()], enough = columns.length >= FEWEST_COMPARED;
    const receivers = enough ? await Receivers.load(this.place.dataset.index).catch(() => null) : null;
    const receiver = receivers?.those.get(this.asked.by);
    const answers = receiver ? await receivers.answers(receiver, columns).catch(() => null) : [];
    if (turn !== this.turn) return; // something else was chosen while pages were on their way
    this.columns = columns;
    this.askedAs = new Map(ids.map((id, number) => [pages[number]?.id, id])); // an address may name a former id
    this.showProblems(failed, gone);
    this.showForm(enough, receivers);
    const groups = enough ? groupsOf(columns, receiver, answers ?? [], receivers) : [];
    this.region.hidden = !enough;
    this.region.replaceChildren(...(enough ? [tableOf(columns, groups, this)] : []));
    showDeadlines(Date.now(), this.region);
    this.status.textContent = enough ? sumOf(groups) : compareWords.few;
    this.showPolicy(receiver, enough && !(receivers && answers));
    this.place.classList.remove("reading");
    this.place.dataset.shown = turn;
  }

  showForm(enough, receivers) {
    const own = shortlist(), foreign = this.columns.some((one) => !own.includes(one.id));
    this.form.hidden = !enough;
    this.add.hidden = !foreign;
    if (foreign && this.asked.ids && enough) this.problems.append(made("p", compareWords.foreign, { class: "small no-print" }));
    if (receivers && this.by.length === 1) {
      const those = [...receivers.those.values()].sort((one, other) => one.name.localeCompare(other.name, document.documentElement.lang));
      this.by.append(...those.map(({ id, name }) => new Option(name, id)));
    }
    this.by.value = receivers?.those.has(this.asked.by) ? this.asked.by : "";
  }

  showPolicy(receiver, failed) {
    const said = receiver && !failed ? [linkTo(receiver.policy, { title: compareWords.policy, lang: "" }), ` (${receiver.day})`] : [];
    this.policy.replaceChildren(...(failed ? [compareWords.noTable] : said));
  }

  showProblems(failed, gone) {
    const words = compareWords, { over, wrong, by } = this.asked, drop = (id) => () => {
      this.remove(id);
      this.status.focus();
    };
    const line = (text, ...more) => made("p", [text, " ", ...more]);
    const lines = [
      ...failed.map((id) => line(filled(words.failed, { id }), button(words.again, () => this.show().then(() => this.status.focus())))),
      ...gone.map((id) => line(filled(words.gone, { id }), button(words.remove, drop(id), { "aria-label": filled(words.removeOne, { choice: id }) }))),
      ...(wrong ? [line(counted(words.wrong, wrong))] : []),
      ...(over.length ? [line(words.over), made("ul", over.slice(0, MOST_NAMED).map((id) => made("li", linkTo(`../offerings/${id}/`, { title: id, lang: "" }))))] : []),
    ];
    this.problems.replaceChildren(...(lines.length ? [made("div", lines, { class: "notice no-print" })] : []));
  }

  /* Takes a column out of the comparison; the list keeps it. */
  drop(id) {
    const left = this.compared().filter((one) => one !== id && one !== this.askedAs.get(id));
    this.ask(left, this.asked.by).then(() => this.status.focus());
  }

  address() {
    return `${location.href.split("#")[0]}${fragmentOf(this.compared(), this.asked.by)}`;
  }

  showAddress() {
    this.printedAddress.textContent = filled(compareWords.address, { address: this.address() });
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.address());
      this.told.textContent = compareWords.copied;
    } catch {
      this.copied.value = this.address();
      this.copied.hidden = false;
      this.copied.select();
      this.told.textContent = compareWords.copyYourself;
    }
  }

  showNote() {
    const text = readNotes().get(this.noteKey()) ?? "";
    if (this.note.value !== text) this.note.value = text;
    this.printNote(text);
  }

  printNote(text) {
    this.printedNote.textContent = text;
    this.notes.classList.toggle("no-print", !text);
  }

  writeNote() {
    const notes = new Map(readNotes()), key = this.noteKey(), text = this.note.value;
    if (text) notes.set(key, text);
    else notes.delete(key);
    this.printNote(text);
    this.noteTold.textContent = keepNotes(notes);
  }

  clear() {
    if (!window.confirm(compareWords.clearSure)) return;
    const told = keepNotes(new Map()) || keepShortlist([]);
    this.showNote();
    this.noteTold.textContent = told || compareWords.cleared;
  }
}

const comparisonPlace = document.getElementById("compare");
if (comparisonPlace) comparisonPlace.drawn = new Comparison(comparisonPlace);
