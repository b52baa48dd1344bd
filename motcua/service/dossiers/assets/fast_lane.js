// The hand stays on the keys: the next case begins at the card, and what the card filled leads on to the pages.
const form = document.querySelector("[data-fast]");
const scan = form?.querySelector("#scan");
const name = form?.querySelector("#full_name");
const pages = form?.querySelector("#pages");

if (scan && !document.querySelector("[data-focus]")) scan.focus();
name?.addEventListener("change", () => {
  if (document.activeElement !== scan) return;
  scan.value = "";
  pages.focus();
  pages.select();
});
