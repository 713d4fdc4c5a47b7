// The view of the logs: one is chosen, followed, held, searched and copied.

import * as api from "../core/api.js";
import { address } from "../core/router.js";
import { h } from "../parts/dom.js";
import { LogPanel, logProblem } from "./panel.js";

export function logsView(main, route) {
  const message = h("div");
  const chosen = h("select", { "aria-label": "Log", onchange: () => (location.hash = address("logs", chosen.value)) });
  const root = h("div", { class: "logs" }, h("div", { class: "head" }, h("h1", {}, "Logs"), chosen), message);
  main.append(root);
  const panel =
    route.id === null ? null : new LogPanel(route.id, `/api/logs/${encodeURIComponent(route.id)}`, (problem) => failed(problem));
  if (panel !== null) {
    root.append(panel.element);
  }

  function failed(problem) {
    message.replaceChildren(...logProblem(problem, () => {
      message.replaceChildren();
      panel?.begin();
    }));
  }

  async function list() {
    try {
      const { logs } = await api.get("/api/logs");
      chosen.replaceChildren(
        ...(route.id === null ? [h("option", { value: "", selected: true }, "Choose a log")] : []),
        ...options(logs, route.id),
      );
      panel?.title(logs.find(({ name }) => name === route.id)?.title ?? route.id);
    } catch (problem) {
      failed(problem);
    }
  }

  list();
  panel?.begin();
  return { close: () => panel?.close() };
}

function options(logs, id) {
  const known = logs.some(({ name }) => name === id) || id === null ? logs : [...logs, { name: id, title: id }];
  return known.map(({ name, title, kind }) =>
    h("option", { value: name, selected: name === id, disabled: kind === "invalid" }, `${name} – ${title}`),
  );
}
