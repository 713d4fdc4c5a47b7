// What applying would do and cost; and applying it.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { h } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { problemBox } from "../parts/problem.js";
import { Table } from "../parts/table.js";
import { toast } from "../parts/toast.js";
import { rate } from "./words.js";

const LOOKS = {
  create: "good", start: "good", adopt: "good", replace: "warn", stop: "warn", destroy: "bad", refuse: "bad",
  keep: "quiet-text", "stay-stopped": "quiet-text", leave: "quiet-text",
};

/** Steps that change nothing. */
const IDLE = new Set(["keep", "stay-stopped", "leave"]);

export class PlanPanel {
  #changed;
  #cap = null;

  /** @param changed called once a plan was applied */
  constructor(changed) {
    this.#changed = changed;
    this.element = h("section", { class: "panel", hidden: true, "aria-live": "polite", "aria-label": "Plan" });
  }

  /** What the fleet may cost, in USD an hour. */
  set cap(value) {
    this.#cap = value;
  }

  async open() {
    this.element.hidden = false;
    this.element.replaceChildren(h("p", { class: "empty" }, "Asking what is to be done, and for the prices …"));
    this.element.scrollIntoView({ block: "nearest" });
    try {
      this.#show(await api.get("/api/pods/plan"));
    } catch (problem) {
      this.element.replaceChildren(problemBox(problem));
    }
    this.element.scrollIntoView({ block: "nearest" });
    this.element.querySelector("button")?.focus();
  }

  #show(plan) {
    const nothing = plan.steps.every(({ action }) => IDLE.has(action)) && plan.changes.length === 0;
    const close = h("button", { type: "button", onclick: () => (this.element.hidden = true) }, "Close");
    const apply = h("button", { type: "button", class: "primary", onclick: () => this.#apply(plan) }, "Apply …");
    this.element.replaceChildren(
      h("header", {}, h("h2", {}, "Plan"), h("span", { class: "actions" }, nothing || plan.problems.length ? null : apply, close)),
      h(
        "div",
        { class: "inner" },
        plan.problems.length ? problemBox({ message: "What is declared cannot be applied:", details: plan.problems }) : null,
        h("p", { class: "plan-cost" }, costs(plan)),
        this.#cap !== null && plan.perHour > this.#cap
          ? h("p", { class: "bad" }, `The fleet may cost ${rate(this.#cap)}: pods beyond that are not made.`)
          : null,
        nothing ? h("p", {}, "Nothing is to be done.") : null,
        plan.changes.length ? h("div", {}, h("h3", {}, "Is recorded"), h("ul", {}, plan.changes.map((one) => h("li", {}, one)))) : null,
      ),
      plan.steps.length ? h("div", { class: "scroller" }, steps(plan.steps)) : "",
    );
  }

  async #apply(plan) {
    const done = await form({
      title: "Apply this plan?",
      intro: costs(plan),
      content: [h("ul", {}, counted(plan.steps).map((words) => h("li", {}, words)))],
      fields: [],
      action: "Apply",
      submit: () => api.send("POST", "/api/pods/apply", { plan: plan.fingerprint }),
    });
    if (done) {
      this.element.hidden = true;
      toast("The plan is applied.");
      this.#changed();
    } else {
      this.open();
    }
  }
}

function costs({ perHour, perDay, now }) {
  return `The fleet then costs ${rate(perHour)}, ${format.money(perDay)} a day; now it costs ${rate(now.perHour)}.`;
}

/** "create 2: worker-0, worker-1" */
function counted(all) {
  const actions = [...new Set(all.map(({ action }) => action))].filter((action) => !IDLE.has(action));
  return actions.map((action) => {
    const slots = all.filter((step) => step.action === action).map(({ slot }) => slot);
    const more = slots.length > 12 ? ` and ${slots.length - 12} more` : "";
    return `${action} ${slots.length}: ${slots.slice(0, 12).join(", ")}${more}`;
  });
}

function steps(all) {
  const table = new Table(
    "Steps of the plan",
    [
      { label: "Pod", head: true, text: (step) => step.slot },
      {
        label: "Is to",
        make: (step) => h("span", { class: `tag ${LOOKS[step.action] ?? ""}` }, step.action.replaceAll("-", " ")),
      },
      { label: "GPU", class: "wrap-cell", text: (step) => [step.gpu, step.cloud].filter(Boolean).join(", ") || format.NONE },
      { label: "USD/h", class: "number", text: (step) => format.money(step.perHour) },
      { label: "Why", class: "wrap-cell", text: (step) => step.reason ?? "" },
    ],
    (step) => `${step.slot} ${step.action}`,
  );
  table.show(all);
  return table.element;
}
