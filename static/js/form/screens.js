// One screen at a time: with buttons, with links, and with back and forward in the history.

export function start(form) {
  const screens = [...form.querySelectorAll("[data-screen]")];
  const title = document.title;

  function show(screen) {
    for (const one of screens) one.hidden = one !== screen;
    document.documentElement.dataset.at = screen.dataset.screen;
    const heading = screen.querySelector("h2");
    document.title = screen === screens[0] ? title : `${heading.textContent.replace(/\s+/g, " ").trim()} – ${title}`;
    form.dispatchEvent(new CustomEvent("screen", { detail: screen }));
    return heading;
  }

  function go(id, { isStep = true } = {}) {
    const screen = screens.find((one) => one.id === id);
    if (isStep && screen.hidden) history.pushState(null, "", `#${id}`);
    show(screen)?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function goTo(target) {
    const screen = target.closest("[data-screen]");
    if (screen.hidden) history.pushState(null, "", `#${screen.id}`);
    show(screen);
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  }

  form.addEventListener("go", ({ detail }) => go(detail.id, detail));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (button) go(button.dataset.go);
    else if (form.contains(target)) {
      event.preventDefault();
      if (screens.includes(target)) go(target.id);
      else goTo(target);
    }
  });
  addEventListener("popstate", () => {
    const screen = screens.find((one) => one.id === location.hash.slice(1));
    if (form.isConnected && (screen || !location.hash)) {
      show(screen ?? screens[0])?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  });
  for (const one of form.querySelectorAll("[data-js]")) one.hidden = false;
  form.dataset.started = "";
  form.autocomplete = "off"; // the draft brings answers back, and only until they are received
  const asked = screens.find((one) => one.id === location.hash.slice(1) && one.dataset.screen !== "outcome");
  show(asked ?? screens[0]);
}
