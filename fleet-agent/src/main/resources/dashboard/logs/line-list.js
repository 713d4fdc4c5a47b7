// Very many lines of one height, of which only those in sight exist. Drawn once a frame, however many come.

import * as format from "../core/format.js";
import { h } from "../parts/dom.js";

/** As --log-line of logs.css. */
const HEIGHT = 20;
const BEYOND = 10;

export class LineList {
  #lines = [];
  #query = null;
  #rows = [];
  #window = h("div", { class: "log-window" });
  #space = h("div", { class: "log-space" }, this.#window);
  #atEnd = true;

  /** The line at the top of the view: {number, offset}, in pixels. */
  #top = null;

  #frame = null;
  #sizes;
  #moved;

  /** @param moved told when the view comes to the end, or leaves it */
  constructor({ label, moved }) {
    this.#moved = moved;
    this.element = h("div", { class: "log-lines live", role: "region", tabindex: "0", "aria-label": label }, this.#space);
    this.element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#sizes = new ResizeObserver(() => this.#ask());
    this.#sizes.observe(this.element);
  }

  close() {
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /** Whether the view is at the end, and stays there when lines come. */
  get atEnd() {
    return this.#atEnd;
  }

  /**
   * Shows these lines; the array may be the one before, with other content.
   *
   * @param query a regular expression (g, i) for what is marked; null for nothing
   */
  show(lines, query) {
    this.#lines = lines;
    if (this.#query !== query) {
      this.#query = query;
      this.#rows.forEach((row) => (row.line = null));
    }
    this.#ask();
  }

  toEnd() {
    this.#stay(true);
    this.#ask();
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.element;
    this.#stay(scrollTop + clientHeight >= scrollHeight - HEIGHT);
    this.#remember();
    this.#ask();
  }

  #stay(atEnd) {
    if (this.#atEnd !== atEnd) {
      this.#atEnd = atEnd;
      this.#moved();
    }
  }

  #ask() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw();
    });
  }

  #draw() {
    const total = this.#lines.length;
    this.#space.style.height = `${total * HEIGHT}px`;
    if (this.#atEnd) {
      this.element.scrollTop = total * HEIGHT;
    } else {
      this.#holdStill();
    }
    this.#remember();
    const first = Math.max(0, Math.floor(this.element.scrollTop / HEIGHT) - BEYOND);
    const last = Math.min(total, Math.ceil((this.element.scrollTop + this.element.clientHeight) / HEIGHT) + BEYOND);
    while (this.#rows.length < last - first) {
      const row = makeRow();
      this.#rows.push(row);
      this.#window.append(row.element);
    }
    this.#window.style.transform = `translateY(${first * HEIGHT}px)`;
    this.#rows.forEach((row, i) => {
      row.element.hidden = i >= last - first;
      if (!row.element.hidden && row.line !== this.#lines[first + i]) {
        row.line = this.#lines[first + i];
        write(row, this.#query);
      }
    });
  }

  #remember() {
    const { scrollTop } = this.element;
    const line = this.#lines[Math.floor(scrollTop / HEIGHT)];
    this.#top = line === undefined ? null : { number: line.number, offset: scrollTop % HEIGHT };
  }

  /** What was forgotten above must not move what is read. */
  #holdStill() {
    if (this.#top !== null) {
      this.element.scrollTop = indexOf(this.#lines, this.#top.number) * HEIGHT + this.#top.offset;
    }
  }
}

/** Of the first line with that number or a later one. */
function indexOf(lines, number) {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].number < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function makeRow() {
  const time = h("span", { class: "log-time" });
  const source = h("span", { class: "log-source" });
  const text = h("span", { class: "log-text" });
  return { line: null, time, source, text, element: h("div", { class: "log-line" }, time, source, text) };
}

function write({ line, time, source, text, element }, query) {
  element.className = `log-line ${line.level}`;
  time.textContent = line.time === null ? "" : format.clock(line.time);
  time.title = line.time === null ? "" : format.full(line.time);
  source.replaceChildren(...marked(line.source, query));
  text.replaceChildren(...marked(line.text, query));
}

/** The text, with what is looked for in elements of its own. */
function marked(text, query) {
  if (query === null) {
    return [text];
  }
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(query)) {
    parts.push(text.slice(end, match.index), h("mark", {}, match[0]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}
