// The form of a rule, new or old.

import * as api from "../core/api.js";
import { form } from "../parts/form.js";
import { CONDITIONS, forRules } from "./metrics.js";

const EMPTY = { name: "", metric: "gpu_temperature", condition: "gte", threshold: 85, duration: 120, nodeFilter: "", enabled: true };

function choices() {
  return forRules().map(({ name, title, unit }) => [name, unit ? `${title} (${unit})` : title]);
}

/** @returns whether a rule was made or changed */
export function ruleForm(rule = null) {
  const now = rule ?? EMPTY;
  return form({
    title: rule ? "Edit rule" : "New rule",
    action: rule ? "Save" : "Create",
    fields: [
      { name: "name", label: "Name", value: now.name, required: true, maxlength: 100, autofocus: true },
      { name: "metric", label: "Metric", type: "select", value: now.metric, options: choices() },
      { name: "condition", label: "Condition", type: "select", value: now.condition, options: CONDITIONS },
      { name: "threshold", label: "Threshold", type: "number", value: now.threshold, required: true, step: "any" },
      { name: "duration", label: "For at least (seconds)", type: "number", value: now.duration, required: true, min: 0, max: 604800, step: 1, hint: "How long it must hold before the rule fires." },
      { name: "nodeFilter", label: "Only nodes like", value: now.nodeFilter ?? "", hint: "A regular expression; empty for every node." },
      { name: "enabled", label: "Enabled", type: "checkbox", value: now.enabled },
    ],
    submit: (values) => {
      const body = { ...values, nodeFilter: values.nodeFilter === "" ? null : values.nodeFilter };
      return rule
        ? api.send("PUT", `/api/alerts/${encodeURIComponent(rule.id)}`, body)
        : api.send("POST", "/api/alerts", body);
    },
  });
}
