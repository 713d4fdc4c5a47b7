// Begins everything, and hands the views what they show.

import { alertsView } from "../alerts/alerts.js";
import { Alerts } from "../alerts/events.js";
import { logsView } from "../logs/logs.js";
import { modeView } from "../mode/mode.js";
import { modelsView } from "../models/models.js";
import { nodeView } from "../nodes/detail.js";
import { nodesView } from "../nodes/list.js";
import { podView } from "../pods/pod.js";
import { podsView } from "../pods/pods.js";
import { slurmView } from "../slurm/slurm.js";
import { Connection } from "./connection.js";
import { Fleet } from "./fleet.js";
import { Live } from "./live.js";
import { Router } from "./router.js";
import * as session from "./session.js";
import * as theme from "./theme.js";

const OWN_FILES = new URL(import.meta.url).pathname.split("/")[2];

const live = new Live();
const fleet = new Fleet();
const alerts = new Alerts();
const connection = new Connection(live, fleet);
const context = { live, fleet, alerts };

theme.begin(document.getElementById("theme"));

const main = document.getElementById("main");
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

const signOut = document.getElementById("sign-out");
document.addEventListener("session", () => {
  signOut.hidden = !session.isSignedIn();
  const person = session.person();
  signOut.textContent = person === null ? "Sign out" : `Sign out ${person.user}`;
});
signOut.addEventListener("click", async () => {
  await session.end();
  location.reload();
});

const badge = document.getElementById("firing");
alerts.addEventListener("change", () => {
  const open = alerts.firing.filter((event) => !event.acknowledgedAt).length;
  badge.hidden = open === 0;
  badge.textContent = String(open);
  badge.setAttribute("aria-label", `${open} firing`);
});

let instance = null;
live.addEventListener("hello", async ({ detail }) => {
  if (instance !== null && instance !== detail.instance) {
    // The agent was started anew: it knows this page's session no more.
    await session.renew();
  }
  instance = detail.instance;
  if (detail.page !== OWN_FILES) {
    connection.outdated();
  }
  fleet.refresh();
  alerts.refresh();
});
live.addEventListener("metrics", () => fleet.refresh());
live.addEventListener("nodes", () => fleet.refresh());
live.addEventListener("alerts", () => alerts.refresh());

async function start() {
  try {
    await session.renew();
  } catch {
    // The connection says so, and comes back by itself.
  }
  fleet.refresh();
  live.begin();
  new Router(main, {
    nodes: (root, route) => (route.id === null ? nodesView(root, route, context) : nodeView(root, route, context)),
    slurm: (root, route) => slurmView(root, route, context),
    pods: (root, route) => (route.id === null ? podsView(root, route, context) : podView(root, route, context)),
    alerts: (root, route) => alertsView(root, route, context),
    mode: (root, route) => modeView(root, route, context),
    models: (root, route) => modelsView(root, route, context),
    logs: (root, route) => logsView(root, route),
  }).begin();
}

start();
