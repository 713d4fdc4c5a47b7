// What the sparklines of a small fleet begin with: the agent knows the minutes before the page was opened.

import * as api from "./api.js";

/** Of more GPUs the answer would take longer than the page. */
const MOST = 64;
const MINUTES = 10;

/** Fills trends that are new; `nodes` by id, with gpuTrends and trend. */
export async function seed(nodes, ring) {
  const gpus = [...nodes.values()].reduce((sum, node) => sum + node.gpus.length, 0);
  if (gpus === 0 || gpus > MOST) {
    return;
  }
  const { data } = await api.get(`/api/metrics/history/gpu?duration=${MINUTES}`);
  const sums = new Map();
  for (const row of data) {
    const node = nodes.get(row.nodeId);
    if (node === undefined) {
      continue;
    }
    trendOf(node, String(row.gpuIndex), ring).push(row.utilization);
    const at = sums.get(row.nodeId) ?? new Map();
    sums.set(row.nodeId, at);
    const one = at.get(row.timestamp) ?? { sum: 0, count: 0 };
    at.set(row.timestamp, { sum: one.sum + (row.utilization ?? 0), count: one.count + 1 });
  }
  for (const [id, at] of sums) {
    [...at.keys()].sort((a, b) => a - b).forEach((time) => nodes.get(id).trend.push(at.get(time).sum / at.get(time).count));
  }
}

function trendOf(node, gpu, ring) {
  if (!node.gpuTrends.has(gpu)) {
    node.gpuTrends.set(gpu, ring());
  }
  return node.gpuTrends.get(gpu);
}
