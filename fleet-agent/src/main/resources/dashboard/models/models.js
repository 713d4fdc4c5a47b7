// The view of this host's models: what serves, which there are, and choosing another.

import * as api from "../core/api.js";
import { listen } from "../core/listen.js";
import { once } from "../core/once.js";
import { explanation } from "../mode/explanation.js";
import { JobPanel, activeJob } from "../mode/job.js";
import { RequestNotes, request } from "../mode/request.js";
import { h } from "../parts/dom.js";
import { problemBox, problemPanel } from "../parts/problem.js";
import { toast } from "../parts/toast.js";
import { Bundles } from "./bundles.js";
import { ServerPanel } from "./server.js";

export function modelsView(main, route, { live }) {
  const message = h("div");
  const notes = new RequestNotes();
  const jobs = h("div");
  const explained = h("section", { class: "panel", hidden: true, "aria-live": "polite", tabindex: "-1" });
  const server = new ServerPanel(() => refresh());
  const bundles = new Bundles(explain);
  let job = null;
  let closed = false;

  const body = h("div", { class: "stack", hidden: true }, server.element, jobs, bundles.element, explained);
  main.append(h("div", { class: "head" }, h("h1", {}, "Models")), message, ...notes.elements, body);

  const refresh = once(async () => {
    try {
      const [told, mode] = await Promise.all([api.get("/api/models"), api.get("/api/mode")]);
      if (!closed) {
        message.replaceChildren(foreign(told) ?? "");
        body.hidden = false;
        server.show(told.server);
        bundles.show(told.models);
        followActive(activeJob(mode));
      }
    } catch (problem) {
      if (!closed) {
        body.hidden = true;
        message.replaceChildren(problemPanel("The models of this host cannot be told", problem));
      }
    }
  }, 1000);

  /** A swap that was asked for elsewhere, or before this page was loaded. */
  async function followActive(running) {
    if (running !== null && job?.id !== running) {
      try {
        const properties = await api.get(`/api/mode/jobs/${running}`);
        if (properties.Model) {
          follow(properties);
        }
      } catch {
        // It is over and forgotten by now.
      }
    }
  }

  async function explain(name) {
    explained.hidden = false;
    explained.replaceChildren(h("p", { class: "empty" }, `Asking what it takes to serve ${name} …`));
    explained.scrollIntoView({ block: "nearest" });
    try {
      const told = await api.get(`/api/models/${encodeURIComponent(name)}/explain`);
      explained.replaceChildren(
        h(
          "header",
          {},
          h("h2", {}, `To select ${name}`),
          h("span", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: () => select(name, told) }, `Select ${name}`)),
        ),
        explanation(told),
      );
    } catch (problem) {
      explained.replaceChildren(problemBox(problem));
    }
    explained.scrollIntoView({ block: "nearest" });
    explained.querySelector("button")?.focus();
  }

  async function select(name, told) {
    const answer = await request({
      title: `Select ${name}?`,
      action: `Select ${name}`,
      told,
      path: `/api/models/${encodeURIComponent(name)}/select`,
      body: {},
      what: name,
      notes,
    });
    if (answer !== null) {
      explained.hidden = true;
      if (answer.Id === undefined) {
        toast(`${name} is selected; it is served when the model server starts.`);
      } else {
        follow(answer);
      }
    }
    refresh();
  }

  function follow(properties) {
    if (!closed) {
      job?.close();
      job = new JobPanel(properties, () => refresh());
      jobs.replaceChildren(job.element);
      job.element.scrollIntoView({ block: "nearest" });
    }
  }

  const stops = [listen(live, ["metrics", "models", "mode", "hello"], refresh), listen(document, ["session"], refresh)];
  refresh();
  return {
    close() {
      closed = true;
      job?.close();
      server.close();
      stops.forEach((stop) => stop());
    },
  };
}

/** What is selected may be no bundle: a path or a hub's name in vllm.env. */
function foreign({ models, selected }) {
  return selected === null || models.some((bundle) => bundle.name === selected)
    ? null
    : h("p", { class: "quiet-text" }, "Selected is ", h("code", {}, selected), ", which is not among the models below: /etc/dubnium/vllm.env names it.");
}
