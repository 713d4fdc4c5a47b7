// A log's events, for as long as the page is looked at. A connection that ends is made again, from where it ended.

import * as api from "../core/api.js";

const RETRY = 3000;
const HIDDEN = 30_000;

/** Trying again would change nothing. */
const FINAL = new Set([400, 401, 403, 404]);

export class LogStream {
  #path;
  #lines;
  #told;
  #last;
  #connection = null;
  #closed = false;
  #wake = () => {};
  #hiding = null;
  #seen = () => this.#visibility();
  #left = () => this.#connection?.abort();

  /**
   * @param path where the agent tells of the log
   * @param lines how many there are to begin with
   * @param told {added(entries, lost), state("live" | "lost"), failed(problem): it ends}
   * @param last where an earlier one ended: its `last`; null to begin with what there is
   */
  constructor(path, lines, told, last = null) {
    this.#path = path;
    this.#lines = lines;
    this.#told = told;
    this.#last = last;
    document.addEventListener("visibilitychange", this.#seen);
    // A page that the browser keeps for the way back would keep its connection, too.
    addEventListener("pagehide", this.#left);
    this.#run();
  }

  /** Up to where lines were told. */
  get last() {
    return this.#last;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#hiding);
    document.removeEventListener("visibilitychange", this.#seen);
    removeEventListener("pagehide", this.#left);
    this.#connection?.abort();
    this.#wake();
  }

  async #run() {
    while (!this.#closed) {
      try {
        await this.#listen();
      } catch (problem) {
        if (this.#closed) {
          return;
        }
        if (FINAL.has(problem.status)) {
          this.close();
          this.#told.failed(problem);
          return;
        }
      }
      if (!this.#closed) {
        this.#told.state("lost");
        await this.#rest();
      }
    }
  }

  async #listen() {
    this.#connection = new AbortController();
    const headers = this.#last === null ? {} : { "Last-Event-ID": this.#last };
    const response = await api.stream(`${this.#path}?follow=true&lines=${this.#lines}`, headers, this.#connection.signal);
    this.#told.state("live");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const events = (rest + read.value).split("\n\n");
      rest = events.pop();
      events.forEach((event) => this.#event(event));
    }
  }

  #event(text) {
    const fields = {};
    for (const line of text.split("\n")) {
      const [name, ...value] = line.split(": ");
      fields[name] = value.join(": ");
    }
    if (fields.event === "lines") {
      const { entries, lost } = JSON.parse(fields.data);
      this.#last = fields.id ?? this.#last;
      this.#told.added(entries, lost);
    }
  }

  /** Until it is time to try again; while nobody sees the page, until somebody does. */
  #rest() {
    return new Promise((go) => {
      this.#wake = go;
      if (!document.hidden) {
        setTimeout(go, RETRY);
      }
    });
  }

  /** A browser has six connections to a server: pages that nobody sees must not hold them all. */
  #visibility() {
    clearTimeout(this.#hiding);
    if (document.hidden) {
      this.#hiding = setTimeout(() => this.#connection?.abort(), HIDDEN);
    } else {
      this.#wake();
    }
  }
}
