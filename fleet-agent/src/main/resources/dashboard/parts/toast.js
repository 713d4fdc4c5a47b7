// A word about what was done, for some seconds.

import { h } from "./dom.js";

const SHOWN = 6000;

export function toast(text) {
  const note = h("div", { class: "toast" }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), SHOWN);
}
