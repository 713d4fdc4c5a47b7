// A table whose rows are kept by their keys: a refresh writes what changed, and no focus is lost.

import { h, write } from "./dom.js";

export class Table {
  #columns;
  #body = h("tbody");
  #rows = new Map();
  #key;

  /**
   * @param columns {label, class, head, text(row), make(row), change(cell, row)}: a text, or an own cell;
   *     `head` makes it the row's header
   */
  constructor(caption, columns, key) {
    this.#columns = columns;
    this.#key = key;
    this.element = h(
      "table",
      { class: "cards" },
      h("caption", { class: "sr-only" }, caption),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          columns.map(({ label, class: name, hidden }) =>
            h("th", { scope: "col", class: name }, hidden ? h("span", { class: "sr-only" }, label) : label),
          ),
        ),
      ),
      this.#body,
    );
  }

  show(rows) {
    const before = this.#rows;
    this.#rows = new Map();
    let at = this.#body.firstChild;
    for (const row of rows) {
      const key = this.#key(row);
      const known = before.get(key);
      const line = known ?? this.#make(row);
      before.delete(key);
      this.#rows.set(key, line);
      this.#columns.forEach((column, i) => this.#change(column, line.cells[i], row));
      if (line === at) {
        at = at.nextSibling;
      } else {
        this.#body.insertBefore(line, at);
      }
    }
    before.forEach((line) => line.remove());
  }

  #make(row) {
    return h(
      "tr",
      {},
      this.#columns.map((column) => {
        const cell = h(column.head ? "th" : "td", {
          class: column.class,
          scope: column.head ? "row" : null,
          "data-label": column.head || column.hidden ? null : column.label,
        });
        if (column.make) {
          cell.append(column.make(row));
        }
        return cell;
      }),
    );
  }

  #change(column, cell, row) {
    if (column.text) {
      write(cell, column.text(row));
    }
    column.change?.(cell, row);
  }
}
