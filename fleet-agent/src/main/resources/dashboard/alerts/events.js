// What fires, and what fired: read anew when the agent says that something changed.

import * as api from "../core/api.js";
import { once } from "../core/once.js";
import { load } from "./metrics.js";

const MOST = 200;

export class Alerts extends EventTarget {
  firing = [];
  history = [];
  problem = null;
  loaded = false;

  refresh = once(() => this.#read(), 500);

  async #read() {
    try {
      [this.firing, this.history] = await Promise.all([
        api.get("/api/alerts/events/firing"),
        api.get(`/api/alerts/events/history?limit=${MOST}`),
        load(),
      ]);
      this.problem = null;
      this.loaded = true;
    } catch (problem) {
      this.problem = problem;
    }
    this.dispatchEvent(new Event("change"));
  }

  async acknowledge(event) {
    await api.send("POST", `/api/alerts/events/${encodeURIComponent(event.id)}/acknowledge`);
    await this.refresh();
  }
}
