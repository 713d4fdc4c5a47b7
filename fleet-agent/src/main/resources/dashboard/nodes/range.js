// The part of the past that is shown: a length up to now, or from one moment to another.

import { h } from "../parts/dom.js";

const MINUTE = 60_000;

export const RANGES = [
  ["1h", "1 h", 60],
  ["6h", "6 h", 360],
  ["24h", "24 h", 1440],
  ["7d", "7 d", 10_080],
  ["30d", "30 d", 43_200],
];

const LEAST = MINUTE;

/** From a route's parameters; what makes no sense is the last hour. */
export function fromParams(params) {
  const from = Number(params.get("from"));
  const to = Number(params.get("to"));
  if (Number.isFinite(from) && Number.isFinite(to) && from > 0 && to - from >= LEAST / 2) {
    return { from, to };
  }
  const name = params.get("range");
  return { name: RANGES.some(([key]) => key === name) ? name : "1h" };
}

export function toParams(range) {
  return range.name ? { range: range.name } : { from: range.from, to: range.to };
}

/** In milliseconds since the epoch. */
export function bounds(range, now) {
  if (!range.name) {
    return { min: range.from, max: range.to };
  }
  const minutes = RANGES.find(([key]) => key === range.name)[2];
  return { min: now - minutes * MINUTE, max: now };
}

/** Moved by a part of its length, or made that many times as long; never beyond now, never too short. */
export function moved(range, now, by) {
  const { min, max } = bounds(range, now);
  const shift = Math.min((max - min) * by, now - max);
  return { from: Math.round(min + shift), to: Math.round(max + shift) };
}

export function scaled(range, now, by) {
  const { min, max } = bounds(range, now);
  const length = Math.max(LEAST, (max - min) * by);
  const to = Math.min(now, (min + max) / 2 + length / 2);
  return { from: Math.round(to - length), to: Math.round(to) };
}

export class RangePicker {
  #buttons;

  /** @param choose told a range */
  constructor(choose, current) {
    this.#buttons = RANGES.map(([key, text]) =>
      h("button", { type: "button", "aria-pressed": "false", dataset: { range: key }, onclick: () => choose({ name: key }) }, text),
    );
    const act = (label, text, change) =>
      h("button", { type: "button", "aria-label": label, title: label, onclick: () => choose(change(current())) }, text);
    const now = () => Date.now();
    this.element = h(
      "div",
      { class: "actions", role: "group", "aria-label": "Time range" },
      h("span", { class: "segmented" }, this.#buttons),
      h(
        "span",
        { class: "segmented" },
        act("Earlier", "‹", (range) => moved(range, now(), -0.5)),
        act("Zoom in", "+", (range) => scaled(range, now(), 0.5)),
        act("Zoom out", "−", (range) => scaled(range, now(), 2)),
        act("Later", "›", (range) => moved(range, now(), 0.5)),
      ),
    );
  }

  show(range) {
    for (const button of this.#buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.range === range.name));
    }
  }
}
