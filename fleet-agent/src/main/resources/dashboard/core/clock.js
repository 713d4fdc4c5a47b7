// The server's time, and a tick every second for whatever shows an age.

let skew = 0;
const ticking = new Set();

/** Takes the Date of an answer (RFC 9110); it is cut to the second, so small differences are none. */
export function heard(response) {
  const told = Date.parse(response.headers.get("Date") ?? "");
  if (!Number.isNaN(told)) {
    const difference = told - Date.now();
    skew = Math.abs(difference) < 2000 ? 0 : difference;
  }
}

/** Milliseconds since the epoch, as the server counts. */
export function now() {
  return Date.now() + skew;
}

/** Calls back every second; returns what ends that. */
export function tick(callback) {
  ticking.add(callback);
  return () => ticking.delete(callback);
}

setInterval(() => {
  if (!document.hidden) {
    ticking.forEach((callback) => callback());
  }
}, 1000);
