// Elements from script. Text stays text: nothing here, or anywhere on the page, reads markup.

/**
 * An element.
 *
 * @param attributes `onclick` and its like take functions, `dataset` an object; false, null and undefined
 *     leave an attribute out, true sets it without a value
 * @param children elements or texts; null and false are left out
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    set(element, name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

function set(element, name, value) {
  if (value == null || value === false) {
    return;
  }
  if (typeof value === "function") {
    element.addEventListener(name.slice(2), value);
  } else if (name === "dataset") {
    Object.assign(element.dataset, value);
  } else {
    element.setAttribute(name, value === true ? "" : value);
  }
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Writes a text only if it is another one: most values of a refresh are what they were. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Gives an element these children, if they are others than it has: no focus and no selection is lost by a refresh.
 * For what nobody presses: listeners are not compared.
 */
export function renew(element, ...children) {
  const made = h("div", {}, ...children).childNodes;
  if (made.length !== element.childNodes.length || [...made].some((node, i) => !node.isEqualNode(element.childNodes[i]))) {
    element.replaceChildren(...made);
  }
}

/** A list of names and values; values are texts or elements. */
export function facts(kind, entries) {
  return h(
    "dl",
    { class: kind },
    entries.flatMap(([name, value]) =>
      kind.startsWith("figures")
        ? [h("div", {}, h("dt", {}, name), h("dd", {}, value))]
        : [h("dt", {}, name), h("dd", {}, value)],
    ),
  );
}
