// Where a time axis has its marks, and what they say.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 7, 14, 30, 90, 180].map((n) => n * DAY),
];

/** Round moments of local time between two others; about so many. */
export function marks(min, max, most) {
  const step = STEPS.find((one) => (max - min) / one <= most) ?? STEPS.at(-1);
  const zone = new Date(min).getTimezoneOffset() * MINUTE;
  const all = [];
  for (let at = Math.ceil((min - zone) / step) * step + zone; at <= max; at += step) {
    all.push(at);
  }
  return { step, all };
}

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });
const EXACT = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const DATE = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });

/** A mark's text: the time, or the day where days are what is counted or one begins. */
export function label(at, step) {
  const date = new Date(at);
  const midnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (step >= DAY || (midnight && step >= MINUTE)) {
    return DATE.format(date);
  }
  return (step < MINUTE ? EXACT : TIME).format(date);
}
