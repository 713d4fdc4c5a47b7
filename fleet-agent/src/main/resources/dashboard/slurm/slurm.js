// The view of the Slurm cluster: figures, queue, nodes.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { listen } from "../core/listen.js";
import { once } from "../core/once.js";
import { facts, h } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { Cluster } from "./cluster.js";
import { Jobs } from "./jobs.js";
import { Registration } from "./registration.js";

export function slurmView(main, route, { live, fleet }) {
  const message = h("div");
  const figures = h("div");
  let closed = false;
  const failed = (problem) => message.replaceChildren(problemBox(problem));
  const changed = () => refresh();
  const jobs = new Jobs({ failed, changed });
  const cluster = new Cluster({ failed, changed });
  const registration = new Registration();
  const body = h("div", { class: "stack", hidden: true }, registration.element, jobs.element, cluster.element);
  main.append(h("div", { class: "head" }, h("h1", {}, "Slurm"), figures), message, body);

  const refresh = once(async () => {
    try {
      const [queue, nodes, here] = await Promise.all([api.get("/api/slurm/jobs"), api.get("/api/slurm/nodes"), thisMachine()]);
      if (closed) {
        return;
      }
      message.replaceChildren();
      body.hidden = false;
      jobs.show(queue);
      cluster.show(nodes);
      registration.show(here.registration, here.mode);
      totals();
    } catch (problem) {
      if (!closed) {
        body.hidden = problem.status === 404;
        message.replaceChildren(problem.status === 404 ? absent(problem) : problemBox(problem));
      }
    }
  }, 1000);

  function totals() {
    const told = fleet.slurm;
    figures.replaceChildren(
      told === null
        ? ""
        : facts("figures live", [
            ["Nodes idle", `${format.count(told.nodesIdle)} / ${format.count(told.nodesTotal)}`],
            ["CPUs allocated", `${format.count(told.cpusAlloc)} / ${format.count(told.cpusTotal)}`],
            ["Running", format.count(told.queue.running)],
            ["Pending", format.count(told.queue.pending)],
          ]),
    );
  }

  const stop = listen(live, ["metrics", "slurm", "hello"], changed);
  refresh();
  return {
    close() {
      closed = true;
      stop();
    },
  };
}

/** This machine in the cluster, and its mode; null where nobody can tell that. */
async function thisMachine() {
  const registration = await api.get("/api/slurm/registration");
  let mode = null;
  if (registration.name !== null) {
    try {
      mode = (await api.get("/api/mode")).CurrentMode;
    } catch {
      // The view of the mode says why.
    }
  }
  return { registration, mode };
}

function absent(problem) {
  return h(
    "section",
    { class: "panel" },
    h("header", {}, h("h2", {}, "There is no Slurm here")),
    h("div", { class: "inner" }, h("p", {}, problem.message)),
  );
}
