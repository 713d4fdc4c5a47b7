// The models of this host: what each is, whether it was verified, whether it fits, and choosing one.

import * as clock from "../core/clock.js";
import * as format from "../core/format.js";
import { h, write } from "../parts/dom.js";
import { Table } from "../parts/table.js";
import { fitCell } from "./fit.js";

// How each verification looks, and what it is called.
const VERIFICATIONS = {
  verified: ["good", "verified"],
  changed: ["bad", "changed since it was verified"],
  none: ["warn", "not verified"],
  unreadable: ["bad", "record cannot be read"],
};

export class Bundles {
  #select;
  #count = h("span", { class: "quiet-text" });
  #table = new Table(
    "Models of this host",
    [
      {
        label: "Model",
        head: true,
        class: "wrap-cell model-cell",
        make: (bundle) => h("span", {}, h("span", { class: "mono" }, bundle.name), h("span", { class: "marks" })),
        change: (cell, bundle) => cell.querySelector(".marks").replaceChildren(...marks(bundle)),
      },
      { label: "Architecture", class: "wrap-cell", text: (bundle) => bundle.architecture || format.NONE },
      {
        label: "Size",
        class: "number size-cell",
        make: () => h("span", {}, h("span", {}), " ", h("span", { class: "quiet-text" })),
        change: (cell, bundle) => {
          const [size, files] = cell.firstChild.children;
          write(size, format.bytes(bundle.bytes));
          write(files, `in ${format.count(bundle.files)} ${bundle.files === 1 ? "file" : "files"}`);
        },
      },
      {
        label: "Verification",
        class: "wrap-cell",
        make: () => h("span", {}),
        change: (cell, bundle) => {
          const [look, word] = VERIFICATIONS[bundle.verification] ?? ["warn", bundle.verification];
          cell.firstChild.className = look;
          write(cell.firstChild, bundle.verifiedAt === null ? word : `${word}, ${age(bundle.verifiedAt)} ago`);
        },
      },
      {
        label: "On the GPUs",
        class: "wrap-cell fit-cell",
        change: (cell, bundle) => {
          const told = JSON.stringify([bundle.fit, bundle.problem]);
          if (cell.dataset.told !== told) {
            cell.dataset.told = told;
            cell.replaceChildren(h("div", { class: "fit-whole" }, fitCell(bundle.fit), bundle.problem ? h("p", { class: "bad" }, bundle.problem) : null));
          }
        },
      },
      {
        label: "Actions",
        hidden: true,
        class: "buttons-cell",
        make: ({ name }) => h("button", { type: "button", "aria-label": `Select ${name}`, onclick: () => this.#select(name) }, "Select …"),
        change: (cell, bundle) => {
          cell.firstChild.hidden = bundle.selected;
        },
      },
    ],
    (bundle) => bundle.name,
  );
  #scroller = h("div", { class: "scroller" }, this.#table.element);
  #none = h(
    "div",
    { class: "inner", hidden: true },
    h("p", {}, "There is no model on this host yet. On the host, as root, one is copied into its store from a folder, a medium or a hub's cache:"),
    h("pre", {}, "mode model seed /path/to/model"),
    h("p", { class: "quiet-text" }, "The copy is verified before it is there under its name; then it is selected here."),
  );

  /** @param select called with the name of the bundle that somebody wants */
  constructor(select) {
    this.#select = select;
    this.element = h(
      "section",
      { class: "panel live", "aria-labelledby": "bundles-title" },
      h("header", {}, h("h2", { id: "bundles-title" }, "Models of this host"), this.#count),
      this.#scroller,
      this.#none,
    );
  }

  show(models) {
    write(this.#count, models.length ? format.count(models.length) : "");
    this.#none.hidden = models.length > 0;
    this.#scroller.hidden = models.length === 0;
    this.#table.show(models);
  }
}

function marks(bundle) {
  return [
    bundle.served ? h("span", { class: "tag good" }, "served") : null,
    bundle.selected ? h("span", { class: "tag" }, "selected") : null,
  ].filter(Boolean);
}

function age(at) {
  return format.duration((clock.now() - Date.parse(at)) / 1000);
}
