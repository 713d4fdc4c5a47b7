// The view of one pod: its phases, what it costs, its addresses, and its log.

import * as api from "../core/api.js";
import * as clock from "../core/clock.js";
import * as format from "../core/format.js";
import { once } from "../core/once.js";
import { LogPanel, logProblem } from "../logs/panel.js";
import { facts, h, renew, write } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { PodActions, showButtons } from "./actions.js";
import { port } from "./pod-list.js";
import { age, find, gpu, idle, key, look, pathOf, place, rate } from "./words.js";

export function podView(main, route, { live }) {
  const message = h("div");
  const logMessage = h("div");
  const tag = h("span", { class: "tag" });
  const figures = h("div");
  const details = h("div", { class: "columns" });
  const logs = h("div", { class: "logs below" }, logMessage);
  let pod = null;
  let log = null;
  let logged = null;
  let closed = false;
  const actions = new PodActions({ failed: (problem) => message.replaceChildren(problemBox(problem)), changed: () => refresh() });
  const buttons = h("span", { class: "actions", hidden: true }, actions.buttons(() => pod));
  const body = h("div", { class: "stack", hidden: true }, figures, details);
  main.append(
    h("p", {}, h("a", { href: "#/pods" }, "All pods")),
    h("div", { class: "head" }, h("h1", {}, route.id), tag, buttons),
    message, body, logs,
  );

  const refresh = once(async () => {
    try {
      const { pods } = await api.get("/api/pods");
      if (!closed) {
        message.replaceChildren();
        pod = find(pods, route.id);
        show();
      }
    } catch (problem) {
      if (!closed) {
        message.replaceChildren(problemBox(problem));
      }
    }
  }, 1000);

  function show() {
    body.hidden = buttons.hidden = tag.hidden = pod === null;
    if (pod === null) {
      message.replaceChildren(h("p", {}, `No pod ${route.id} is there.`));
      follow(null);
      return;
    }
    showButtons(buttons.firstChild, pod);
    tag.className = `tag ${look(pod)}`;
    write(tag, pod.phase);
    renew(details, what(pod), phases(pod));
    tick();
    follow(pod);
  }

  function tick() {
    if (pod !== null) {
      renew(figures, cost(pod));
    }
  }

  /** The log of another pod, where the slot got one. */
  function follow(one) {
    const wanted = one?.id == null ? null : key(one);
    if (wanted === logged) {
      return;
    }
    logged = wanted;
    log?.close();
    log?.element.remove();
    logMessage.replaceChildren();
    log = wanted === null ? null : new LogPanel(`Log of ${route.id}`, `/api/logs/pod-${one.undeclared ? one.name : one.slot}`, (problem) =>
      logMessage.replaceChildren(...logProblem(problem, () => {
        logMessage.replaceChildren();
        log?.begin();
      })),
    );
    if (log !== null) {
      logs.append(log.element);
      log.begin();
    }
  }

  const stop = clock.tick(tick);
  const names = ["metrics", "pods", "hello"];
  names.forEach((name) => live.addEventListener(name, refresh));
  document.addEventListener("session", refresh);
  refresh();
  return {
    close() {
      closed = true;
      stop();
      log?.close();
      names.forEach((name) => live.removeEventListener(name, refresh));
      document.removeEventListener("session", refresh);
    },
  };
}

function cost(pod) {
  const [looks, words] = idle(pod);
  return facts("figures live", [
    ["USD an hour", format.money(pod.perHour)],
    ["Today", format.money(pod.today)],
    ["In all", format.money(pod.total)],
    [`${pod.phase}, for`, age(pod.since) || format.NONE],
    ["Idle", h("span", { class: looks }, words || "no")],
  ]);
}

function what(pod) {
  return h(
    "section",
    { class: "panel live", "aria-labelledby": "pod-title" },
    h("header", {}, h("h2", { id: "pod-title" }, "Pod")),
    h(
      "div",
      { class: "inner" },
      pod.undeclared ? problemBox({ message: `It is not declared, and costs ${rate(pod.perHour)} until somebody destroys or adopts it.` }) : null,
      pod.reason ? h("p", { class: "warn" }, pod.reason) : null,
      facts(
        "facts",
        [
          ["Name", pod.name === null ? null : h("span", { class: "mono" }, pod.name)],
          ["RunPod id", pod.id === null ? null : h("span", { class: "mono" }, pod.id)],
          ["Declaration", pod.declaration],
          ["GPU", gpu(pod) || null],
          ["Where", place(pod) || null],
          ["Wanted", pod.wish],
          ["Addresses", pod.ports.length ? h("span", { class: "addresses" }, pod.ports.map(port)) : null],
        ].filter(([, value]) => value != null),
      ),
    ),
  );
}

function phases(pod) {
  return h(
    "section",
    { class: "panel live", "aria-labelledby": "phases-title" },
    h("header", {}, h("h2", { id: "phases-title" }, "Phases")),
    h(
      "div",
      { class: "inner" },
      pod.phases.length
        ? h("ol", { class: "phases" }, pod.phases.map((one, i) => h("li", {}, h("span", {}, one.phase), h("span", { class: "quiet-text" }, `${format.moment(one.at)}${later(pod.phases[i - 1], one)}`))))
        : h("p", { class: "quiet-text" }, "Nothing was asked for yet."),
    ),
  );
}

function later(before, one) {
  return before === undefined ? "" : `, ${format.duration((Date.parse(one.at) - Date.parse(before.at)) / 1000)} later`;
}
