// What pages gain from a script. Every page is complete without it.
import { keepBusy } from "./behaviours/busy.js";
import { filterSelects } from "./behaviours/filter.js";
import { jumpToFields, takeFocus } from "./behaviours/focus.js";
import { guardChanges } from "./behaviours/guard.js";
import { acceptAnswers } from "./behaviours/answers.js";
import { watchConnection } from "./behaviours/connection.js";
import { closeOutside } from "./behaviours/menu.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

acceptAnswers();
keepBusy();
jumpToFields();
guardChanges();
watchConnection();
closeOutside();

function enhance(root) {
  takeFocus(root);
  filterSelects(root);
}

enhance(document);
document.addEventListener("htmx:afterSettle", (event) => enhance(event.target));
