// What is known of the nodes: what the agent told last, sums, and the newest values for sparklines.

import * as api from "./api.js";
import * as clock from "./clock.js";
import { once } from "./once.js";
import { Ring } from "./ring.js";
import { seed } from "./seed.js";

const TREND = 60;
const REST = 1000;

/** Of refreshes, how many are kept for whoever wants to know how long they take. */
const MEASURES = 100;

/** A reading older than that is shown as old, though its node is said to answer. */
const OLD = 60_000;

export class Fleet extends EventTarget {
  nodes = new Map();
  slurm = null;
  lastUpdated = null;
  loaded = false;
  problem = null;

  /** Reads everything anew, once at a time. */
  refresh = once(() => this.#read(), REST);

  async #read() {
    performance.clearMarks("fleet-ask");
    performance.mark("fleet-ask");
    try {
      const current = await api.get("/api/metrics/current");
      if (this.loaded) {
        this.#apply(current);
      } else {
        await this.#begin(current);
      }
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
      this.dispatchEvent(new Event("problem"));
      return;
    }
    this.dispatchEvent(new Event("change"));
    requestAnimationFrame(() => {
      // The browser keeps them for as long as the page is open, which may be weeks.
      if (performance.getEntriesByName("fleet-refresh").length >= MEASURES) {
        performance.clearMeasures("fleet-refresh");
      }
      performance.measure("fleet-refresh", "fleet-ask");
      if (performance.getEntriesByName("fleet-painted").length === 0) {
        performance.mark("fleet-painted");
      }
    });
  }

  #apply(current) {
    const known = this.nodes;
    this.nodes = new Map();
    for (const told of current.nodes) {
      const before = known.get(told.nodeId);
      const node = before ?? { id: told.nodeId, trend: new Ring(TREND), gpuTrends: new Map(), timestamp: null };
      const fresh = node.timestamp !== told.timestamp;
      Object.assign(node, told, { seenAt: told.lastSeen ? Date.parse(told.lastSeen) : null }, sums(told.gpus));
      if (fresh) {
        this.#trend(node);
      }
      this.nodes.set(node.id, node);
    }
    this.slurm = current.slurm;
    this.lastUpdated = current.lastUpdated ? Date.parse(current.lastUpdated) : null;
    this.loaded = true;
  }

  /** The first reading: what is older comes before it in the trends, where that is soon told. */
  async #begin(current) {
    this.#apply({ ...current, nodes: current.nodes.map((node) => ({ ...node, timestamp: null })) });
    try {
      await seed(this.nodes, () => new Ring(TREND));
    } catch {
      // Trends begin now.
    }
    this.#apply(current);
  }

  #trend(node) {
    node.trend.push(node.utilization);
    for (const gpu of node.gpus) {
      let trend = node.gpuTrends.get(gpu.gpu);
      if (!trend) {
        trend = new Ring(TREND);
        node.gpuTrends.set(gpu.gpu, trend);
      }
      trend.push(gpu.utilization);
    }
  }
}

function sums(gpus) {
  let utilization = 0;
  let measured = 0;
  // What is used of memory that has no total counts only where none has one: else the part is wrong.
  let untotalled = null;
  const of = { used: null, total: null, hottest: null, power: null };
  for (const gpu of gpus) {
    if (gpu.utilization != null) {
      utilization += gpu.utilization;
      measured++;
    }
    if (gpu.memoryTotalMB) {
      of.used = plus(of.used, gpu.memoryUsedMB);
      of.total = plus(of.total, gpu.memoryTotalMB);
    } else {
      untotalled = plus(untotalled, gpu.memoryUsedMB);
    }
    of.power = plus(of.power, gpu.powerUsageW);
    if (gpu.temperatureC != null) {
      of.hottest = Math.max(of.hottest ?? -Infinity, gpu.temperatureC);
    }
  }
  of.used = of.total === null ? untotalled : of.used;
  return { utilization: measured ? utilization / measured : null, ...of };
}

function plus(sum, value) {
  return value == null ? sum : (sum ?? 0) + value;
}

/** answers, in part, silent, or not asked yet. */
export function state(node) {
  if (node.reachable) {
    return node.unreachableBecause ? "part" : "up";
  }
  return node.unreachableBecause === "not asked yet" ? "new" : "silent";
}

export function isStale(node) {
  return !node.reachable || node.seenAt === null || clock.now() - node.seenAt > OLD;
}
