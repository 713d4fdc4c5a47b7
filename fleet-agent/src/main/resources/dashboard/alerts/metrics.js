// What a rule can be about, and in which words and units.

import * as format from "../core/format.js";

/** Names as the API has them; the unit is that of the threshold. */
export const METRICS = [
  ["gpu_utilization", "GPU utilisation", "%"],
  ["gpu_memory_used", "GPU memory used", "MiB"],
  ["gpu_memory_percent", "GPU memory used", "%"],
  ["gpu_temperature", "GPU temperature", "°C"],
  ["gpu_power", "GPU power", "W"],
  ["gpu_xid", "GPU error code (XID)", ""],
  ["gpu_xid_fatal", "GPU error code (XID), fatal or unknown", ""],
  ["gpu_gone", "GPU gone (1 = yes)", ""],
  ["gpu_ecc_uncorrected", "Uncorrectable memory errors", ""],
  ["gpu_throttle", "Reasons for lower clocks", ""],
  ["node_unreachable", "Node unreachable (1 = yes)", ""],
  ["node_incomplete", "Node answers in part (1 = yes)", ""],
  ["slurm_cpus_alloc", "Slurm CPUs allocated", ""],
  ["slurm_queue_pending", "Slurm jobs pending", ""],
  ["slurm_queue_running", "Slurm jobs running", ""],
  ["vllm_requests_running", "vLLM requests running", ""],
  ["vllm_requests_waiting", "vLLM requests waiting", ""],
  ["vllm_requests_stuck", "vLLM requests waiting while none runs", ""],
  ["vllm_kv_cache", "vLLM KV cache in use", "%"],
  ["mode_condition", "Mode condition (0 settled … 4 unknown)", ""],
  ["repairs_given_up", "Units given up", ""],
];

export const CONDITIONS = [
  ["gt", ">"],
  ["gte", "≥"],
  ["lt", "<"],
  ["lte", "≤"],
  ["eq", "="],
];

function metric(name) {
  return METRICS.find(([key]) => key === name) ?? [name, name, ""];
}

export function metricName(name) {
  return metric(name)[1];
}

function sign(condition) {
  return CONDITIONS.find(([key]) => key === condition)?.[1] ?? condition;
}

export function amount(name, value) {
  const unit = metric(name)[2];
  const text = Number.isInteger(value) ? format.count(value) : format.decimal(value, 1);
  return unit ? `${text} ${unit}` : text;
}

/** "GPU temperature ≥ 87 °C for 2 min" */
export function sentence({ metric: name, condition, threshold, duration }) {
  const lasting = duration ? ` for ${format.duration(duration)}` : "";
  return `${metricName(name)} ${sign(condition)} ${amount(name, threshold)}${lasting}`;
}
