// Rented pods in words.

import * as clock from "../core/clock.js";
import * as format from "../core/format.js";

// How each phase looks.
const PHASES = {
  absent: "quiet-text",
  requested: "warn",
  provisioning: "warn",
  starting: "warn",
  running: "warn",
  ready: "good",
  unready: "bad",
  stopped: "quiet-text",
  failed: "bad",
};

export function look(pod) {
  return PHASES[pod.phase] ?? "warn";
}

/** How people call it: its slot, unless it only has the name of one. */
export function title(pod) {
  return (pod.undeclared ? pod.name : pod.slot) ?? pod.slot ?? pod.name ?? pod.id ?? format.NONE;
}

/** What tells it from the others. */
export function key(pod) {
  return pod.id ?? pod.name ?? pod.slot;
}

/** Where the agent is asked for it. */
export function pathOf(pod) {
  return `/api/pods/${encodeURIComponent(key(pod))}`;
}

/** The pod of that slot, name or id; of a slot the declared one. Null if there is none. */
export function find(pods, id) {
  return pods.find((pod) => !pod.undeclared && pod.slot === id) ?? pods.find((pod) => [pod.name, pod.id, pod.slot].includes(id)) ?? null;
}

/** How long ago that was; empty for never. */
export function age(at) {
  return at == null ? "" : format.duration((clock.now() - Date.parse(at)) / 1000);
}

/** Seconds until then; null where it is over, or never. */
export function ahead(at) {
  const seconds = at == null ? 0 : (Date.parse(at) - clock.now()) / 1000;
  return seconds > 0 ? seconds : null;
}

/** "2 × NVIDIA H100 80GB HBM3" */
export function gpu({ gpu: name, gpuCount }) {
  return name == null ? "" : `${gpuCount > 1 ? `${gpuCount} × ` : ""}${name}`;
}

/** "secure, US-KS-2" */
export function place({ cloud, dataCenter }) {
  return [cloud, dataCenter].filter(Boolean).join(", ");
}

/** "0.44 USD an hour" */
export function rate(perHour) {
  return perHour == null ? "an unknown price" : `${format.money(perHour)} USD an hour`;
}

/** [how it looks, "stops in 12 min"]: how long the pod is idle, and what comes of it. */
export function idle({ idle: told }) {
  const kept = ahead(told?.keptUntil);
  const stops = ahead(told?.stopAt);
  if (kept !== null) {
    return ["", `kept for ${format.duration(kept)}`];
  }
  if (stops !== null) {
    return ["warn", `stops in ${format.duration(stops)}`];
  }
  return told?.since == null ? ["", ""] : ["", `for ${age(told.since)}`];
}

/** An offer of RunPod's: "NVIDIA L4, community: 0.31 USD an hour". */
export function offer(one) {
  return `${[one.gpu, one.cloud].filter(Boolean).join(", ")}: ${rate(one.perHour)}`;
}

/** An address that leads to a page; null for any other. */
export function link(address) {
  return address != null && /^https?:\/\//.test(address) ? address : null;
}
