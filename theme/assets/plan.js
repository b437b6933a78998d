/* The page for planning: a pathway and what one has, in; what remains and the best routes, out. Both choices stand in the
   fragment of the address. `planWords` and planning.js come before; `element`, `counted` and `spoken` are those of every page. */
function said(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

function ectsWords(figure) {
  return figure === null ? planWords.noEcts : said(planWords.ects, { number: new Intl.NumberFormat(spoken).format(figure / UNIT) });
}

function capital(text) {
  return text.charAt(0).toLocaleUpperCase(spoken) + text.slice(1);
}

function folded(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

function withLang(made, lang) {
  if (lang) made.lang = lang;
  return made;
}

function linked({ title, url, lang }) {
  const link = withLang(element("a", title), lang);
  link.href = url;
  return link;
}

class Plan {
  constructor(place, net) {
    this.net = net;
    this.place = place;
    this.have = new Set();
    this.goal = "";
    this.makeForm();
    this.status = element("p", "", "total");
    this.status.setAttribute("role", "status");
    this.result = element("div");
    place.replaceChildren(this.form, this.status, this.result);
    window.addEventListener("hashchange", () => this.readAddress());
    this.readAddress();
  }

  makeForm() {
    const label = element("label", ""), select = element("select");
    this.form = element("form", "", "panel planning");
    select.name = "goal";
    select.append(new Option(planWords.choose, ""));
    for (const one of this.net.pathways.values()) {
      const option = withLang(new Option(`${one.title} – ${one.by}`, one.id), one.lang);
      select.append(option);
    }
    label.append(element("span", planWords.goal), select);
    this.boxes = element("fieldset");
    this.form.append(label, this.boxes);
    select.addEventListener("change", () => {
      this.goal = select.value;
      this.writeAddress();
      this.drawBoxes();
    });
    this.boxes.addEventListener("change", (event) => this.tick(event.target));
    this.boxes.addEventListener("input", (event) => { if (event.target.type === "search") this.find(event.target.value); });
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  tick(box) {
    if (box.type !== "checkbox") return;
    this.have[box.checked ? "add" : "delete"](box.value);
    for (const other of this.boxes.querySelectorAll("input[type=checkbox]")) if (other.value === box.value) other.checked = box.checked;
    this.writeAddress();
  }

  readAddress() {
    const stated = new URLSearchParams(location.hash.slice(1)), ids = (stated.get("have") || "").split(",").map((id) => id.replace("~", "/"));
    const goal = (stated.get("goal") || "").replace("~", "/");
    this.goal = this.net.pathways.has(goal) ? goal : "";
    this.have = new Set(ids.filter((id) => this.net.offerings.has(id)));
    this.form.elements.goal.value = this.goal;
    this.drawBoxes();
    this.draw();
  }

  writeAddress() {
    const parts = [["goal", this.goal], ["have", [...this.have].sort().join(",")]].filter(([, value]) => value);
    const fragment = parts.map(([name, value]) => `${name}=${value.replaceAll("/", "~")}`).join("&");
    history.replaceState(null, "", `#${fragment}`);
    this.draw();
  }

  /* The offerings of the pathway step by step, those on the way to them, and what else one has or looks for. */
  drawBoxes() {
    const { net, goal } = this, shown = new Set();
    this.boxes.replaceChildren(element("legend", planWords.have));
    const group = (title, lang, ids, into) => {
      const fresh = ids.filter((id) => !shown.has(id));
      if (!fresh.length) return;
      const set = element("fieldset");
      set.append(withLang(element("legend", title), lang), ...fresh.map((id) => this.box(id)));
      fresh.forEach((id) => shown.add(id));
      into.append(set);
    };
    if (goal) {
      for (const step of net.pathways.get(goal).steps) group(step.title, step.lang, step.offerings, this.boxes);
      const others = element("details", "", "disclosure");
      others.append(element("summary", planWords.others));
      for (const way of [...around(net, goal)[0]].slice(1)) {
        const one = net.pathways.get(way), title = said(planWords.through, { title: one.title, goal: net.offerings.get(one.gives).title });
        group(title, "", one.steps.flatMap((step) => step.offerings), others);
      }
      if (others.children.length > 1) this.boxes.append(others);
    }
    this.shown = shown;
    const more = element("fieldset"), label = element("label"), input = element("input");
    input.type = "search";
    input.autocomplete = "off";
    label.append(element("span", planWords.find), input);
    this.found = element("div");
    this.found.setAttribute("aria-live", "polite");
    more.append(element("legend", planWords.more), label, this.found);
    this.boxes.append(more);
    this.find("");
  }

  /* Of what the steps do not list: what one has, and what a title that one writes fits, the first twenty. */
  find(text) {
    const wanted = folded(text).split(/\s+/).filter(Boolean), others = [...this.net.offerings.values()].filter(({ id }) => !this.shown.has(id));
    const fits = (title) => wanted.length && wanted.every((word) => folded(title).includes(word));
    const found = others.filter(({ id, title }) => this.have.has(id) || fits(title)).slice(0, 20).map(({ id }) => this.box(id));
    this.found.replaceChildren(...(found.length || !wanted.length ? found : [element("p", planWords.foundNone, "empty")]));
  }

  box(id) {
    const one = this.net.offerings.get(id), label = element("label", "", "tick"), input = element("input");
    input.type = "checkbox";
    input.value = id;
    input.checked = this.have.has(id);
    label.append(input, withLang(element("span", one.title), one.lang), element("small", this.standing(one)));
    return label;
  }

  standing({ ects, open }) {
    return [ectsWords(ects), ...(open ? [] : [planWords.closed])].join(", ");
  }

  priceWords(figure) {
    if (figure === null) return planWords.noPrice;
    if (!figure) return planWords.free;
    return new Intl.NumberFormat(spoken, { style: "currency", currency: this.net.currency, minimumFractionDigits: figure % UNIT ? 2 : 0 }).format(figure / UNIT);
  }

  draw() {
    const pathway = this.net.pathways.get(this.goal);
    for (const link of document.querySelectorAll(".languages a")) link.hash = location.hash;
    if (pathway) this.drawGoal(pathway);
    else if (this.have.size) this.drawCounting();
    else {
      this.status.textContent = planWords.begin;
      this.result.replaceChildren();
    }
  }

  drawGoal(pathway) {
    const now = progressOn(pathway, this.have, this.net), facts = { done: now.done, all: pathway.steps.length };
    for (const name of ["reached", "remaining"]) facts[name] = now[name] === null ? "" : ectsWords(now[name]);
    const text = pathway.target === null ? planWords.reached : planWords.reachedOf;
    this.status.textContent = said(text, { ...facts, target: ectsWords(pathway.target || 0) });
    const title = element("h2"), list = element("ol", "", "steps");
    title.append(linked(pathway));
    list.append(...pathway.steps.map((step, place) => this.step(step, now.steps[place])));
    const gone = pathway.open ? [] : [element("p", planWords.withdrawn, "notice")];
    this.result.replaceChildren(title, ...gone, element("h3", planWords.remains), list, ...(pathway.open ? this.routes(now) : []));
  }

  step(step, now) {
    const item = element("li"), group = element("div", "", "group"), title = withLang(element("p", step.title, "group-title"), step.lang);
    group.append(title);
    item.append(group);
    const left = { all: () => planWords.stepAll, count: () => counted(planWords.stepCount, now.remaining), ects: () => said(planWords.stepEcts, { ects: ectsWords(now.remaining) }) };
    if (!now.remaining && step.offerings.length) title.append(" ", element("span", planWords.done, "state open"));
    if (now.remaining) {
      const list = element("ul");
      list.append(...[...now.alternatives, ...now.closed].map((id) => this.alternative(id)));
      group.append(element("p", left[step.kind]()), list);
      if (!now.alternatives.length) group.append(element("p", planWords.nothingBrings, "gap"));
    }
    if (step.other) {
      const [words_, lang, ects] = step.other, besides = element("p", `${planWords.besides} `);
      besides.append(withLang(element("span", words_), lang), ...(ects === null ? [] : [` – ${ectsWords(units(ects))}`]));
      group.append(besides);
    }
    return item;
  }

  alternative(id) {
    const one = this.net.offerings.get(id), item = element("li");
    item.append(linked(one), ` – ${[this.standing(one), ...(one.open ? [this.priceWords(one.price)] : [])].join(", ")}`);
    for (const giver of this.net.givers.get(id) || []) item.append(`; ${planWords.also} `, linked(this.net.pathways.get(giver)));
    return item;
  }

  /* The best route by each measure; equal ones once, under all their names. */
  routes(now) {
    const heading = element("h3", planWords.routes), names = [planWords.shortest, planWords.cheapest, planWords.fewest], found = new Map();
    if (now.steps.every((one) => !one.remaining)) return [element("p", planWords.arrived, "notice"), ...this.short([])];
    MEASURES.forEach((measure, place) => {
      const route = bestRoute(this.net, this.goal, this.have, measure);
      if (!route) return;
      const key = JSON.stringify([[...route.take].sort(), route.legs.map((leg) => leg.pathway)]);
      found.set(key, { route, names: [...(found.has(key) ? found.get(key).names : []), names[place]] });
    });
    if (!found.size) return [heading, element("p", planWords.noRoute, "gap")];
    const cards = element("ul", "", "cards");
    cards.append(...[...found.values()].map((one) => this.route(one)));
    return [heading, cards];
  }

  route({ route, names }) {
    const card = element("li", "", "card"), list = element("ul"), titles = (ids) => ids.map((id) => this.net.offerings.get(id).title).join(", ");
    list.append(...route.take.map((id) => {
      const one = this.net.offerings.get(id), item = element("li");
      item.append(linked(one), ` – ${ectsWords(one.ects)}, ${this.priceWords(one.price)}`);
      return item;
    }));
    card.append(element("h4", capital(names.join(", ")), "card-title"), element("p", counted(planWords.take, route.take.length)), list);
    if (route.legs.length > 1) {
      const legs = element("ol");
      legs.append(...route.legs.map(({ pathway, uses, gives }, place) => element("li", said(place < route.legs.length - 1 ? planWords.leg : planWords.lastLeg, {
        uses: titles(uses), pathway: this.net.pathways.get(pathway).title, goal: gives === null ? "" : this.net.offerings.get(gives).title,
      }))));
      card.append(legs);
    }
    const known = route.unpriced.length === route.take.length ? planWords.noPrice : this.priceWords(route.price);
    card.append(element("p", said(planWords.sum, { ects: ectsWords(route.ects), price: known })));
    if (route.legs.some(({ pathway }) => this.net.pathways.get(pathway).steps.some(({ other }) => other))) card.append(element("p", planWords.otherParts, "small"));
    for (const [text, ids] of [[planWords.unpriced, route.unpriced], [planWords.unknownEcts, route.unknownEcts]])
      if (ids.length) card.append(element("p", said(text, { titles: titles(ids) }), "small"));
    card.append(...this.short(route.legs));
    return card;
  }

  /* That the steps are done and the target is missed all the same, where the least that they ask does not reach it. */
  short(legs) {
    const used = legs.filter((leg) => leg.pathway === this.goal).flatMap((leg) => leg.uses), pathway = this.net.pathways.get(this.goal);
    const missing = shortOf(pathway, new Set([...this.have, ...used]), this.net);
    return missing ? [element("p", said(planWords.short, { ects: ectsWords(missing), target: ectsWords(pathway.target) }), "note")] : [];
  }

  /* Without a pathway: in which pathways what one has counts, the furthest first. */
  drawCounting() {
    const share = ({ steps }, pathway) => total(steps.map((one, place) => (pathway.steps[place].needed ? one.reached / pathway.steps[place].needed : 0))) / steps.length;
    const found = [...this.net.pathways.values()].filter((one) => one.open).map((one) => [one, progressOn(one, this.have, this.net)]);
    const counting = found.filter(([, now]) => now.steps.some((one) => one.held.length)).sort(([one, a], [other, b]) => share(b, other) - share(a, one));
    const list = element("ul", "", "closing-list");
    list.append(...counting.map(([one, now]) => {
      const item = element("li"), link = withLang(element("a", one.title), one.lang);
      link.href = `#goal=${one.id.replace("/", "~")}&have=${[...this.have].sort().join(",").replaceAll("/", "~")}`;
      item.append(link, element("span", one.target === null ? ectsWords(now.reached) : `${ectsWords(now.reached)} / ${ectsWords(one.target)}`));
      return item;
    }));
    this.status.textContent = counting.length ? planWords.counts : planWords.countsNone;
    this.result.replaceChildren(list);
  }
}

async function startPlanning(place) {
  try {
    const answer = await fetch(place.dataset.file);
    if (!answer.ok) throw new Error(answer.status);
    place.drawn = new Plan(place, readPathways(await answer.json()));
  } catch {
    place.replaceChildren(element("p", planWords.failed, "notice"));
  }
}

const planPlace = document.getElementById("plan");
if (planPlace) startPlanning(planPlace);
