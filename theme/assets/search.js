/* The index of the catalogue: which offerings are left when narrowed down, how many there are of each value, in which order
   they come; words are those of words.js. Knows nothing of pages. See microcatalogue/search for what the files hold. */
const DAY_MS = 86400000;

async function unpack(address, options) {
  const early = begun.get(address);
  begun.delete(address);
  const answer = await (early ?? fetch(address, options));
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const stream = answer.body.pipeThrough(new DecompressionStream("deflate"));
  const bytes = await new Response(stream).arrayBuffer();
  const length = new DataView(bytes).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length)));
  let at = 4 + length;
  const parts = head.parts.map((size) => {
    const part = bytes.slice(at, at + size);
    at += size + (-size & 3);
    return part;
  });
  return { head, parts };
}

function numbersOf(part, rows) {
  const width = rows ? part.byteLength / rows : 1;
  return width > 2 ? new Uint32Array(part) : width > 1 ? new Uint16Array(part) : new Uint8Array(part);
}

/* Sets of values that occur, listed once, and which of them each row has. */
function columnOf(name, values, found) {
  const sets = [], known = new Map(), rows = new Uint16Array(found.length);
  found.forEach((places, row) => {
    const key = places.join();
    if (!known.has(key)) {
      known.set(key, sets.length);
      sets.push(places);
    }
    rows[row] = known.get(key);
  });
  return { name, values, sets, rows };
}

class SearchIndex {
  static async load(root, language, cache) {
    const { head, parts } = await unpack(columnsAddress, { cache });
    return new SearchIndex(root, language, head, parts);
  }

  constructor(root, language, head, parts) {
    Object.assign(this, { root, language, head, rows: head.rows, words: new WordIndex(root, language, head) });
    const listed = [...head.facets, ...head.measures];
    this.columns = new Map(listed.map((one, number) => [one.name, {
      ...one,
      values: one.values ?? Array.from({ length: one.number }, (_, place) => place), // places until the codes are fetched
      rows: numbersOf(parts[number], head.rows),
    }]));
    for (const one of head.measures) this.addBands(this.columns.get(one.name), one.bands);
    this.readRuns(parts.slice(listed.length));
    this.published = new Uint16Array(parts[listed.length + 5]);
    let place = -1;
    this.letterPlaces = Array.from(new Int32Array(parts[listed.length + 6]), (step) => (place += step));
  }

  /* The names of a facet of many values, whose codes are known afterwards. */
  async learn(name) {
    const { head } = await unpack(`${this.root}${this.language}/search/names/${name}.bin?${this.head.stamp}`);
    this.columns.get(name).values = head.values;
    return head.names;
  }

  /* A figure counts by bands; its own values stay for "from" and "to" and for sorting. */
  addBands(measure, bands) {
    const values = bands.map(([low, high]) => `${low ?? ""}-${high ?? ""}`);
    measure.figures = measure.sets.map((places) => places.map((place) => measure.values[place]));
    measure.sets = measure.figures.map((figures) => bands.map((_, place) => place)
      .filter((place) => figures.some((figure) => figure >= (bands[place][0] ?? -1) && figure < (bands[place][1] ?? Infinity))));
    measure.values = values;
  }

