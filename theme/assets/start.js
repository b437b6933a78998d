/* Before anything shows: what depends on scripts may take its room, and a list that is about to be replaced is held back.
   What searching needs is fetched at once where the address asks for something, else when it is first used; the script and
   the first two files of the index together, so that none waits for another. */
const { search: searchAddress, root: siteRoot } = document.currentScript.dataset;
const columnsAddress = `${siteRoot}search/columns.bin`, namesAddress = `${siteRoot}${document.documentElement.lang}/search/names.bin`;
const begun = new Map();
let searchLoaded;

function loadSearch() {
  searchLoaded ??= new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = searchAddress;
    script.onload = loaded;
    script.onerror = () => failed(new Error(searchAddress));
    document.head.append(script);
    for (const address of [columnsAddress, namesAddress]) {
      begun.set(address, fetch(address, { cache: "no-cache" }));
      begun.get(address).catch(() => {}); // whoever asks for the file is told
    }
  });
  return searchLoaded;
}

document.documentElement.classList.add("scripted");
if (location.search) {
  document.documentElement.classList.add("asked");
  loadSearch();
}
