/* Small conveniences over pages that work without them. */
(() => {
  "use strict";

  const on = (type, selector, handle) =>
    document.addEventListener(type, (event) => {
      const found = event.target.closest?.(selector);
      if (found) handle(found, event);
    });
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  /* Light or dark: the cookie lets the server draw the right theme at once. */
  const setTheme = (theme) => {
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
  };
  on("click", "[data-theme-switch]", () => {
    const present = document.documentElement.dataset.theme
      || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    setTheme(present === "dark" ? "light" : "dark");
  });

  /* The tab one is on is seen, also where the row of tabs is wider than the screen. */
  const showCurrent = () => all("nav [aria-current=page], [role=tablist] [aria-selected=true]").forEach((link) => {
    const row = link.closest(".tabs, .topnav");
    if (!row || row.scrollWidth <= row.clientWidth) return;
    const from = link.getBoundingClientRect().left - row.getBoundingClientRect().left;
    row.scrollLeft += from - (row.clientWidth - link.offsetWidth) / 2;
  });
  showCurrent();

  /* Toasts: success leaves by itself, anything else waits to be read, and so does what has its own place in a page. */
  const armToast = (toast) => {
    all("[data-dismiss]", toast).forEach((button) => { button.hidden = false; });
    if (toast.dataset.tone === "green" && !toast.querySelector("form") && !toast.closest("[data-in-flow]")) setTimeout(() => toast.remove(), 7000);
  };
  const showToast = (text, tone) => {
    const region = document.getElementById("toasts");
    if (!region || !text) return;
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.dataset.tone = tone;
    const words = document.createElement("span");
    words.className = "toast-text";
    words.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button-quiet button-icon button-small";
    close.dataset.dismiss = "";
    close.setAttribute("aria-label", region.dataset.close);
    close.textContent = "×";
    toast.append(words, close);
    region.append(toast);
    armToast(toast);
  };
  on("click", "[data-dismiss]", (button) => button.closest("[data-toast], .toast")?.remove());

  /* Dialogs: [data-open="id"] opens a <dialog>, [data-close] or a click beside it closes. */
  on("click", "[data-open]", (button, event) => {
    const dialog = document.getElementById(button.dataset.open);
    if (!dialog?.showModal) return;
    event.preventDefault();
    dialog.showModal();
  });
  on("click", "dialog [data-close]", (button, event) => {
    event.preventDefault();
    button.closest("dialog").close();
  });
  document.addEventListener("click", (event) => {
    if (event.target.matches?.("dialog[open]:not([data-keep])")) event.target.close();
  });

  /* Menus close when one looks elsewhere. */
  document.addEventListener("click", (event) => {
    all("details[data-menu][open]").forEach((open) => {
      if (!open.contains(event.target)) open.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.activeElement?.closest?.("details[data-menu][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* Keys: "/" searches; j and k walk the rows of a list. */
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-search], input[type=search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
    if (event.key === "j" || event.key === "k") {
      const links = all(".table tbody tr:not([hidden])").map((row) => row.querySelector("a")).filter(Boolean);
      if (!links.length) return;
      const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
      links[Math.max(0, Math.min(links.length - 1, here + (event.key === "j" ? 1 : -1)))].focus();
    }
  });

  /* [data-filter="#table"]: hides rows that do not hold the words. */
  on("input", "[data-filter]", (input) => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    all(`${input.dataset.filter} tbody tr`).forEach((row) => {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    });
  });

  /* Bulk choice: a head checkbox chooses all, one in the bar also what is on other pages; the bar counts. */
  const boxesIn = (form) => all("tbody tr:not([hidden]) input[type=checkbox][name]", form);
  const countChosen = (form) => {
    const boxes = boxesIn(form);
    const chosen = boxes.filter((box) => box.checked).length;
    const everybody = form.querySelector("[data-choose-everybody]");
    const number = everybody?.checked ? everybody.dataset.chooseEverybody : chosen;
    all("[data-bulk-bar]", form).forEach((bar) => {
      bar.toggleAttribute("data-empty", !chosen && !everybody?.checked);
      all("[data-bulk-count]", bar).forEach((count) => { count.textContent = number; });
    });
    all("[data-choose-all]", form).forEach((head) => {
      head.checked = chosen > 0 && chosen === boxes.length;
      head.indeterminate = chosen > 0 && chosen < boxes.length;
    });
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form");
    if (!form?.querySelector("[data-bulk-bar]")) return;
    const everybody = form.querySelector("[data-choose-everybody]");
    if (event.target.matches("[data-choose-all], [data-choose-everybody]"))
      boxesIn(form).forEach((box) => { box.checked = event.target.checked; });
    if (everybody && !event.target.checked) everybody.checked = false;
    countChosen(form);
  });
  /* Shift takes the rows between the last one that was clicked and this one; "x" ticks the row one is on. */
  let lastBox = null;
  on("click", "tbody input[type=checkbox][name]", (box, event) => {
    const form = box.form;
    if (!form?.querySelector("[data-bulk-bar]")) return;
    const boxes = boxesIn(form);
    const ends = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((one, two) => one - two);
    if (event.shiftKey && ends[0] >= 0)
      boxes.slice(ends[0], ends[1] + 1).forEach((one) => { one.checked = box.checked; });
    lastBox = box;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const row = document.activeElement?.closest?.("tr");
    if (row?.closest("form")?.querySelector("[data-bulk-bar]")) row.querySelector("input[type=checkbox][name]")?.click();
  });

  /* [data-copy="text"] copies; [data-submit] sends its form on change; [data-print] prints. */
  on("click", "[data-copy]", async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    showToast(button.dataset.copied, "green");
  });
  on("change", "[data-submit]", (control) => control.form?.requestSubmit());
  on("click", "[data-print]", () => window.print());

  /* A plain form is sent once; its button says that it is working. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.matches("[hx-post], [hx-get], [target]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method !== "post" || form.dataset.again !== undefined) return;
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    event.submitter?.setAttribute("data-sending", "");
  });
  window.addEventListener("pageshow", () => {
    all("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    all("[data-sending]").forEach((button) => {
      button.removeAttribute("aria-busy");
      button.removeAttribute("data-sending");
    });
  });

  const enhance = (root) => {
    all("[data-theme-switch], [data-needs-script]", root).forEach((element) => { element.hidden = false; });
    all("[data-toast]", root).forEach(armToast);
    all("form:has([data-bulk-bar])", root).forEach(countChosen);
  };
  /* What was sent and refused is told first. In a preview of choices that are still being made the focus stays. */
  const focusRefusal = () => document.querySelector("[data-error-summary]")?.focus();

  /* htmx: a page that failed is told, never swapped into the middle of another; errors in forms are shown in place. */
  document.addEventListener("htmx:before:swap", (event) => {
    const status = event.detail.ctx?.response?.status ?? 200;
    if (status >= 400 && status !== 422 && status !== 409) event.preventDefault();
  });
  document.addEventListener("htmx:response:error", (event) => {
    const status = event.detail.ctx?.response?.status;
    if (status !== 422 && status !== 409) showToast(document.body.dataset.failed, "red");
  });
  document.addEventListener("htmx:error", () => showToast(document.body.dataset.failed, "red"));
  /* While old and new content stand side by side in a swap, two groups of radio buttons have one name and the browser
     unchecks the new choice: take it back from the markup. */
  const restoreChoices = () => {
    all("input[type=radio][checked]").forEach((radio) => {
      const group = all(`input[type=radio][name="${CSS.escape(radio.name)}"]`, radio.form ?? document);
      if (!group.some((one) => one.checked)) radio.checked = true;
    });
  };
  document.addEventListener("htmx:after:swap", (event) => {
    restoreChoices();
    enhance(document);
    showCurrent();
    if (event.detail.ctx?.response?.status === 422) focusRefusal();
  });

  enhance(document);
  focusRefusal();
})();
