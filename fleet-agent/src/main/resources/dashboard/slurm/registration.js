// This machine as a node of the cluster: whether it is one, how it is, and what runs on it.

import * as clock from "../core/clock.js";
import * as format from "../core/format.js";
import { facts, h } from "../parts/dom.js";
import { STATES } from "./cluster.js";

/** More jobs than that are counted; the queue below has them. */
const MOST = 8;

export class Registration {
  element = h("section", { class: "panel live", "aria-labelledby": "registration-title", hidden: true });

  /**
   * @param told the answer of GET /api/slurm/registration
   * @param mode of this host; null if nobody can tell
   */
  show(told, mode) {
    this.element.hidden = told.name === null;
    if (told.name === null) {
      return;
    }
    const shown = JSON.stringify([told, mode]);
    if (this.element.dataset.shown !== shown || told.jobs.length) {
      this.element.dataset.shown = shown;
      this.element.replaceChildren(
        h("header", {}, h("h2", { id: "registration-title" }, "This machine"), state(told.node)),
        h("div", { class: "inner" }, ...(told.node === null ? absent(told, mode) : present(told, mode))),
      );
    }
  }
}

function state(node) {
  const [look, word] = node === null ? ["quiet-text", "not registered"] : (STATES[node.state] ?? STATES.unknown);
  return h("span", { class: `tag ${look}` }, word);
}

function present({ name, node, jobs }, mode) {
  return [
    facts(
      "facts",
      [
        ["Registered as", h("span", { class: "mono" }, name)],
        ["By", node.dubnium ? "its mode: it joins with compute, and leaves before it ends" : "somebody else: its mode does not move it"],
        ["Mode", mode ?? format.NONE],
        ["CPUs", `${format.count(node.cpusAlloc)} of ${format.count(node.cpusTotal)} allocated`],
        ["GPUs", format.count(node.gpus)],
        ["Gets no jobs, since", node.reason || null],
      ].filter(([, value]) => value !== null),
    ),
    h("section", {}, h("h3", {}, "Its jobs"), jobs.length ? list(jobs) : h("p", { class: "quiet-text" }, "None runs here.")),
  ];
}

function list(jobs) {
  const rest = jobs.length - MOST;
  return h(
    "ul",
    {},
    jobs.slice(0, MOST).map((job) => h("li", {}, h("span", { class: "mono" }, job.id), ` ${job.name}, of ${job.user}${left(job)}`)),
    rest > 0 ? h("li", {}, `and ${format.count(rest)} more, in the queue`) : null,
  );
}

function left(job) {
  if (!job.endTime) {
    return job.timeLimit == null ? ", without a time limit" : "";
  }
  const seconds = (Date.parse(job.endTime) - clock.now()) / 1000;
  return seconds > 0 ? `, ${format.duration(seconds)} left` : ", its time is up";
}

function absent({ name }, mode) {
  return [
    h(
      "p",
      {},
      "This machine, ", h("span", { class: "mono" }, name), `, is no node of this cluster${mode === null ? "" : ` while it is in mode ${mode}`}. It joins when it enters compute, if `,
      h("code", {}, "slurm-node.service"), " is enabled there:",
    ),
    h("pre", {}, "systemctl enable slurm-node.service"),
    h("p", { class: "quiet-text" }, "Which cluster, /etc/dubnium/slurm-node.env says."),
  ];
}
