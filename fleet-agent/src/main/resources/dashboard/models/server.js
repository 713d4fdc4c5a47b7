// The model server: what it serves, how far it loads, why it failed, and putting it to sleep.

import * as api from "../core/api.js";
import * as clock from "../core/clock.js";
import { form } from "../parts/form.js";
import { h, write } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { toast } from "../parts/toast.js";
import { elapsed, phase, state, time } from "./words.js";

/** Weights may take minutes to come back. */
const PATIENCE = 330_000;

export class ServerPanel {
  #server = null;
  #changed;
  #endTicks;
  #state = h("span", { class: "tag" });
  #model = h("span", { class: "mono model-name" });
  #bar = h("progress", { max: 1, "aria-label": "Progress of the load" });
  #phase = h("p", { role: "status" });
  #time = h("p", { class: "quiet-text" });
  #loading = h("div", { class: "loading" }, this.#bar, this.#phase, this.#time);
  #rest = h("div", { class: "stack" });
  #sleep = h("button", { type: "button", onclick: () => this.#askSleep() }, "Put to sleep …");
  #wake = h("button", { type: "button", onclick: () => this.#change(this.#wake, "wake", {}, "The model server is awake.") }, "Wake");
  #problem = h("div");

  /** @param changed called once it was put to sleep or woken */
  constructor(changed) {
    this.#changed = changed;
    this.#endTicks = clock.tick(() => this.#tick());
    this.element = h(
      "section",
      { class: "panel live", "aria-labelledby": "server-title" },
      h(
        "header",
        {},
        h("h2", { id: "server-title" }, "Model server"), this.#state, this.#model,
        h("span", { class: "actions" }, this.#sleep, this.#wake),
      ),
      h("div", { class: "inner" }, this.#loading, this.#rest, this.#problem),
    );
  }

  close() {
    this.#endTicks();
  }

  show(server) {
    this.#server = server;
    const [look, word] = state(server);
    this.#state.className = `tag ${look}`;
    write(this.#state, word);
    write(this.#model, server.model);
    this.#sleep.hidden = server.state !== "ready";
    this.#wake.hidden = server.state !== "asleep";
    this.#loading.hidden = server.state !== "loading";
    this.#tick();
    const told = JSON.stringify([server.state, server.message, server.lines, server.strays]);
    if (this.#rest.dataset.told !== told) {
      this.#rest.dataset.told = told;
      this.#rest.replaceChildren(...rest(server));
    }
  }

  /** What the server counts is exact; else the bar is that of the time that it usually takes. */
  #tick() {
    const server = this.#server;
    if (server?.state !== "loading") {
      return;
    }
    const words = phase(server);
    write(this.#phase, words[0].toUpperCase() + words.slice(1));
    write(this.#time, time(server));
    const seconds = elapsed(server);
    if (server.total > 0) {
      this.#bar.value = Math.min(1, server.done / server.total);
    } else if (seconds !== null && server.typicalSeconds !== null) {
      this.#bar.value = Math.min(0.99, seconds / server.typicalSeconds);
    } else {
      this.#bar.removeAttribute("value");
    }
  }

  async #askSleep() {
    let level = null;
    await form({
      title: "Put the model server to sleep?",
      intro: "It gives back the GPU's memory, and answers nobody until it is woken.",
      action: "Put to sleep",
      fields: [
        {
          name: "level",
          label: "Level",
          type: "select",
          value: "1",
          options: [["1", "1: weights stay in the machine's memory"], ["2", "2: weights are dropped, and read again"]],
        },
      ],
      submit: async (values) => {
        level = Number(values.level);
      },
    });
    if (level !== null) {
      await this.#change(this.#sleep, "sleep", { level }, "The model server sleeps.");
    }
  }

  async #change(button, what, body, said) {
    this.#problem.replaceChildren();
    button.disabled = true;
    try {
      await api.send("POST", `/api/models/server/${what}`, body, PATIENCE);
      toast(said);
    } catch (problem) {
      this.#problem.replaceChildren(problemBox(problem));
    } finally {
      button.disabled = false;
      this.#changed();
    }
  }
}

function rest(server) {
  return [
    server.state === "failed" || server.state === "stalled"
      ? problemBox(new Error(server.message || "Why is not known; these are the last lines that it printed."))
      : null,
    server.lines.length ? h("pre", { class: "log-lines", tabindex: "0", "aria-label": "The last lines of the model server" }, server.lines.join("\n")) : null,
    server.strays.length
      ? h("section", {}, h("h3", {}, "Processes of a former server still hold GPU memory"), h("ul", {}, server.strays.map((one) => h("li", {}, one))))
      : null,
    server.state === "off"
      ? h("p", { class: "quiet-text" }, "Nothing is served. The model server runs in the modes that have it: ", h("a", { href: "#/mode" }, "Mode"), ".")
      : null,
    server.state === "asleep" ? h("p", { class: "quiet-text" }, "The GPU's memory is free; requests are answered once it is awake.") : null,
    server.state === "ready" ? h("p", { class: "quiet-text" }, "It answers requests.") : null,
  ].filter(Boolean);
}
