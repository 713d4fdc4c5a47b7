// Rows of the history as lines of a chart.

const GAP = 2.5;
const COLOURS = 8;

export const CHARTS = [
  { key: "utilization", title: "Utilisation", max: 100, kind: "percent" },
  { key: "memoryUsedMB", title: "Memory used", kind: "mebibytes" },
  { key: "temperatureC", title: "Temperature", kind: "celsius" },
  { key: "powerUsageW", title: "Power", kind: "watt" },
];

/** The rows of each GPU, in the order of their indexes. */
export function byGpu(rows) {
  const all = new Map();
  for (const row of rows) {
    if (!all.has(row.gpuIndex)) {
      all.set(row.gpuIndex, []);
    }
    all.get(row.gpuIndex).push(row);
  }
  return new Map([...all].sort(([a], [b]) => a - b));
}

/** One value of the rows; where some are missing, the line has a gap. */
export function points(rows, key) {
  const usual = step(rows);
  const all = [];
  let last = null;
  for (const row of rows) {
    if (last !== null && row.timestamp - last > GAP * usual) {
      all.push({ x: last + usual, y: null });
    }
    all.push({ x: row.timestamp, y: row[key] });
    last = row.timestamp;
  }
  return all;
}

/** The median distance between rows. */
function step(rows) {
  const steps = rows.slice(1).map((row, i) => row.timestamp - rows[i].timestamp);
  steps.sort((a, b) => a - b);
  return steps.length ? steps[Math.floor(steps.length / 2)] : 1;
}

export function colourOf(gpu) {
  return `--series-${(gpu % COLOURS) + 1}`;
}

/** Least, mean and greatest of what is there; null for nothing. */
export function extent(rows, key) {
  let least = Infinity;
  let most = -Infinity;
  let sum = 0;
  let count = 0;
  for (const row of rows) {
    const value = row[key];
    if (value != null) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
      count++;
    }
  }
  return count ? { least, mean: sum / count, most } : null;
}
