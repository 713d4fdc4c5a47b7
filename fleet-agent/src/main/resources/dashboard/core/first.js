// Runs before anything is painted, so that a chosen theme does not flash.
(() => {
  try {
    const theme = localStorage.getItem("dubnium-theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // A browser that keeps nothing: the system's theme it is.
  }
})();