  /* Today in the catalogue's time zone, in days since the first. */
  today() {
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: this.head.zone }).format(new Date());
    return Math.round((Date.parse(day) - Date.parse(this.head.first_day)) / DAY_MS);
  }

  readRuns([numbers, opens, closes, months, states]) {
    const count = new Uint8Array(numbers), from = new Uint16Array(opens), until = new Uint16Array(closes);
    const month = new Uint8Array(months), state = new Uint8Array(states), today = this.today();
    const windows = [14, 30, 60], applying = [], starting = [], found = new Set();
    const now = new Date(Date.parse(this.head.first_day) + today * DAY_MS);
    const thisMonth = now.getUTCFullYear() * 12 + now.getUTCMonth() - this.head.first_month;
    this.closing = new Uint16Array(this.rows).fill(65535);
    let run = 0;
    for (let row = 0; row < this.rows; row++) {
      const can = new Set(), begins = new Set();
      for (let left = count[row]; left; left--, run++) {
        const rolling = month[run] === this.head.rolling;
        if (until[run] ? until[run] < today : !rolling && month[run] && month[run] < thisMonth) continue;
        const open = until[run] || rolling || state[run] === 1;
        if (open && from[run] <= today) can.add(0);
        if (until[run]) windows.forEach((days, place) => until[run] <= today + days && can.add(place + 1));
        if (month[run]) begins.add(month[run]);
        const next = until[run] || (rolling ? 65533 : 65534);
        this.closing[row] = Math.min(this.closing[row], next);
      }
      applying.push([...can].sort());
      starting.push([...begins]);
      for (const one of begins) found.add(one);
    }
    const order = [...found].sort((one, other) => (one === this.head.rolling ? -1 : other === this.head.rolling ? 1 : one - other));
    this.columns.set("apply", columnOf("apply", ["open", ...windows.map(String)], applying));
    this.columns.set("starts", columnOf("starts", order.map((one) => this.monthOf(one)), starting.map((those) => those.map((one) => order.indexOf(one)).sort((a, b) => a - b))));
  }

  monthOf(number) {
    if (number === this.head.rolling) return "any-time";
    const months = this.head.first_month + number;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
  }

  /* A column of the purposes for which an organisation recognises, from its file of letters: automatically or on
     conditions, and where `singly` also after a decision of each case. */
  async recognise(address, purposes, singly) {
    this.letters ??= new Map();
    if (!this.letters.has(address)) this.letters.set(address, fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    }));
    const letters = await this.letters.get(address), wanted = singly ? "aci" : "ac";
    const found = this.letterPlaces.map((place) => purposes.map((_, number) => number)
      .filter((number) => wanted.includes(letters[purposes[number]]?.[place] ?? "-")));
    this.columns.set("recognised", columnOf("recognised", purposes, found));
  }

  /* Which sets of a column have any of the chosen values, or a figure within the chosen range. */
  chosenSets(column, values, [low, high] = []) {
    const places = new Set([...values].map((value) => column.values.indexOf(value)));
    const within = (figure) => figure >= (low ?? -Infinity) && figure <= (high ?? Infinity);
    const ranged = low !== undefined || high !== undefined;
    return Uint8Array.from(column.sets, (set, number) =>
      set.some((place) => places.has(place)) || (ranged && column.figures[number].some(within)) ? 1 : 0);
  }

  /* The rows that are left, how many there are of each value of each column when its own choice is set aside, and how
     many more there would be without each choice. `choices` maps names of columns to [values, range]. */
  narrow(choices, found, withdrawn) {
    const filters = [...choices].map(([name, [values, range]]) => {
      const column = this.columns.get(name);
      return { name, rows: column.rows, sets: this.chosenSets(column, values, range) };
    });
    if (found) filters.push({ name: "", rows: found.rows, sets: [0, 1] });
    const columns = [...this.columns.values()], left = [], gains = new Map(filters.map(({ name }) => [name, 0]));
    const counts = columns.map(({ sets }) => new Uint32Array(sets.length));
    const place = new Map(columns.map(({ name }, number) => [name, number]));
    const end = withdrawn ? this.rows : this.head.offered;
    for (let row = 0; row < end; row++) {
      let failed = null, fails = 0;
      for (const filter of filters)
        if (!filter.sets[filter.rows[row]]) {
          failed = filter;
          if (++fails > 1) break;
        }
      if (!fails) {
        left.push(row);
        for (let number = 0; number < columns.length; number++) counts[number][columns[number].rows[row]]++;
      } else if (fails === 1) {
        gains.set(failed.name, gains.get(failed.name) + 1);
        const number = place.get(failed.name);
        if (number !== undefined) counts[number][columns[number].rows[row]]++;
      }
    }
    return { rows: left, gains, counts: new Map(columns.map((column, number) => [column.name, ofValues(column, counts[number])])) };
  }

  /* Rows in an order: by score, by the next deadline, by credits, by price, or the newest first. */
  sorted(rows, by, found) {
    const least = (name) => {
      const { figures, rows: sets } = this.columns.get(name), lowest = figures.map((those) => (those.length ? those[0] : Infinity));
      return (row) => lowest[sets[row]];
    };
    const key = { relevance: (row) => -(found?.score[row] ?? 0), deadline: (row) => this.closing[row], newest: (row) => -this.published[row] }[by] ?? least(by);
    const keys = new Map(rows.map((row) => [row, key(row)]));
    const late = (row) => (row >= this.head.offered ? 1 : 0);
    const compare = (one, other) => (one === other ? 0 : one < other ? -1 : 1);
    return [...rows].sort((one, other) => late(one) - late(other) || compare(keys.get(one), keys.get(other)) || compare(this.closing[one], this.closing[other]) || one - other);
  }
}

function ofValues(column, bySet) {
  const counts = new Map(column.values.map((value) => [value, 0]));
  column.sets.forEach((places, number) => {
    if (bySet[number]) for (const place of places) counts.set(column.values[place], counts.get(column.values[place]) + bySet[number]);
  });
  return counts;
}
