// What went wrong, as the agent says it.

import { h } from "./dom.js";

/** A panel in place of what this host's mode controller does not tell. */
export function problemPanel(title, problem) {
  return h(
    "section",
    { class: "panel" },
    h("header", {}, h("h2", {}, title)),
    h(
      "div",
      { class: "inner" },
      problemBox(problem),
      h("p", { class: "quiet-text" }, "Everything else on this page goes on. On the host, ", h("code", {}, "mode doctor"), " says what is missing."),
    ),
  );
}

export function problemBox(problem) {
  const details = (problem.details ?? []).map((detail) => h("li", {}, String(detail)));
  return h(
    "div",
    { class: "problem", role: "alert" },
    problem.message,
    details.length ? h("ul", {}, details) : null,
  );
}
