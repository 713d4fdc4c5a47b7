// A form in a dialog: fields by description, what is wrong beside them, open until it is done.

import { open } from "./dialog.js";
import { h } from "./dom.js";
import { problemBox } from "./problem.js";

let count = 0;

/**
 * @param fields {name, label, type, value, required, hint, options, …}: `type` is that of an input, or
 *     select, textarea, checkbox; other members become attributes
 * @param content elements between the introduction and the fields
 * @param danger whether it cannot be taken back
 * @param submit given the values by name; what it throws is shown, and the form stays open
 * @returns whether it was done
 */
export async function form({ title, intro, content = [], fields, action, danger = false, submit, closable = true }) {
  let done = false;
  await open(
    title,
    (close, heading) => {
      const inputs = new Map(fields.map((field) => [field.name, input(field)]));
      const problems = h("div", { "aria-live": "assertive" });
      const button = h("button", { type: "submit", class: danger ? "danger" : "primary" }, action);
      const body = h(
        "form",
        { novalidate: true },
        heading,
        intro ? h("p", { class: "quiet-text" }, intro) : null,
        ...content,
        h("div", { class: "fields" }, fields.flatMap((field) => row(field, inputs.get(field.name)))),
        problems,
        h(
          "div",
          { class: "buttons" },
          closable ? h("button", { type: "button", onclick: () => close() }, "Cancel") : null,
          button,
        ),
      );
      body.addEventListener("submit", async (event) => {
        event.preventDefault();
        problems.replaceChildren();
        const invalid = [...inputs.values()].find((element) => !element.checkValidity());
        if (invalid) {
          invalid.setAttribute("aria-invalid", "true");
          problems.replaceChildren(problemBox(new Error(`${labelOf(body, invalid)}: ${invalid.validationMessage}`)));
          invalid.focus();
          return;
        }
        button.disabled = true;
        try {
          await submit(values(fields, inputs));
          done = true;
          close();
        } catch (problem) {
          problems.replaceChildren(problemBox(problem));
        } finally {
          button.disabled = false;
        }
      });
      return [body];
    },
    { closable },
  );
  return done;
}

function labelOf(body, element) {
  return body.querySelector(`label[for="${element.id}"]`).textContent;
}

function input({ name, label, type = "text", value, hint, options, ...attributes }) {
  const id = `field-${++count}`;
  const shared = { id, name, "aria-describedby": hint ? `${id}-hint` : null, ...attributes };
  switch (type) {
    case "select":
      return h(
        "select",
        shared,
        options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)),
      );
    case "textarea": {
      const area = h("textarea", { spellcheck: "false", ...shared });
      area.value = value ?? "";
      return area;
    }
    case "checkbox":
      return h("input", { type, checked: Boolean(value), ...shared });
    default:
      return h("input", { type, value, ...shared });
  }
}

function row({ label, hint }, element) {
  return [
    h("label", { for: element.id }, label),
    h(
      "div",
      { class: "field" },
      element,
      hint ? h("span", { class: "hint", id: `${element.id}-hint` }, hint) : null,
    ),
  ];
}

function values(fields, inputs) {
  return Object.fromEntries(
    fields.map(({ name, type }) => {
      const element = inputs.get(name);
      switch (type) {
        case "checkbox":
          return [name, element.checked];
        case "number":
          return [name, element.value === "" ? null : element.valueAsNumber];
        default:
          return [name, element.value];
      }
    }),
  );
}
