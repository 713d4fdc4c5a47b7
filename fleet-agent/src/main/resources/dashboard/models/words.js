// What the model server does, in words.

import * as clock from "../core/clock.js";
import * as format from "../core/format.js";

// How each state looks, and what it is called.
export const STATES = {
  off: ["quiet-text", "off"],
  loading: ["warn", "loading"],
  ready: ["good", "ready"],
  asleep: ["quiet-text", "asleep"],
  stalled: ["bad", "makes no progress"],
  failed: ["bad", "failed"],
};

const PHASES = {
  start: "starting",
  config: "reading its configuration",
  "engine-spawn": "starting the engine",
  distributed: "connecting its workers",
  download: "downloading",
  "load-weights": "loading weights",
  "load-drafter": "loading the draft model",
  compile: "compiling",
  profile: "measuring memory",
  "kv-cache": "making the KV cache",
  warmup: "warming up",
  "cuda-graphs": "capturing CUDA graphs",
  "engine-ready": "engine is ready",
  "http-start": "starting its API",
  ready: "ready",
};

export function state(server) {
  return STATES[server.state] ?? ["warn", server.state];
}

/** "loading weights, 3 of 8". */
export function phase({ phase: name, done, total }) {
  const word = PHASES[name] ?? name.replaceAll("-", " ");
  return total > 0 ? `${word}, ${format.count(done)} of ${format.count(total)}` : word;
}

/** Seconds since it was started; null if that is not known. */
export function elapsed({ since }) {
  return since === null ? null : Math.max(0, (clock.now() - Date.parse(since)) / 1000);
}

/** "40 s so far, usually 2 min 10 s". */
export function time(server) {
  const seconds = elapsed(server);
  return [
    seconds === null ? null : `${format.duration(seconds)} so far`,
    server.typicalSeconds === null ? null : `usually ${format.duration(server.typicalSeconds)}`,
  ].filter(Boolean).join(", ");
}

/** All of it on one line. */
export function serverLine(server) {
  const name = server.model ? `${server.model}: ` : "";
  switch (server.state) {
    case "loading":
      return `${name}${[phase(server), time(server)].filter(Boolean).join("; ")}`;
    case "failed":
      return `${name}failed${server.message ? `: ${server.message}` : ""}`;
    default:
      return `${name}${state(server)[1]}`;
  }
}
