// A switch that was asked for: how it goes, and how it ended.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { h, write } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { verdicts } from "./explanation.js";

const EVERY = 1000;
const OUTCOMES = { committed: "good", unchanged: "good", blocked: "warn", "rolled-back": "warn", cancelled: "warn", stranded: "bad" };

/** The number of the job that runs, by the answer of GET /api/mode; null for none. */
export function activeJob(told) {
  const path = /\/job\/(\d+)$/.exec(told.ActiveJob ?? "");
  return path === null ? null : Number(path[1]);
}

export class JobPanel {
  #id;
  #over;
  #closed = false;
  #timer = null;
  #title = h("h2", {}, "Switch");
  #state = h("span", { class: "tag quiet-text" });
  #bar = h("progress", { max: 1, value: 0, "aria-label": "Progress of the switch" });
  #step = h("p", { role: "status" });
  #reason = h("div");

  /** @param over called once the switch has ended */
  constructor(job, over) {
    this.#id = job.Id;
    this.#over = over;
    this.element = h(
      "section",
      { class: "panel", "aria-label": "Switch" },
      h("header", {}, this.#title, this.#state),
      h("div", { class: "inner" }, this.#bar, this.#step, this.#reason),
    );
    this.#show(job);
  }

  get id() {
    return this.#id;
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #read() {
    try {
      const job = await api.get(`/api/mode/jobs/${this.#id}`);
      if (!this.#closed) {
        this.#show(job);
      }
    } catch (problem) {
      this.#reason.replaceChildren(problemBox(problem));
      this.#again();
    }
  }

  #again() {
    if (!this.#closed) {
      this.#timer = setTimeout(() => this.#read(), EVERY);
    }
  }

  #show(job) {
    const finished = job.State === "finished";
    write(this.#title, job.Model ? `To serve ${job.Model}` : `${job.From} → ${job.To}`);
    write(this.#state, finished ? job.Outcome : job.State);
    this.#state.className = `tag ${finished ? (OUTCOMES[job.Outcome] ?? "") : "quiet-text"}`;
    this.#bar.hidden = finished;
    this.#bar.value = job.Progress ?? 0;
    write(this.#step, finished ? ended(job) : step(job));
    this.#reason.replaceChildren(...reason(job.Reason ?? {}));
    if (finished) {
      this.#over(job);
    } else {
      this.#again();
    }
  }
}

function step(job) {
  return job.StepCount ? `Step ${job.Step} of ${job.StepCount}: ${job.StepName}` : "";
}

function ended(job) {
  return `Took ${format.duration((job.FinishedAt - job.StartedAt) / 1e6)}.`;
}

function reason({ message, guards = [], holders = [], clauses = [] }) {
  return [
    message ? h("p", {}, message) : null,
    guards.length ? verdicts(guards.filter((guard) => guard.verdict !== "pass")) : null,
    holders.length
      ? h("ul", {}, holders.map((one) => h("li", {}, `${one.command} (pid ${one.pid}) holds ${one.gpu}`)))
      : null,
    clauses.length
      ? h("ul", {}, clauses.map((one) => h("li", {}, `${one.clause}: ${one.expected} expected, ${one.observed} observed`)))
      : null,
  ].filter(Boolean);
}
