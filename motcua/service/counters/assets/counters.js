// What the pages of a counter gain from a script: the kiosk prints and goes back, the board sounds, the ticket tells.
const printed = document.querySelector("[data-print]");
if (printed) {
  if (printed.dataset.print === "yes") window.addEventListener("load", () => window.print());
  let left = Number(printed.dataset.seconds);
  const shown = printed.querySelector("[data-left]");
  const touched = () => (left = Number(printed.dataset.seconds));
  document.addEventListener("pointerdown", touched);
  document.addEventListener("keydown", touched);
  setInterval(() => {
    left -= 1;
    if (shown) shown.textContent = String(Math.max(left, 0));
    if (left === 0) location.assign(printed.dataset.back);
  }, 1000);
}

// The sound is off until somebody in the hall switches it on: browsers ask for a press too.
const sound = document.querySelector("[data-sound]");
let audio = null;
function chime() {
  if (!audio) return;
  for (const [at, pitch] of [[0, 880], [0.25, 660]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const begins = audio.currentTime + at;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, begins);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 0.6);
  }
}
if (sound) {
  sound.hidden = false;
  sound.addEventListener("click", () => {
    const on = !audio;
    if (on) audio = new AudioContext();
    else {
      audio.close();
      audio = null;
    }
    sound.setAttribute("aria-pressed", String(on));
    chime();
  });
}

// Parts that renew themselves carry what they say in data-tells: when it changes, it is said once, aloud if wished.
const say = document.querySelector("[data-said]");
let last = document.querySelector("[data-tells]")?.dataset.tells;
document.addEventListener("htmx:afterSettle", () => {
  const part = document.querySelector("[data-tells]");
  if (!part || part.dataset.tells === last) return;
  last = part.dataset.tells;
  if (say) say.textContent = part.dataset.words ?? "";
  if (part.dataset.words) {
    chime();
    navigator.vibrate?.([200, 100, 200]);
  }
});
