// Questions to the agent. What goes wrong is a Problem, with the words of the agent where it has any.

import * as clock from "./clock.js";
import * as session from "./session.js";

/** RFC 9457 as the agent tells it; status 0 for an agent that cannot be reached. */
export class Problem extends Error {
  constructor(status, title, details = []) {
    super(title);
    this.name = "Problem";
    this.status = status;
    this.details = details;
  }
}

const DEADLINE = 20_000;

export async function get(path) {
  return body(await ask("GET", path));
}

/** Changes something; longer for what a person may have to allow. */
export async function send(method, path, content, deadline = DEADLINE) {
  return body(await ask(method, path, content, deadline));
}

/** An answer that goes on until the signal ends it. */
export async function stream(path, headers, signal) {
  let response = await fetch(path, { headers: { ...proof(), ...headers }, cache: "no-store", signal });
  if (response.status === 401) {
    await session.renew();
    response = await fetch(path, { headers: { ...proof(), ...headers }, cache: "no-store", signal });
  }
  if (!response.ok) {
    await body(response);
  }
  return response;
}

function proof() {
  return session.csrf() === null ? {} : { "X-CSRF-Token": session.csrf() };
}

async function ask(method, path, content, deadline = DEADLINE) {
  let response = await once(method, path, content, deadline);
  if (response.status !== 401) {
    return response;
  }
  // The session is over, the agent was started anew, or another tab of this browser began one of its own.
  await session.renew();
  if (method === "GET" || (await session.prove())) {
    response = await once(method, path, content, deadline);
  }
  return response;
}

async function once(method, path, content, deadline) {
  const headers = proof();
  if (content !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: content === undefined ? undefined : JSON.stringify(content),
      cache: "no-store",
      signal: AbortSignal.timeout(deadline),
    });
    clock.heard(response);
    return response;
  } catch (failure) {
    throw new Problem(
      0,
      failure.name === "TimeoutError"
        ? `cannot wait longer than ${deadline / 1000} s for the agent's answer`
        : "cannot reach the agent",
    );
  }
}

async function body(response) {
  if (response.status === 204) {
    return null;
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch {
    throw new Problem(response.status, `cannot understand the agent's answer (status ${response.status})`);
  }
  if (!response.ok) {
    throw new Problem(
      response.status,
      answer.detail ?? answer.title ?? answer.error ?? `the agent answered ${response.status}`,
      answer.details ?? [],
    );
  }
  return answer;
}
