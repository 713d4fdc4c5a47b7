// The page's session with the agent: in whose name it changes things. A person begins one with
// `fleet open`, which has a ticket in the address; or the agent's token does.

import { form } from "../parts/form.js";
import { toast } from "../parts/toast.js";

/** In the tab's own storage, which the browser keeps by origin, port included; cookies know no ports. */
const KEPT = "fleet-csrf";
const TICKET = "#ticket=";

let who = null;
let tokenGiven = false;
let renewing = null;
let proving = null;

/** The CSRF token that every change is sent with; null without a session of this tab's. */
export function csrf() {
  return sessionStorage.getItem(KEPT);
}

/** {user, session, …} in whose name this tab asks; null for nobody. */
export function person() {
  return csrf() === null ? null : who;
}

/** Whether there is something to sign out of. */
export function isSignedIn() {
  return csrf() !== null && (who !== null || tokenGiven);
}

/** Begins a session with the address's ticket, or finds the one that is there. Several callers share one attempt. */
export function renew() {
  renewing ??= begin().finally(() => {
    renewing = null;
  });
  return renewing;
}

// An address with a ticket that is opened in a tab that shows the page already loads nothing.
addEventListener("hashchange", (event) => {
  if (location.hash.startsWith(TICKET)) {
    event.stopImmediatePropagation();
    renew();
  }
});

/** The ticket, which is out of the address then, and so out of the history. */
function takeTicket() {
  if (!location.hash.startsWith(TICKET)) {
    return null;
  }
  const ticket = location.hash.slice(TICKET.length);
  history.replaceState(null, "", location.pathname + location.search);
  return ticket;
}

async function begin() {
  const ticket = takeTicket();
  if (ticket !== null) {
    try {
      await signInWith({ ticket });
      return;
    } catch (problem) {
      toast(problem.message);
    }
  }
  const response = await fetch("/api/session", { cache: "no-store" });
  if (!response.ok) {
    throw new Error("cannot ask for the session with the agent");
  }
  const told = await response.json();
  accept(told);
  if (!told.open && told.person === null && !told.token) {
    // Until somebody is known: before there is nothing to show.
    await signIn(false);
  }
}

/** Asks who it is where a change takes that. Several callers share one dialog; whether they said. */
export function prove() {
  proving ??= signIn(true).finally(() => {
    proving = null;
  });
  return proving;
}

/** Ends the session, and with it what a person lets the agent do. One that is over is no failure. */
export async function end() {
  await fetch("/api/session", { method: "DELETE", headers: { "X-CSRF-Token": csrf() ?? "" } });
  sessionStorage.removeItem(KEPT);
}

function accept({ csrf, person, token }) {
  who = person;
  tokenGiven = token;
  if (csrf !== undefined) {
    sessionStorage.setItem(KEPT, csrf);
  } else if (person === null && !token) {
    sessionStorage.removeItem(KEPT);
  }
  document.dispatchEvent(new Event("session"));
}

async function signInWith(credential) {
  const response = await fetch("/api/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(credential),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.title ?? "cannot sign in");
  }
  accept(answer);
}

function signIn(closable) {
  return form({
    title: "Sign in",
    intro:
      "At the agent's own machine, close this and run 'fleet open' in a terminal: that opens this page in " +
      "your name. From elsewhere, enter the agent's token (the credential api-token).",
    fields: [{ name: "token", label: "Token", type: "password", required: true, autocomplete: "current-password" }],
    action: "Sign in",
    closable,
    submit: ({ token }) => signInWith({ token }),
  });
}
