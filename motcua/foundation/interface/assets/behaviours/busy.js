import { word } from "./words.js";

const pressed = new WeakMap();
// A form that answers with a file does not leave its page, so nothing would say that it is done.
const staysHere = (form) => form.method === "dialog" || form.target === "_blank" || "download" in form.dataset;

function release(form) {
  const button = pressed.get(form);
  pressed.delete(form);
  form.removeAttribute("aria-busy");
  if (!button?.hasAttribute("aria-busy")) return;
  button.removeAttribute("aria-busy");
  if (button.dataset.label) button.textContent = button.dataset.label;
}

/**
 * A form that is being sent says so and is not sent a second time by the same page. The server does not rely on it: a
 * command that arrives twice is done once. A part of a page that is being filled anew says so too.
 */
export function keepBusy() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || staysHere(form)) return;
    if (pressed.has(form)) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    pressed.set(form, button);
    form.setAttribute("aria-busy", "true");
    if (!button?.classList.contains("govuk-button")) return;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => {
      if (!button.hasAttribute("aria-busy")) return;
      button.dataset.label = button.textContent;
      button.textContent = button.dataset.busy || word("busy");
    }, 1000);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.target?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    event.detail.target?.removeAttribute("aria-busy");
    const form = event.target.closest?.("form");
    if (form) release(form);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[aria-busy]").forEach(release);
  });
}
