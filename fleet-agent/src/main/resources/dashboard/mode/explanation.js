// What a switch would do: its route, what it ends, its guards, its steps.

import * as format from "../core/format.js";
import * as session from "../core/session.js";
import { facts, h } from "../parts/dom.js";

const VERDICTS = { pass: "good", wait: "warn", deny: "bad", error: "bad" };
const ALLOWED = {
  yes: "Yes",
  challenge: "After authentication on the desktop of that machine",
  no: "No: polkit refuses",
  na: "No: what it is for is placed on another host",
};

/** polkit refuses an anonymous caller without asking for a password. */
function allowed(told) {
  return told.allowed === "no" && session.person() === null
    ? "Not yet: this page asks for nobody. Open it with 'fleet open'"
    : (ALLOWED[told.allowed] ?? told.allowed);
}

/** @param guards as org.dubnium.ModeController has them */
export function verdicts(guards) {
  return h(
    "ul",
    { class: "verdicts" },
    guards.map((guard) =>
      h(
        "li",
        {},
        h("span", { class: `tag ${VERDICTS[guard.verdict] ?? ""}` }, guard.verdict),
        h(
          "div",
          {},
          h("strong", {}, guard.name), guard.message ? `: ${guard.message}` : "",
          (guard.evidence ?? []).map((line) => h("div", { class: "evidence" }, line)),
        ),
      ),
    ),
  );
}

function fit(gpu) {
  if (gpu.unavailable) {
    return `cannot be told: ${gpu.unavailable}`;
  }
  const need = `needs ${format.bytes(gpu["need-bytes"])} of ${format.bytes(gpu["budget-bytes"])}`;
  return `${gpu.fits ? "fits" : "does not fit"}: ${need}, on ${gpu["gpus-needed"]} of ${gpu["gpus-present"]} GPUs`;
}

function section(title, content) {
  return content === null ? null : h("section", {}, h("h3", {}, title), content);
}

/** @param told the answer of GET /api/mode/explain */
export function explanation(told) {
  const { guards = [], steps = [], ends = [], route = [] } = told;
  const gpu = told["gpu-fit"] ?? {};
  return h(
    "div",
    { class: "inner" },
    facts(
      "facts",
      [
        ["Route", route.join(" → ") || `${told.from} → ${told.to}`],
        ["May be asked for", allowed(told)],
        ["Usually takes", told["typical-duration"] ? format.duration(told["typical-duration"] / 1e6) : "not known yet"],
        ["Model", Object.keys(gpu).length ? fit(gpu) : null],
      ].filter(([, value]) => value !== null),
    ),
    section(
      "Ends",
      ends.length
        ? h("ul", {}, ends.map((one) => h("li", {}, `${one.kind} ${one.name}${one.detail ? ` (${one.detail})` : ""}`)))
        : h("p", { class: "quiet-text" }, "Nobody loses anything."),
    ),
    section("Guards", guards.length ? verdicts(guards) : h("p", { class: "quiet-text" }, "None.")),
    section(
      "Steps",
      steps.length
        ? h("ol", { class: "steps" }, steps.map((step) => h("li", {}, `${step.kind} ${step.subject}`)))
        : h("p", { class: "quiet-text" }, "Nothing is to be done."),
    ),
  );
}
