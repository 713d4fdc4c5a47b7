// Rows of the history as lines of a chart.

const GAP = 2.5;
const COLOURS = 8;

/** `unit` is what the axis counts in, and `sign` what that is called, so that its marks are round numbers. */
export const CHARTS = [
  { key: "utilization", title: "Utilisation", kind: "percent", unit: 1, sign: "%", max: () => 100 },
  { key: "memoryUsedMB", title: "Memory used", kind: "mebibytes", unit: 1024, sign: "GiB", max: memory },
  { key: "temperatureC", title: "Temperature", kind: "celsius", unit: 1, sign: "°C", max: () => undefined },
  { key: "powerUsageW", title: "Power", kind: "watt", unit: 1, sign: "W", max: () => undefined },
];

/** All that the largest GPU has. */
function memory(rows) {
  const most = extent(rows, "memoryTotalMB")?.most;
  return !most ? undefined : Math.ceil(most / 1024);
}

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
export function points(rows, key, unit) {
  const usual = step(rows);
  const all = [];
  let last = null;
  for (const row of rows) {
    if (last !== null && row.timestamp - last > GAP * usual) {
      all.push({ x: last + usual, y: null });
    }
    all.push({ x: row.timestamp, y: row[key] == null ? null : row[key] / unit });
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
