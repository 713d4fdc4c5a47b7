// The two kinds of rows of the list: a node, and one of its GPUs.

import * as clock from "../core/clock.js";
import { isStale, state } from "../core/fleet.js";
import * as format from "../core/format.js";
import { address } from "../core/router.js";
import { h, write } from "../parts/dom.js";
import { draw, sparkline } from "../parts/sparkline.js";

const TREND = 60;

export const STATE_WORDS = { up: "Answers", part: "In part", silent: "Silent", new: "Not asked" };
const STATE_CLASSES = { up: "good", part: "warn", silent: "bad", new: "quiet-text" };

export function stateMark() {
  return h("span", { class: "state" });
}

export function changeState(mark, node) {
  const now = state(node);
  const name = `state ${STATE_CLASSES[now]}`;
  if (mark.className !== name) {
    mark.className = name;
  }
  write(mark, STATE_WORDS[now]);
  mark.title = node.unreachableBecause ?? STATE_WORDS[now];
}

export function memoryMeter() {
  return h(
    "div",
    { class: "memory" },
    h("span", { class: "bar-track", "aria-hidden": "true" }, h("span", { class: "bar-fill" })),
    h("span", { class: "amount" }),
  );
}

export function changeMemory(meter, used, total) {
  // Where GPU and processor share their memory there is no total, and no part of it.
  meter.firstChild.style.visibility = total && used != null ? "" : "hidden";
  const part = total ? Math.min(100, (100 * (used ?? 0)) / total) : 0;
  meter.firstChild.firstChild.style.setProperty("--part", `${part.toFixed(1)}%`);
  write(meter.lastChild, format.share(used, total));
}

export const nodeRow = {
  focusable: true,

  make() {
    return h(
      "tr",
      { class: "node" },
      h("th", { scope: "row" }, h("a", {})),
      h("td", {}, stateMark()),
      h("td", {}, h("div", { class: "heat", role: "img" })),
      h("td", { class: "number" }),
      h("td", {}, sparkline()),
      h("td", {}, memoryMeter()),
      h("td", { class: "number" }),
      h("td", { class: "number" }),
      h("td", { class: "number" }),
    );
  },

  change(line, { node }) {
    const [name, mark, heat, util, trend, memory, temp, power, seen] = line.cells;
    const link = name.firstChild;
    write(link, node.id);
    link.setAttribute("href", address("nodes", node.id));
    link.title = node.hostname === node.id ? node.id : `${node.id} (${node.hostname})`;
    line.classList.toggle("stale", isStale(node));
    changeState(mark.firstChild, node);
    changeHeat(heat.firstChild, node.gpus);
    write(util, format.percent(node.utilization));
    draw(trend.firstChild, node.trend, TREND);
    changeMemory(memory.firstChild, node.used, node.total);
    write(temp, format.celsius(node.hottest));
    write(power, format.watt(node.power));
    write(seen, node.seenAt === null ? "never" : format.duration((clock.now() - node.seenAt) / 1000));
  },
};

function changeHeat(heat, gpus) {
  while (heat.childElementCount > gpus.length) {
    heat.lastChild.remove();
  }
  while (heat.childElementCount < gpus.length) {
    heat.append(h("span"));
  }
  gpus.forEach((gpu, i) => {
    const cell = heat.children[i];
    cell.classList.toggle("none", gpu.utilization == null);
    cell.style.setProperty("--u", String(Math.round(gpu.utilization ?? 0)));
  });
  heat.setAttribute(
    "aria-label",
    gpus.length === 0
      ? "no GPUs"
      : `${gpus.length} GPUs: ${gpus.map((gpu) => format.percent(gpu.utilization)).join(", ")}`,
  );
}

export const gpuRow = {
  focusable: false,

  make() {
    return h(
      "tr",
      { class: "gpu" },
      h("th", { scope: "row" }),
      h("td", {}),
      h("td", {}, h("span", { class: "bar-track", "aria-hidden": "true" }, h("span", { class: "bar-fill" }))),
      h("td", { class: "number" }),
      h("td", {}, sparkline()),
      h("td", {}, memoryMeter()),
      h("td", { class: "number" }),
      h("td", { class: "number" }),
      h("td", {}),
    );
  },

  change(line, { node, gpu }) {
    const [name, , load, util, trend, memory, temp, power] = line.cells;
    write(name, `${gpu.gpu}  ${gpu.gpuName}`);
    name.title = gpu.gpuName;
    line.classList.toggle("stale", isStale(node));
    load.firstChild.firstChild.style.setProperty("--part", `${Math.min(100, gpu.utilization ?? 0)}%`);
    write(util, format.percent(gpu.utilization));
    draw(trend.firstChild, node.gpuTrends.get(gpu.gpu) ?? [], TREND);
    changeMemory(memory.firstChild, gpu.memoryUsedMB, gpu.memoryTotalMB);
    write(temp, format.celsius(gpu.temperatureC));
    write(power, format.watt(gpu.powerUsageW));
  },
};
