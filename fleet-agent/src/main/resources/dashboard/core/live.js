// The agent's events, for as long as the page is looked at. Tells "state" (connecting, live, lost) and
// each event by its name.

const SILENCE = 45_000;
const RETRY = 3000;
const HIDDEN = 30_000;

export class Live extends EventTarget {
  #source = null;
  #heard = 0;
  #retry = null;
  #hiding = null;
  state = "connecting";

  /** When the connection was there last, in milliseconds since the epoch; null for never. */
  lastLive = null;

  begin() {
    document.addEventListener("visibilitychange", () => this.#visibility());
    // A page that the browser keeps for the way back would keep its connection, too.
    addEventListener("pagehide", () => this.#rest());
    addEventListener("pageshow", (event) => event.persisted && this.#wake());
    setInterval(() => this.#watch(), 5000);
    this.#open();
  }

  /** Tries at once. */
  retry() {
    this.#open();
  }

  #open() {
    clearTimeout(this.#retry);
    this.#source?.close();
    const source = new EventSource("/api/events");
    this.#source = source;
    this.#heard = performance.now();
    source.addEventListener("hello", (event) => {
      this.#become("live");
      this.#tell("hello", event);
    });
    for (const name of ["metrics", "nodes", "alerts", "slurm", "mode", "models", "pods"]) {
      source.addEventListener(name, (event) => this.#tell(name, event));
    }
    source.addEventListener("error", () => {
      this.#become("lost");
      // While it is CONNECTING the browser tries again by itself, after an answer that is no stream never.
      if (source.readyState === EventSource.CLOSED && source === this.#source) {
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.#open(), RETRY);
      }
    });
  }

  #tell(name, event) {
    this.#heard = performance.now();
    this.lastLive = Date.now();
    this.dispatchEvent(new CustomEvent(name, { detail: JSON.parse(event.data) }));
  }

  #become(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new Event("state"));
    }
  }

  /** A connection may be dead without an end, as behind a tunnel that hangs: a question shows. */
  async #watch() {
    if (this.state !== "live" || document.hidden || performance.now() - this.#heard < SILENCE) {
      return;
    }
    try {
      await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(5000) });
      this.#heard = performance.now();
    } catch {
      this.#become("lost");
      this.#open();
    }
  }

  /** A browser has six connections to a server: pages that nobody sees must not hold them all. */
  #visibility() {
    clearTimeout(this.#hiding);
    if (document.hidden) {
      this.#hiding = setTimeout(() => this.#rest(), HIDDEN);
    } else {
      this.#wake();
    }
  }

  #rest() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }

  #wake() {
    if (this.#source === null) {
      this.#become("connecting");
      this.#open();
    }
  }
}
