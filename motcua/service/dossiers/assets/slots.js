/** After a file has arrived in pieces, lists the paper's files as the server has them, each with its link and its remove. */
document.addEventListener("upload:kept", async (event) => {
  const slot = event.target.closest("[data-slot]");
  if (!slot) return;
  const response = await fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector(`[data-slot="${CSS.escape(slot.dataset.slot)}"] [data-slot-files]`);
  const files = slot.querySelector("[data-slot-files]");
  if (!fresh || !files) return;
  const said = files.querySelector("[role=status]")?.closest("li");
  files.replaceChildren(...fresh.children);
  if (said) {
    // Screen readers are still reading it; for eyes the list says it now.
    said.className = "govuk-visually-hidden";
    files.append(said);
  }
});
