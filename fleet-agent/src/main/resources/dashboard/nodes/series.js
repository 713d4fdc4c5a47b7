// The past of GPUs, in columns, as lines of a chart.

const GAP = 2.5;
const COLOURS = 8;
const MEMORY = "gpu_memory_total";

/** `unit` is what the axis counts in, and `sign` what that is called, so that its marks are round numbers. */
export const CHARTS = [
  { metric: "gpu_utilization", title: "Utilisation", kind: "percent", unit: 1, sign: "%", max: () => 100 },
  { metric: "gpu_memory_used", title: "Memory used", kind: "mebibytes", unit: 1024, sign: "GiB", max: memory },
  { metric: "gpu_temperature", title: "Temperature", kind: "celsius", unit: 1, sign: "°C", max: () => undefined },
  { metric: "gpu_power", title: "Power", kind: "watt", unit: 1, sign: "W", max: () => undefined },
];

export const METRICS = [...CHARTS.map(({ metric }) => metric), MEMORY];

/** All that the largest GPU has. */
function memory(gpus) {
  const most = extent(gpus, MEMORY)?.most;
  return !most ? undefined : Math.ceil(most / 1024);
}

/** The columns of each GPU, in the order of their indexes. */
export function byGpu(subjects) {
  return new Map(subjects.map((one) => [Number(one.part), one]).sort(([a], [b]) => a - b));
}

/** One metric of a GPU; where some of it is missing, the line has a gap. */
export function points({ times, metrics }, metric, unit) {
  const usual = step(times);
  const all = [];
  let last = null;
  times.forEach((time, i) => {
    if (last !== null && time - last > GAP * usual) {
      all.push({ x: last + usual, y: null });
    }
    const value = metrics[metric]?.average[i] ?? null;
    all.push({ x: time, y: value === null ? null : value / unit });
    last = time;
  });
  return all;
}

/** The median distance between times. */
function step(times) {
  const steps = times.slice(1).map((time, i) => time - times[i]);
  steps.sort((a, b) => a - b);
  return steps.length ? steps[Math.floor(steps.length / 2)] : 1;
}

export function colourOf(gpu) {
  return `--series-${(gpu % COLOURS) + 1}`;
}

/** Least, mean and greatest of what is there; null for nothing. */
export function extent(gpus, metric) {
  let least = Infinity;
  let most = -Infinity;
  let sum = 0;
  let count = 0;
  for (const { metrics } of gpus) {
    const { min, average, max } = metrics[metric] ?? { min: [], average: [], max: [] };
    average.forEach((mean, i) => {
      if (mean !== null) {
        least = Math.min(least, min[i]);
        most = Math.max(most, max[i]);
        sum += mean;
        count++;
      }
    });
  }
  return count ? { least, mean: sum / count, most } : null;
}
