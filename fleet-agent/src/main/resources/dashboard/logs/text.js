// Text of others as it may be shown: what would act, or turn the direction of writing, is shown as a sign.

const NOT_PLAIN = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Control characters as Unicode's pictures of them, others by their number. */
export function harmless(text) {
  return text.replace(NOT_PLAIN, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) {
      return String.fromCharCode(0x2400 + code);
    }
    return code === 0x7f ? "\u2421" : `\u27e8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
  });
}

/** How Python's and most other programs begin a line, where their output has one priority for all. */
const WORD = /^(?:\([^()]{1,60}\)\s*)?\W{0,2}(DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL)\b/;
const BY_WORD = { DEBUG: "debug", WARNING: "warn", WARN: "warn", ERROR: "bad", CRITICAL: "bad", FATAL: "bad" };

/** bad, warn, debug, or nothing: by the priority (syslog), else by the word that a line begins with. */
export function level(priority, message) {
  if (priority !== null && priority <= 4) {
    return priority <= 3 ? "bad" : "warn";
  }
  return priority === 7 ? "debug" : (BY_WORD[WORD.exec(message)?.[1]] ?? "");
}
