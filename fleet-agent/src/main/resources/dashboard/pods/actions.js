// What is done with one pod, each after a word about what it costs or loses.

import * as api from "../core/api.js";
import { confirm } from "../parts/dialog.js";
import { h } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { toast } from "../parts/toast.js";
import { gpu, pathOf, rate, title } from "./words.js";

const DURATIONS = [["30", "30 minutes"], ["60", "an hour"], ["120", "2 hours"], ["240", "4 hours"], ["480", "8 hours"], ["1440", "a day"], ["10080", "a week"]];

/** Nothing of it runs. */
const RESTS = new Set(["stopped", "absent"]);

/** Which of the actions a pod has. */
const HAS = {
  stop: (pod) => pod.id !== null && !RESTS.has(pod.phase),
  start: (pod) => !pod.undeclared && (pod.phase === "stopped" || (pod.phase === "absent" && pod.wish !== "running")),
  keep: (pod) => pod.id !== null && pod.idle !== null && !RESTS.has(pod.phase),
  adopt: (pod) => pod.undeclared,
  destroy: (pod) => pod.id !== null,
};
const LABELS = { stop: "Stop", start: "Start", keep: "Keep", adopt: "Adopt", destroy: "Destroy" };

export class PodActions {
  #failed;
  #changed;

  /**
   * @param failed told of a problem
   * @param changed called once something was asked for
   */
  constructor({ failed, changed }) {
    this.#failed = failed;
    this.#changed = changed;
  }

  /**
   * The buttons, in an element; `showButtons` shows those that the pod has.
   *
   * @param current the pod as it is when one is pressed
   */
  buttons(current) {
    return h(
      "span",
      { class: "buttons pod-buttons" },
      Object.keys(LABELS).map((action) =>
        h(
          "button",
          { type: "button", class: action === "destroy" ? "danger" : null, dataset: { action }, onclick: () => this[action](current()) },
          LABELS[action],
        ),
      ),
    );
  }

  async stop(pod) {
    const text = "Its GPU is given back, and may be taken when it is started again. Its disk stays, and goes on costing money.";
    if (await confirm(`Stop ${title(pod)}?`, text, "Stop")) {
      await this.#ask(pod, "stop", `${title(pod)} is being stopped.`);
    }
  }

  async start(pod) {
    const cost = pod.expectedPerHour == null ? "It costs what RunPod asks for one of its GPUs" : `It costs ${rate(pod.expectedPerHour)}`;
    if (await confirm(`Start ${title(pod)}?`, `${cost}, from then on.`, "Start")) {
      await this.#ask(pod, "start", `${title(pod)} is being started.`);
    }
  }

  async keep(pod) {
    await form({
      title: `Keep ${title(pod)}?`,
      intro: `It is not stopped for being idle, and costs ${rate(pod.perHour)}. Budget and cap hold all the same.`,
      fields: [{ name: "minutes", label: "From now, for", type: "select", value: "120", options: DURATIONS }],
      action: "Keep",
      submit: async ({ minutes }) => {
        await api.send("POST", `${pathOf(pod)}/keep`, { minutes: Number(minutes) });
        toast(`${title(pod)} is kept.`);
      },
    });
    this.#changed();
  }

  async adopt(pod) {
    const text = `It becomes the pod of slot ${pod.slot ?? "that its name has"}, is looked after as declared, and costs ${rate(pod.perHour)}.`;
    if (await confirm(`Adopt ${title(pod)}?`, text, "Adopt")) {
      await this.#ask(pod, "adopt", `${title(pod)} is being adopted.`);
    }
  }

  async destroy(pod) {
    const what = [pod.name, pod.id, gpu(pod)].filter(Boolean).join(", ");
    const text = `This ends ${what}. What is on its own disk is lost; a network volume stays, and goes on costing money.`;
    if (await confirm(`Destroy ${title(pod)}?`, text, "Destroy")) {
      await this.#ask(pod, null, `${title(pod)} is being destroyed.`);
    }
  }

  async #ask(pod, action, said) {
    try {
      await (action === null ? api.send("DELETE", pathOf(pod)) : api.send("POST", `${pathOf(pod)}/${action}`));
      toast(said);
    } catch (problem) {
      this.#failed(problem);
    } finally {
      this.#changed();
    }
  }
}

/** Shows of an element of `buttons` those that the pod has. */
export function showButtons(element, pod) {
  for (const button of element.children) {
    const { action } = button.dataset;
    button.hidden = !HAS[action](pod);
    button.setAttribute("aria-label", `${LABELS[action]} ${title(pod)}`);
  }
}
