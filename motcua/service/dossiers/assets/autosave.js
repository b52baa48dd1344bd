/**
 * Keeps a page of the declaration as it is typed, and asks the questions that an answer on it brings up.
 *
 * A form with `data-autosave` (where to post) is sent there, half typed or not, with the revision that the page was shown
 * with. What could not be sent stays in this browser until it has arrived, and comes back when the page is opened again.
 * Another device that saved meanwhile is told of, never overwritten unasked. A form with `data-keep` (a name) is sent
 * nowhere: what is typed stays in this browser until a page with `data-forget` (the beginning of that name) says that it
 * has arrived. The sentences stand on
 * `[data-autosave-state]`. Questions with `data-when` (a condition as the declaration has it) are shown and hidden;
 * `data-known` holds the answers of other pages that conditions look at.
 */

const QUIET_MS = 800;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 30000;
const PATIENCE_MS = 15000;
const WAIT_BEFORE_LEAVING_MS = 5000;
const KEPT_DAYS = 7;
const PLACE = "motcua.draft:";

export function keepDrafts(root = document) {
  for (const done of root.querySelectorAll("[data-forget]")) forgetAll(done.dataset.forget);
  for (const form of root.querySelectorAll("form[data-autosave], form[data-keep]")) new Keeper(form).begin();
}

function forgetAll(beginning) {
  try {
    for (const place of Object.keys(localStorage)) {
      if (place.startsWith(PLACE + beginning)) localStorage.removeItem(place);
    }
  } catch {
    // A closed store has kept nothing.
  }
}

