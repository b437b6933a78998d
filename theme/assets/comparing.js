/* Puts offerings side by side: rows by what is compared, which of them differ, and what an organisation recognises. Used by
   compare.js, whose `compareWords` it says; `element`, `counted` and `numbers` are those of every page. */
const LETTERS = { a: "automatic", c: "conditional", i: "individual", n: "not-recognised", u: "undetermined", o: "own", "-": "no-rule" };

function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

function made(name, content = [], attributes = {}) {
  const one = element(name);
  one.append(...[content].flat());
  for (const [key, value] of Object.entries(attributes)) if (value !== "") one.setAttribute(key, value);
  return one;
}

function button(text, act, attributes = {}) {
  const one = made("button", text, { type: "button", ...attributes });
  one.addEventListener("click", act);
  return one;
}

function linkTo(address, { title, lang }) {
  return made("a", title, { href: address, lang });
}

const fetched = new Map();
function fetchJson(address) {
  if (!fetched.has(address.href))
    fetched.set(address.href, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    }));
  fetched.get(address.href).catch(() => fetched.delete(address.href));
  return fetched.get(address.href);
}

/* What organisations recognise, from the files of the table of recognition: an index, and letters for each organisation. */
class Receivers {
  constructor(folder, index) {
    this.folder = folder;
    this.outcomes = Object.fromEntries(index.outcomes);
    this.purposes = Object.entries(index.labels.purpose);
    let first = 0;
    this.bodies = index.bodies.map(([id, name, , count, titles]) => ({ id, name, titles, first: (first += count) - count }));
    this.those = new Map(index.receivers.filter(([, , , , , file]) => file)
      .map(([id, name, , policy, purposes, file, day]) => [id, { id, name, policy: new URL(policy, folder), purposes, file, day }]));
  }

  static async load(address) {
    const folder = new URL(address, location.href);
    return new Receivers(folder, await fetchJson(folder));
  }

  /* The place of an offering in every file of letters: among what one of its awarding bodies awards. */
  async placeOf(offering) {
    const value = offering.elements.get("4").value, names = [...value.querySelectorAll("li"), value].map(plainText);
    const ids = [...value.querySelectorAll("a")].map((link) => link.pathname.split("/").at(-2));
    for (const { id, name, titles, first } of this.bodies.filter((one) => ids.includes(one.id) || names.includes(one.name))) {
      const found = (await fetchJson(new URL(titles, this.folder))).findIndex(([address]) => address.endsWith(`/offerings/${offering.id}/`));
      if (found >= 0) return first + found;
    }
    return -1;
  }

  /* For each purpose of which an organisation speaks, its label and the outcome of each offering as a letter. */
  async answers(receiver, offerings) {
    const [letters, ...places] = await Promise.all([fetchJson(new URL(receiver.file, this.folder)), ...offerings.map((one) => this.placeOf(one))]);
    return this.purposes.filter(([purpose]) => receiver.purposes.includes(purpose))
      .map(([purpose, label]) => [label, places.map((place) => letters[purpose]?.[place] ?? "-")]);
  }
}

/* Rows in groups: key facts, the elements of Annex I, what an organisation recognises. A row of which no page has anything
   is left out, unless every page shows it. */
function groupsOf(columns, receiver, answers, receivers) {
  const words = compareWords, first = columns[0];
  const cell = (row, gap) => ({ content: [...(row?.value.cloneNode(true).childNodes ?? [element("span", gap, "gap")])], said: row?.said ?? gap });
  const facts = words.facts.filter(([code]) => columns.some((one) => one.facts.has(code)))
    .map(([code, label]) => rowOf(label, columns.map((one) => cell(one.facts.get(code), words.nothing))));
  const elements = [...first.elements].map(([number, { label, gloss }]) =>
    rowOf([element("span", number, "number"), gloss ? glossed(label, gloss) : element("span", label)], columns.map((one) => cell(one.elements.get(number), words.gap))));
  const recognised = answers.map(([label, letters]) => rowOf(label, letters.map((letter, number) => answerOf(letter, columns[number], receivers))));
  const groups = [{ title: words.keyFacts, rows: facts }, { title: words.elements, rows: elements }];
  return recognised.length ? [...groups, { title: filled(words.recognised, receiver), rows: recognised }] : groups;
}

