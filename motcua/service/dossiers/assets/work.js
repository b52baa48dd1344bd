// The desk's third column is filled by HTMX: the list shows which dossier it is, and one verb is open at a time.
function follow() {
  const head = document.querySelector("#work [data-code]");
  document.querySelector(".desk__frame")?.classList.toggle("desk--open", Boolean(head));
  const main = document.getElementById("main");
  if (main) main.scrollTop = 0;
  for (const row of document.querySelectorAll("[data-work-row]")) {
    const current = Boolean(head) && row.textContent.includes(head.dataset.code);
    row.toggleAttribute("aria-current", current);
    if (current) row.setAttribute("aria-current", "true");
    row.parentElement.classList.toggle("work__row--current", current);
  }
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "work") follow();
});

document.addEventListener(
  "toggle",
  (event) => {
    const opened = event.target;
    if (!opened.matches?.("details.act") || !opened.open) return;
    for (const other of document.querySelectorAll("details.act[open]")) {
      if (other !== opened && !other.contains(opened) && !opened.contains(other)) other.open = false;
    }
    // What has to be read first keeps the focus.
    if (document.activeElement?.matches("[data-focus]")) return;
    opened.querySelector(".act__form")?.querySelector("textarea, select, input:not([type=hidden])")?.focus();
  },
  true,
);
