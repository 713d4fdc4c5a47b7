// Modal dialogs: the browser keeps the focus in them, and gives it back to where it was.

import { h } from "./dom.js";

let count = 0;

/**
 * Opens a dialog; the promise ends when it is closed.
 *
 * @param content of (close): its elements
 * @param closable whether Escape closes it
 */
export function open(title, content, { closable = true } = {}) {
  const heading = h("h2", { id: `dialog-${++count}` }, title);
  const box = h("dialog", { "aria-labelledby": heading.id });
  return new Promise((done) => {
    box.append(...content((value) => box.close(value), heading));
    box.addEventListener("cancel", (event) => {
      if (!closable) {
        event.preventDefault();
      }
    });
    box.addEventListener("close", () => {
      box.remove();
      done(box.returnValue);
    });
    document.body.append(box);
    box.showModal();
  });
}

/** Asks before something is done that cannot be taken back. */
export async function confirm(title, text, action) {
  const answer = await open(title, (close, heading) => [
    h(
      "div",
      { class: "inner" },
      heading,
      h("p", {}, text),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", autofocus: true, onclick: () => close("") }, "Back"),
        h("button", { type: "button", class: "danger", onclick: () => close("yes") }, action),
      ),
    ),
  ]);
  return answer === "yes";
}
