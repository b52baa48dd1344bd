/** A menu closes by Escape and by a press beside it. */
export function closeOutside() {
  for (const menu of document.querySelectorAll(".top__menu, .top__who")) {
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}
