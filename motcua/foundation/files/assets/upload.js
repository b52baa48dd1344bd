/**
 * Makes a plain file input a resumable upload. Without this script the form posts the files itself.
 *
 * `data-upload-url` stands on the input or on an element around it, and so may `data-max-bytes`. The sentences come from
 * `data-text-*` on either, or from the page's element `[data-upload-texts]` (files/upload_texts.html); {name}, {percent},
 * {size} and {limit} in them are filled here.
 *
 * Photos are made smaller before they are sent (longest edge 2400 px, upright, JPEG), never larger; PDFs stay as they
 * are. Files go one after another in pieces of 512 KB (tus 1.0). After a lost connection the server is asked how far it
 * came, with growing pauses or at once when the browser is online again. A file that has arrived leaves a hidden field
 * `<name of the input>.file` with its id in the form, and the input is emptied, so that nothing is sent twice.
 * Events on the input, bubbling: `upload:begun`, `upload:kept` (detail: the server's answer), `upload:refused`,
 * `upload:cancelled`.
 */

const PIECE_BYTES = 512 * 1024;
const LONGEST_EDGE = 2400;
const QUALITY = 0.85;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;
const PATIENCE_MS = 60000;
const MEGABYTE = 1024 * 1024;
const CHUNK_TYPE = "application/offset+octet-stream";
const PICTURES = ["image/jpeg", "image/png", "image/heic", "image/heif", "image/webp"];
const SAYS_PROGRESS_EVERY = 25;

/** An answer of the server that more trying will not change. */
class Refused extends Error {}
/** The person cancelled. */
class Cancelled extends Error {}
/** The upload is not known any more: it must begin anew. */
class Gone extends Error {}

export function enhanceUploads(root = document) {
  for (const input of root.querySelectorAll("input[type=file]")) {
    if (!input.dataset.uploadEnhanced && attribute(input, "uploadUrl") && canSend()) {
      input.dataset.uploadEnhanced = "true";
      enhance(input);
    }
  }
}

function canSend() {
  return "fetch" in window && "AbortController" in window && "arrayBuffer" in Blob.prototype;
}

function attribute(input, name) {
  if (input.dataset[name]) return input.dataset[name];
  const around = input.closest(`[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`);
  return around ? around.dataset[name] : "";
}

function sentence(input, key, values) {
  const name = `text${key[0].toUpperCase()}${key.slice(1)}`;
  const page = document.querySelector("[data-upload-texts]");
  const text = attribute(input, name) || (page && page.dataset[name]) || "";
  return text.replace(/\{(\w+)\}/g, (whole, word) => (word in values ? String(values[word]) : whole));
}

function enhance(input) {
  const list = document.createElement("ul");
  list.className = "upload-list";
  const place = around(input)?.querySelector("[data-slot-progress]");
  if (place) {
    place.removeAttribute("role"); // each file below has a status of its own
    place.append(list);
  } else {
    input.after(list);
  }
  const queue = { waiting: [], isRunning: false, open: 0 };
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    input.removeAttribute("required"); // the server still asks for the paper; the browser looks at an emptied input
    for (const file of files) queue.waiting.push(new Sending(input, list, file, queue));
    run(queue);
  });
  holdForm(input, queue);
}

function around(input) {
  return input.closest("[data-slot]");
}

async function run(queue) {
  if (queue.isRunning) return;
  queue.isRunning = true;
  while (queue.waiting.length) await queue.waiting.shift().go();
  queue.isRunning = false;
}

/** A form that is submitted while files are on their way waits for them, and says so. */
function holdForm(input, queue) {
  const form = input.form;
  if (!form) return;
  let isHeld = false;
  form.addEventListener("submit", (event) => {
    if (!queue.isRunning || isHeld || event.defaultPrevented) {
      if (isHeld) event.preventDefault();
      return;
    }
    event.preventDefault();
    isHeld = true;
    const note = document.createElement("p");
    note.className = "upload-note";
    note.setAttribute("role", "status");
    (event.submitter || input).after(note);
    note.textContent = sentence(input, "leaving", {});
    const look = setInterval(() => {
      if (queue.isRunning) return;
      clearInterval(look);
      isHeld = false;
      note.remove();
      if (!queue.failed) form.requestSubmit(event.submitter);
      queue.failed = false;
    }, 200);
  });
}

