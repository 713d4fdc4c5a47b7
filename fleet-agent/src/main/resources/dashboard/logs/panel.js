// A log that is followed; and what is said where it cannot be.

import * as format from "../core/format.js";
import * as session from "../core/session.js";
import { h, write } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { toast } from "../parts/toast.js";
import { LineList } from "./line-list.js";
import { Lines, MOST } from "./lines.js";
import { LogStream } from "./stream.js";

/** Lines that are there to begin with. */
const BEGIN = 2000;

const WORDS = { connecting: "connecting", live: "following", lost: "not connected, trying again" };

/**
 * Why a log cannot be shown; where nobody in particular asks, with a way to sign in.
 *
 * @param again called once somebody did
 */
export function logProblem(problem, again) {
  const signIn = async () => {
    if (await session.prove()) {
      again();
    }
  };
  return [
    problemBox(problem),
    ...(problem.status === 401 ? [h("p", {}, h("button", { type: "button", onclick: signIn }, "Sign in"))] : []),
  ];
}

/** One log: its lines as they come, held, searched and copied. */
export class LogPanel {
  #path;
  #failed;
  #stream = null;
  #lines = new Lines();
  #waiting = null;
  #title = h("h2", { id: "log-title" });
  #state = h("span", { class: "quiet-text", role: "status" });
  #count = h("span", { class: "quiet-text", "aria-live": "off" });
  #search = h("input", { type: "search", placeholder: "Find in these lines", "aria-label": "Find in these lines", oninput: () => this.#find() });
  #only = h("input", { type: "checkbox", checked: true, onchange: () => this.#draw() });
  #pause = h("button", { type: "button", "aria-pressed": "false", onclick: () => this.#hold(this.#waiting === null) }, "Pause");
  #newest = h("button", { type: "button", disabled: true, onclick: () => this.#toNewest() }, "Newest");
  #list;

  /**
   * @param name how it is called
   * @param path where the agent tells of it
   * @param failed told of a problem that ends the following
   */
  constructor(name, path, failed) {
    this.#path = path;
    this.#failed = failed;
    this.#list = new LineList({ label: `Lines of ${name}`, moved: () => this.#buttons() });
    this.element = h(
      "section",
      { class: "panel", "aria-labelledby": "log-title" },
      h(
        "header",
        {},
        this.#title, this.#state,
        h(
          "span",
          { class: "actions" },
          this.#search,
          h("label", { class: "check" }, this.#only, "Only lines that have it"),
          this.#pause, this.#newest,
          h("button", { type: "button", onclick: () => this.#copy() }, "Copy"),
        ),
      ),
      this.#list.element,
      h("footer", { class: "log-foot" }, this.#count),
    );
    this.title(name);
  }

  title(text) {
    write(this.#title, text);
  }

  /** Begins to follow the log, or goes on where that failed. */
  begin() {
    this.#tell("connecting");
    const told = {
      added: (entries, lost) => this.#add(entries, lost),
      state: (state) => this.#tell(state),
      failed: (problem) => {
        write(this.#state, "");
        this.#failed(problem);
      },
    };
    this.#stream = new LogStream(this.#path, BEGIN, told, this.#stream?.last ?? null);
  }

  close() {
    this.#stream?.close();
    this.#list.close();
  }

  #tell(state) {
    write(this.#state, this.#waiting === null ? WORDS[state] : "paused");
    this.#state.dataset.state = state;
  }

  #add(entries, lost) {
    if (this.#waiting === null) {
      this.#lines.add(entries, lost);
      this.#draw();
      return;
    }
    this.#waiting.entries.push(...entries);
    this.#waiting.lost += lost;
    const excess = this.#waiting.entries.length - MOST;
    if (excess > 0) {
      this.#waiting.entries.splice(0, excess);
      this.#waiting.lost += excess;
    }
    this.#counted();
  }

  /** Holds what is shown, while the log goes on; or shows what came meanwhile. */
  #hold(paused) {
    const { entries, lost } = this.#waiting ?? { entries: [], lost: 0 };
    this.#waiting = paused ? { entries: [], lost: 0 } : null;
    this.#pause.setAttribute("aria-pressed", String(paused));
    write(this.#pause, paused ? "Go on" : "Pause");
    this.#tell(this.#state.dataset.state);
    this.#lines.add(entries, lost);
    this.#draw();
    this.#buttons();
  }

  #toNewest() {
    if (this.#waiting !== null) {
      this.#hold(false);
    }
    this.#list.toEnd();
  }

  #buttons() {
    this.#newest.disabled = this.#list.atEnd && this.#waiting === null;
  }

  #find() {
    this.#lines.search(this.#search.value);
    this.#draw();
  }

  #shown() {
    return this.#only.checked ? this.#lines.found : this.#lines.all;
  }

  #draw() {
    this.#list.show(this.#shown(), this.#lines.query);
    this.#counted();
  }

  #counted() {
    const all = format.count(this.#lines.all.length);
    const found = this.#lines.query === null ? "" : `${format.count(this.#lines.found.length)} of `;
    const waiting = this.#waiting === null ? "" : `, ${format.count(this.#waiting.entries.length)} new`;
    write(this.#count, `${found}${all} lines${waiting}`);
  }

  async #copy() {
    const text = this.#shown().map(plain).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      toast(`${format.count(this.#shown().length)} lines are copied.`);
    } catch {
      toast("cannot copy: the browser does not allow it here");
    }
  }
}

function plain({ time, source, text }) {
  return [time === null ? "" : new Date(time).toISOString(), source === "" ? "" : `${source}:`, text].filter(Boolean).join(" ");
}
