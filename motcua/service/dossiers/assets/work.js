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

const marks = () => [...document.querySelectorAll("[data-mark]")];

function countMarks() {
  const said = document.querySelector("[data-marked]");
  const count = marks().filter((box) => box.checked).length;
  if (said) said.textContent = count ? `${said.dataset.text} ${count}` : "";
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-mark]")) countMarks();
});
countMarks();

document.addEventListener("click", (event) => {
  const all = event.target.closest?.("[data-mark-all]");
  if (all) {
    event.preventDefault();
    const boxes = marks();
    const every = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !every;
    countMarks();
  }
  const insert = event.target.closest?.("[data-insert]");
  if (insert) {
    const tag = insert.dataset.insert;
    const box = document.getElementById(`${tag}.note`);
    const chosen = document.getElementById(`${tag}.phrase`)?.selectedOptions[0]?.dataset.text;
    if (!box || chosen === undefined) return;
    event.preventDefault();
    const before = box.value.slice(0, box.selectionStart);
    const gap = before && !/\s$/.test(before) ? "\n" : "";
    box.setRangeText(gap + chosen, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }
});