/** One file on its way, and its line on the page. */
class Sending {
  constructor(input, list, file, queue) {
    this.input = input;
    this.file = file;
    this.queue = queue;
    this.stop = new AbortController();
    this.said = -1;
    this.url = "";
    this.line = document.createElement("li");
    this.line.className = "upload";
    this.status = document.createElement("p");
    this.status.className = "upload__status";
    this.status.setAttribute("role", "status");
    this.bar = document.createElement("progress");
    this.bar.className = "upload__progress";
    this.bar.max = 100;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name);
    this.percent = document.createElement("span");
    this.percent.className = "upload__percent";
    this.percent.setAttribute("aria-hidden", "true");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "link-button upload__button";
    this.button.addEventListener("click", () => (this.isOver ? this.again() : this.stop.abort()));
    this.line.append(this.status, this.bar, this.percent, this.button);
    list.append(this.line);
    this.label("cancel");
    this.say("preparing");
  }

  async go() {
    this.isOver = false;
    try {
      this.emit("begun", { name: this.file.name });
      this.bytes ||= await shrunk(this.file);
      this.refuseEarly();
      const answer = await this.send();
      this.arrived(answer);
    } catch (problem) {
      this.ended(problem);
    }
  }

  again() {
    this.stop = new AbortController();
    this.line.classList.remove("upload--refused");
    this.bar.hidden = this.percent.hidden = false;
    this.label("cancel");
    this.queue.waiting.push(this);
    run(this.queue);
  }

  refuseEarly() {
    const size = this.bytes.size;
    const limit = Number(attribute(this.input, "maxBytes")) || Infinity;
    const numbers = { size: Math.ceil(size / MEGABYTE), limit: Math.floor(limit / MEGABYTE) };
    if (!size) throw new Refused(this.text("empty"));
    if (size > limit) throw new Refused(this.text("tooLarge", numbers));
    if (!isTaken(this.input.accept, this.bytes)) throw new Refused(this.text("wrongType"));
  }

  async send() {
    let offset = null;
    let pause = FIRST_PAUSE_MS;
    let beginnings = 0;
    for (;;) {
      this.throwIfCancelled();
      try {
        if (!this.url) {
          if (++beginnings > 3) throw new Refused(this.text("failed"));
          await this.create();
          offset = 0;
        }
        if (offset === null) offset = await this.askOffset();
        this.progress(offset);
        const answer = await this.sendPiece(offset);
        if (answer.body) return answer.body;
        offset = answer.offset;
        pause = FIRST_PAUSE_MS;
      } catch (problem) {
        if (problem instanceof Refused || problem instanceof Cancelled) throw problem;
        this.throwIfCancelled();
        if (problem instanceof Gone) {
          this.url = "";
          continue;
        }
        this.say(navigator.onLine && problem.isBusy ? "busy" : "waiting");
        await rest(problem.afterMs || pause, this.stop.signal);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS) * (0.8 + Math.random() * 0.4);
        offset = null;
      }
    }
  }

  async create() {
    const response = await this.request("POST", attribute(this.input, "uploadUrl"), {
      "Upload-Length": String(this.bytes.size),
      "Upload-Metadata": `filename ${base64(this.bytes.name)}`,
    });
    this.url = new URL(response.headers.get("Location"), window.location.href).href;
  }

  async askOffset() {
    const response = await this.request("HEAD", this.url, {});
    return Number(response.headers.get("Upload-Offset"));
  }

  async sendPiece(offset) {
    const piece = this.bytes.slice(offset, offset + PIECE_BYTES);
    if (offset + piece.size === this.bytes.size) this.say("checking");
    const response = await this.request(
      "PATCH",
      this.url,
      { "Content-Type": CHUNK_TYPE, "Upload-Offset": String(offset) },
      await piece.arrayBuffer(), // its own memory: a photo changed or removed meanwhile fails here, and clearly
    );
    const next = Number(response.headers.get("Upload-Offset"));
    return response.status === 200 ? { body: await response.json() } : { offset: next };
  }

  async request(method, url, headers, body) {
    const patience = new AbortController();
    const give = () => patience.abort();
    const timer = setTimeout(give, PATIENCE_MS);
    this.stop.signal.addEventListener("abort", give);
    try {
      const response = await fetch(url, {
        method,
        body,
        signal: patience.signal,
        credentials: "same-origin",
        redirect: "manual",
        headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(this.input), Accept: "application/json", ...headers },
      });
      if (response.ok) return response;
      throw await this.answered(response);
    } finally {
      clearTimeout(timer);
      this.stop.signal.removeEventListener("abort", give);
    }
  }

  async answered(response) {
    const { status, type } = response;
    if (type === "opaqueredirect" || status === 401 || status === 403) return new Refused(this.text("signedOut"));
    if (status === 404 || status === 410) return this.url ? new Gone() : new Refused(this.text("failed"));
    const problem = await response.json().catch(() => ({}));
    if (problem.code === "upload-gap" || status === 408 || status === 423 || status >= 500) return busy(response);
    if (status === 429 && !problem.code) return busy(response);
    this.url = ""; // refused for good: sending again begins anew
    return new Refused(problem.detail || this.text("failed"));
  }

  arrived(answer) {
    this.isOver = true;
    this.line.remove();
    const form = this.input.form;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = `${this.input.name}.file`;
    field.value = answer.file.id;
    if (form) form.append(field);
    this.show(answer.file.name);
    this.emit("kept", answer);
  }

  /** Say that it arrived where the page lists the files; a page that lists them anew replaces this line. */
  show(name) {
    const done = document.createElement("li");
    done.className = "upload upload--kept";
    const text = document.createElement("span");
    text.setAttribute("role", "status");
    done.append(text);
    const files = around(this.input)?.querySelector("[data-slot-files]");
    (files || this.line.parentElement || this.input.nextElementSibling).append(done);
    text.textContent = this.text("sent", { name });
  }

  ended(problem) {
    this.isOver = true;
    if (problem instanceof Cancelled) {
      if (this.url) this.request("DELETE", this.url, {}).catch(() => {});
      this.say("cancelled");
      this.bar.remove();
      this.percent.remove();
      this.button.remove();
      this.emit("cancelled", { name: this.file.name });
      return;
    }
    this.queue.failed = true;
    this.line.classList.add("upload--refused");
    this.status.textContent = problem instanceof Refused ? problem.message : this.text("failed");
    this.bar.hidden = this.percent.hidden = true;
    this.label("retry");
    this.emit("refused", { name: this.file.name, detail: this.status.textContent });
  }

  progress(offset) {
    const percent = Math.floor((offset / this.bytes.size) * 100);
    this.bar.value = percent;
    this.percent.textContent = `${percent} %`;
    // A screen reader hears the beginning and every quarter, not every piece.
    const quarter = Math.floor(percent / SAYS_PROGRESS_EVERY);
    if (quarter !== this.said || !this.status.dataset.sending) {
      this.said = quarter;
      this.say("sending", { percent: `${percent} %` });
      this.status.dataset.sending = "true";
    }
  }

  throwIfCancelled() {
    if (this.stop.signal.aborted) throw new Cancelled();
  }

  text(key, values = {}) {
    return sentence(this.input, key, { name: this.file.name, ...values });
  }

  say(key, values) {
    delete this.status.dataset.sending;
    this.status.textContent = this.text(key, values);
  }

  label(key) {
    this.button.textContent = this.text(key);
    const whose = document.createElement("span");
    whose.className = "govuk-visually-hidden";
    whose.textContent = ` ${this.file.name}`;
    this.button.append(whose);
  }

  emit(name, detail) {
    this.input.dispatchEvent(new CustomEvent(`upload:${name}`, { bubbles: true, detail }));
  }
}

