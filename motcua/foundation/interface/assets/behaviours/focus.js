const CONTROLS = "input:not([type=hidden]), select, textarea, button";

/** Moves the focus to what has to be read first: an error summary, a conflict. */
export function takeFocus(root) {
  const place = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
  place?.focus();
}

/** A link of an error summary leads to the control itself, with its question in view. */
export function jumpToFields() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".govuk-error-summary a[href^='#']");
    if (!link) return;
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const control = place?.matches(CONTROLS) ? place : place?.querySelector(CONTROLS);
    if (!control) return;
    event.preventDefault();
    (control.closest(".govuk-form-group") ?? control).scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  });
}
