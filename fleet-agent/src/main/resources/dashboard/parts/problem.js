// What went wrong, as the agent says it.

import { h } from "./dom.js";

export function problemBox(problem) {
  const details = (problem.details ?? []).map((detail) => h("li", {}, String(detail)));
  return h(
    "div",
    { class: "problem", role: "alert" },
    problem.message,
    details.length ? h("ul", {}, details) : null,
  );
}
