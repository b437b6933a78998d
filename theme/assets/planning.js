/* How far what a learner has goes on a pathway, and the best routes to it: what microcatalogue's progress.py and routes.py
   work out, said again for browsers. Tests hold both to the same answers. Figures are whole ten-thousandths, so exact. */
const UNIT = 10000, FREE = [0, 0, 0], MEASURES = ["shortest", "cheapest", "fewest-credits"];

function units(text) {
  const [whole, part = ""] = text.split(".");
  return Number(whole) * UNIT + Number(`${part}0000`.slice(0, 4));
}

/* The file of pathways as objects; offerings are named by their ids. */
function readPathways(file) {
  const offerings = new Map(file.offerings.map(([id, title, lang, url, ects, price, open]) =>
    [id, { id, title, lang, url, ects: ects === null ? null : units(ects), price: price === null ? null : units(price), open }]));
  const ids = [...offerings.keys()], pathways = new Map();
  for (const one of file.pathways) {
    const steps = one.steps.map(([title, lang, kind, needed, listed, other]) =>
      ({ title, lang, kind, needed: kind === "ects" ? units(needed) : Number(needed), offerings: listed.map((place) => ids[place]), other }));
    const others = steps.reduce((sum, { other }) => sum + (other && other[2] !== null ? units(other[2]) : 0), 0);
    pathways.set(one.id, { ...one, steps, others, target: one.target === null ? null : units(one.target), gives: one.gives === null ? null : ids[one.gives] });
  }
  const givers = new Map();
  for (const one of pathways.values())
    if (one.open && one.gives !== null && offerings.get(one.gives).open) givers.set(one.gives, [...(givers.get(one.gives) || []), one.id]);
  return { offerings, pathways, givers, currency: file.currency };
}

function total(numbers) {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function stepProgress(step, have, offerings) {
  const worth = (id) => offerings.get(id).ects || 0, held = step.offerings.filter((id) => have.has(id));
  const each = held.map(worth).sort((one, other) => other - one);
  const credits = total(step.kind === "count" ? each.slice(0, step.needed) : each);
  const reached = Math.min(step.needed, step.kind === "ects" ? credits : held.length);
  const missing = reached < step.needed ? step.offerings.filter((id) => !have.has(id) && (step.kind !== "ects" || worth(id))) : [];
  return {
    held, credits, reached, remaining: step.needed - reached,
    alternatives: missing.filter((id) => offerings.get(id).open), closed: missing.filter((id) => !offerings.get(id).open),
  };
}

function progressOn(pathway, have, net) {
  const steps = pathway.steps.map((step) => stepProgress(step, have, net.offerings)), credits = total(steps.map((one) => one.credits));
  const reached = pathway.target === null ? credits : Math.min(credits, pathway.target);
  const done = steps.filter((one, place) => !one.remaining && !pathway.steps[place].other).length;
  return { steps, credits, reached, remaining: pathway.target === null ? null : pathway.target - reached, done };
}

/* By how much all that one has and the other parts together miss the target. */
function shortOf(pathway, have, net) {
  return pathway.target === null ? 0 : Math.max(0, pathway.target - progressOn(pathway, have, net).credits - pathway.others);
}

/* Costs are [how many figures are not known, their sum, a second figure]; entries of the heap begin with one. */
function less(one, other) {
  for (let place = 0; place < one.length; place += 1)
    if (one[place] !== other[place]) return one[place] < other[place];
  return false;
}

function added(one, other) {
  return one.map((figure, place) => figure + other[place]);
}

class Heap {
  entries = [];

  push(entry) {
    const { entries } = this;
    let place = entries.push(entry) - 1;
    while (place && less(entry, entries[(place - 1) >> 1])) {
      entries[place] = entries[(place - 1) >> 1];
      place = (place - 1) >> 1;
    }
    entries[place] = entry;
  }

  pop() {
    const { entries } = this, first = entries[0], last = entries.pop();
    if (!entries.length) return first;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= entries.length) break;
      if (below + 1 < entries.length && less(entries[below + 1], entries[below])) below += 1;
      if (!less(entries[below], last)) break;
      entries[place] = entries[below];
      place = below;
    }
    entries[place] = last;
    return first;
  }
}

function costOf({ ects, price }, measure) {
  if (measure === "shortest") return [0, 1, ects || 0];
  const figure = measure === "cheapest" ? price : ects;
  return figure === null ? [1, 0, 1] : [0, figure, 1];
}

