// The rules: listed, made, changed, switched on and off, deleted.

import * as api from "../core/api.js";
import { once } from "../core/once.js";
import { confirm } from "../parts/dialog.js";
import { h } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { Table } from "../parts/table.js";
import { toast } from "../parts/toast.js";
import { load, sentence } from "./metrics.js";
import { ruleForm } from "./rule-form.js";

function path(rule) {
  return `/api/alerts/${encodeURIComponent(rule.id)}`;
}

export class Rules {
  #message = h("div");
  #byId = new Map();
  #table = new Table(
    "Alert rules",
    [
      { label: "Rule", head: true, class: "wrap-cell", text: (rule) => rule.name },
      { label: "Fires when", class: "wrap-cell", text: sentence },
      { label: "Nodes", class: "wrap-cell", text: (rule) => rule.nodeFilter ?? "every node" },
      { label: "Enabled", make: (rule) => this.#toggle(rule.id), change: (cell, rule) => this.#toggled(cell, rule) },
      { label: "Actions", hidden: true, class: "buttons-cell", make: (rule) => this.#buttons(rule.id) },
    ],
    (rule) => rule.id,
  );

  refresh = once(() => this.#read());

  constructor() {
    this.element = h(
      "section",
      { class: "panel", "aria-labelledby": "rules-title" },
      h(
        "header",
        {},
        h("h2", { id: "rules-title" }, "Rules"),
        h(
          "span",
          { class: "actions" },
          h("button", { type: "button", onclick: () => this.#create() }, "New rule"),
        ),
      ),
      this.#message,
      h("div", { class: "scroller" }, this.#table.element),
    );
  }

  async #read() {
    await this.#try(async () => {
      const [rules] = await Promise.all([api.get("/api/alerts"), load()]);
      this.#byId = new Map(rules.map((rule) => [rule.id, rule]));
      this.#table.show(rules);
    });
  }

  async #try(task) {
    try {
      await task();
      this.#message.replaceChildren();
    } catch (problem) {
      this.#message.replaceChildren(problemBox(problem));
    }
  }

  #toggle(id) {
    return h("input", {
      type: "checkbox",
      onchange: (event) =>
        this.#try(async () => {
          await api.send("PUT", path(this.#byId.get(id)), { enabled: event.target.checked });
          await this.refresh();
        }),
    });
  }

  #toggled(cell, rule) {
    cell.firstChild.checked = rule.enabled;
    cell.firstChild.setAttribute("aria-label", `${rule.name} enabled`);
  }

  #buttons(id) {
    const rule = () => this.#byId.get(id);
    return h(
      "span",
      {},
      h("button", { type: "button", onclick: () => this.#edit(rule()) }, "Edit"),
      h("button", { type: "button", class: "danger", onclick: () => this.#delete(rule()) }, "Delete"),
    );
  }

  async #create() {
    if (await ruleForm()) {
      toast("The rule is in force.");
      await this.refresh();
    }
  }

  async #edit(rule) {
    if (await ruleForm(rule)) {
      toast("The rule is changed.");
      await this.refresh();
    }
  }

  async #delete(rule) {
    if (await confirm("Delete this rule?", `“${rule.name}” will not fire any more. What it fired stays on record.`, "Delete")) {
      await this.#try(async () => {
        await api.send("DELETE", path(rule));
        toast("The rule is deleted.");
        await this.refresh();
      });
    }
  }
}
