/* Before anything shows: what depends on scripts may take its room, and a list that is about to be replaced is held back. */
document.documentElement.classList.add("scripted");
if (location.search) document.documentElement.classList.add("asked");
