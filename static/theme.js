// Runs before the first paint: the theme this person chose on this machine, and the mark that scripts run.
"use strict";
(function () {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem("duyet-theme") || "auto";
    } catch (_refused) {
      return "auto"; // storage may be shut by the office's policy; the page still works
    }
  }

  function apply() {
    const choice = chosen();
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.themeChoice = choice;
  }

  root.classList.add("js");
  window.duyetTheme = {
    chosen,
    choose(choice) {
      try {
        localStorage.setItem("duyet-theme", choice);
      } catch (_refused) {
        // chosen for this page only
      }
      apply();
      if (choice !== chosen()) root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
    },
  };
  dark.addEventListener("change", apply);
  apply();
})();
