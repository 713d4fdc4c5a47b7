// The page's session with the agent: where the agent asks for the token, so does this.

import { form } from "../parts/form.js";

let word = null;
let tokenNeeded = false;
let tokenGiven = false;
let renewing = null;
let proving = null;

/** The word that every change is sent with. */
export function csrf() {
  return word;
}

/** Whether there is something to sign out of. */
export function isSignedIn() {
  return tokenNeeded || tokenGiven;
}

/** Begins a session, or finds the one that is there. Several callers share one attempt. */
export function renew() {
  renewing ??= begin().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function begin() {
  const response = await fetch("/api/session", { cache: "no-store" });
  if (!response.ok) {
    throw new Error("cannot begin a session with the agent");
  }
  const told = await response.json();
  tokenNeeded = told.needsToken;
  if (told.csrf === null) {
    // Until it is the right one: without it there is nothing to show.
    await signIn("This agent is reached over the network.", false);
  } else {
    accept(told);
  }
}

/** Asks for the token where a change takes it. Several callers share one dialog; whether it was given. */
export function prove() {
  proving ??= signIn("This takes more than an account on the agent's machine.", true).finally(() => {
    proving = null;
  });
  return proving;
}

function accept({ csrf, hasToken }) {
  word = csrf;
  tokenGiven = hasToken;
  document.dispatchEvent(new Event("session"));
}

function signIn(why, closable) {
  return form({
    title: "Sign in",
    intro: `${why} Enter the agent's token (the credential api-token).`,
    fields: [{ name: "token", label: "Token", type: "password", required: true, autocomplete: "current-password" }],
    action: "Sign in",
    closable,
    submit: async ({ token }) => {
      const response = await fetch("/api/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ token }),
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(answer.title ?? "cannot sign in");
      }
      accept(answer);
    },
  });
}
