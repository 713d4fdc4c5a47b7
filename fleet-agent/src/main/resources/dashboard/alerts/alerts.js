// The view of alerts: what fires now, the rules, and what fired.

import * as clock from "../core/clock.js";
import * as format from "../core/format.js";
import { listen } from "../core/listen.js";
import { address } from "../core/router.js";
import { h, write } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { Table } from "../parts/table.js";
import { toast } from "../parts/toast.js";
import { amount, metricName } from "./metrics.js";
import { Rules } from "./rules.js";

/** Where a whole fleet fires, the first stand for the rest. */
const MOST = 200;

const SEVERITIES = { critical: "bad", error: "bad", warning: "warn", info: "quiet-text" };

function severity() {
  return {
    label: "Severity",
    make: () => h("span", { class: "tag" }),
    change: (cell, event) => {
      cell.firstChild.className = `tag ${SEVERITIES[event.severity] ?? "quiet-text"}`;
      write(cell.firstChild, event.severity);
    },
  };
}

const rule = { label: "Rule", head: true, class: "wrap-cell", text: (event) => event.ruleName };

/** "node-1 · GPU 0" */
function place(event) {
  const [, part] = /^[^/]*\/(.*)$/.exec(event.subject) ?? [];
  const kind = event.gpu == null ? "server" : "GPU";
  return part === undefined ? event.nodeId : `${event.nodeId} · ${kind} ${part}`;
}

const where = {
  label: "Where",
  class: "wrap-cell",
  make: () => h("a", {}),
  change: (cell, event) => {
    write(cell.firstChild, place(event));
    cell.firstChild.setAttribute("href", address("nodes", event.nodeId));
  },
};

const what = {
  label: "Value",
  class: "wrap-cell",
  text: (event) => event.detail ?? `${metricName(event.metric)} ${amount(event.metric, event.value)}`,
};

function firingTable(alerts, failed) {
  return new Table(
    "Firing alerts",
    [
      severity(), rule, where, what,
      { label: "For", class: "number", text: (event) => format.duration((clock.now() - Date.parse(event.firedAt)) / 1000) },
      {
        label: "Acknowledge",
        hidden: true,
        class: "buttons-cell",
        make: (event) =>
          h(
            "span",
            {},
            h("button", {
              type: "button",
              "aria-label": `Acknowledge ${event.ruleName} of ${event.nodeId}`,
              onclick: async () => {
                try {
                  await alerts.acknowledge(event);
                  toast("Acknowledged.");
                } catch (problem) {
                  failed(problem);
                }
              },
            }, "Acknowledge"),
            h("span", { class: "quiet-text" }),
          ),
        change: (cell, event) => {
          const [button, note] = cell.firstChild.children;
          button.hidden = Boolean(event.acknowledgedAt);
          write(note, event.acknowledgedAt ? `acknowledged ${format.moment(event.acknowledgedAt)}` : "");
        },
      },
    ],
    (event) => event.id,
  );
}

function over(event) {
  if (!event.resolvedAt) {
    return "firing";
  }
  const untold = event.ending === "no-longer-reported" ? ", no longer reported" : "";
  return `${format.moment(event.resolvedAt)}${untold}`;
}

function historyTable() {
  return new Table(
    "What fired",
    [
      severity(), rule, where, what,
      { label: "Fired", text: (event) => format.moment(event.firedAt) },
      { label: "Resolved", text: (event) => over(event) },
      { label: "Acknowledged", text: (event) => format.moment(event.acknowledgedAt) },
    ],
    (event) => event.id,
  );
}

export function alertsView(main, route, { live, alerts }) {
  const message = h("div");
  const failed = (problem) => message.replaceChildren(problemBox(problem));
  const firing = firingTable(alerts, failed);
  const history = historyTable();
  const rules = new Rules();
  const count = h("span", { class: "quiet-text", role: "status" });
  const none = h("p", { class: "empty" }, "Nothing fires.");
  const never = h("p", { class: "empty" }, "Nothing fired yet.");
  const panel = (title, table, empty, ...more) =>
    h(
      "section",
      { class: "panel live" },
      h("header", {}, h("h2", {}, title), more),
      h("div", { class: "scroller" }, table.element),
      empty,
    );
  main.append(
    h("div", { class: "head" }, h("h1", {}, "Alerts")),
    message,
    panel("Firing now", firing, none, count),
    panel("History", history, never),
    rules.element,
  );

  function show() {
    if (alerts.problem) {
      failed(alerts.problem);
    } else {
      message.replaceChildren();
    }
    tell();
    write(count, alerts.firing.length > MOST ? `the first ${MOST} of ${format.count(alerts.firing.length)}` : "");
    history.show(alerts.history);
    firing.element.hidden = alerts.firing.length === 0;
    history.element.hidden = alerts.history.length === 0;
    none.hidden = !alerts.loaded || alerts.firing.length > 0;
    never.hidden = !alerts.loaded || alerts.history.length > 0;
  }

  const tell = () => firing.show(alerts.firing.slice(0, MOST));
  const ruled = ({ detail }) => detail.rules && rules.refresh();
  const back = () => rules.refresh();
  const stops = [
    listen(alerts, ["change"], show),
    listen(live, ["alerts"], ruled),
    listen(live, ["hello"], back),
    clock.tick(tell),
  ];
  show();
  alerts.refresh();
  rules.refresh();
  return {
    close() {
      stops.forEach((stop) => stop());
    },
  };
}
