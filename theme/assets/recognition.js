/* Draws the table of recognition: awarding bodies by receiving organisations for one purpose, narrowed down by country,
   field and level. Columns are fetched when they show, titles when a cell is opened. What is chosen stands in the
   fragment of the address. `tableWords` comes before, in the language of the page; `element` is that of every page. */
const ROWS = 25, COLUMNS = 6;
const LETTERS = { a: "automatic", c: "conditional", i: "individual", n: "not-recognised", u: "undetermined", o: "own", "-": "no-rule" };
const BEST = ["a", "c", "u", "i", "o", "n", "-"];
const FILTERS = ["purpose", "body", "bodyCountry", "by", "byCountry", "field", "level"];

const fetched = new Map();
function fetchJson(address) {
  if (!fetched.has(address))
    fetched.set(address, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    }));
  return fetched.get(address);
}

function filled(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

function byName(one, other) {
  return one.name.localeCompare(other.name, words.language);
}

/* Rows, columns and the offerings of each row as objects; a row knows where its offerings begin in every letter file. */
function readIndex(index) {
  let first = 0;
  const bodies = index.bodies.map(([id, name, country, count, titles]) => {
    const body = { id, name, country, count, titles, first };
    first += count;
    return body;
  });
  const receivers = index.receivers.map(([id, name, country, policy, purposes, file, day]) => ({ id, name, country, policy, purposes, file, day }));
  return { ...index, bodies: bodies.sort(byName), receivers: receivers.sort(byName), fields: index.fields.map((one) => one.split(" ")) };
}

class RecognitionTable {
  constructor(section, index) {
    this.section = section;
    this.index = index;
    this.labels = Object.fromEntries(index.outcomes);
    this.chosen = {};
    this.rows = ROWS;
    this.column = 0;
    this.form = this.makeForm();
    this.status = element("p", "", "total");
    this.status.setAttribute("role", "status");
    this.region = element("div", "", "scroll");
    this.region.tabIndex = 0;
    this.region.setAttribute("role", "region");
    this.region.setAttribute("aria-labelledby", "table-title");
    this.paging = element("p", "", "choices");
    this.dialog = element("dialog", "", "cell");
    section.append(this.form, this.status, this.region, this.paging, this.dialog);
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    window.addEventListener("hashchange", () => this.readAddress());
    this.readAddress();
  }

  /* What can be chosen: [code, label] for each filter. */
  options(name) {
    const { labels, bodies, receivers } = this.index, table = { bodyCountry: "country", byCountry: "country" }[name] || name;
    if (name === "body") return bodies.map((one) => [one.id, one.name]);
    if (name === "by") return receivers.map((one) => [one.id, one.name]);
    const those = name === "bodyCountry" ? bodies : receivers, pairs = Object.entries(labels[table]);
    const there = table === "country" ? pairs.filter(([code]) => those.some((one) => one.country === code)) : pairs;
    return table === "country" ? there.sort((one, other) => one[1].localeCompare(other[1], words.language)) : there;
  }

  makeForm() {
    const form = element("form", "", "panel narrowing");
    for (const name of FILTERS) {
      const label = element("label"), select = element("select");
      select.name = name;
      if (name !== "purpose") select.append(new Option(tableWords.all, ""));
      for (const [code, text] of this.options(name)) select.append(new Option(text, code));
      label.append(element("span", tableWords[name]), select);
      form.append(label);
    }
    form.addEventListener("change", () => this.writeAddress());
    form.addEventListener("submit", (event) => event.preventDefault());
    return form;
  }

  readAddress() {
    const stated = new URLSearchParams(location.hash.slice(1));
    for (const name of FILTERS) {
      const select = this.form.elements[name], wanted = stated.get(name) || "";
      select.value = [...select.options].some((one) => one.value === wanted) ? wanted : select.options[0].value;
    }
    this.narrow();
  }

  writeAddress() {
    const stated = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value));
    history.replaceState(null, "", `#${stated}`);
    this.narrow();
  }

  narrow() {
    this.chosen = Object.fromEntries(new FormData(this.form));
    this.rows = ROWS;
    this.column = 0;
    this.draw();
  }

  /* The numbers of the offerings of a body that fit the field and the level. */
  entries(body) {
    const { levels, fields } = this.index, { level, field } = this.chosen, found = [];
    for (let number = body.first; number < body.first + body.count; number += 1)
      if ((!level || levels[number] === level) && (!field || fields[number].includes(field))) found.push(number);
    return found;
  }

  async draw() {
    const turn = (this.turn = (this.turn || 0) + 1), { chosen, index } = this;
    const fits = (one, id, country) => (!id || one.id === id) && (!country || one.country === country);
    const bodies = index.bodies.filter((one) => fits(one, chosen.body, chosen.bodyCountry) && this.entries(one).length);
    const receivers = index.receivers.filter((one) => fits(one, chosen.by, chosen.byCountry) && (one.purposes.includes(chosen.purpose) || chosen.by));
    const shown = receivers.slice(this.column, this.column + COLUMNS);
    let letters;
    try {
      letters = await Promise.all(shown.map((one) => (one.file ? fetchJson(one.file) : null)));
    } catch {
      this.status.textContent = tableWords.failed;
      return;
    }
    if (turn !== this.turn) return; // something else was chosen while files were on their way
    const rows = bodies.slice(0, this.rows);
    this.status.textContent = rows.length && shown.length
      ? filled(tableWords.shown, { bodies: rows.length, allBodies: bodies.length, receivers: shown.length, allReceivers: receivers.length })
      : tableWords.none;
    this.region.replaceChildren(...(rows.length && shown.length ? [this.table(rows, shown, letters)] : []));
    this.drawPaging(bodies.length, receivers.length);
  }

  table(rows, columns, letters) {
    const table = element("table", "", "matrix"), head = table.createTHead().insertRow(), body = table.createTBody();
    const purpose = this.index.labels.purpose[this.chosen.purpose];
    table.createCaption().textContent = filled(tableWords.caption, { purpose });
    head.append(this.heading("col", tableWords.body));
    for (const one of columns) head.append(this.heading("col", one.name, one.policy));
    for (const row of rows) {
      const line = body.insertRow();
      line.append(this.heading("row", row.name));
      columns.forEach((one, place) => line.append(this.cell(row, one, letters[place])));
    }
    // On a phone rows and cells are laid out as blocks, which would take their meaning from screen readers.
    table.setAttribute("role", "table");
    for (const part of [head.parentElement, body]) part.setAttribute("role", "rowgroup");
    for (const row of table.rows) row.setAttribute("role", "row");
    for (const cell of table.querySelectorAll("th, td"))
      cell.setAttribute("role", { col: "columnheader", row: "rowheader" }[cell.scope] || "cell");
    return table;
  }

  heading(scope, text, address) {
    const heading = element("th"), link = address && element("a", text);
    heading.scope = scope;
    if (link) link.href = address;
    heading.append(link || text);
    return heading;
  }

  /* How many offerings of a row have which outcome, the best first. */
  cell(row, column, letters) {
    const cell = element("td"), stated = letters && letters[this.chosen.purpose];
    cell.dataset.label = column.name;
    if (!letters) cell.append(element("span", tableWords.noPolicy, "gap"));
    else if (!stated || this.entries(row).every((number) => stated[number] === "-")) cell.append(element("span", this.labels["no-rule"], "gap"));
    else {
      const numbers = this.entries(row), button = element("button", "", "outcomes-of-cell");
      const counts = BEST.map((letter) => [letter, numbers.filter((number) => stated[number] === letter).length]);
      for (const [letter, count] of counts.filter(([, number]) => number))
        button.append(element("span", `${count} ${this.labels[LETTERS[letter]]}`, `outcome ${LETTERS[letter]}`));
      button.type = "button";
      button.setAttribute("aria-haspopup", "dialog");
      button.addEventListener("click", () => this.open(row, column, stated));
      cell.append(button);
    }
    return cell;
  }

  async open(row, column, stated) {
    const titles = await fetchJson(row.titles), list = element("ul", "", "closing-list");
    const numbers = this.entries(row).sort((one, other) => BEST.indexOf(stated[one]) - BEST.indexOf(stated[other]));
    for (const number of numbers) {
      const [address, title, lang] = titles[number - row.first], item = element("li"), link = element("a", title);
      link.href = `${address}#who-recognises`;
      if (lang) link.lang = lang;
      const outcome = LETTERS[stated[number]];
      item.append(link, element("span", this.labels[outcome], `outcome ${outcome}`));
      list.append(item);
    }
    const heading = element("h2", `${row.name} → ${column.name}`), close = element("button", tableWords.close);
    const policy = element("a", tableWords.policy), purpose = this.index.labels.purpose[this.chosen.purpose];
    heading.id = "cell-title";
    policy.href = column.policy;
    close.type = "button";
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.setAttribute("aria-labelledby", heading.id);
    const end = element("p", "", "links");
    end.append(policy, close);
    const law = tableWords.law.map((sentence) => element("p", sentence, "small"));
    this.dialog.replaceChildren(heading, element("p", `${purpose} – ${column.day}`), list, ...law, end);
    this.dialog.showModal();
  }

  drawPaging(bodies, receivers) {
    const button = (text, act) => {
      const made = element("button", text);
      made.type = "button";
      made.addEventListener("click", () => { act(); this.draw().then(() => this.status.focus()); });
      return made;
    };
    const step = (by) => () => { this.column += by; };
    this.status.tabIndex = -1;
    this.paging.replaceChildren(
      ...(this.column ? [button(tableWords.previous, step(-COLUMNS))] : []),
      ...(this.column + COLUMNS < receivers ? [button(tableWords.next, step(COLUMNS))] : []),
      ...(this.rows < bodies ? [button(tableWords.more, () => { this.rows += ROWS; })] : []),
    );
  }
}

async function drawRecognition(section) {
  try {
    const index = readIndex(await fetchJson(section.dataset.index));
    section.hidden = false;
    section.drawn = new RecognitionTable(section, index);
  } catch {
    section.hidden = false;
    section.append(element("p", tableWords.failed, "note"));
  }
}

const recognitionSection = document.getElementById("table");
if (recognitionSection) drawRecognition(recognitionSection);
