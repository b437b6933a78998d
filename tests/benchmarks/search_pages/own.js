/* The page of the catalogue answers the benchmark: what is asked goes into the address, as when a reader goes back, and what
   the page then shows is read off its cards. */
window.searchFor = async (query, choices = {}) => {
  const asked = new URLSearchParams({ q: query, ...Object.fromEntries(Object.entries(choices).map(([name, codes]) => [name, codes.join()])) });
  const root = document.documentElement, before = Number(root.dataset.shown ?? 0);
  history.pushState(null, "", `?${asked}`);
  window.dispatchEvent(new PopStateEvent("popstate"));
  await new Promise((shown) => {
    const look = () => (Number(root.dataset.shown ?? 0) > before ? shown() : setTimeout(look, 1));
    look();
  });
  const ids = [...document.querySelectorAll("#results .card")].map((card) => card.dataset.save);
  return { total: Number(document.querySelector(".total").textContent.match(/[\d.,\s]+/)[0].replace(/\D/g, "")), ids };
};
