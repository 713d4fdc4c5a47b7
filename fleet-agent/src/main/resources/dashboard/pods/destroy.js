// Destroying the whole fleet: what goes is named, the fleet's name is typed, and the proof is shown.

import * as api from "../core/api.js";
import * as format from "../core/format.js";
import { h } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { problemBox } from "../parts/problem.js";
import { gpu, rate } from "./words.js";

/** Pods are gone once a listing shows it. */
const PATIENCE = 330_000;

/** More than these are counted. */
const MOST = 30;

/**
 * @param fleet its name
 * @param pods all that are known
 * @returns an element that tells what is left; null if nothing was asked for
 */
export async function destroyFleet(fleet, pods) {
  const going = pods.filter((pod) => pod.id !== null);
  let answer = null;
  await form({
    title: `Destroy the fleet ${fleet}?`,
    intro: "This ends every pod of it. What is on their own disks is lost; network volumes stay, and go on costing money.",
    content: [
      going.length
        ? h(
            "ul",
            { class: "going" },
            going.slice(0, MOST).map((pod) => h("li", {}, h("strong", {}, pod.name ?? pod.id), ` ${[gpu(pod), rate(pod.perHour)].filter(Boolean).join(", ")}`)),
            going.length > MOST ? h("li", {}, `and ${format.count(going.length - MOST)} more`) : null,
          )
        : h("p", {}, "No pod is known. RunPod is listed anew, and whatever it has of this fleet goes."),
    ],
    fields: [{ name: "fleet", label: "Name of the fleet", hint: `Type ${fleet}. It may take minutes until RunPod shows that nothing is left.`, required: true, autocomplete: "off", autofocus: true }],
    action: "Destroy everything",
    danger: true,
    submit: async (values) => {
      if (values.fleet.trim() !== fleet) {
        throw new Error(`That is not the name of the fleet: ${fleet}`);
      }
      answer = await api.send("POST", "/api/pods/destroy", { fleet }, PATIENCE);
    },
  });
  return answer === null ? null : proof(answer);
}

function proof({ left, volumes, provenAt }) {
  const proven = left.length === 0 && provenAt !== null;
  return h(
    "section",
    { class: "panel", role: "status" },
    h("header", {}, h("h2", {}, proven ? "Nothing is left" : "Something may be left")),
    h(
      "div",
      { class: "inner" },
      proven ? h("p", {}, `RunPod listed no pod of this fleet at ${format.full(provenAt)}.`) : null,
      left.length ? problemBox({ message: "RunPod still lists these:", details: left }) : null,
      !proven && left.length === 0 ? problemBox({ message: "It could not be proved that nothing is left: look at RunPod's own console." }) : null,
      volumes.length
        ? h("div", {}, h("h3", {}, "Volumes that stay, and go on costing money"), h("ul", {}, volumes.map(({ id, name }) => h("li", {}, h("code", {}, id), ` ${name ?? ""}`))))
        : null,
    ),
  );
}
