/**
 * Photographs straight into a paper: at a counter the document camera or the webcam takes the place of choosing a file.
 *
 * `data-camera-texts` on an element of the page holds the words: data-take, data-shoot, data-stop, data-none. A button
 * appears beside each file input only where the browser has a camera to offer; the picture goes the way of a chosen file.
 */
const words = document.querySelector("[data-camera-texts]")?.dataset;

if (words && navigator.mediaDevices?.getUserMedia && "DataTransfer" in window) {
  for (const input of document.querySelectorAll("input[type=file]")) offer(input);
}

function button(text, after) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.className = "govuk-button govuk-button--secondary camera__button";
  after.after(made);
  return made;
}

function offer(input) {
  const open = button(words.take, input);
  open.addEventListener("click", () => show(input, open));
}

async function show(input, open) {
  open.hidden = true;
  let stream;
  try {
    // A page is read from its picture, so the camera is asked for as much as it has.
    const video = { facingMode: "environment", width: { ideal: 2560 }, height: { ideal: 1920 } };
    stream = await navigator.mediaDevices.getUserMedia({ video });
  } catch {
    open.replaceWith(Object.assign(document.createElement("p"), { className: "quiet", textContent: words.none }));
    return;
  }
  const view = Object.assign(document.createElement("video"), { srcObject: stream, muted: true, playsInline: true });
  view.className = "camera__view";
  open.after(view);
  await view.play();
  const stop = button(words.stop, view);
  const shoot = button(words.shoot, view);
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
    for (const part of [view, stop, shoot]) part.remove();
    open.hidden = false;
    open.focus();
  };
  stop.addEventListener("click", end);
  shoot.addEventListener("click", () => shot(view, input, end));
  shoot.focus();
}

function shot(view, input, end) {
  const canvas = Object.assign(document.createElement("canvas"), { width: view.videoWidth, height: view.videoHeight });
  canvas.getContext("2d").drawImage(view, 0, 0);
  const name = `${input.closest("[data-slot]")?.dataset.slot.replace("papers.", "") ?? "anh"}.jpg`;
  canvas.toBlob(
    (blob) => {
      const held = new DataTransfer();
      held.items.add(new File([blob], name, { type: "image/jpeg" }));
      input.files = held.files;
      end();
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    "image/jpeg",
    0.92,
  );
}
