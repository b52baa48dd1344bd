const OFF = "motcua.keys-off";

const isOff = () => localStorage.getItem(OFF) === "yes";

function step(by) {
  const rows = [...document.querySelectorAll("[data-work-row]")];
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row === document.activeElement);
  const from = at >= 0 ? at : rows.findIndex((row) => row.hasAttribute("aria-current"));
  const row = rows[Math.min(Math.max(from + by, 0), rows.length - 1)];
  row.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function press(key) {
  const control = [...document.querySelectorAll("[data-key]")].find(
    (one) => one.dataset.key.toUpperCase() === key && one.checkVisibility?.() !== false,
  );
  control?.click();
  return Boolean(control);
}

function search() {
  const box = document.querySelector("[data-search], input[type=search]");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function label(control) {
  const copy = control.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
  return copy.textContent.trim();
}

function showKeys(dialog) {
  const rows = [...document.querySelectorAll("[data-key]")].map((control) => {
    const row = document.createElement("div");
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    const does = document.createElement("dd");
    key.textContent = control.dataset.key;
    does.textContent = label(control);
    term.append(key);
    row.append(term, does);
    return row;
  });
  const here = dialog.querySelector("[data-keys-here]");
  here.replaceChildren(...rows);
  here.hidden = rows.length === 0;
  dialog.showModal();
  return true;
}

/** Single letters act only outside of fields, and can be switched off on this computer. */
export function readKeys() {
  const dialog = document.querySelector("[data-keys]");
  const bar = document.querySelector("[data-keys-bar]");
  const off = document.querySelector("[data-keys-off]");
  if (bar) bar.hidden = false;
  document.querySelector("[data-keys-open]")?.addEventListener("click", () => showKeys(dialog));
  if (off) {
    off.checked = isOff();
    off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "yes" : "no"));
  }
  document.addEventListener("keydown", (event) => {
    if (isOff() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
    const key = event.key.toUpperCase();
    const done =
      (key === "J" && step(1)) ||
      (key === "K" && step(-1)) ||
      (key === "/" && search()) ||
      (key === "?" && dialog && showKeys(dialog)) ||
      (/^[A-Z0-9]$/.test(key) && press(key));
    if (done) event.preventDefault();
  });
}
