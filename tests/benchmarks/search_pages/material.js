/* The search of Material for MkDocs as its own pages run it: the worker that it ships gets the whole index, sets itself up
   (0), says that it is ready (1), takes a query (2) and answers with results (3). It has no filters. */
const SHOWN = 10, SETUP = 0, QUERY = 2;
const root = new URL(`${document.documentElement.lang}/`, location.href);
let engine;

function asked(worker, type, data) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data: answer }) => resolve(answer.data);
    worker.onerror = reject;
    worker.postMessage({ type, data });
  });
}

async function loaded() {
  const worker = new Worker(new URL("assets/javascripts/workers/search.js", location.href));
  const index = await (await fetch(new URL("search/search_index.json", root))).json();
  await asked(worker, SETUP, { ...index, options: { suggest: false } });
  return worker;
}

const idOf = (location) => location.split("/").filter(Boolean).slice(-2).join("/");

window.searchFor = async (query, choices = {}) => {
  if (Object.keys(choices).length) return null;
  const { items } = await asked(await (engine ??= loaded()), QUERY, query);
  return { total: items.length, ids: items.slice(0, SHOWN).map(([{ location }]) => idOf(location)) };
};
