// The past of a node: four charts over one range, a legend, and the same in figures.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { once } from "../core/once.js";
import { TimeChart } from "../parts/chart.js";
import { h } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { RangePicker, bounds } from "./range.js";
import { CHARTS, METRICS, byGpu, colourOf, extent, points } from "./series.js";

/** A curve has some hundred points: a range is read again when one more would show. */
const POINTS = 400;
const SOONEST = 10_000;

export class History {
  #id;
  #range;
  #choose;
  #hidden = new Set();
  #gpus = new Map();
  #read = 0;
  #picker;
  #closed = false;
  #back;
  #legend = h("div", { class: "legend", role: "group", "aria-label": "GPUs shown" });
  #message = h("div");
  #figures = h("tbody");
  #charts;

  /** Reads the range anew, once at a time. */
  refresh = once(() => this.#load());

  /** @param choose told the range that somebody wishes */
  constructor(id, range, choose) {
    this.#id = id;
    this.#range = range;
    this.#choose = choose;
    this.#picker = new RangePicker(choose, () => this.#range);
    this.#back = h("button", { type: "button", onclick: () => choose({ name: "1h" }) }, "Reset zoom");
    this.#charts = CHARTS.map((chart) => ({
      ...chart,
      extent: h("span"),
      plot: new TimeChart({
        text: (value) => format[chart.kind](value * chart.unit),
        sign: chart.sign,
        zoomed: (from, to) => choose({ from, to }),
      }),
    }));
    this.element = this.#build();
    this.#picker.show(range);
  }

  #build() {
    const box = h(
      "section",
      { class: "panel", "aria-label": "History" },
      h("header", {}, h("h2", {}, "History"), this.#back, this.#picker.element),
      this.#message,
      this.#legend,
      h(
        "div",
        { class: "charts live" },
        this.#charts.map(({ title, plot, extent: told }) =>
          h("figure", { class: "chart" }, h("figcaption", {}, title, told), plot.element),
        ),
      ),
      h(
        "details",
        { class: "inner" },
        h("summary", {}, "The same in figures"),
        h(
          "div",
          { class: "scroller", tabindex: "0", role: "region", "aria-label": "History in figures" },
          h(
            "table",
            {},
            h("caption", { class: "sr-only" }, "Least, mean and greatest value of each GPU"),
            h("thead", {}, h("tr", {}, ["GPU", ...CHARTS.map(({ title }) => title)].map((title) => h("th", { scope: "col" }, title)))),
            this.#figures,
          ),
        ),
      ),
    );
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.#range.name) {
        this.#choose({ name: "1h" });
      }
    });
    return box;
  }

  /** Shows another range. */
  show(range) {
    this.#range = range;
    this.#picker.show(range);
    this.refresh();
  }

  /** What is shown up to now goes on with it. */
  advance() {
    const { min, max } = bounds(this.#range, Date.now());
    if (this.#range.name && performance.now() - this.#read > Math.max(SOONEST, (max - min) / POINTS)) {
      this.refresh();
    }
  }

  close() {
    this.#closed = true;
    this.#charts.forEach(({ plot }) => plot.close());
  }

  async #load() {
    const range = bounds(this.#range, Date.now());
    this.#back.hidden = Boolean(this.#range.name);
    this.#read = performance.now();
    try {
      const query = new URLSearchParams({ metrics: METRICS, nodeId: this.#id, start: range.min, end: range.max });
      const { subjects } = await api.get(`/api/metrics/series?${query}`);
      if (this.#closed) {
        return;
      }
      this.#gpus = byGpu(subjects);
      this.#message.replaceChildren(
        ...(subjects.length ? [] : [h("p", { class: "empty" }, "Nothing is on record for this time.")]),
      );
      this.#draw(range);
    } catch (problem) {
      this.#message.replaceChildren(problemBox(problem));
    }
  }

  #draw(range) {
    this.#drawLegend(range);
    const gpus = [...this.#gpus.values()];
    for (const { metric, title, kind, unit, max, plot, extent: told } of this.#charts) {
      const all = extent(gpus, metric);
      told.textContent = all === null ? "" : `${format[kind](all.least)} to ${format[kind](all.most)}`;
      plot.show(
        range,
        max(gpus),
        [...this.#gpus].map(([gpu, its]) => ({
          label: `GPU ${gpu}`,
          colour: colourOf(gpu),
          hidden: this.#hidden.has(gpu),
          points: points(its, metric, unit),
        })),
        `${title} of ${this.#gpus.size} GPUs from ${format.full(range.min)} to ${format.full(range.max)}: ${told.textContent || "nothing on record"}`,
      );
    }
    this.#figures.replaceChildren(
      ...[...this.#gpus].map(([gpu, its]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, `GPU ${gpu}`),
          CHARTS.map(({ metric, kind }) => {
            const one = extent([its], metric);
            return h("td", {}, one === null ? format.NONE : ["least", "mean", "most"].map((what) => format[kind](one[what])).join(" · "));
          }),
        ),
      ),
    );
  }

  #drawLegend(range) {
    const known = [...this.#legend.children].map((button) => button.dataset.gpu).join();
    if (known === [...this.#gpus.keys()].join()) {
      return;
    }
    this.#legend.replaceChildren(
      ...[...this.#gpus.keys()].map((gpu) => {
        const button = h(
          "button",
          {
            type: "button",
            "aria-pressed": String(!this.#hidden.has(gpu)),
            dataset: { gpu },
            onclick: () => {
              if (!this.#hidden.delete(gpu)) {
                this.#hidden.add(gpu);
              }
              button.setAttribute("aria-pressed", String(!this.#hidden.has(gpu)));
              this.#draw(range);
            },
          },
          `GPU ${gpu}`,
        );
        button.style.setProperty("--series", `var(${colourOf(gpu)})`);
        return button;
      }),
    );
  }
}