function rowOf(heading, cells) {
  return { heading, cells, differs: cells.some(({ said }) => said !== cells[0].said) };
}

function glossed(label, gloss) {
  return made("details", [made("summary", label), made("p", gloss)], { class: "gloss" });
}

/* The outcome for an offering, which leads to the reasons on its page. */
function answerOf(letter, { id }, { outcomes }) {
  const code = LETTERS[letter], label = outcomes[code];
  const outcome = letter === "-" ? element("span", label, "gap") : made("span", linkTo(`../offerings/${id}/#who-recognises`, { title: label, lang: "" }), { class: `outcome ${code}` });
  return { content: [outcome], said: letter };
}

/* How many rows differ. */
function sumOf(groups) {
  const rows = groups.flatMap((one) => one.rows), differing = rows.filter((one) => one.differs).length;
  return differing ? filled(counted(compareWords.differing, differing), { all: numbers.format(rows.length) }) : compareWords.noneDiffers;
}

function tableOf(columns, groups, comparison) {
  const table = made("table", made("caption", counted(compareWords.caption, columns.length), { id: "compared" }), { class: "comparison" });
  const head = table.createTHead().insertRow();
  head.append(element("td"), ...columns.map((one) => headingOf(one, comparison)));
  for (const { title, rows } of groups) {
    const body = table.createTBody(), heading = made("th", title, { scope: "rowgroup", colspan: columns.length + 1 });
    body.insertRow().append(heading);
    if (rows.every((one) => !one.differs)) heading.parentElement.className = "same";
    for (const row of rows) body.append(lineOf(row, columns));
  }
  table.createTBody().append(lineOf({ heading: compareWords.further, cells: columns.map((one) => paperOf(one, comparison.place)) }, columns));
  return withRoles(table);
}

/* On a phone rows and cells are laid out as blocks, which would take their meaning from screen readers. */
function withRoles(table) {
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) row.setAttribute("role", "row");
  for (const cell of table.querySelectorAll("th, td"))
    cell.setAttribute("role", { col: "columnheader", row: "rowheader", rowgroup: "rowheader" }[cell.scope] ?? "cell");
  return table;
}

function headingOf(offering, comparison) {
  const { id, title, lang, by, status } = offering, words = compareWords;
  const remove = button(words.remove, () => comparison.drop(id), { "aria-label": filled(words.removeOne, { choice: title }), class: "no-print" });
  return made("th", [
    linkTo(`../offerings/${id}/`, offering),
    ...(status ? [" ", element("span", status, "badge")] : []),
    element("p", by, "by"),
    remove,
  ], { scope: "col", abbr: title });
}

function lineOf({ heading, cells, differs }, columns) {
  const mark = differs ? [" ", element("span", compareWords.differs, "mark")] : [];
  const parts = [heading, mark].flat(2), head = Array.isArray(heading) ? made("div", parts, { class: "element" }) : parts;
  const line = made("tr", made("th", head, { scope: "row" }), { class: { true: "differing", false: "same" }[differs] ?? "" });
  cells.forEach(({ content }, number) => line.append(made("td", content, { "data-label": columns[number].title })));
  return line;
}

/* What leads from paper to the record: its permanent link as a code and in letters, and the sheet for officers. */
function paperOf({ id }, place) {
  const words = compareWords, code = made("img", [], { class: "picture", src: `../../id/offerings/${id}/qr.svg` });
  code.alt = words.code;
  return { content: [
    code,
    made("p", linkTo(`../../id/offerings/${id}/`, { title: `${place.dataset.base}id/offerings/${id}`, lang: "" }), { class: "small" }),
    made("p", linkTo(`../offerings/${id}/sheet/`, { title: words.sheet, lang: "" }), { class: "no-print" }),
  ] };
}
