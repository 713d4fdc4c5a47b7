// What people see of the connection: a word in the bar, and a banner when it is gone.

import * as clock from "./clock.js";
import * as format from "./format.js";
import { h } from "../parts/dom.js";

const WORDS = { connecting: "Connecting", live: "Live", lost: "Not connected" };

export class Connection {
  #live;
  #fleet;
  #text = document.getElementById("connection-text");
  #freshness = document.getElementById("freshness");
  #banner = document.getElementById("banner");
  #age = h("span", { "aria-hidden": "true" });

  constructor(live, fleet) {
    this.#live = live;
    this.#fleet = fleet;
    live.addEventListener("state", () => this.#show());
    fleet.addEventListener("change", () => this.#tick());
    clock.tick(() => this.#tick());
    this.#show();
  }

  #show() {
    const state = this.#live.state;
    document.body.dataset.connection = state;
    this.#text.textContent = WORDS[state];
    this.#banner.hidden = state !== "lost";
    this.#banner.className = "banner";
    if (state === "lost") {
      const since = this.#live.lastLive;
      this.#banner.replaceChildren(
        "The agent does not answer. ",
        since === null ? "" : `What is shown is as of ${format.clock(since)}`,
        this.#age,
        since === null ? "" : ". ",
        "Trying again by itself. ",
        h("button", { type: "button", onclick: () => this.#live.retry() }, "Try now"),
      );
    }
    this.#tick();
  }

  #tick() {
    const since = this.#live.lastLive;
    this.#age.textContent = since === null ? "" : `, ${format.duration((Date.now() - since) / 1000)} ago`;
    const updated = this.#fleet.lastUpdated;
    this.#freshness.textContent =
      updated === null ? "" : `${format.duration((clock.now() - updated) / 1000)} ago`;
  }

  /** The page's files are not those that the agent has now. */
  outdated() {
    this.#banner.hidden = false;
    this.#banner.className = "banner info";
    this.#banner.replaceChildren(
      "The agent was updated since this page was loaded. ",
      h("button", { type: "button", onclick: () => location.reload() }, "Load the page again"),
    );
  }
}
