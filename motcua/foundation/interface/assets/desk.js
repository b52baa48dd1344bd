// The desk's keys: J and K through the list, / to search, ? for all keys, and the letters on the buttons.
import { readKeys } from "./behaviours/keys.js";

readKeys();
