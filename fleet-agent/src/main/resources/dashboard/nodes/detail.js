// The view of one node: how it is, its GPUs, and its past.

import * as clock from "../core/clock.js";
import { isStale } from "../core/fleet.js";
import * as format from "../core/format.js";
import { listen } from "../core/listen.js";
import { address } from "../core/router.js";
import { h, write } from "../parts/dom.js";
import { draw, sparkline } from "../parts/sparkline.js";
import { Table } from "../parts/table.js";
import { History } from "./history.js";
import { fromParams, toParams } from "./range.js";
import { changeMemory, changeState, memoryMeter, stateMark } from "./rows.js";

const TREND = 60;

function gpuColumns(node) {
  return [
    { label: "GPU", head: true, text: (gpu) => `GPU ${gpu.gpu}` },
    { label: "Name", text: (gpu) => gpu.gpuName || format.NONE },
    { label: "Utilisation", class: "number", text: (gpu) => format.percent(gpu.utilization) },
    {
      label: "Trend", class: "trend-cell", make: () => sparkline(),
      change: (cell, gpu) => draw(cell.firstChild, node().gpuTrends.get(gpu.gpu) ?? [], TREND),
    },
    { label: "Memory", make: () => memoryMeter(), change: (cell, gpu) => changeMemory(cell.firstChild, gpu.memoryUsedMB, gpu.memoryTotalMB) },
    { label: "Memory traffic", class: "number", text: (gpu) => format.percent(gpu.memoryUtilization) },
    { label: "Temperature", class: "number", text: (gpu) => format.celsius(gpu.temperatureC) },
    { label: "Power", class: "number", text: (gpu) => format.watt(gpu.powerUsageW) },
    { label: "SM clock", class: "number", text: (gpu) => clockRate(gpu.smClockMHz) },
    { label: "Memory clock", class: "number", text: (gpu) => clockRate(gpu.memClockMHz) },
  ];
}

function clockRate(mhz) {
  return mhz == null ? format.NONE : `${format.count(mhz)} MHz`;
}

export function nodeView(main, route, { fleet }) {
  const id = route.id;
  const node = () => fleet.nodes.get(id);
  const mark = stateMark();
  const host = h("span", { class: "quiet-text" });
  const seen = h("span", { class: "quiet-text" });
  const why = h("p", { class: "problem", hidden: true });
  const table = new Table("GPUs", gpuColumns(node), (gpu) => gpu.gpu);
  const history = new History(id, fromParams(route.params), (range) => {
    location.hash = address("nodes", id, toParams(range));
  });
  const gpus = h("section", { class: "panel live", "aria-label": "GPUs now" }, h("div", { class: "scroller" }, table.element));

  main.append(
    h(
      "div",
      { class: "head" },
      h("a", { href: "#/nodes" }, "‹ Nodes"), h("h1", {}, id), mark, host, seen,
    ),
    why,
    gpus,
    history.element,
  );

  function show() {
    const now = node();
    if (now === undefined) {
      gpus.hidden = true;
      mark.hidden = true;
      why.hidden = !fleet.loaded;
      write(why, `No node '${id}' is configured. What is on record of it stays below.`);
      return;
    }
    gpus.hidden = now.gpus.length === 0;
    mark.hidden = false;
    changeState(mark, now);
    write(host, now.hostname === id ? "" : now.hostname);
    gpus.classList.toggle("stale", isStale(now));
    why.hidden = !now.unreachableBecause;
    write(why, now.unreachableBecause ?? "");
    table.show(now.gpus);
    age();
  }

  function age() {
    const now = node();
    write(
      seen,
      now === undefined ? "" : now.seenAt === null ? "never seen" : `seen ${format.duration((clock.now() - now.seenAt) / 1000)} ago`,
    );
  }

  const changed = () => {
    show();
    history.advance();
  };
  const stops = [listen(fleet, ["change"], changed), clock.tick(age)];
  show();
  history.refresh();
  return {
    update(next) {
      history.show(fromParams(next.params));
    },
    close() {
      stops.forEach((stop) => stop());
      history.close();
    },
  };
}
