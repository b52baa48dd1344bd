const OFF = "motcua.keys-off";
const GO_FOR = 1500;

const isOff = () => localStorage.getItem(OFF) === "yes";
const rows = () => [...document.querySelectorAll("[data-work-row]")];
const focusedRow = () => document.activeElement?.closest?.(".work__row")?.querySelector("[data-work-row]");
const seen = (control) => control.checkVisibility?.() !== false;

/** In an open dossier the next one opens; in the list only the focus walks. */
function step(by) {
  const all = rows();
  const opened = document.querySelector("#work [data-code]");
  if (opened && !focusedRow()) {
    const at = all.findIndex((row) => row.hasAttribute("aria-current"));
    const beside = at >= 0 ? all[at + by] : undefined;
    const further = document.querySelector(by > 0 ? "[data-following]" : "[data-before]");
    const target = beside ?? further;
    target?.click();
    return Boolean(target);
  }
  if (!all.length) return false;
  const at = all.indexOf(focusedRow());
  const from = at >= 0 ? at : all.findIndex((row) => row.hasAttribute("aria-current"));
  const row = all[Math.min(Math.max(from + by, 0), all.length - 1)];
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function mark() {
  const row = focusedRow() ?? rows().find((one) => one.hasAttribute("aria-current"));
  const box = row?.closest(".work__row")?.querySelector("[data-mark]");
  box?.click();
  return Boolean(box);
}

function press(key) {
  const control = [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key.toUpperCase() === key && seen(one),
  );
  control?.click();
  return Boolean(control);
}

function go(key) {
  const link = document.querySelector(`[data-go="${key}"]`);
  link?.click();
  return Boolean(link);
}

function search() {
  const box = document.querySelector("[data-search], input[type=search]");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function label(control) {
  const copy = control.cloneNode(true);
  copy.querySelectorAll("kbd, .count").forEach((part) => part.remove());
  return copy.textContent.trim();
}

function list(place, controls, key) {
  if (!place) return;
  const found = controls.map((control) => {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const shown = document.createElement("kbd");
    const does = document.createElement("dd");
    shown.textContent = key(control);
    does.textContent = label(control);
    term.append(shown);
    row.append(term, does);
    return row;
  });
  place.replaceChildren(...found);
  place.hidden = found.length === 0;
}

function showKeys(dialog) {
  const here = [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key !== "A");
  list(dialog.querySelector("[data-keys-here]"), here, (one) => one.dataset.key.replace("Shift+", "⇧"));
  const ways = [...document.querySelectorAll("[data-go]")];
  list(dialog.querySelector("[data-keys-go]"), ways, (one) => `G ${one.dataset.go}`);
  dialog.showModal();
  return true;
}

/** Single letters act only outside of fields, and can be switched off on this computer. */
export function readKeys() {
  const dialog = document.querySelector("[data-keys]");
  const bar = document.querySelector("[data-keys-bar]");
  const off = document.querySelector("[data-keys-off]");
  let going = 0;
  if (bar) bar.hidden = false;
  document.querySelector("[data-keys-open]")?.addEventListener("click", () => showKeys(dialog));
  if (off) {
    off.checked = isOff();
    off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "yes" : "no"));
  }
  document.addEventListener("keydown", (event) => {
    if (isOff() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // A checkbox takes no letters, so the keys go on working while it has the focus.
    if (event.target.closest("input:not([data-mark]), textarea, select, [contenteditable], dialog[open]")) return;
    if (event.key === "Shift") return;
    const key = event.key.toUpperCase();
    const goes = event.timeStamp - going < GO_FOR && going > 0;
    going = 0;
    if (key === "G" && !goes && document.querySelector("[data-go]")) {
      going = event.timeStamp;
      event.preventDefault();
      return;
    }
    const letter = /^[A-Z0-9]$/.test(key);
    const done = goes
      ? go(key)
      : event.shiftKey && letter
        ? press(`SHIFT+${key}`)
        : (key === "J" && step(1)) ||
          (key === "K" && step(-1)) ||
          (key === "X" && mark()) ||
          (key === "/" && search()) ||
          (key === "?" && dialog && showKeys(dialog)) ||
          (letter && press(key));
    if (done) event.preventDefault();
  });
}
