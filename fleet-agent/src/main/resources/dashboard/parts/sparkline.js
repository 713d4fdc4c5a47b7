// The newest values as a small line, from 0 to 100.

import { svg } from "./dom.js";

const WIDTH = 120;
const HEIGHT = 20;

export function sparkline() {
  const line = svg("path", { "vector-effect": "non-scaling-stroke" });
  const area = svg("path", { class: "area" });
  const element = svg(
    "svg",
    { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    area,
    line,
  );
  return element;
}

/** @param values from the oldest to the newest, NaN for gaps; @param room how many the width is for */
export function draw(element, values, room) {
  let path = "";
  let filled = "";
  let begin = null;
  let x = WIDTH - ((values.length - 1) * WIDTH) / (room - 1);
  let last = x;
  for (const value of values) {
    if (Number.isNaN(value)) {
      filled += begin === null ? "" : `L${round(last)} ${HEIGHT}L${round(begin)} ${HEIGHT}Z`;
      begin = null;
    } else {
      const point = `${round(x)} ${round(HEIGHT - 1 - (Math.min(100, Math.max(0, value)) / 100) * (HEIGHT - 2))}`;
      path += `${begin === null ? "M" : "L"}${point}`;
      filled += `${begin === null ? "M" : "L"}${point}`;
      begin ??= x;
      last = x;
    }
    x += WIDTH / (room - 1);
  }
  filled += begin === null ? "" : `L${round(last)} ${HEIGHT}L${round(begin)} ${HEIGHT}Z`;
  const [area, line] = element.children;
  line.setAttribute("d", path);
  area.setAttribute("d", filled);
}

function round(number) {
  return Math.round(number * 10) / 10;
}
