// The review of a plan by keyboard: J and K (or the arrows) move from point to point, Enter takes the proposal.
// Silent while somebody types, chooses or composes Vietnamese; a switch turns the keys off (WCAG 2.2, 2.1.4).
"use strict";
(function () {
  const KEPT = "duyet-review-keys";
  const EVERY = 20000; // milliseconds between two looks at what others have done, while somebody works here
  const TYPING = "textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])";
  const stops = () => Array.from(document.querySelectorAll("[data-stop]"));
  const control = document.querySelector("[data-keys-switch]");

  function keysOn() {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch (_refused) {
      return true; // storage may be shut by the office's policy
    }
  }

  function showSwitch() {
    if (!control) return;
    control.hidden = false;
    control.setAttribute("aria-pressed", String(keysOn()));
  }

  function go(stop) {
    if (!stop) return;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "start", behavior: "instant" }); // Bootstrap would glide for half a second a key
  }

  // Before or after the place where the focus is, whether that is a stop, inside one, or between two.
  function beside(step) {
    const here = document.activeElement;
    if (!here || here === document.body) return step > 0 ? stops()[0] : undefined;
    const after = (stop) => here.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING && !here.contains(stop);
    const before = (stop) => here.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING && !stop.contains(here);
    return step > 0 ? stops().find(after) : stops().filter(before).pop();
  }

  // The proposal as it stands in the form; where there is none, the first field to fill in.
  function accept(stop) {
    const form = stop.querySelector("form[data-accepts]");
    if (form) {
      form.requestSubmit(form.querySelector("button:not([type=button])"));
      return;
    }
    const first = stop.querySelector("input:not([type=hidden]), select, textarea, button, a[href]");
    if (first) first.focus();
  }

  function onKey(event) {
    const composing = event.isComposing || event.keyCode === 229;
    if (composing || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!keysOn() || document.querySelector("dialog:modal") || event.target.closest(TYPING)) return;
    const onStop = event.target.matches("[data-stop]");
    const key = event.key.toLowerCase();
    if (key === "j" || (onStop && key === "arrowdown")) go(beside(1));
    else if (key === "k" || (onStop && key === "arrowup")) go(beside(-1));
    else if (key === "enter" && onStop) {
      if (!event.repeat) accept(event.target); // a key held down must not settle the point after this one
    } else return;
    event.preventDefault();
  }

  // Whoever writes a time or a day has chosen that way of saying it.
  function choose(event) {
    const way = document.getElementById(event.target.dataset.chooses || "");
    if (way) way.checked = true;
  }

  let worked = false;
  function look() {
    const others = document.getElementById("nguoi-khac");
    if (others && worked && document.visibilityState === "visible") others.dispatchEvent(new Event("look-again"));
    worked = false; // an abandoned page asks nothing, so its session ends in time
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("input", choose);
  for (const sign of ["keydown", "pointerdown", "focusin"]) document.addEventListener(sign, () => { worked = true; });
  window.addEventListener("focus", () => { worked = true; look(); });
  window.setInterval(look, EVERY);
  if (control) {
    control.addEventListener("click", () => {
      try {
        localStorage.setItem(KEPT, keysOn() ? "off" : "on");
      } catch (_refused) {
        // for want of storage the keys stay on
      }
      showSwitch();
    });
  }
  showSwitch();
  if (!document.querySelector("main [data-takes-focus]") && location.hash.length > 1) {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.matches("[data-stop]")) go(target);
  }
})();
