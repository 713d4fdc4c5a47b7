// Listens to events until whoever listens is closed.

/** Calls `listener` for events of these names; answers with what ends that. */
export function listen(target, names, listener) {
  names.forEach((name) => target.addEventListener(name, listener));
  return () => names.forEach((name) => target.removeEventListener(name, listener));
}
