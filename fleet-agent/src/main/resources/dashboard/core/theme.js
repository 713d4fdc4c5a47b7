// Light, dark, or as the system has it. Tells "theme" on the document when colours change.

const KEY = "dubnium-theme";
const NAMES = { auto: "Theme: system", light: "Theme: light", dark: "Theme: dark" };
const NEXT = { auto: "light", light: "dark", dark: "auto" };

function chosen() {
  return document.documentElement.dataset.theme ?? "auto";
}

function choose(theme) {
  if (theme === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It holds for as long as the page is open.
  }
  changed();
}

function changed() {
  document.dispatchEvent(new Event("theme"));
}

export function begin(button) {
  const label = () => {
    button.textContent = NAMES[chosen()];
  };
  button.addEventListener("click", () => {
    choose(NEXT[chosen()]);
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  label();
}

/** The value of a colour of tokens.css, as it is now. */
export function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
