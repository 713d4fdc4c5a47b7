// The fleet in a few figures.

import { state } from "../core/fleet.js";
import * as format from "../core/format.js";
import { h, write } from "../parts/dom.js";

const FIGURES = ["Nodes", "GPUs", "Utilisation", "Memory", "Power", "Hottest"];

export class Summary {
  #values = FIGURES.map(() => h("dd", {}, format.NONE));

  constructor() {
    this.element = h(
      "dl",
      { class: "figures live" },
      FIGURES.map((name, i) => h("div", {}, h("dt", {}, name), this.#values[i])),
    );
  }

  show(nodes) {
    let answering = 0;
    let gpus = 0;
    let measured = 0;
    let utilization = 0;
    let used = 0;
    let total = 0;
    let power = 0;
    let hottest = null;
    for (const node of nodes) {
      const now = state(node);
      if (now !== "up" && now !== "part") {
        continue;
      }
      answering++;
      gpus += node.gpus.length;
      if (node.total) {
        used += node.used ?? 0;
        total += node.total;
      }
      power += node.power ?? 0;
      if (node.hottest != null && (hottest === null || node.hottest > hottest)) {
        hottest = node.hottest;
      }
      for (const gpu of node.gpus) {
        if (gpu.utilization != null) {
          utilization += gpu.utilization;
          measured++;
        }
      }
    }
    const all = nodes.length;
    const texts = [
      answering === all ? format.count(all) : `${format.count(answering)} of ${format.count(all)} answer`,
      format.count(gpus),
      format.percent(measured ? utilization / measured : null),
      total ? format.share(used, total) : format.NONE,
      power ? format.watt(power) : format.NONE,
      format.celsius(hottest),
    ];
    texts.forEach((text, i) => write(this.#values[i], text));
    this.#values[0].classList.toggle("bad", answering < all);
  }
}
