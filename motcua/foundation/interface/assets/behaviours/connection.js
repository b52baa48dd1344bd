/** Says when the connection is lost, and stops saying it when it is back. */
export function watchConnection() {
  const place = document.querySelector("[data-offline]");
  if (!place) return;
  const lost = () => (place.textContent = place.dataset.text);
  const back = () => (place.textContent = "");
  addEventListener("offline", lost);
  addEventListener("online", back);
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:afterOnLoad", back);
  document.addEventListener("motcua:connection-lost", lost);
  document.addEventListener("motcua:connection-back", back);
  if (!navigator.onLine) lost();
}
