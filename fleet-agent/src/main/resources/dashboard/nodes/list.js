// The view of all nodes: figures, filters, and a table of which only what is in sight exists.

import * as clock from "../core/clock.js";
import { listen } from "../core/listen.js";
import { h, write } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { VirtualTable } from "../parts/virtual-table.js";
import { COLUMNS, STATES, fallsFirst, isWanted, order } from "./columns.js";
import { gpuRow, nodeRow } from "./rows.js";
import { Summary } from "./summary.js";

/** Fleets of no more GPUs show each of them, unless somebody wishes otherwise. */
const FEW = 32;

/** Survives going to a node and back. */
const chosen = { text: "", state: "", sort: "name", descending: false, gpus: null };

export function nodesView(main, route, { fleet }) {
  const summary = new Summary();
  const table = new VirtualTable({
    label: "Nodes",
    columns: COLUMNS,
    kinds: { node: nodeRow, gpu: gpuRow },
    onsort(key) {
      chosen.descending = chosen.sort === key ? !chosen.descending : fallsFirst(key);
      chosen.sort = key;
      show();
    },
  });

  const search = h("input", {
    type: "search", placeholder: "Filter by name or GPU", "aria-label": "Filter by name or GPU", value: chosen.text,
    oninput() {
      chosen.text = search.value;
      show();
    },
    onkeydown(event) {
      if (event.key === "Escape") {
        search.value = chosen.text = "";
        show();
      }
    },
  });
  const state = h(
    "select",
    {
      "aria-label": "State",
      onchange() {
        chosen.state = state.value;
        show();
      },
    },
    STATES.map(([key, text]) => h("option", { value: key, selected: key === chosen.state }, text)),
  );
  const gpus = h("input", {
    type: "checkbox",
    onchange() {
      chosen.gpus = gpus.checked;
      show();
    },
  });
  const found = h("span", { class: "quiet-text", role: "status" });
  const message = h("div");

  main.append(
    h(
      "section",
      { class: "nodes" },
      h("div", { class: "head" }, h("h1", {}, "Nodes"), summary.element),
      message,
      h(
        "div",
        { class: "filters" },
        search, state, h("label", { class: "check" }, gpus, "Show each GPU"), found,
      ),
      h("div", { class: "panel" }, table.element),
    ),
  );

  function rows(nodes) {
    return nodes.flatMap((node) => [
      { key: node.id, kind: "node", node },
      ...(gpus.checked
        ? node.gpus.map((gpu) => ({ key: `${node.id} ${gpu.gpu}`, kind: "gpu", node, gpu }))
        : []),
    ]);
  }

  function show() {
    const all = [...fleet.nodes.values()];
    gpus.checked = chosen.gpus ?? all.reduce((sum, node) => sum + node.gpus.length, 0) <= FEW;
    summary.show(all);
    const wanted = all.filter(isWanted(chosen.text, chosen.state));
    wanted.sort(order(chosen.sort, chosen.descending));
    table.sorted(chosen.sort, chosen.descending);
    table.show(rows(wanted));
    write(found, wanted.length === all.length ? "" : `${wanted.length} of ${all.length} nodes`);
    empty(all.length, wanted.length);
  }

  function empty(all, wanted) {
    if (fleet.problem && !fleet.loaded) {
      message.replaceChildren(problemBox(fleet.problem));
    } else if (fleet.loaded && all === 0) {
      message.replaceChildren(
        h("p", { class: "panel empty" }, "No nodes are configured. Name them under \"nodes\" in /etc/dubnium/fleet-agent.json."),
      );
    } else if (fleet.loaded && wanted === 0) {
      message.replaceChildren(h("p", { class: "panel empty" }, "No node is like that."));
    } else {
      message.replaceChildren();
    }
  }

  const stops = [listen(fleet, ["change", "problem"], show), clock.tick(() => table.refresh())];
  if (fleet.loaded) {
    show();
  }
  return {
    close() {
      stops.forEach((stop) => stop());
      table.close();
    },
  };
}
