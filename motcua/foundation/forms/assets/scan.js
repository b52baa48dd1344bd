// Reads an identity card into the page. Without this script the scan is a field like any other, and the server fills.
//
// <fieldset data-scan data-scan-url="…"> holds one input [data-scan-input]; a scanner types into it and ends with Enter.
// What the card says goes into the inputs [data-card="number"], "name", "born-on" (or "born-on.day" and so on), "sex",
// "address", "issued-on", "old-number" of the whole page, and what to look at into [data-scan-said]. A button
// [data-scan-camera], hidden until then, reads the code with the camera where the browser can.

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function said(place, lines, wrong) {
  const box = place.querySelector("[data-scan-said]");
  if (!box) return;
  box.classList.toggle("govuk-error-message", wrong);
  box.replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })),
  );
}

function put(input, value) {
  if (input.type === "radio") input.checked = input.value === value;
  else input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function read(place, input) {
  const body = new URLSearchParams({ scan: input.value, csrfmiddlewaretoken: token() });
  let answer;
  try {
    const response = await fetch(place.dataset.scanUrl, { method: "POST", body, credentials: "same-origin" });
    answer = await response.json();
  } catch {
    input.form?.requestSubmit();
    return;
  }
  if (answer.problems) {
    said(place, answer.problems, true);
    input.select();
    return;
  }
  for (const target of document.querySelectorAll("[data-card]")) {
    const value = answer.fields[target.dataset.card];
    if (value !== undefined) put(target, value);
  }
  input.value = "";
  said(place, [place.dataset.scanDone ?? "", ...answer.remarks].filter(Boolean), false);
  place.dispatchEvent(new CustomEvent("motcua:card-read", { bubbles: true, detail: answer.fields }));
}

async function look(place, input, button) {
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = Object.assign(document.createElement("video"), { srcObject: stream, playsInline: true, muted: true });
  video.className = "scan__video";
  button.after(video);
  await video.play();
  const end = () => {
    for (const track of stream.getTracks()) track.stop();
    video.remove();
  };
  let going = true;
  button.addEventListener("click", () => (going = false), { once: true });
  while (going && video.isConnected) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found) {
      input.value = found.rawValue;
      end();
      await read(place, input);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  end();
  return false;
}

for (const place of document.querySelectorAll("[data-scan][data-scan-url]")) {
  const input = place.querySelector("[data-scan-input]");
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value.includes("|")) return;
    event.preventDefault();
    read(place, input);
  });
  const button = place.querySelector("[data-scan-camera]");
  if (button && "BarcodeDetector" in window && navigator.mediaDevices) {
    button.hidden = false;
    let looking = false;
    button.addEventListener("click", async () => {
      if (looking) return;
      looking = true;
      try {
        await look(place, input, button);
      } catch {
        button.hidden = true;
      }
      looking = false;
    });
  }
}