/* A step as its offerings are settled, from the cheapest to the dearest: reached amount -> [cost, chosen]. */
class Filling {
  best = new Map([[0, [FREE, []]]]);

  constructor(step) {
    this.step = step;
  }

  add(id, cost, ects) {
    if (this.step.kind !== "ects") this.reach(1, Math.max(...this.best.keys()), id, cost);
    else if (ects)
      for (const reached of [...this.best.keys()].sort((one, other) => other - one)) this.reach(ects, reached, id, cost);
  }

  reach(more, reached, id, cost) {
    if (reached >= this.step.needed) return;
    const target = Math.min(reached + more, this.step.needed), [spent, chosen] = this.best.get(reached), whole = added(spent, cost);
    if (!this.best.has(target) || less(whole, this.best.get(target)[0])) this.best.set(target, [whole, [...chosen, id]]);
  }

  filled() {
    return this.best.get(this.step.needed);
  }
}

function around(net, goal) {
  const ways = new Set([goal]), offerings = new Set();
  for (const way of ways) // a set that grows is walked to its end
    for (const step of net.pathways.get(way).steps)
      for (const id of step.offerings)
        if (!offerings.has(id)) {
          offerings.add(id);
          for (const giver of net.givers.get(id) || []) ways.add(giver);
        }
  return [ways, offerings];
}

function bestRoute(net, goal, have, measure) {
  if (!net.pathways.has(goal) || !net.pathways.get(goal).open) return null;
  const [ways, offerings] = around(net, goal), heap = new Heap(), by = new Map(), done = new Map(), offered = new Map(), places = new Map();
  const fillings = new Map([...ways].map((way) => [way, net.pathways.get(way).steps.map((step) => new Filling(step))]));
  for (const way of ways)
    net.pathways.get(way).steps.forEach((step, number) => {
      for (const id of step.offerings) places.set(id, [...(places.get(id) || []), [way, number]]);
    });
  const offer = (way) => {
    let cost = [0, measure === "fewest-credits" ? net.pathways.get(way).others : 0, 0];
    for (const filling of fillings.get(way)) {
      if (!filling.filled()) return;
      cost = added(cost, filling.filled()[0]);
    }
    if (offered.has(way) && !less(cost, offered.get(way))) return;
    offered.set(way, cost);
    heap.push([...cost, 1, way, way]);
  };
  for (const id of offerings) {
    const one = net.offerings.get(id);
    if (have.has(id)) heap.push([...FREE, 0, id, id]);
    else if (one.open) heap.push([...costOf(one, measure), 0, id, id]);
  }
  for (const way of ways) offer(way);
  while (heap.entries.length && !done.has(goal)) {
    const entry = heap.pop(), cost = entry.slice(0, 3), [kind, name, giver] = entry.slice(3);
    if (kind && !done.has(name)) {
      done.set(name, fillings.get(name).flatMap((filling) => filling.filled()[1]));
      const { gives } = net.pathways.get(name);
      if (places.has(gives) && (net.givers.get(gives) || []).includes(name)) heap.push([...cost, 0, gives, name]);
    } else if (!kind && !by.has(name)) {
      by.set(name, giver);
      for (const [way, number] of places.get(name))
        if (!done.has(way)) {
          fillings.get(way)[number].add(name, cost, net.offerings.get(name).ects);
          offer(way);
        }
    }
  }
  return done.has(goal) ? routeOf(net, goal, have, by, done) : null;
}

function routeOf(net, goal, have, by, done) {
  const used = new Set([goal]);
  for (const way of used)
    for (const id of done.get(way)) if (done.has(by.get(id))) used.add(by.get(id));
  const legs = [...done].filter(([way]) => used.has(way)).map(([pathway, uses]) => ({ pathway, uses, gives: net.pathways.get(pathway).gives }));
  const take = [...new Set(legs.flatMap((leg) => leg.uses))].filter((id) => by.get(id) === id && !have.has(id));
  const worth = take.map((id) => net.offerings.get(id));
  return {
    legs, take, ects: total(worth.map((one) => one.ects || 0)), price: total(worth.map((one) => one.price || 0)),
    unknownEcts: take.filter((id) => net.offerings.get(id).ects === null), unpriced: take.filter((id) => net.offerings.get(id).price === null),
  };
}
