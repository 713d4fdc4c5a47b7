// The last lines of a log, and which of them have a text.

import { harmless, level } from "./text.js";

/** The most lines that are kept. */
export const MOST = 20_000;

export class Lines {
  #all = [];
  #found = [];
  #next = 0;
  #query = null;

  /** Lines that have the text; all, where there is none to look for. */
  get found() {
    return this.#query === null ? this.#all : this.#found;
  }

  get all() {
    return this.#all;
  }

  /** What is looked for, as a regular expression with the flags g and i; null for nothing. */
  get query() {
    return this.#query;
  }

  /**
   * Takes lines, as the agent tells them.
   *
   * @param lost how many were left out before them
   */
  add(entries, lost) {
    if (lost > 0) {
      this.#push({ time: null, source: "", level: "lost", text: `${lost} lines are left out: they came faster than they were read` });
    }
    for (const { at, priority, identifier, pid, message } of entries) {
      this.#push({
        time: at === null ? null : Date.parse(at),
        source: identifier === null ? "" : harmless(identifier) + (pid === null ? "" : `[${pid}]`),
        level: level(priority, message),
        text: harmless(message),
      });
    }
    this.#forget();
  }

  #push(line) {
    line.number = this.#next++;
    this.#all.push(line);
    if (this.#matches(line)) {
      this.#found.push(line);
    }
  }

  #forget() {
    const excess = this.#all.length - MOST;
    if (excess > 0) {
      this.#all.splice(0, excess);
      const first = this.#all[0].number;
      const kept = this.#found.findIndex((line) => line.number >= first);
      this.#found.splice(0, kept < 0 ? this.#found.length : kept);
    }
  }

  #matches(line) {
    return this.#query !== null && (line.text.search(this.#query) >= 0 || line.source.search(this.#query) >= 0);
  }

  /** Looks for a text, in any case; an empty one is nothing to look for. */
  search(text) {
    this.#query = text === "" ? null : new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
    this.#found = this.#all.filter((line) => this.#matches(line));
  }
}
