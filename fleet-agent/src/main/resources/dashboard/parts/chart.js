// A chart of series over time. The library is read when the first one is drawn.

import { colour } from "../core/theme.js";
import * as format from "../core/format.js";
import { h } from "./dom.js";
import { selectable } from "./selection.js";
import { label, marks } from "./time-axis.js";

let library = null;

function load() {
  // The file tells no exports: it sets globalThis.Chart.
  library ??= import("../lib/chart.js").then(() => globalThis.Chart);
  return library;
}

export class TimeChart {
  #chart = null;
  #canvas = h("canvas", { role: "img" });
  #range = { min: 0, max: 1 };
  #series = [];
  #write;
  #sign;
  #max;
  #closed = false;
  #themed = () => this.#recolour();

  /**
   * @param text writes a value
   * @param sign stands behind the numbers of the axis
   * @param zoomed told (from, to), milliseconds since the epoch, when a part of it was picked
   */
  constructor({ text, sign, zoomed }) {
    this.#sign = sign;
    this.#write = text;
    this.element = h("div", { class: "plot" }, this.#canvas);
    selectable(
      this.element,
      () => this.#chart?.chartArea ?? { left: 0, right: 0, top: 0, bottom: 0 },
      (from, to) => {
        const scale = this.#chart?.scales.x;
        if (scale) {
          zoomed(Math.round(scale.getValueForPixel(from)), Math.round(scale.getValueForPixel(to)));
        }
      },
    );
    document.addEventListener("theme", this.#themed);
  }

  /**
   * @param max top of the scale; undefined to fit what is there
   * @param series {label, colour (a token), hidden, points: [{x, y}]}
   * @param summary for those who cannot see it
   */
  async show(range, max, series, summary) {
    this.#max = max;
    this.#range = range;
    this.#series = series;
    this.#canvas.setAttribute("aria-label", summary);
    const Chart = await load();
    if (this.#closed) {
      return;
    }
    if (this.#chart === null) {
      this.#chart = new Chart(this.#canvas, { type: "line", data: { datasets: [] }, options: this.#options() });
    }
    const chart = this.#chart;
    chart.options.scales.x.min = range.min;
    chart.options.scales.x.max = range.max;
    chart.options.scales.y.max = max;
    chart.data.datasets = series.map((one) => this.#dataset(one));
    chart.update("none");
  }

  close() {
    this.#closed = true;
    document.removeEventListener("theme", this.#themed);
    this.#chart?.destroy();
  }

  #dataset({ label: name, colour: token, hidden, points }) {
    const line = colour(token);
    return { label: name, data: points, hidden, borderColor: line, backgroundColor: line, borderWidth: 1.5 };
  }

  #recolour() {
    if (this.#chart !== null) {
      Object.assign(this.#chart.options, this.#options());
      this.#chart.options.scales.x.min = this.#range.min;
      this.#chart.options.scales.x.max = this.#range.max;
      this.#chart.data.datasets = this.#series.map((one) => this.#dataset(one));
      this.#chart.update("none");
    }
  }

  #options() {
    const ink = colour("--ink-2");
    const grid = { color: colour("--line"), tickColor: colour("--line") };
    const font = { size: 11, family: getComputedStyle(document.body).fontFamily };
    return {
      animation: false,
      parsing: false,
      normalized: true,
      maintainAspectRatio: false,
      events: ["mousemove", "mouseout"],
      elements: { point: { radius: 0, hitRadius: 0, hoverRadius: 3 }, line: { tension: 0 } },
      interaction: { mode: "index", axis: "x", intersect: false },
      plugins: {
        legend: { display: false },
        decimation: { enabled: false },
        tooltip: {
          animation: false,
          caretSize: 0,
          displayColors: true,
          boxWidth: 8,
          boxHeight: 8,
          callbacks: {
            title: (items) => (items.length ? format.full(items[0].parsed.x) : ""),
            label: (item) => ` ${item.dataset.label}  ${this.#write(item.parsed.y)}`,
          },
        },
      },
      scales: {
        x: {
          type: "linear",
          grid,
          border: { color: colour("--line-strong") },
          afterBuildTicks: (axis) => {
            const { step, all } = marks(axis.min, axis.max, Math.max(2, Math.floor(axis.width / 80)));
            axis.dubniumStep = step;
            axis.ticks = all.map((value) => ({ value }));
          },
          ticks: {
            color: ink,
            font,
            maxRotation: 0,
            autoSkip: false,
            callback(value) {
              return label(value, this.dubniumStep);
            },
          },
        },
        y: {
          beginAtZero: true,
          max: this.#max,
          grace: "8%",
          grid,
          border: { display: false },
          afterFit: (axis) => {
            axis.width = 66;
          },
          ticks: { color: ink, font, maxTicksLimit: 5, callback: (value) => `${value} ${this.#sign}` },
        },
      },
    };
  }
}
