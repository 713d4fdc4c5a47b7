// What the list of nodes can be ordered and narrowed by.

import { state } from "../core/fleet.js";

export const COLUMNS = [
  { label: "Node", class: "col-name", sort: "name" },
  { label: "State", class: "col-state", sort: "state" },
  { label: "GPUs", class: "col-gpus", sort: "gpus" },
  { label: "Util", class: "col-util number", sort: "util" },
  { label: "Trend", class: "col-trend" },
  { label: "Memory", class: "col-memory", sort: "memory" },
  { label: "Temp", class: "col-temp number", sort: "temp" },
  { label: "Power", class: "col-power number", sort: "power" },
  { label: "Seen", class: "col-seen number", sort: "seen" },
];

const GRAVITY = { silent: 3, part: 2, new: 1, up: 0 };

/** What a node counts for under a column; null for one that has nothing there. */
const VALUES = {
  state: (node) => GRAVITY[state(node)],
  gpus: (node) => node.gpus.length,
  util: (node) => node.utilization,
  memory: (node) => (node.total ? node.used / node.total : null),
  temp: (node) => node.hottest,
  power: (node) => node.power,
  seen: (node) => node.seenAt,
};

const names = new Intl.Collator(undefined, { numeric: true });

/** Names rise first, everything else falls first: what matters is at the top. */
export function fallsFirst(key) {
  return key !== "name";
}

/** A comparison of nodes; those without a value come last either way. */
export function order(key, descending) {
  const sign = descending ? -1 : 1;
  if (key === "name") {
    return (a, b) => sign * names.compare(a.id, b.id);
  }
  const value = VALUES[key];
  return (a, b) => {
    const one = value(a);
    const other = value(b);
    if (one === other || (one == null && other == null)) {
      return names.compare(a.id, b.id);
    }
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return sign * (one - other) || names.compare(a.id, b.id);
  };
}

export const STATES = [
  ["", "Any state"],
  ["up", "Answers"],
  ["part", "Answers in part"],
  ["silent", "Does not answer"],
  ["new", "Not asked yet"],
];

/** Whether a node is looked for: every word in its name, host name or a GPU's name, and its state. */
export function isWanted(text, wantedState) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (node) => {
    if (wantedState && state(node) !== wantedState) {
      return false;
    }
    return words.every(
      (word) =>
        node.id.toLowerCase().includes(word) ||
        node.hostname.toLowerCase().includes(word) ||
        node.gpus.some((gpu) => gpu.gpuName.toLowerCase().includes(word)),
    );
  };
}
