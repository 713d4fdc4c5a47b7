// The view of this host's mode: how it is, what a switch would do, and asking for one.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { listen } from "../core/listen.js";
import { once } from "../core/once.js";
import * as session from "../core/session.js";
import { facts, h } from "../parts/dom.js";
import { problemBox, problemPanel } from "../parts/problem.js";
import { explanation } from "./explanation.js";
import { serverLine } from "../models/words.js";
import { JobPanel, activeJob } from "./job.js";
import { RequestNotes, request } from "./request.js";

const CONDITIONS = { settled: "good", transitioning: "warn", degraded: "warn" };

export function modeView(main, route, { live }) {
  const state = h("div", { class: "inner" });
  const modes = h("div", { class: "modes" });
  const explained = h("section", { class: "panel", hidden: true, "aria-live": "polite" });
  const jobs = h("div");
  const message = h("div");
  const notes = new RequestNotes();
  let job = null;
  let closed = false;

  const body = h(
    "div",
    { class: "columns" },
    h("section", { class: "panel live" }, h("header", {}, h("h2", {}, "Now")), state),
    h(
      "div",
      { class: "columns" },
      h("section", { class: "panel" }, h("header", {}, h("h2", {}, "Switch to")), h("div", { class: "inner" }, modes)),
      jobs,
      explained,
    ),
  );
  main.append(h("div", { class: "head" }, h("h1", {}, "Mode of this host")), message, ...notes.elements, body);

  const refresh = once(async () => {
    try {
      const [told, server] = await Promise.all([api.get("/api/mode"), modelServer()]);
      if (!closed) {
        body.hidden = false;
        message.replaceChildren();
        show(told, server);
      }
    } catch (problem) {
      if (!closed) {
        body.hidden = true;
        message.replaceChildren(problemPanel("The mode controller of this host cannot be reached", problem));
      }
    }
  }, 500);

  function show(told, server) {
    state.replaceChildren(...now(told, server));
    const names = (told.Modes ?? []).map((mode) => mode.name).join();
    if (modes.dataset.names !== names) {
      modes.dataset.names = names;
      modes.replaceChildren(
        ...(told.Modes ?? []).map((mode) =>
          h("button", { type: "button", onclick: () => explain(mode.name) }, mode.name),
        ),
      );
    }
    for (const button of modes.children) {
      button.toggleAttribute("aria-current", button.textContent === told.CurrentMode);
    }
    const running = activeJob(told);
    if (running !== null && job?.id !== running) {
      api.get(`/api/mode/jobs/${running}`).then(follow, () => {});
    }
  }

  function follow(properties) {
    if (closed) {
      return;
    }
    job?.close();
    job = new JobPanel(properties, () => refresh());
    jobs.replaceChildren(job.element);
  }

  async function explain(mode) {
    explained.hidden = false;
    explained.replaceChildren(h("p", { class: "empty" }, `Asking what a switch to ${mode} would do …`));
    try {
      const told = await api.get(`/api/mode/explain?${new URLSearchParams({ mode })}`);
      explained.replaceChildren(
        h(
          "header",
          {},
          h("h2", {}, `To ${mode}`),
          h("span", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: () => ask(mode, told) }, `Request ${mode}`)),
        ),
        explanation(told),
      );
    } catch (problem) {
      explained.replaceChildren(problemBox(problem));
    }
  }

  async function ask(mode, told) {
    const began = await request({
      title: `Switch to ${mode}?`,
      action: `Switch to ${mode}`,
      told,
      path: "/api/mode",
      body: { mode },
      what: mode,
      notes,
    });
    if (began !== null) {
      follow(began);
    }
    refresh();
  }

  const stops = [listen(live, ["metrics", "mode", "models", "hello"], refresh), listen(document, ["session"], refresh)];
  refresh();
  return {
    close() {
      closed = true;
      job?.close();
      stops.forEach((stop) => stop());
    },
  };
}

function asksFor() {
  const person = session.person();
  return person === null
    ? "nobody: open it with 'fleet open'"
    : `${person.user}, session ${person.session} (mode delegations revoke ${person.delegation})`;
}

function micros(at) {
  return at ? format.moment(at / 1000) : format.NONE;
}

/** Of the model server; null where the mode controller does not tell. */
async function modelServer() {
  try {
    return await api.get("/api/models/server");
  } catch {
    return null;
  }
}

function now(told, server) {
  const last = told.LastTransition ?? {};
  const degradations = told.Degradations ?? [];
  const conflicts = told.Conflicts ?? [];
  const holds = told.Holds ?? [];
  return [
    facts("figures", [
      ["Mode", told.CurrentMode],
      ["Condition", h("span", { class: CONDITIONS[told.Condition] ?? "bad" }, told.Condition)],
    ]),
    facts(
      "facts",
      [
        ["Asked for", told.DesiredMode || format.NONE],
        ["At boot", told.BootMode || format.NONE],
        ["Observed", micros(told.ObservedAt)],
        ["Model server", server === null ? format.NONE : h("a", { href: "#/models" }, serverLine(server))],
        ["Last switch", last.id ? `${last.from} → ${last.to}: ${last.outcome}, ${micros(last.finished)}` : "none yet"],
        ["Controller", told.Version ?? format.NONE],
        ["This page asks for", asksFor()],
      ],
    ),
    list("Does not hold", degradations, (one) => `${one.clause}: ${one.expected} expected, ${one.observed} observed${one.repair ? ` (${one.repair})` : ""}`),
    list("Conflicts", conflicts, (one) => one),
    list("Holds", holds, (one) => `${one.who} ${one.kind === "block" ? "forbids" : "delays"} ${one.direction} ${one.mode || "any mode"}: ${one.why}`),
  ].filter(Boolean);
}

function list(title, entries, text) {
  return entries.length === 0
    ? null
    : h("section", {}, h("h3", {}, title), h("ul", {}, entries.map((one) => h("li", {}, text(one)))));
}
