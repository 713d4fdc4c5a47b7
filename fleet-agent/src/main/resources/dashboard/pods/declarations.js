// What is declared: whether it is applied, what it costs of its budget, and why it is not as it should be.

import * as format from "../core/format.js";
import { h, renew, write } from "../parts/dom.js";
import { Table } from "../parts/table.js";
import { limitBar } from "./bars.js";
import { ahead, offer } from "./words.js";

// How each state looks, and what it is called.
const STATES = {
  applied: ["good", "applied"],
  "not-applied": ["warn", "not applied"],
  changed: ["warn", "changed since it was applied"],
  undeclared: ["bad", "no longer declared"],
};

export class Declarations {
  #table = new Table(
    "Declarations of pods",
    [
      {
        label: "Declaration",
        head: true,
        class: "wrap-cell",
        make: () => h("div", {}, h("span", {}), " ", h("span", { class: "tag" })),
        change: (cell, declaration) => {
          const [name, tag] = cell.firstChild.children;
          const [looks, word] = STATES[declaration.state] ?? ["warn", declaration.state];
          write(name, declaration.name);
          tag.className = `tag ${looks}`;
          write(tag, word);
        },
      },
      { label: "Pods", class: "number", text: (declaration) => format.count(declaration.count) },
      {
        label: "GPU",
        class: "wrap-cell",
        text: ({ gpus, gpuCount }) => `${gpuCount > 1 ? `${gpuCount} × ` : ""}${gpus.join(", else ")}`,
      },
      { label: "USD/h", class: "number", text: (declaration) => format.money(declaration.perHour) },
      { label: "Today", class: "number", text: (declaration) => format.money(declaration.today) },
      { label: "In all", class: "number", text: (declaration) => format.money(declaration.total) },
      { label: "Budget", class: "wrap-cell budget-cell", change: (cell, declaration) => renew(cell, whole(budget(declaration))) },
      { label: "Outcome", class: "wrap-cell", change: (cell, declaration) => renew(cell, whole(outcome(declaration))) },
    ],
    (declaration) => declaration.name,
  );

  constructor() {
    this.element = h(
      "section",
      { class: "panel live", "aria-labelledby": "declarations-title" },
      h("header", {}, h("h2", { id: "declarations-title" }, "Declarations")),
      h("div", { class: "scroller" }, this.#table.element),
    );
  }

  show(declarations) {
    this.element.hidden = declarations.length === 0;
    this.#table.show(declarations);
  }
}

function whole(parts) {
  return parts.length ? h("div", { class: "whole" }, parts) : null;
}

function budget({ budget: told, perHour, today, total }) {
  const bar = (used, limit, unit) =>
    limit == null ? null : limitBar(used, limit, `${format.money(used)} of ${format.money(limit)} ${unit}`);
  return [
    bar(perHour, told?.perHour, "an hour"),
    bar(today, told?.perDay, "today"),
    bar(total, told?.total, "in all"),
  ].filter(Boolean);
}

function outcome({ outcome: words, alternatives, retryAt }) {
  const again = ahead(retryAt);
  return [
    words ? h("p", { class: "warn" }, words) : null,
    alternatives.length ? h("p", {}, "There is:") : null,
    alternatives.length ? h("ul", {}, alternatives.map((one) => h("li", {}, offer(one)))) : null,
    again === null ? null : h("p", { class: "quiet-text" }, `Asked again in ${format.duration(again)}.`),
  ].filter(Boolean);
}
