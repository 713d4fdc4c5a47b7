// The queue: jobs, narrowed by a text, and cancelled.

import * as api from "../core/api.js";
import * as clock from "../core/clock.js";
import * as format from "../core/format.js";
import { confirm } from "../parts/dialog.js";
import { h, write } from "../parts/dom.js";
import { Table } from "../parts/table.js";
import { toast } from "../parts/toast.js";
import { submitForm } from "./submit.js";

const STATES = { RUNNING: "good", PENDING: "warn", FAILED: "bad", TIMEOUT: "bad", NODE_FAIL: "bad", OUT_OF_MEMORY: "bad" };
const OVER = new Set(["COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "BOOT_FAIL", "DEADLINE"]);

/** More rows than that are not drawn: a filter finds the rest. */
const MOST = 500;

export class Jobs {
  #all = [];
  #total = 0;
  #byId = new Map();
  #failed;
  #changed;
  #count = h("span", { class: "quiet-text", role: "status" });
  #none = h("p", { class: "empty", hidden: true }, "The queue is empty.");
  #filter = h("input", { type: "search", placeholder: "Filter jobs", "aria-label": "Filter jobs", oninput: () => this.#draw() });
  #table = new Table(
    "Slurm jobs",
    [
      { label: "Job", head: true, text: (job) => job.id },
      { label: "Name", class: "wrap-cell", text: (job) => job.name },
      { label: "User", text: (job) => job.user },
      { label: "Partition", text: (job) => job.partition },
      {
        label: "State",
        make: () => h("span", { class: "tag" }),
        change: (cell, job) => {
          cell.firstChild.className = `tag ${STATES[job.state] ?? "quiet-text"}`;
          write(cell.firstChild, job.state.toLowerCase().replaceAll("_", " "));
        },
      },
      { label: "Where, or why not", class: "wrap-cell", text: (job) => job.nodes || job.reason || format.NONE },
      { label: "GPUs", class: "number", text: (job) => format.count(job.gpus) },
      { label: "Time", class: "number", text: time },
      { label: "Limit", class: "number", text: (job) => (job.timeLimit == null ? "none" : format.duration(job.timeLimit * 60)) },
      { label: "Actions", hidden: true, class: "buttons-cell", make: (job) => this.#button(job.id), change: (cell, job) => (cell.firstChild.hidden = OVER.has(job.state)) },
    ],
    (job) => job.id,
  );

  constructor({ failed, changed }) {
    this.#failed = failed;
    this.#changed = changed;
    this.element = h(
      "section",
      { class: "panel live", "aria-labelledby": "jobs-title" },
      h(
        "header",
        {},
        h("h2", { id: "jobs-title" }, "Queue"), this.#count,
        h("span", { class: "actions" }, this.#filter, h("button", { type: "button", onclick: () => this.#submit() }, "Submit a job")),
      ),
      h("div", { class: "scroller" }, this.#table.element),
      this.#none,
    );
  }

  show({ jobs, total = jobs.length }) {
    this.#all = jobs;
    this.#total = total;
    this.#byId = new Map(jobs.map((job) => [job.id, job]));
    this.#draw();
  }

  #draw() {
    const words = this.#filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = this.#all.filter((job) => {
      const text = `${job.id} ${job.name} ${job.user} ${job.partition} ${job.state} ${job.nodes}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    this.#table.show(wanted.slice(0, MOST));
    const shown = Math.min(MOST, wanted.length);
    write(this.#count, shown === this.#total ? `${format.count(this.#total)}` : `${format.count(shown)} of ${format.count(this.#total)}`);
    this.#none.hidden = this.#total > 0;
    this.#table.element.hidden = this.#total === 0;
  }

  #button(id) {
    return h("button", { type: "button", class: "danger", "aria-label": `Cancel job ${id}`, onclick: () => this.#cancel(id) }, "Cancel");
  }

  async #submit() {
    if (await submitForm()) {
      this.#changed();
    }
  }

  async #cancel(id) {
    const job = this.#byId.get(id);
    if (!(await confirm("Cancel this job?", `Job ${id} (${job?.name ?? ""}) of ${job?.user ?? ""} ends, and what it did not write is lost.`, "Cancel the job"))) {
      return;
    }
    try {
      await api.send("DELETE", `/api/slurm/jobs/${encodeURIComponent(id)}`);
      toast(`Job ${id} is cancelled.`);
      this.#changed();
    } catch (problem) {
      this.#failed(problem);
    }
  }
}

/** How long a job runs or ran, or waits. */
function time(job) {
  const begin = job.state === "PENDING" ? job.submitTime : job.startTime;
  if (!begin) {
    return format.NONE;
  }
  const end = OVER.has(job.state) && job.endTime ? Date.parse(job.endTime) : clock.now();
  return format.duration((end - Date.parse(begin)) / 1000);
}
