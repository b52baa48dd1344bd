import { word } from "./words.js";

/** The same folding as the server's: lower case, no marks, đ as d. */
export function fold(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{Mn}/gu, "").trim().replace(/\s+/g, " ");
}

/** A long select gets a box above it that shortens its list, marks or no marks typed. */
export function filterSelects(root) {
  for (const select of root.querySelectorAll("select[data-filter]:not([data-filtered])")) {
    select.dataset.filtered = "";
    const all = [...select.options].map((option) => ({ option, folded: fold(option.text) }));
    if (all.length < 12) continue;
    const box = document.createElement("input");
    box.type = "search";
    box.className = "govuk-input filter";
    box.placeholder = word("filter");
    box.autocomplete = "off";
    box.setAttribute("aria-label", `${word("filter")}: ${select.labels[0]?.textContent.trim() ?? ""}`);
    box.setAttribute("aria-controls", select.id);
    select.before(box);
    box.addEventListener("input", () => {
      const wanted = fold(box.value).split(" ");
      const kept = all.filter(
        ({ option, folded }) => !option.value || option.selected || wanted.every((part) => folded.includes(part)),
      );
      const chosen = select.value;
      select.replaceChildren(...kept.map(({ option }) => option));
      const found = kept.filter(({ option }) => option.value && option.value !== chosen);
      if (box.value.trim() && found.length === 1) found[0].option.selected = true;
      else select.value = chosen;
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") select.focus();
      if (event.key === "Enter") event.preventDefault();
    });
  }
}