class Keeper {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave ?? "";
    this.place = PLACE + (this.url || form.dataset.keep);
    this.state = form.querySelector("[data-autosave-state]");
    this.known = JSON.parse(form.dataset.known || "{}");
    this.timer = 0;
    this.pause = FIRST_PAUSE_MS;
    this.sending = false;
    this.changed = false;
    this.stopped = false;
  }

  begin() {
    this.restore();
    this.ask();
    this.form.addEventListener("input", (event) => this.typed(event, QUIET_MS));
    this.form.addEventListener("change", (event) => this.typed(event, 0));
    this.form.addEventListener("submit", (event) => this.leave(event));
    addEventListener("online", () => this.changed && this.later(0));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.changed) this.send();
    });
  }

  typed({ target }, wait) {
    if (target.type === "file") return;
    this.changed = true;
    this.ask();
    const isKept = this.keepHere();
    if (this.url) this.later(wait);
    else if (isKept) this.saved("kept");
  }

  later(wait) {
    clearTimeout(this.timer);
    if (!this.stopped && this.url) this.timer = setTimeout(() => this.send(), wait);
  }

  /** The whole page is on its way and saves all: what is still being kept comes first, so that it is not overtaken. */
  leave(event) {
    this.stopped = true;
    clearTimeout(this.timer);
    if (!this.sending) return;
    event.preventDefault();
    const { submitter } = event;
    const begun = Date.now();
    const look = setInterval(() => {
      if (this.sending && Date.now() - begun < WAIT_BEFORE_LEAVING_MS) return;
      clearInterval(look);
      this.patience?.abort();
      this.sending = false;
      this.form.requestSubmit(submitter);
    }, 50);
  }

  body() {
    return new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string"));
  }

  async send() {
    if (this.stopped || !this.url) return;
    if (this.sending) {
      this.later(QUIET_MS);
      return;
    }
    clearTimeout(this.timer);
    this.sending = true;
    this.changed = false;
    this.patience = new AbortController();
    const limit = setTimeout(() => this.patience.abort(), PATIENCE_MS);
    this.say("saving");
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body: this.body(),
        credentials: "same-origin",
        redirect: "manual",
        keepalive: true,
        signal: this.patience.signal,
        headers: { Accept: "application/json" },
      });
      await this.answered(response);
    } catch {
      this.failed();
    } finally {
      clearTimeout(limit);
      this.sending = false;
    }
  }

  async answered(response) {
    if (response.ok) {
      const { revision, at } = await response.json();
      this.form.elements.revision.value = revision;
      this.pause = FIRST_PAUSE_MS;
      document.dispatchEvent(new CustomEvent("motcua:connection-back"));
      if (this.changed) return;
      this.forget();
      this.saved("saved", { at });
    } else if (response.status === 409) {
      this.conflict(await response.json());
    } else if (response.status === 410) {
      this.stopped = true;
      location.reload();
    } else if (response.status === 422) {
      // Marked as a state secret: it is kept nowhere, in this browser neither; all the rest has arrived.
      const { revision, detail } = await response.json();
      this.form.elements.revision.value = revision;
      this.forget();
      this.tell(detail);
    } else if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) {
      this.changed = true;
      this.say("signedOut", {}, true);
      this.later(LONGEST_PAUSE_MS);
    } else {
      this.failed();
    }
  }

  saved(key, values = {}) {
    this.say(key, values);
    this.form.dispatchEvent(new CustomEvent("motcua:saved", { bubbles: true }));
  }

  failed() {
    if (this.stopped) return;
    this.changed = true;
    this.keepHere();
    this.say("waiting", {}, true);
    this.later(this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
  }

  /** Nobody's work is overwritten unasked: the person chooses. */
  conflict({ revision }) {
    this.stopped = true;
    this.changed = true;
    this.keepHere();
    this.say("conflict", {}, true);
    const mine = this.button("mine", () => {
      this.form.elements.revision.value = revision;
      this.stopped = false;
      this.send();
    });
    const theirs = this.button("theirs", () => {
      this.forget();
      this.form.dispatchEvent(new CustomEvent("motcua:saved", { bubbles: true }));
      location.reload();
    });
    this.state.append(mine, theirs);
  }

  button(key, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = this.text(key);
    button.addEventListener("click", press);
    return button;
  }

  text(key, values = {}) {
    const found = this.state?.dataset[`text${key[0].toUpperCase()}${key.slice(1)}`] ?? "";
    return found.replace(/\{(\w+)\}/g, (whole, word) => (word in values ? values[word] : whole));
  }

  say(key, values = {}, look = false) {
    this.tell(this.text(key, values), look);
  }

  tell(sentence, look = true) {
    if (!this.state) return;
    this.state.textContent = sentence;
    this.state.classList.toggle("autosave--look", look);
  }

  keepHere() {
    const asked = [...this.form.elements].map(({ name }) => name).filter((name) => name && !isOurs(name));
    const kept = { at: Date.now(), asked, typed: [...this.body()].filter(([name]) => !isOurs(name)) };
    try {
      localStorage.setItem(this.place, JSON.stringify(kept));
      return true;
    } catch {
      // A full or closed store: the page itself still holds everything.
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.place);
    } catch {
      // Nothing was kept.
    }
  }

  /** What was typed without a connection comes back, unless the page came back from the server with its own. */
  restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.place) || "null");
    } catch {
      return;
    }
    if (!kept) return;
    const isOld = Date.now() - kept.at > KEPT_DAYS * 86400000;
    const isAnswered = this.form.ownerDocument.querySelector(".govuk-error-summary, .conflict");
    if (isOld || isAnswered) {
      this.forget();
      // What came back in the page itself is kept on as it stands there.
      if (isAnswered && !this.url) this.keepHere();
      return;
    }
    const answers = new Map();
    for (const [name, value] of kept.typed) answers.set(name, value);
    const asked = new Set(kept.asked);
    let isDifferent = false;
    for (const field of this.form.elements) {
      // A question that was not there then has no answer to come back.
      if (!asked.has(field.name)) continue;
      if (field.type === "radio" || field.type === "checkbox") {
        const wanted = answers.get(field.name) === field.value;
        isDifferent ||= field.checked !== wanted;
        field.checked = wanted;
      } else if (answers.has(field.name) && field.value !== answers.get(field.name)) {
        field.value = answers.get(field.name);
        isDifferent = true;
      }
    }
    if (!isDifferent) {
      if (this.url) this.forget();
      return;
    }
    this.changed = true;
    this.say("restored", {}, true);
    this.later(QUIET_MS);
  }

  ask() {
    for (const question of this.form.querySelectorAll("[data-when]")) {
      question.hidden = !this.holds(JSON.parse(question.dataset.when));
    }
  }

  holds(condition) {
    if (condition.is === "all") return condition.of.every((one) => this.holds(one));
    if (condition.is === "any") return condition.of.some((one) => this.holds(one));
    if (condition.is === "not") return !this.holds(condition.of);
    const answer = this.answer(condition.field);
    if (condition.is === "equals") return same(answer, condition.value);
    if (condition.is === "in") return condition.values.some((value) => same(answer, value));
    if (condition.is === "empty") return answer === null || answer === "";
    return false; // Days between dates are the server's to count.
  }

  answer(name) {
    if (name in this.known) return this.known[name];
    const field = this.form.elements[name];
    if (!field || (field instanceof Element && field.closest("[data-when][hidden]"))) return null;
    return field.value;
  }
}

function same(answer, value) {
  if (typeof value === "boolean") return answer === value || answer === (value ? "yes" : "no");
  if (typeof value === "number") return answer !== "" && answer !== null && Number(answer) === value;
  return answer === value;
}

function isOurs(name) {
  return ["csrfmiddlewaretoken", "revision", "back", "key", "version", "opened"].includes(name);
}

keepDrafts();
