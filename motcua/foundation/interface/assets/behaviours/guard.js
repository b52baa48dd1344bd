const changed = new Set();

/** A form with `data-guard` asks before the page is left with something typed and not sent. Autosave dispatches
 *  `motcua:saved` on the form to say that nothing would be lost. */
export function guardChanges() {
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.hasAttribute("data-guard")) changed.add(form);
  });
  document.addEventListener("motcua:saved", (event) => changed.delete(event.target));
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.delete(event.target);
  });
  addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
