// What is used of a limit: a bar, and the same in words.

import { h } from "../parts/dom.js";

/** From here on it is shown as nearly used up. */
const NEARLY = 0.8;

/**
 * @param used in the unit of the limit; null if it is not known
 * @param text what is written beside the bar
 */
export function limitBar(used, limit, text) {
  const share = used == null || !(limit > 0) ? 0 : used / limit;
  const fill = h("span", { class: `bar-fill ${share >= 1 ? "over" : share >= NEARLY ? "nearly" : ""}` });
  fill.style.setProperty("--part", `${(100 * Math.min(1, share)).toFixed(1)}%`);
  return h("div", { class: "limit" }, h("span", { class: "bar-track", "aria-hidden": "true" }, fill), h("span", { class: "limit-words" }, text));
}
