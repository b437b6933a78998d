/* Before anything shows: what depends on scripts may take its room, and a list that is about to be replaced is held back.
   What searching needs is fetched at once where the address asks for something, else when it is first used; the scripts and
   the first two files of the index together, so that none waits for another. */
const { later, root: siteRoot } = document.currentScript.dataset;
const columnsAddress = `${siteRoot}search/columns.bin`, namesAddress = `${siteRoot}${document.documentElement.lang}/search/names.bin`;
const begun = new Map();
let searchLoaded;

const scripts = new Map();

/* A script that was loaded once is not loaded again, however often something else fails. */
function loadScript(address) {
  if (!scripts.has(address))
    scripts.set(address, new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = loaded;
      script.onerror = () => {
        scripts.delete(address);
        failed(new Error(address));
      };
      document.head.append(script);
    }));
  return scripts.get(address);
}

function loadSearch() {
  if (!searchLoaded) {
    searchLoaded = Promise.all(later.split(" ").map(loadScript));
    for (const address of [columnsAddress, namesAddress]) {
      begun.set(address, fetch(address, { cache: "no-cache" }));
      begun.get(address).catch(() => {}); // whoever asks for the file is told
    }
  }
  return searchLoaded;
}

document.documentElement.classList.add("scripted");
if (location.search) {
  document.documentElement.classList.add("asked");
  loadSearch();
}
