/* What is chosen, as buttons that take it away again, and where nothing is left, what to take back. `browse` is the page
   that it belongs to; it waits, as everything does that searches, until it is used. */
class Chosen {
  constructor(browse) {
    this.browse = browse;
  }

  /* What is chosen as buttons that take it away again. */
  chips() {
    const choices = this.choices();
    if (!choices.length) return null;
    const list = element("ul", "", "chosen");
    list.setAttribute("aria-label", browseWords.chosen);
    for (const { said, drop } of choices) list.append(listItem(this.button(`${said} ✕`, filled(browseWords.drop, { choice: said }), drop)));
    if (choices.length > 1) list.append(listItem(this.button(browseWords.dropAll, "", () => this.browse.clear())));
    return list;
  }

  button(text, label, change) {
    const button = element("button", text);
    button.type = "button";
    if (label) button.setAttribute("aria-label", label);
    button.addEventListener("click", async () => {
      await this.browse.change(change);
      this.browse.focusStatus();
    });
    return button;
  }

  /* Every choice with its name, its words and what takes it away. */
  choices() {
    const { browse } = this, { chosen } = browse, choices = [];
    if (chosen.q) choices.push({ name: "", said: filled(browseWords.quoted, { words: chosen.q }), drop: () => (chosen.q = "") });
    for (const [name, values] of chosen.values)
      for (const value of values)
        choices.push({ name, said: `${browseWords.titles[name]}: ${browse.said(name, value)}`, drop: () => browse.toggle(name, value, false) });
    for (const [name, [low, high]] of chosen.ranges) {
      const words = low === undefined ? browseWords.upTo : high === undefined ? browseWords.atLeast : browseWords.between;
      const said = filled(words, { from: numbers.format(low ?? 0), to: numbers.format(high ?? 0) });
      choices.push({ name, said: `${browseWords.titles[name]}: ${said}`, drop: () => chosen.ranges.delete(name) });
    }
    const receiver = browse.receivers.find(([id]) => id === chosen.by);
    if (receiver) choices.push({ name: "recognised", said: `${browseWords.titles.recognised}: ${[receiver[1]].flat()[0]}`, drop: () => (chosen.by = "") });
    for (const purpose of receiver ? chosen.purposes : [])
      choices.push({ name: "recognised", said: browse.purposes.get(purpose) ?? purpose, drop: () => chosen.purposes.delete(purpose) });
    if (chosen.withdrawn) choices.push({ name: "withdrawn", said: browseWords.withdrawn, drop: () => (chosen.withdrawn = false) });
    return choices;
  }

  /* Nothing is left: which choice to take back, and what that brings. */
  empty({ gains }) {
    const { browse } = this, { chosen } = browse;
    if (browse.rows.length) return null;
    const part = element("div", "", "suggestions"), list = element("ul"), choices = this.choices();
    const names = [...gains].filter(([, gain]) => gain).sort(([, one], [, other]) => other - one);
    for (const [name, gain] of names) {
      const those = choices.filter((one) => one.name === name), said = those.map((one) => one.said).join(", ");
      const without = counted(browseWords.without, gain).replace("{choice}", () => said);
      list.append(listItem(this.button(without, "", () => (name === "recognised" ? (chosen.by = "") : those.forEach(({ drop }) => drop())))));
    }
    if (!chosen.withdrawn) {
      const ended = browse.index.narrow(browse.filters(browse.receivers.find(([id]) => id === chosen.by)), browse.found, true).rows.length;
      if (ended) list.append(listItem(this.button(counted(browseWords.ended, ended), "", () => (chosen.withdrawn = true))));
    }
    if (new Set(choices.map(({ name }) => name)).size > 1)
      list.append(listItem(this.button(filled(browseWords.all, { number: numbers.format(browse.index.head.offered) }), "", () => this.browse.clear())));
    part.append(element("p", browseWords.nothing, "empty"), list);
    return part;
  }
}

function listItem(content) {
  const item = element("li");
  item.append(content);
  return item;
}
