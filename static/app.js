// What makes pages handier; every one of them works by plain form and link without it.
"use strict";
(function () {
  const find = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // Theme: three buttons, one pressed.
  function showTheme() {
    find("[data-theme-choice]:not(html)").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === window.duyetTheme.chosen()));
    });
  }

  // Dialogs of verdicts: without scripts they stand open in the page.
  function readyDialogs(root) {
    find("dialog[data-verdict][open]", root).forEach((dialog) => {
      if (dialog.matches(":modal")) return;
      dialog.close();
      if (dialog.hasAttribute("data-opens-at-once")) open(dialog);
    });
  }

  function open(dialog) {
    dialog.showModal();
    const first = dialog.querySelector("[data-takes-focus], textarea, input:not([type=hidden]), select, button");
    if (first) first.focus();
  }

  function fill(button) {
    const field = document.getElementById(button.dataset.fills);
    if (!field) return;
    const words = button.textContent.trim();
    field.value = field.value.trim() ? field.value.trimEnd() + "\n" + words : words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  // One question before acts that say so: <form data-confirm="…"> or <button data-confirm="…">.
  function ask(form, button, question) {
    const dialog = document.getElementById("confirm");
    dialog.querySelector("[data-question]").textContent = question;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(button || undefined);
    }, { once: true });
    dialog.showModal();
  }

  function onSubmit(event) {
    const form = event.target;
    if (form.method === "dialog") return;
    const question = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (question && form.dataset.confirmed !== "yes") {
      event.preventDefault();
      ask(form, event.submitter, question);
      return;
    }
    delete form.dataset.confirmed;
    if (form.dataset.sent) {
      event.preventDefault(); // the second click of a double click
      return;
    }
    if (form.hasAttribute("data-forgets-drafts")) forgetDrafts();
    if (form.method === "post" && !form.hasAttribute("data-resubmit") && !form.hasAttribute("hx-post")) {
      form.dataset.sent = "yes";
      if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
    }
  }

  // Signing out on purpose leaves nothing of one person's writing to the next on the same machine.
  function forgetDrafts() {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("duyet-draft:")).forEach((key) => localStorage.removeItem(key));
    } catch (_refused) {
      // nothing was kept either
    }
  }

  function onClick(event) {
    const control = event.target.closest("[data-theme-choice], [data-opens], [data-closes], [data-fills]");
    if (!control || control === document.documentElement) return;
    if (control.dataset.themeChoice) {
      window.duyetTheme.choose(control.dataset.themeChoice);
      showTheme();
    } else if (control.dataset.opens) {
      const dialog = document.getElementById(control.dataset.opens);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        open(dialog);
      }
    } else if (control.hasAttribute("data-closes")) {
      control.closest("dialog").close();
    } else if (control.dataset.fills) {
      fill(control);
    }
  }

  // Menus close by Escape and by a click elsewhere, as people expect of menus.
  function closeMenus(event) {
    find("details.account-menu[open], .decide details[open]").forEach((menu) => {
      const escaped = event.type === "keydown" && event.key === "Escape";
      if (escaped || (event.type === "click" && !menu.contains(event.target))) {
        menu.open = false;
        if (escaped) menu.querySelector("summary").focus();
      }
    });
  }

  function wakeForms() {
    find("form[data-sent]").forEach((form) => delete form.dataset.sent);
    find("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  document.addEventListener("click", onClick);
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", closeMenus);
  document.addEventListener("submit", onSubmit);
  // The last page of the evidence has no "next": the focus goes to the page itself instead of being lost.
  document.addEventListener("htmx:afterSettle", () => {
    const region = document.querySelector("#minh-chung .viewer");
    if (region && document.activeElement === document.body) region.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:afterSwap", (event) => readyDialogs(event.target));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) wakeForms(); // back by the browser's own button
  });
  // On a phone the navigation scrolls sideways: where one is must be in view.
  const here = document.querySelector(".app-nav [aria-current]");
  if (here) here.closest("ul").scrollLeft = here.offsetLeft - 16;
  showTheme();
  readyDialogs();
  const summary = document.querySelector("main [data-takes-focus]");
  if (summary && !document.querySelector("dialog:modal")) summary.focus();
})();
