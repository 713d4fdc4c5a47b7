// What a rule can be about, and in which words and units: as the agent describes its metrics.

import * as api from "../core/api.js";
import * as format from "../core/format.js";

/** By name; empty until they are read. */
let known = new Map();

/** Reads them; once they are there, there is nothing to be read. */
export async function load() {
  if (known.size === 0) {
    const { metrics } = await api.get("/api/metrics");
    known = new Map(metrics.map((metric) => [metric.name, metric]));
  }
}

/** Those that a rule may be about. */
export function forRules() {
  return [...known.values()].filter((metric) => metric.forRules);
}

export const CONDITIONS = [
  ["gt", ">"],
  ["gte", "≥"],
  ["lt", "<"],
  ["lte", "≤"],
  ["eq", "="],
];

function metric(name) {
  return known.get(name) ?? { title: name, unit: "" };
}

export function metricName(name) {
  return metric(name).title;
}

function sign(condition) {
  return CONDITIONS.find(([key]) => key === condition)?.[1] ?? condition;
}

export function amount(name, value) {
  const { unit } = metric(name);
  const text = Number.isInteger(value) ? format.count(value) : format.decimal(value, 1);
  return unit ? `${text} ${unit}` : text;
}

/** "GPU temperature ≥ 87 °C for 2 min" */
export function sentence({ metric: name, condition, threshold, duration }) {
  const lasting = duration ? ` for ${format.duration(duration)}` : "";
  return `${metricName(name)} ${sign(condition)} ${amount(name, threshold)}${lasting}`;
}
