/* Reads offerings from their own pages, which say everything in the language of the page that asks. Pages are parsed and
   never run, and only what is listed here is copied from them. `element` and `OFFERING` are those of every page. */
const KEPT = new Set(["bdi", "br", "code", "div", "em", "li", "ol", "p", "span", "strong", "time", "ul", "wbr"]);
const DROPPED = new Set(["iframe", "math", "noscript", "object", "script", "style", "svg", "template"]);
const KEPT_CLASSES = new Set(["deadline", "gap", "rich", "values"]);
const KEPT_DATA = ["closes", "opens"];
const LANGUAGE = /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i;

/* Where a link leads, if it leads to a page. */
function addressOf(link, page) {
  try {
    const address = new URL(link.getAttribute("href"), page);
    return ["http:", "https:"].includes(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

function copiesOf(node, page) {
  return [...node.childNodes].flatMap((one) => {
    if (one.nodeType === Node.TEXT_NODE) return [one.data];
    if (one.nodeType !== Node.ELEMENT_NODE || DROPPED.has(one.localName)) return [];
    const folded = one.matches("details.gloss") && one.querySelector("summary"); // a table has no room for explanations
    const within = copiesOf(folded || one, page), address = one.localName === "a" && addressOf(one, page);
    return address || KEPT.has(one.localName) ? [copyOf(one, within, address)] : within;
  });
}

function copyOf(one, within, address) {
  const copy = element(one.localName), classes = [...one.classList].filter((name) => KEPT_CLASSES.has(name));
  if (address) {
    copy.href = address.href;
    if (address.origin !== location.origin) Object.assign(copy, { className: "outside", rel: "noopener noreferrer" });
  } else if (classes.length) copy.className = classes.join(" ");
  if (LANGUAGE.test(one.lang)) Object.assign(copy, { lang: one.lang, dir: "auto" });
  if (one.dateTime) copy.dateTime = one.dateTime;
  for (const name of KEPT_DATA) if (one.dataset[name]) copy.dataset[name] = one.dataset[name];
  copy.append(...within);
  return copy;
}

function plainText(node) {
  return node.textContent.replace(/\s+/g, " ").trim();
}

function partsOf(value) {
  const list = value.querySelector(":scope > ul.values");
  return list ? [...list.children] : [value];
}

/* What a value says whatever the order of its parts: their words, and where their links lead. */
function sayingOf(value) {
  const told = partsOf(value).map((one) => [plainText(one), ...[...one.querySelectorAll("a")].map((link) => link.href)].join(" "));
  return [...new Set(told)].sort().join("\n");
}

/* A row of a page: its label as it stands there, its value as a safe copy, and what that says. */
function readRow(row, page) {
  const value = element("div"), label = row.querySelector("dt"), gloss = label.querySelector("details.gloss");
  value.append(...copiesOf(row.querySelector("dd"), page));
  return {
    label: plainText(gloss ? gloss.querySelector("summary") : label.lastChild),
    gloss: gloss ? plainText(gloss.querySelector("p")) : "",
    value, said: sayingOf(value),
  };
}

function readRows(part, page) {
  return new Map([...(part?.querySelectorAll("[data-row]") ?? [])].map((row) => [row.dataset.row, readRow(row, page)]));
}

function readPage(id, document, page) {
  const title = document.querySelector("h1"), by = document.querySelector("main .by");
  return {
    id,
    title: plainText(title),
    lang: LANGUAGE.test(title.lang) ? title.lang : "",
    by: by ? plainText(by) : "",
    status: plainText(document.querySelector(".notice strong") ?? element("p")).replace(/\.$/, ""),
    facts: readRows(document.querySelector("#key-facts"), page),
    elements: readRows(document.querySelector("#annex-one"), page),
  };
}

/* The id in the address to which a page has moved. */
function movedTo(document, page) {
  const link = document.querySelector("[data-moved] a"), address = link && addressOf(link, page);
  return address ? address.pathname.split("/").slice(-3, -1).join("/") : "";
}

/* What a page says of an offering, under its present id; null where the catalogue has none of this id. Rejects where the
   page does not come. */
async function fetchOffering(id, follows = true) {
  const answer = await fetch(`../offerings/${id}/`);
  if ([404, 410].includes(answer.status)) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${id}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html"), target = movedTo(page, answer.url);
  if (target) return follows && OFFERING.test(target) ? fetchOffering(target, false) : null;
  return page.querySelector("#annex-one") ? readPage(id, page, answer.url) : null;
}

const readOfferings = new Map();
function readOffering(id) {
  if (!readOfferings.has(id)) {
    const reading = fetchOffering(id);
    readOfferings.set(id, reading);
    reading.catch(() => readOfferings.delete(id));
  }
  return readOfferings.get(id);
}