function busy(response) {
  const problem = new Error(String(response.status));
  problem.isBusy = true;
  problem.afterMs = Number(response.headers.get("Retry-After")) * 1000;
  return problem;
}

/** Wait, but no longer than until the browser is online again, and not at all once cancelled. */
function rest(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

function token(input) {
  const field = input.form?.elements.csrfmiddlewaretoken || document.querySelector("[name=csrfmiddlewaretoken]");
  return field ? field.value : document.querySelector("meta[name=csrf-token]")?.content || "";
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text.normalize("NFC"))));
}

function isTaken(accept, file) {
  const kinds = accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  if (!kinds.length || !file.type) return true; // the server looks at the content
  return kinds.some(
    (kind) =>
      kind === file.type ||
      (kind.endsWith("/*") && file.type.startsWith(kind.slice(0, -1))) ||
      (kind.startsWith(".") && file.name.toLowerCase().endsWith(kind)),
  );
}

/** A photo with a longest edge of at most 2400 px, upright and as JPEG; anything else, or what cannot be read, as it is. */
async function shrunk(file) {
  if (!PICTURES.includes(file.type) || !("createImageBitmap" in window)) return file;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file;
  }
  try {
    const ratio = Math.min(1, LONGEST_EDGE / Math.max(bitmap.width, bitmap.height));
    const isShown = file.type === "image/jpeg" || file.type === "image/png";
    if (ratio === 1 && isShown) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * ratio));
    canvas.height = Math.max(1, Math.round(bitmap.height * ratio));
    const paper = canvas.getContext("2d");
    if (!paper) return file;
    paper.fillStyle = "#fff"; // JPEG has no transparency
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.imageSmoothingQuality = "high";
    paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    if (!blob || (isShown && blob.size >= file.size)) return file;
    return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  } finally {
    bitmap.close();
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => enhanceUploads());
else enhanceUploads();
document.addEventListener("htmx:load", (event) => enhanceUploads(event.target));
