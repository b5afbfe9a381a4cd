// The form on a phone: the slip from the QR code, how far one is, and the countdown to closing.
// Everything works without it.

const POLL_MS = 4000;

const modules = {
  slip(element) {
    const slip = decodeURIComponent(location.hash.slice(1));
    if (/^[0-9A-Z]{12}$/.test(slip)) {
      element.querySelector("input").value = slip.replace(/(.{4})(?=.)/g, "$1 ");
      history.replaceState(null, "", location.pathname + location.search);
    }
  },

  "rating-form"(form) {
    const all = form.querySelectorAll("[data-block]").length;
    const progress = form.querySelector("[data-progress]");
    function show() {
      const n = form.querySelectorAll("[data-block] input:checked").length;
      progress.textContent = `${n} / ${all}`;
    }
    form.addEventListener("change", show);
    show();
    document.getElementById("nog-niet")?.focus();
  },

  countdown(element) {
    async function ask() {
      if (document.visibilityState === "visible") {
        try {
          show(await (await fetch(element.dataset.url)).json());
        } catch {
          // no network: the next try will tell
        }
      }
      setTimeout(ask, POLL_MS * (0.9 + Math.random() * 0.2));
    }
    function show(state) {
      element.hidden = state.open && state.seconds === null;
      element.textContent = state.open ? element.dataset.closing.replace("%s", state.seconds) : element.dataset.closed;
    }
    setTimeout(ask, POLL_MS);
  },
};

for (const element of document.querySelectorAll("[data-module]")) {
  modules[element.dataset.module]?.(element);
}
