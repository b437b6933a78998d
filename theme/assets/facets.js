/* The facets beside the results: values with their numbers, ranges, and the organisation that recognises. Tells the page
   for searching what a reader chooses, and shows what it counts. */
const FEW_VALUES = 12, TOP_VALUES = 8;

class Facets {
  constructor(place, browse) {
    Object.assign(this, { place, browse, facets: new Map(), ranges: new Map(), whole: new Set() });
  }

  /* The panel of facets in place of the links to list pages; what was open stays open. */
  draw() {
    const open = new Set([...this.place.querySelectorAll("details[open]")].map((one) => one.dataset.facet)), form = element("form");
    form.autocomplete = "off";
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const [heading, names] of browseWords.groups) {
      const facets = names.filter((name) => (name === "recognised" ? this.browse.receiving : this.browse.index.columns.get(name).values.length));
      if (facets.length) form.append(element("h3", heading), ...facets.map((name) => this.facet(name, open)));
    }
    this.withdrawn = this.checkbox(browseWords.showWithdrawn, (on) => this.browse.change((chosen) => (chosen.withdrawn = on)));
    if (this.browse.index.rows > this.browse.index.head.offered) form.append(this.withdrawn.label);
    const done = element("button", browseWords.showResults, "show-results");
    done.type = "button";
    done.addEventListener("click", () => this.browse.showFacets(false));
    form.append(done);
    const focused = this.place.contains(document.activeElement) && document.activeElement.closest("[data-facet]")?.dataset.facet;
    this.place.replaceChildren(this.place.querySelector("h2"), form);
    if (focused) (this.facets.get(focused) ?? this.facets.values().next().value).facet.querySelector("summary").focus();
  }

  facet(name, open) {
    const title = browseWords.titles[name], facet = element("details", "", "facet"), summary = element("summary", title), set = element("fieldset");
    facet.dataset.facet = name;
    facet.open = open.has(name) || this.browse.chosen.values.has(name) || this.browse.chosen.ranges.has(name) || (name === "recognised" && this.browse.chosen.by);
    set.append(element("legend", title, "hidden"));
    set.append(element("ul"));
    if (RANGED.includes(name)) set.append(this.range(name));
    facet.append(summary, set);
    facet.addEventListener("toggle", () => facet.open && this.counts && this.fill(name).catch(() => this.browse.fail()));
    this.facets.set(name, { facet, list: set.querySelector("ul"), inputs: new Map() });
    return facet;
  }

  checkbox(said, change) {
    const label = element("label"), input = element("input"), count = element("span", "", "count");
    input.type = "checkbox";
    label.append(input, labelled("span", said), count);
    input.addEventListener("change", () => change(input.checked));
    return { label, input, count };
  }

  refresh(counts) {
    this.counts = counts;
    if (!this.facets.size) this.draw();
    this.withdrawn.input.checked = this.browse.chosen.withdrawn;
    for (const [name, { facet }] of this.facets) if (facet.open) this.fill(name).catch(() => this.browse.fail());
    for (const [name, range] of this.ranges) range.forEach((input, end) => {
      if (document.activeElement !== input) input.value = this.browse.chosen.ranges.get(name)?.[end] ?? "";
    });
    this.showReceiver();
  }

  showReceiver() {
    if (!this.receiver) return;
    this.receiver.value = this.browse.chosen.by;
    this.singly.input.checked = this.browse.chosen.singly;
    this.singly.label.hidden = !this.browse.chosen.by;
  }

  /* The values of a facet with their numbers; the list is made anew only where other values have to show. */
  async fill(name) {
    await (name === "recognised" ? this.browse.learnReceivers() : this.browse.learn(name));
    if (name === "recognised" && !this.receiver) this.facets.get(name).list.before(...this.receiverChoice());
    const { list, inputs, facet } = this.facets.get(name), counts = this.counts.get(name) ?? new Map();
    const chosen = name === "recognised" ? this.browse.chosen.purposes : this.browse.chosen.values.get(name) ?? new Set();
    const values = this.valuesToShow(name, counts, chosen);
    if (values.join() !== [...inputs.keys()].join()) {
      const focused = [...inputs].find(([, { input }]) => input === document.activeElement)?.[0];
      inputs.clear();
      list.replaceChildren(...values.map((value) => this.valueItem(name, value, inputs)));
      inputs.get(focused)?.input.focus();
      this.offerAll(name, counts, facet, list, values);
    }
    for (const [value, { input, count }] of inputs) {
      input.checked = chosen.has(value);
      count.textContent = numbers.format(counts.get(value) ?? 0);
    }
    facet.dataset.filled = this.browse.asked;
  }

  valueItem(name, value, inputs) {
    const said = name === "recognised" ? this.browse.purposes.get(value) ?? value : this.nameOf(name, value);
    const made = this.checkbox(said, (on) => this.browse.change((chosen) => {
      if (name !== "recognised") this.browse.toggle(name, value, on);
      else if (on) chosen.purposes.add(value);
      else chosen.purposes.delete(value);
    }));
    if (NESTED.includes(name)) made.label.className = `depth-${this.depth(name, value)}`;
    made.input.value = value;
    inputs.set(value, made);
    return listItem(made.label);
  }

  nameOf(name, value) {
    const place = this.browse.index.columns.get(name).values.indexOf(value);
    return this.browse.names[name]?.[place] ?? this.browse.said(name, value);
  }

  /* Wide fields and regions show; those within one show while it or one of them is chosen. Of many values those that most
     have, until all are asked for. */
  valuesToShow(name, counts, chosen) {
    const all = [...counts.keys()], there = all.filter((value) => counts.get(value) || chosen.has(value) || all.length <= FEW_VALUES);
    if (NESTED.includes(name)) return there.filter((value) => this.isNear(all, value, chosen));
    if (there.length <= FEW_VALUES || this.whole.has(name)) return there;
    const known = [...this.facets.get(name).inputs.keys()];
    const top = known.length ? known : [...there].sort((one, other) => counts.get(other) - counts.get(one)).slice(0, TOP_VALUES);
    return [...new Set([...top, ...chosen])];
  }

  parent(all, value) {
    for (let length = value.length - 1; length > 1; length--) if (all.includes(value.slice(0, length))) return value.slice(0, length);
    return "";
  }

  isNear(all, value, chosen) {
    const parent = this.parent(all, value), within = (one) => one.startsWith(parent);
    return !parent || [...chosen].some(within);
  }

  depth(name, value) {
    const all = this.browse.index.columns.get(name).values;
    let depth = 0;
    for (let above = this.parent(all, value); above; above = this.parent(all, above)) depth++;
    return depth;
  }

  offerAll(name, counts, facet, list, values) {
    facet.querySelector(".all-values")?.remove();
    const all = [...counts].filter(([, count]) => count).length;
    if (NESTED.includes(name) || this.whole.has(name) || all <= values.length) return;
    const button = element("button", filled(browseWords.allValues, { number: numbers.format(all) }), "all-values");
    button.type = "button";
    button.addEventListener("click", async () => {
      this.whole.add(name);
      await this.fill(name);
      list.querySelector("input").focus();
    });
    list.after(button);
  }

  range(name) {
    const part = element("p", "", "range"), inputs = [browseWords.from, browseWords.to].map((said) => {
      const label = element("label", `${said} `), input = element("input");
      Object.assign(input, { type: "number", min: 0, step: "any", inputMode: "decimal" });
      label.append(input);
      part.append(label);
      return input;
    });
    const changed = () => this.browse.change((chosen) => {
      const range = inputs.map((input) => (input.value === "" || !(input.valueAsNumber >= 0) ? undefined : input.valueAsNumber));
      if (range.every((one) => one === undefined)) chosen.ranges.delete(name);
      else chosen.ranges.set(name, range);
    });
    for (const input of inputs) input.addEventListener("change", changed);
    this.ranges.set(name, inputs);
    return part;
  }

  /* The codes of a facet are known from now on; what was counted by places is counted by them. */
  learned(name, values) {
    const counts = this.counts?.get(name);
    if (counts) this.counts.set(name, new Map([...counts.values()].map((count, place) => [values[place], count])));
  }

  receiverChoice() {
    const label = element("label", browseWords.organisation, "organisation"), choice = element("select");
    choice.append(new Option(browseWords.any, ""), ...this.browse.receivers.map(([id, name]) => {
      const option = labelled("option", name);
      option.value = id;
      return option;
    }));
    choice.addEventListener("change", () => this.browse.change((chosen) => {
      chosen.by = choice.value;
      chosen.purposes.clear();
    }));
    this.receiver = choice;
    this.singly = this.checkbox(browseWords.singly, (on) => this.browse.change((chosen) => (chosen.singly = on)));
    label.append(choice);
    this.showReceiver();
    return [label, this.singly.label];
  }
}
