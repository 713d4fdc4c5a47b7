// Numbers, times and sizes as people read them. What is not known is a dash.

export const NONE = "–";

const number = (digits) =>
  new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const DIGITS = [number(0), number(1), number(2)];

export function count(value) {
  return value == null ? NONE : DIGITS[0].format(value);
}

export function decimal(value, digits) {
  return value == null ? NONE : DIGITS[digits].format(value);
}

/** An amount of USD. */
export function money(value) {
  return decimal(value, 2);
}

export function percent(value) {
  return value == null ? NONE : `${Math.round(value)} %`;
}

export function celsius(value) {
  return value == null ? NONE : `${Math.round(value)} °C`;
}

export function watt(value) {
  if (value == null) {
    return NONE;
  }
  if (value >= 1e6) {
    return `${DIGITS[2].format(value / 1e6)} MW`;
  }
  return value >= 10_000 ? `${DIGITS[1].format(value / 1000)} kW` : `${DIGITS[0].format(value)} W`;
}

export function mebibytes(value) {
  if (value == null) {
    return NONE;
  }
  const gib = value / 1024;
  if (gib >= 10_240) {
    return `${DIGITS[1].format(gib / 1024)} TiB`;
  }
  return gib >= 1 ? `${DIGITS[gib < 100 ? 1 : 0].format(gib)} GiB` : `${DIGITS[0].format(value)} MiB`;
}

export function bytes(value) {
  return value == null ? NONE : mebibytes(value / 1048576);
}

/** "412 / 640 GiB": of two amounts the unit is written once, and is that of the whole. */
export function share(used, total) {
  if (used == null || !total) {
    return mebibytes(used);
  }
  const tib = total >= 10_240 * 1024;
  const scale = tib ? 1048576 : 1024;
  const digits = tib || total / scale < 10 ? 1 : 0;
  return `${DIGITS[digits].format(used / scale)} / ${DIGITS[digits].format(total / scale)} ${tib ? "TiB" : "GiB"}`;
}

/** A length of time, in its two largest units. */
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return `${s} s`;
  }
  if (s < 3600) {
    return s % 60 && s < 600 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${Math.floor(s / 60)} min`;
  }
  if (s < 86_400) {
    const minutes = Math.floor((s % 3600) / 60);
    return minutes ? `${Math.floor(s / 3600)} h ${minutes} min` : `${Math.floor(s / 3600)} h`;
  }
  const hours = Math.floor((s % 86_400) / 3600);
  return hours ? `${Math.floor(s / 86_400)} d ${hours} h` : `${Math.floor(s / 86_400)} d`;
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium", hour12: false });

export function clock(ms) {
  return CLOCK.format(ms);
}

/** Day and time of an ISO 8601 text, or of milliseconds since the epoch. */
export function moment(at) {
  return at == null || at === "" ? NONE : DAY.format(new Date(at));
}

export function full(at) {
  return at == null || at === "" ? NONE : FULL.format(new Date(at));
}
