// The page's session with the agent: where the agent asks for a token, so does this.

import { form } from "../parts/form.js";

let word = null;
let tokenNeeded = false;
let renewing = null;

/** The word that every change is sent with. */
export function csrf() {
  return word;
}

export function needsToken() {
  return tokenNeeded;
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
  word = told.csrf ?? (await signIn());
  document.dispatchEvent(new Event("session"));
}

/** Asks until the token is the right one: without it there is nothing to show. */
async function signIn() {
  let begun = null;
  await form({
    title: "Sign in",
    intro: "This agent is reached over the network. Enter its token (the credential api-token).",
    fields: [{ name: "token", label: "Token", type: "password", required: true, autocomplete: "current-password" }],
    action: "Sign in",
    closable: false,
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
      begun = answer.csrf;
    },
  });
  return begun;
}
