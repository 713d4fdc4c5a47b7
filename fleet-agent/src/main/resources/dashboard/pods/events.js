// What happened to the pods, the newest first.

import * as format from "../core/format.js";
import { h } from "../parts/dom.js";

export class PodEvents {
  #list = h("ul", { class: "pod-events" });

  constructor() {
    this.element = h(
      "section",
      { class: "panel live", "aria-labelledby": "pod-events-title" },
      h("header", {}, h("h2", { id: "pod-events-title" }, "What happened")),
      h("div", { class: "inner" }, this.#list),
    );
  }

  show(events) {
    this.element.hidden = events.length === 0;
    const told = JSON.stringify(events);
    if (this.#list.dataset.told !== told) {
      this.#list.dataset.told = told;
      this.#list.replaceChildren(
        ...events.map(({ at, actor, what }) =>
          h("li", {}, h("span", { class: "quiet-text" }, format.moment(at)), h("span", {}, what, actor ? h("span", { class: "quiet-text" }, ` – ${actor}`) : null)),
        ),
      );
    }
  }
}
