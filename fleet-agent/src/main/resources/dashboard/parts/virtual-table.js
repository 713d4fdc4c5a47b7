// A table of very many rows of one height, of which only those in sight exist.

import { h } from "./dom.js";

const BEYOND = 8;

export class VirtualTable {
  #columns;
  #kinds;
  #rows = [];
  #shown = new Map();
  #body = h("tbody");
  #above = spacer();
  #below = spacer();
  #height = 30;
  #columnCells;
  #sizes;

  /**
   * @param columns {label, class, sort}: sort is the key that is told when its head is pressed
   * @param kinds by a row's kind: {make(row) → tr, change(tr, row), focusable}: whether it has a link
   */
  constructor({ label, columns, kinds, onsort }) {
    this.#columns = columns;
    this.#kinds = kinds;
    this.#columnCells = columns.map((column) => head(column, onsort));
    this.table = h(
      "table",
      { "aria-label": label },
      h("colgroup", {}, columns.map(({ class: name }) => h("col", { class: name }))),
      h("thead", {}, h("tr", { "aria-rowindex": 1 }, this.#columnCells)),
      this.#body,
    );
    this.element = h("div", { class: "scroller virtual live", tabindex: "-1" }, this.table);
    this.#body.append(this.#above, this.#below);
    this.element.addEventListener("scroll", () => this.#draw(), { passive: true });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.#sizes = new ResizeObserver(() => this.#draw());
    this.#sizes.observe(this.element);
  }

  close() {
    this.#sizes.disconnect();
  }

  sorted(key, descending) {
    this.#columns.forEach((column, i) => {
      const cell = this.#columnCells[i];
      if (column.sort === key) {
        cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
      } else {
        cell.removeAttribute("aria-sort");
      }
    });
  }

  /** @param rows {key, kind, …} */
  show(rows) {
    this.#rows = rows;
    this.table.setAttribute("aria-rowcount", rows.length + 1);
    this.#draw();
  }

  /** Writes the rows in sight anew. */
  refresh() {
    for (const { line, row } of this.#shown.values()) {
      this.#kinds[row.kind].change(line, row);
    }
  }

  #draw() {
    const view = this.element.clientHeight || 600;
    const first = Math.max(0, Math.floor(this.element.scrollTop / this.#height) - BEYOND);
    const last = Math.min(this.#rows.length, Math.ceil((this.element.scrollTop + view) / this.#height) + BEYOND);
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    const before = this.#shown;
    this.#shown = new Map();
    for (let i = first; i < last; i++) {
      const row = this.#rows[i];
      const known = before.get(row.key);
      before.delete(row.key);
      const line = known?.line ?? this.#kinds[row.kind].make(row);
      this.#kinds[row.kind].change(line, row);
      line.setAttribute("aria-rowindex", i + 2);
      this.#shown.set(row.key, { line, row, index: i });
    }
    before.forEach(({ line }) => line.remove());
    let at = this.#above.nextSibling;
    for (const { line } of this.#shown.values()) {
      if (line === at) {
        at = at.nextSibling;
      } else {
        this.#body.insertBefore(line, at);
      }
    }
    stretch(this.#above, first * this.#height);
    stretch(this.#below, (this.#rows.length - last) * this.#height);
    if (focused !== null && focused !== document.activeElement && focused.isConnected) {
      focused.focus({ preventScroll: true });
    }
  }

  /** Arrows go from row to row, and what is beyond the window comes into it. */
  #key(event) {
    const row = event.target.closest?.("tbody tr");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const here = Number(row.getAttribute("aria-rowindex")) - 2;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.#height) - 2);
    const to = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: this.#rows.length - 1,
    }[event.key];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    this.#focus(Math.min(this.#rows.length - 1, Math.max(0, to)), to < here ? -1 : 1);
  }

  /** The nearest row in that direction that can have the focus. */
  #focus(index, direction) {
    let i = index;
    while (this.#rows[i] && !this.#kinds[this.#rows[i].kind].focusable) {
      i += direction;
    }
    const row = this.#rows[i];
    if (!row) {
      return;
    }
    const top = i * this.#height;
    const view = this.element.clientHeight - 2 * this.#height;
    if (top < this.element.scrollTop) {
      this.element.scrollTop = top;
    } else if (top > this.element.scrollTop + view) {
      this.element.scrollTop = top - view;
    }
    this.#draw();
    this.#shown.get(row.key)?.line.querySelector("a")?.focus({ preventScroll: true });
  }
}

function spacer() {
  return h("tr", { class: "spacer", "aria-hidden": "true" }, h("td"));
}

function stretch(line, height) {
  line.firstChild.style.height = `${height}px`;
  line.hidden = height === 0;
}

function head({ label, class: name, sort }, onsort) {
  const cell = h("th", { scope: "col", class: name });
  cell.append(
    sort ? h("button", { type: "button", class: "sort", onclick: () => onsort(sort) }, label) : label,
  );
  return cell;
}
