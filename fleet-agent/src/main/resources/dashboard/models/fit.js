// Whether a model fits the GPUs: a bar of what it needs, and the same in words.

import * as format from "../core/format.js";
import { h } from "../parts/dom.js";

/** @param fit as GpuFitInfo of org.dubnium.ModeController has it */
export function fitCell(fit) {
  if (fit["need-bytes"] === undefined) {
    return h("span", { class: "quiet-text" }, fit.unavailable ? `cannot be told: ${fit.unavailable}` : "not known");
  }
  const several = fit["gpus-needed"] > 1 || fit["gpus-present"] > 1;
  return h(
    "div",
    { class: "fit" },
    h("span", { class: `tag ${fit.fits ? "good" : "bad"}` }, fit.fits ? "fits" : "does not fit"),
    bar(fit),
    h(
      "span",
      { class: "fit-words" },
      `${format.bytes(fit["weights-bytes"])} weights and ${format.bytes(fit["kv-cache-bytes"])} KV cache, ` +
        `of ${format.bytes(fit["budget-bytes"])}${several ? ` on each of ${fit["gpus-needed"]} GPUs (${fit["gpus-present"]} are there)` : ""}`,
    ),
  );
}

/** Its whole width is the GPU's memory; the mark is what vLLM may take of it. */
function bar(fit) {
  const whole = Math.max(fit["total-bytes"], fit["need-bytes"], 1);
  const weights = part("fit-weights", fit["weights-bytes"] / whole);
  const cache = part("fit-cache", fit["kv-cache-bytes"] / whole);
  const budget = part("fit-budget", fit["budget-bytes"] / whole);
  return h("span", { class: `fit-bar ${fit.fits ? "" : "over"}`, "aria-hidden": "true" }, weights, cache, budget);
}

function part(name, share) {
  const element = h("span", { class: name });
  element.style.setProperty("--part", `${(100 * Math.min(1, share)).toFixed(1)}%`);
  return element;
}
