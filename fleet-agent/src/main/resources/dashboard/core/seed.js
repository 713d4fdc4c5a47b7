// What the sparklines of a small fleet begin with: the agent knows the minutes before the page was opened.

import * as api from "./api.js";

/** Of more GPUs the answer would take longer than the page. */
const MOST = 64;
const MINUTES = 10;
const METRIC = "gpu_utilization";

/** Fills trends that are new; `nodes` by id, with gpuTrends and trend. */
export async function seed(nodes, ring) {
  const gpus = [...nodes.values()].reduce((sum, node) => sum + node.gpus.length, 0);
  if (gpus === 0 || gpus > MOST) {
    return;
  }
  const { subjects } = await api.get(`/api/metrics/series?metrics=${METRIC}&statistics=average&duration=${MINUTES}`);
  const sums = new Map();
  for (const { place, part, times, metrics } of subjects) {
    const node = nodes.get(place);
    if (node === undefined) {
      continue;
    }
    const trend = trendOf(node, part, ring);
    const at = sums.get(place) ?? new Map();
    sums.set(place, at);
    metrics[METRIC].average.forEach((value, i) => {
      trend.push(value);
      const one = at.get(times[i]) ?? { sum: 0, count: 0 };
      at.set(times[i], { sum: one.sum + value, count: one.count + 1 });
    });
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
