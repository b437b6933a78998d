/* Pagefind as its own documentation has it used: options, init, search, and the data of the results that are shown. It
   takes the index of the language of the page. Facets need the counts of all values, so a choice loads the filters first. */
const SHOWN = 10;
let engine, filters;

async function loaded() {
  const pagefind = await import("./pagefind/pagefind.js");
  await pagefind.options({ baseUrl: "/" });
  await pagefind.init();
  return pagefind;
}

const idOf = (url) => url.split("/").filter(Boolean).slice(-2).join("/");

window.searchFor = async (query, choices = {}) => {
  engine ??= loaded();
  const pagefind = await engine, chosen = Object.entries(choices).map(([name, codes]) => [name, { any: codes }]);
  if (chosen.length) await (filters ??= pagefind.filters());
  const found = await pagefind.search(query || null, chosen.length ? { filters: Object.fromEntries(chosen) } : {});
  const shown = await Promise.all(found.results.slice(0, SHOWN).map((one) => one.data()));
  return { total: found.results.length, ids: [...new Set(shown.map(({ url }) => idOf(url)))] };
};
