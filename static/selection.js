// The selection of the inbox: what is chosen is counted and can be dropped; a whole group may reach beyond the page.
"use strict";
(function () {
  const form = document.querySelector("[data-selection]");
  if (!form) return;
  const boxes = (root, name) => Array.from(root.querySelectorAll(`input[name=${name}]`));
  const picked = form.querySelector("[data-picked]");

  function chosen() {
    return Array.from(form.querySelectorAll("section")).reduce((sum, section) => {
      const group = boxes(section, "nhom")[0];
      if (group && group.checked) return sum + Number(group.dataset.count);
      return sum + boxes(section, "chon").filter((box) => box.checked).length;
    }, 0);
  }

  function show() {
    const count = chosen();
    picked.hidden = count === 0;
    form.querySelector("[data-none-picked]").hidden = count > 0;
    form.querySelector("[data-picked-count]").textContent = String(count);
  }

  function onChange(event) {
    const section = event.target.closest("section");
    if (!section) return;
    if (event.target.name === "nhom") {
      boxes(section, "chon").forEach((box) => { box.checked = event.target.checked; });
    } else if (!event.target.checked) {
      boxes(section, "nhom").forEach((box) => { box.checked = false; });
    }
    show();
  }

  form.addEventListener("change", onChange);
  form.querySelector("[data-unpick]").addEventListener("click", () => {
    [...boxes(form, "chon"), ...boxes(form, "nhom")].forEach((box) => { box.checked = false; });
    show();
    const first = boxes(form, "chon")[0];
    if (first) first.focus();
  });
  window.addEventListener("pageshow", show); // coming back, the browser restores what was ticked
  show();
})();
