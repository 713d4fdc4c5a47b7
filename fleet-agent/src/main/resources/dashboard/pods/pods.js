// The view of rented pods: what they cost, what is declared, what there is, and changing it.

import * as api from "../core/api.js";
import * as clock from "../core/clock.js";
import * as format from "../core/format.js";
import { once } from "../core/once.js";
import { facts, h, renew } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";
import { PodActions } from "./actions.js";
import { limitBar } from "./bars.js";
import { Declarations } from "./declarations.js";
import { destroyFleet } from "./destroy.js";
import { PodEvents } from "./events.js";
import { PlanPanel } from "./plan.js";
import { PodList } from "./pod-list.js";
import { age, rate } from "./words.js";

export function podsView(main, route, { live }) {
  const message = h("div");
  const state = h("div");
  const figures = h("div");
  const cap = h("div");
  const proof = h("div");
  const failed = (problem) => message.replaceChildren(problemBox(problem));
  const changed = () => refresh();
  const plan = new PlanPanel(changed);
  const declarations = new Declarations();
  const pods = new PodList(new PodActions({ failed, changed }));
  const events = new PodEvents();
  const actions = h(
    "span",
    { class: "actions", hidden: true },
    h("button", { type: "button", class: "primary", onclick: () => plan.open() }, "Plan …"),
    h("button", { type: "button", class: "danger", onclick: () => destroy() }, "Destroy everything …"),
  );
  let told = null;
  let closed = false;

  const body = h("div", { class: "stack", hidden: true }, figures, cap, proof, plan.element, declarations.element, pods.element, events.element);
  main.append(h("div", { class: "head" }, h("h1", {}, "Pods"), actions), message, state, body);

  const refresh = once(async () => {
    try {
      const answer = await api.get("/api/pods");
      if (!closed) {
        told = answer;
        show();
      }
    } catch (problem) {
      if (!closed) {
        body.hidden = true;
        actions.hidden = true;
        renew(state, problemBox(problem));
      }
    }
  }, 1000);

  function show() {
    body.hidden = !told.configured;
    actions.hidden = !told.configured;
    renew(state, ...(told.configured ? warnings(told) : [unconfigured(told)]));
    if (told.configured) {
      plan.cap = told.spending.cap;
      events.show(told.events);
      tick();
    }
  }

  /** What depends on the time. */
  function tick() {
    if (told?.configured) {
      renew(figures, spending(told));
      renew(cap, capBar(told.spending));
      declarations.show(told.declarations);
      pods.show(told.pods);
    }
  }

  async function destroy() {
    message.replaceChildren();
    const shown = await destroyFleet(told.fleet, told.pods);
    if (shown !== null) {
      proof.replaceChildren(shown);
      shown.scrollIntoView({ block: "nearest" });
    }
    refresh();
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
      names.forEach((name) => live.removeEventListener(name, refresh));
      document.removeEventListener("session", refresh);
    },
  };
}

function spending({ spending: told, listing }) {
  const listed = listing.at === null ? "not yet" : `${age(listing.at)} ago`;
  return facts("figures live", [
    ["USD an hour", format.money(told.perHour)],
    [told.estimated ? "Today, estimated" : "Today", format.money(told.today)],
    ["By the end of the day", format.money(told.projectedToday)],
    ["In all", format.money(told.total)],
    ["RunPod billed today", told.billed == null ? format.NONE : format.money(told.billed.today)],
    ["Listed", h("span", { class: listing.error ? "bad" : "" }, listed)],
  ]);
}

function capBar({ perHour, cap }) {
  return limitBar(perHour, cap, `${format.money(perHour)} of ${format.money(cap)} USD an hour, which the whole fleet may cost`);
}

/** What somebody has to do something about. */
function warnings({ credential, listing, declarations, pods, spending: { billed } }) {
  const undeclared = pods.filter((pod) => pod.undeclared);
  const waiting = declarations.filter(({ state }) => state !== "applied").map(({ name }) => name);
  return [
    credential?.given === false ? missingKey(credential) : null,
    listing.error ? problemBox({ message: `RunPod cannot be asked: ${listing.error}`, details: [`What is shown is of ${format.full(listing.at)}. Nothing is changed until it answers.`] }) : null,
    undeclared.length
      ? problemBox({ message: `${format.count(undeclared.length)} ${undeclared.length === 1 ? "pod is" : "pods are"} not declared, and ${undeclared.length === 1 ? "costs" : "cost"} ${rate(sum(undeclared))} until somebody destroys or adopts ${undeclared.length === 1 ? "it" : "them"}.` })
      : null,
    waiting.length ? h("div", { class: "note" }, `Not as declared: ${waiting.join(", ")}. The plan shows what applying it would do and cost.`) : null,
    billed?.difference != null && Math.abs(billed.difference) >= 0.01
      ? h("div", { class: "note" }, `RunPod billed ${format.money(billed.today)} USD today, ${format.money(billed.difference)} more than was reckoned.`)
      : null,
  ].filter(Boolean);
}

function sum(pods) {
  return pods.reduce((all, { perHour }) => all + (perHour ?? 0), 0);
}

function missingKey({ name }) {
  return h(
    "div",
    { class: "problem", role: "alert" },
    "No key of RunPod's is given. As root on the agent's machine:",
    h("pre", {}, `install -D -m 600 /dev/stdin /etc/credstore/fleet-agent.${name}\nsystemctl restart fleet-agent`),
  );
}

const EXAMPLE = `"runpod": { "fleet": "lab", "maximumPerHour": 5.0 },
"pods": { "worker": { "count": 1, "gpu": ["NVIDIA RTX A5000"], "image": "IMAGE:VERSION", "disk": 50 } }`;

function unconfigured({ hint }) {
  return h(
    "section",
    { class: "panel" },
    h("header", {}, h("h2", {}, "No pods are declared")),
    h(
      "div",
      { class: "inner" },
      hint ? h("p", {}, hint) : null,
      h("p", {}, "Pods are GPUs rented from RunPod. Declare some in ", h("code", {}, "/etc/dubnium/fleet-agent.json"), ":"),
      h("pre", {}, EXAMPLE),
      h("p", {}, "then reload the agent, and give it a key of RunPod's:"),
      h("pre", {}, "systemctl reload fleet-agent\ninstall -D -m 600 /dev/stdin /etc/credstore/fleet-agent.runpod-api-key\nsystemctl restart fleet-agent"),
      h("p", { class: "quiet-text" }, "Nothing costs money until somebody applies what is declared."),
    ),
  );
}
