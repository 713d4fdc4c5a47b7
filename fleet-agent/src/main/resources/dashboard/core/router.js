// Views by the address behind the hash: #/nodes, #/nodes/ID?range=6h, …

/** The parts of a hash: view, what of it, and parameters. */
export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/");
  return { view, id: rest.length ? decode(rest.join("/")) : null, params: new URLSearchParams(query) };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function address(view, id = null, params = {}) {
  const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value != null)).toString();
  return `#/${view}${id === null ? "" : `/${encodeURIComponent(id)}`}${query ? `?${query}` : ""}`;
}

export class Router {
  #views;
  #main;
  #shown = null;
  #key = null;

  /** @param views by name: functions of (main, route) that return {update, close}; title is the document's */
  constructor(main, views) {
    this.#main = main;
    this.#views = views;
  }

  begin() {
    addEventListener("hashchange", () => this.#show(true));
    this.#show(false);
  }

  #show(moveFocus) {
    const route = parse(location.hash);
    const view = this.#views[route.view] ? route.view : "nodes";
    if (view !== route.view) {
      route.id = null;
    }
    const key = `${view}/${route.id ?? ""}`;
    if (key === this.#key) {
      this.#shown.update?.(route);
      return;
    }
    this.#shown?.close?.();
    this.#main.replaceChildren();
    this.#main.scrollTop = 0;
    this.#key = key;
    this.#shown = this.#views[view](this.#main, route);
    document.title = `${route.id ?? view[0].toUpperCase() + view.slice(1)} – Fleet`;
    for (const link of document.querySelectorAll("nav [data-view]")) {
      link.toggleAttribute("aria-current", false);
      if (link.dataset.view === view) {
        link.setAttribute("aria-current", "page");
      }
    }
    if (moveFocus) {
      const heading = this.#main.querySelector("h1");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
    }
  }
}
