// Drafts save themselves three seconds after typing pauses: <form data-autosave-url="…"> with pieces/autosave.html inside.
// POST of the form's text fields, Accept: application/json. Answers: 200 {"draft_version"?}, 409 and 422 {"sentence"}.
// What the server did not take is kept on this machine, under the account and the address, and offered back.
"use strict";
(function () {
  const PAUSE = 3000;
  const AGAIN = 20000;

  class Draft {
    constructor(form) {
      this.form = form;
      this.status = form.querySelector("[data-autosave-status]");
      this.key = "duyet-draft:" + (document.body.dataset.account || "") + ":" + form.dataset.autosaveUrl;
      this.timer = null;
      this.stopped = false;
      this.offer();
      form.addEventListener("input", () => this.changed());
      form.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        clearTimeout(this.timer);
        this.stopped = true;
        this.keep(); // until the next page of this form shows that the server has it
      });
      window.addEventListener("pagehide", () => {
        if (this.timer) this.keep();
      });
    }

    fields() {
      return Array.from(this.form.elements).filter((field) =>
        field.name && !["hidden", "file", "password", "submit", "button"].includes(field.type));
    }

    text() {
      return JSON.stringify(this.fields().map((field) =>
        [field.name, field.type === "checkbox" || field.type === "radio" ? field.value + "=" + field.checked : field.value]));
    }

    changed() {
      if (this.stopped) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    }

    async save() {
      this.timer = null;
      const data = new FormData(this.form);
      for (const [name, value] of Array.from(data.entries())) if (value instanceof File) data.delete(name);
      this.say("saving");
      try {
        const answer = await fetch(this.form.dataset.autosaveUrl, {
          method: "POST", body: data, headers: { Accept: "application/json" }, credentials: "same-origin",
        });
        await this.heard(answer);
      } catch (_offline) {
        this.trouble("failed");
        if (!this.timer) this.timer = setTimeout(() => this.save(), AGAIN);
      }
    }

    async heard(answer) {
      const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      if (answer.redirected || answer.status === 401 || (answer.status === 403 && !isJson)) {
        this.trouble("lost");
        return;
      }
      const body = isJson ? await answer.json() : {};
      if (answer.ok) {
        const version = this.form.elements.namedItem("draft_version");
        if (version && body.draft_version !== undefined) version.value = body.draft_version;
        this.forget();
        this.say("saved", new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }));
      } else if (answer.status === 409) {
        this.stopped = true; // saving on would overwrite what the other tab wrote
        this.trouble("conflict", body.sentence);
      } else {
        this.trouble("failed", body.sentence);
      }
    }

    say(kind, more) {
      if (!this.status) return;
      delete this.status.dataset.trouble;
      this.status.textContent = this.status.dataset[kind] + (more ? " " + more : "");
    }

    trouble(kind, sentence) {
      this.keep();
      this.say(kind, sentence);
      if (this.status) this.status.dataset.trouble = kind;
    }

    keep() {
      try {
        localStorage.setItem(this.key, this.text());
      } catch (_full) {
        // no room or no leave to keep it: the words still stand in the form
      }
    }

    forget() {
      try {
        localStorage.removeItem(this.key);
      } catch (_refused) {
        // nothing was kept either
      }
    }

    kept() {
      try {
        return localStorage.getItem(this.key);
      } catch (_refused) {
        return null;
      }
    }

    // The words of a lost session, offered, never put back unasked: the server's draft may be newer.
    offer() {
      const kept = this.kept();
      if (!kept || !this.status) return;
      if (kept === this.text()) {
        this.forget();
        return;
      }
      this.status.dataset.trouble = "offer";
      this.status.textContent = this.status.dataset.offer;
      this.status.append(this.button("restore", () => this.restore(JSON.parse(kept))), this.button("discard", () => {
        this.forget();
        delete this.status.dataset.trouble;
        this.status.textContent = "";
      }));
    }

    button(kind, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-ghost";
      button.textContent = this.status.dataset[kind];
      button.addEventListener("click", act);
      return button;
    }

    restore(pairs) {
      const fields = this.fields();
      pairs.forEach(([name, value], index) => {
        const field = fields[index] && fields[index].name === name ? fields[index] : fields.find((one) => one.name === name);
        if (!field) return;
        if (field.type === "checkbox" || field.type === "radio") field.checked = value === field.value + "=true";
        else field.value = value;
      });
      this.status.textContent = "";
      delete this.status.dataset.trouble;
      this.changed();
    }
  }

  document.querySelectorAll("form[data-autosave-url]").forEach((form) => new Draft(form));
})();
