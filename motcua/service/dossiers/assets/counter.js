// What the card said goes into the form; in the fast lane the hand then stands at the paper's name while it is empty, else
// at the pages, and the next case at the card.
const form = document.querySelector("[data-counter]");
const scan = form?.querySelector("#scan");

document.addEventListener("motcua:card-read", ({ detail }) => {
  const day = [detail["born-on.day"], detail["born-on.month"], detail["born-on.year"]];
  const filled = {
    full_name: detail.name,
    personal_number: detail.number,
    born_on: day.every(Boolean) ? `${day[0].padStart(2, "0")}/${day[1].padStart(2, "0")}/${day[2]}` : "",
  };
  for (const [name, value] of Object.entries(filled)) {
    const input = form.querySelector(`#${name}`);
    if (input && value) input.value = value;
  }
  const next = ["#document", "#pages", "#phone"]
    .map((one) => form.querySelector(one))
    .find((one) => one && !(one.id === "document" && one.value));
  next?.focus();
  next?.select?.();
});
if (scan && !document.querySelector("[data-focus]")) scan.focus();
