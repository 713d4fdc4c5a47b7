// The pods: phase, cost, idleness, addresses, and what is done with one; narrowed by a text.

import * as format from "../core/format.js";
import { address } from "../core/router.js";
import { h, renew, write } from "../parts/dom.js";
import { Table } from "../parts/table.js";
import { showButtons } from "./actions.js";
import { age, gpu, idle, link, look, place, title } from "./words.js";

/** More rows than that are not drawn: a filter finds the rest. */
const MOST = 500;

export class PodList {
  #all = [];
  #byTitle = new Map();
  #count = h("span", { class: "quiet-text", role: "status" });
  #none = h("p", { class: "empty" }, "There is no pod. What is declared is rented once it is applied.");
  #filter = h("input", { type: "search", placeholder: "Filter pods", "aria-label": "Filter pods", oninput: () => this.#draw() });
  #table;

  /** @param actions of one pod, as PodActions has them */
  constructor(actions) {
    this.#table = new Table("Rented pods", columns(actions, (name) => this.#byTitle.get(name)), title);
    this.element = h(
      "section",
      { class: "panel live", "aria-labelledby": "pods-title" },
      h("header", {}, h("h2", { id: "pods-title" }, "Pods"), this.#count, h("span", { class: "actions" }, this.#filter)),
      h("div", { class: "scroller" }, this.#table.element),
      this.#none,
    );
  }

  show(pods) {
    this.#all = pods;
    this.#byTitle = new Map(pods.map((pod) => [title(pod), pod]));
    this.#draw();
  }

  #draw() {
    const words = this.#filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = this.#all.filter((pod) => {
      const text = `${title(pod)} ${pod.name} ${pod.id} ${pod.phase} ${pod.gpu} ${place(pod)} ${pod.undeclared ? "undeclared" : ""}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    this.#table.show(wanted.slice(0, MOST));
    const shown = Math.min(MOST, wanted.length);
    write(this.#count, shown === this.#all.length ? format.count(shown) : `${format.count(shown)} of ${format.count(this.#all.length)}`);
    this.#none.hidden = this.#all.length > 0;
    this.#table.element.hidden = this.#all.length === 0;
    this.#filter.hidden = this.#all.length < 2;
  }
}

function columns(actions, current) {
  return [
    {
      label: "Pod",
      head: true,
      class: "wrap-cell pod-cell",
      make: () => h("div", {}, h("a", {}), " ", h("span", { class: "tag bad", hidden: true }, "undeclared"), h("div", { class: "pod-reason" })),
      change: (cell, pod) => {
        const [name, mark, reason] = cell.firstChild.children;
        write(name, title(pod));
        name.setAttribute("href", address("pods", title(pod)));
        mark.hidden = !pod.undeclared;
        write(reason, pod.reason ?? "");
      },
    },
    {
      label: "Phase",
      make: () => h("div", { class: "phase" }, h("span", { class: "tag" }), h("span", { class: "quiet-text" })),
      change: (cell, pod) => {
        const [tag, since] = cell.firstChild.children;
        tag.className = `tag ${look(pod)}`;
        write(tag, pod.phase);
        write(since, age(pod.since));
      },
    },
    {
      label: "GPU",
      class: "wrap-cell",
      make: () => h("div", {}, h("div", {}), h("div", { class: "quiet-text" })),
      change: (cell, pod) => {
        const [what, where] = cell.firstChild.children;
        write(what, gpu(pod) || format.NONE);
        write(where, place(pod));
      },
    },
    { label: "USD/h", class: "number", text: (pod) => format.money(pod.perHour) },
    { label: "Today", class: "number", text: (pod) => format.money(pod.today) },
    { label: "In all", class: "number", text: (pod) => format.money(pod.total) },
    {
      label: "Idle",
      class: "wrap-cell",
      change: (cell, pod) => {
        const [looks, words] = idle(pod);
        renew(cell, words ? h("span", { class: looks }, words) : null);
      },
    },
    {
      label: "Addresses",
      class: "wrap-cell",
      change: (cell, pod) => renew(cell, pod.ports.length ? h("span", { class: "addresses" }, pod.ports.map(port)) : null),
    },
    {
      label: "Actions",
      hidden: true,
      class: "buttons-cell",
      make: (pod) => actions.buttons(() => current(title(pod))),
      change: (cell, pod) => showButtons(cell.firstChild, pod),
    },
  ];
}

/** "8000/http", which leads where that is. */
export function port({ private: number, type, address: where }) {
  const words = `${number}/${type}`;
  const target = link(where);
  if (target !== null) {
    return h("a", { href: target, rel: "noopener noreferrer", target: "_blank", title: where }, words);
  }
  return h("span", { class: where == null ? "quiet-text" : "", title: where ?? "not mapped yet" }, where == null ? words : `${words} ${where}`);
}
