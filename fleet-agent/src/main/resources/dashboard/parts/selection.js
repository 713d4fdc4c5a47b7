// Picking a part of a plot with the pointer.

import { h } from "./dom.js";

const LEAST = 6;

/**
 * @param area where the plot is drawn within the element: a function that answers {left, right, top, bottom}
 * @param picked told (from, to) as pixels from the element's left
 */
export function selectable(element, area, picked) {
  let begin = null;
  const mark = h("div", { class: "picked", hidden: true });
  element.append(mark);

  const place = (event) => {
    const { left, right } = area();
    return Math.min(right, Math.max(left, event.clientX - element.getBoundingClientRect().left));
  };
  const draw = (from, to) => {
    const { top, bottom } = area();
    mark.hidden = false;
    mark.style.left = `${Math.min(from, to)}px`;
    mark.style.width = `${Math.abs(to - from)}px`;
    mark.style.top = `${top}px`;
    mark.style.height = `${bottom - top}px`;
  };
  const end = () => {
    begin = null;
    mark.hidden = true;
  };

  element.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      begin = place(event);
      element.setPointerCapture(event.pointerId);
    }
  });
  element.addEventListener("pointermove", (event) => {
    if (begin !== null) {
      draw(begin, place(event));
    }
  });
  element.addEventListener("pointerup", (event) => {
    if (begin === null) {
      return;
    }
    const from = begin;
    const to = place(event);
    end();
    if (Math.abs(to - from) >= LEAST) {
      picked(Math.min(from, to), Math.max(from, to));
    }
  });
  element.addEventListener("pointercancel", end);
}
