// Asking for a switch, in the name of whoever opened the page: for a reason, and with what it ends before one's eyes.

import * as api from "../core/api.js";
import { form } from "../parts/form.js";
import { h } from "../parts/dom.js";
import { problemBox } from "../parts/problem.js";

/** Somebody may have to type a password at the machine; the agent waits five minutes for that. */
const PATIENCE = 330_000;

/** The places of a view where it is said how a request stands. */
export class RequestNotes {
  refusal = h("div", { role: "alert" });
  waiting = h("div", { class: "banner info", role: "status", hidden: true });

  get elements() {
    return [this.waiting, this.refusal];
  }
}

/**
 * Asks for the reason, then for the switch.
 *
 * @param told its explanation
 * @param path what is asked, with a body to which the reason is added
 * @returns the agent's answer; null if it was not asked for, or refused, which the notes say
 */
export async function request({ title, action, told, path, body, what, notes }) {
  const ends = (told.ends ?? []).length;
  let wanted = null;
  await form({
    title,
    intro: ends ? `This ends ${ends} ${ends === 1 ? "session, unit or process" : "sessions, units or processes"}.` : "Nobody loses anything.",
    fields: [{ name: "reason", label: "Reason", maxlength: 200, autofocus: true, hint: "Kept in the audit log." }],
    action,
    submit: async (values) => {
      wanted = values;
    },
  });
  if (wanted === null) {
    return null;
  }
  notes.refusal.replaceChildren();
  notes.waiting.hidden = false;
  notes.waiting.textContent = `${what} is asked for. If authentication is needed, a dialog waits on the machine's own desktop.`;
  try {
    return await api.send("POST", path, { ...body, reason: wanted.reason }, PATIENCE);
  } catch (problem) {
    notes.refusal.replaceChildren(problemBox(problem));
    return null;
  } finally {
    notes.waiting.hidden = true;
  }
}
