// The cluster's nodes, drained and resumed.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { form } from "../parts/form.js";
import { h, write } from "../parts/dom.js";
import { Table } from "../parts/table.js";
import { toast } from "../parts/toast.js";

// How each state of a node looks, and what it is called.
export const STATES = {
  idle: ["good", "idle"],
  alloc: ["good", "allocated"],
  mix: ["good", "mixed"],
  planned: ["quiet-text", "planned"],
  reserved: ["quiet-text", "reserved"],
  maint: ["warn", "maintenance"],
  blocked: ["quiet-text", "blocked"],
  powered_down: ["quiet-text", "powered down"],
  powering: ["quiet-text", "powering up or down"],
  reboot: ["warn", "rebooting"],
  drain: ["warn", "drained"],
  down: ["bad", "down"],
  unknown: ["warn", "unknown"],
};

export class Cluster {
  #byName = new Map();
  #failed;
  #changed;
  #count = h("span", { class: "quiet-text" });
  #table = new Table(
    "Slurm nodes",
    [
      { label: "Node", head: true, text: (node) => node.node },
      {
        label: "State",
        make: () => h("span", { class: "state" }),
        change: (cell, node) => {
          const [look, word] = STATES[node.state] ?? STATES.unknown;
          cell.firstChild.className = `state ${look}`;
          write(cell.firstChild, word);
        },
      },
      { label: "CPUs", class: "number", text: (node) => `${format.count(node.cpusAlloc)} / ${format.count(node.cpusTotal)}` },
      { label: "Memory", class: "number", text: (node) => format.share(node.memAlloc, node.memTotal) },
      { label: "GPUs", class: "number", text: (node) => format.count(node.gpus) },
      { label: "Reason", class: "wrap-cell", text: (node) => node.reason || "" },
      {
        label: "Actions",
        hidden: true,
        class: "buttons-cell",
        make: (node) => this.#button(node.node),
        change: (cell, node) => write(cell.firstChild, isOut(node) ? "Resume" : "Drain"),
      },
    ],
    (node) => node.node,
  );

  constructor({ failed, changed }) {
    this.#failed = failed;
    this.#changed = changed;
    this.element = h(
      "section",
      { class: "panel live", "aria-labelledby": "cluster-title" },
      h("header", {}, h("h2", { id: "cluster-title" }, "Slurm nodes"), this.#count),
      h("div", { class: "scroller" }, this.#table.element),
    );
  }

  show({ nodes }) {
    this.#byName = new Map(nodes.map((node) => [node.node, node]));
    write(this.#count, format.count(nodes.length));
    this.#table.show(nodes);
  }

  #button(name) {
    const button = h("button", {
      type: "button",
      onclick: () => (isOut(this.#byName.get(name)) ? this.#resume(name) : this.#drain(name)),
    });
    return button;
  }

  async #drain(name) {
    const done = await form({
      title: `Drain ${name}?`,
      intro: "Jobs on it go on; it gets no new ones until it is resumed.",
      action: "Drain",
      fields: [{ name: "reason", label: "Reason", required: true, maxlength: 200, autofocus: true }],
      submit: ({ reason }) => api.send("POST", `${path(name)}/drain`, { reason }),
    });
    if (done) {
      toast(`${name} gets no new jobs.`);
      this.#changed();
    }
  }

  async #resume(name) {
    try {
      await api.send("POST", `${path(name)}/resume`, {});
      toast(`${name} gets jobs again.`);
      this.#changed();
    } catch (problem) {
      this.#failed(problem);
    }
  }
}

function path(name) {
  return `/api/slurm/nodes/${encodeURIComponent(name)}`;
}

function isOut(node) {
  return node?.state === "drain" || node?.state === "down";
}
