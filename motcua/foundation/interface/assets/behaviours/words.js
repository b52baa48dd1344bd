/** A sentence that the page brought along in its own language: `data-<name>` of the words element. */
export function word(name) {
  return document.querySelector("[data-words]")?.dataset[name] ?? "";
}
