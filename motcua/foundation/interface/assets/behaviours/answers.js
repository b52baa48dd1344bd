/** Lets HTMX show the pages of refusals, conflicts and defects: the server marks them by where they belong. */
export function acceptAnswers() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status >= 400 && xhr.getResponseHeader("HX-Retarget")) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
}
