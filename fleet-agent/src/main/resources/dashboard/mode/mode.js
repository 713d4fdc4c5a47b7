// The view of this host's mode: how it is, what a switch would do, and asking for one.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { once } from "../core/once.js";
import * as session from "../core/session.js";
import { form } from "../parts/form.js";
import { facts, h } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { explanation } from "./explanation.js";
import { JobPanel } from "./job.js";

/** Somebody may have to type a password at the machine; the agent waits five minutes for that. */
const PATIENCE = 330_000;

const CONDITIONS = { settled: "good", transitioning: "warn", degraded: "warn" };

export function modeView(main, route, { live }) {
  const state = h("div", { class: "inner" });
  const modes = h("div", { class: "modes" });
  const explained = h("section", { class: "panel", hidden: true, "aria-live": "polite" });
  const jobs = h("div");
  const message = h("div");
  const refusal = h("div", { role: "alert" });
  const waiting = h("div", { class: "banner info", role: "status", hidden: true });
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
  main.append(h("div", { class: "head" }, h("h1", {}, "Mode of this host")), message, waiting, refusal, body);

  const refresh = once(async () => {
    try {
      const told = await api.get("/api/mode");
      if (!closed) {
        body.hidden = false;
        message.replaceChildren();
        show(told);
      }
    } catch (problem) {
      if (!closed) {
        body.hidden = true;
        message.replaceChildren(unreachable(problem));
      }
    }
  }, 500);

  function show(told) {
    state.replaceChildren(...now(told));
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
    const running = /\/job\/(\d+)$/.exec(told.ActiveJob ?? "");
    if (running && job?.id !== Number(running[1])) {
      api.get(`/api/mode/jobs/${running[1]}`).then(follow, () => {});
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
          h("span", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: () => request(mode, told) }, `Request ${mode}`)),
        ),
        explanation(told),
      );
    } catch (problem) {
      explained.replaceChildren(problemBox(problem));
    }
  }

  async function request(mode, told) {
    let wanted = null;
    const ends = (told.ends ?? []).length;
    await form({
      title: `Switch to ${mode}?`,
      intro: ends ? `This ends ${ends} ${ends === 1 ? "session, unit or process" : "sessions, units or processes"}.` : "Nobody loses anything.",
      fields: [{ name: "reason", label: "Reason", maxlength: 200, autofocus: true, hint: "Kept in the audit log." }],
      action: `Switch to ${mode}`,
      submit: async (values) => {
        wanted = values;
      },
    });
    if (wanted === null) {
      return;
    }
    refusal.replaceChildren();
    waiting.hidden = false;
    waiting.textContent = `${mode} is asked for. If authentication is needed, a dialog waits on the machine's own desktop.`;
    try {
      follow(await api.send("POST", "/api/mode", { mode, reason: wanted.reason }, PATIENCE));
    } catch (problem) {
      refusal.replaceChildren(problemBox(problem));
    } finally {
      waiting.hidden = true;
      refresh();
    }
  }

  live.addEventListener("metrics", refresh);
  live.addEventListener("mode", refresh);
  live.addEventListener("hello", refresh);
  document.addEventListener("session", refresh);
  refresh();
  return {
    close() {
      closed = true;
      job?.close();
      live.removeEventListener("metrics", refresh);
      live.removeEventListener("mode", refresh);
      live.removeEventListener("hello", refresh);
      document.removeEventListener("session", refresh);
    },
  };
}

function unreachable(problem) {
  return h(
    "section",
    { class: "panel" },
    h("header", {}, h("h2", {}, "The mode controller of this host cannot be reached")),
    h(
      "div",
      { class: "inner" },
      problemBox(problem),
      h("p", { class: "quiet-text" }, "Everything else on this page goes on. On the host, ", h("code", {}, "mode doctor"), " says what is missing."),
    ),
  );
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

function now(told) {
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
