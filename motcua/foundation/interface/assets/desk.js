// The desk's keys: J and K through the list, / to search, ? for all keys, and the letters on the buttons.
import { readKeys } from "./behaviours/keys.js";

readKeys();

// On a phone the queues lie in one row: the one that is open comes into view.
document.querySelector(".desk__nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
