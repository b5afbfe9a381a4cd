// Chart | Table as tabs: arrow keys move, the address keeps which one is open (#<chart>-tabel).
// Without this script both stand under each other, and on paper they always do.

export function start(list) {
  const figure = list.closest(".chart");
  const tabs = [...list.querySelectorAll("button")];
  const views = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));

  function open(place) {
    tabs.forEach((tab, number) => {
      tab.setAttribute("aria-selected", String(number === place));
      tab.tabIndex = number === place ? 0 : -1;
    });
    figure.dataset.view = views[place].dataset.view;
  }

  function choose(place) {
    open(place);
    tabs[place].focus();
    history.replaceState(history.state, "", `#${views[place].id}`);
  }

  list.setAttribute("role", "tablist");
  list.setAttribute("aria-labelledby", `${figure.id}-title`);
  tabs.forEach((tab, number) => {
    tab.setAttribute("role", "tab");
    views[number].setAttribute("role", "tabpanel");
    views[number].setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => choose(number));
  });
  list.addEventListener("keydown", (event) => {
    const now = tabs.indexOf(document.activeElement);
    const last = tabs.length - 1;
    const places = {
      ArrowRight: now === last ? 0 : now + 1,
      ArrowLeft: now === 0 ? last : now - 1,
      Home: 0,
      End: last,
    };
    if (!(event.key in places)) return;
    event.preventDefault();
    choose(places[event.key]);
  });
  const asked = views.findIndex((view) => `#${view.id}` === location.hash);
  open(Math.max(asked, 0));
  list.hidden = false;
  if (asked > 0) figure.scrollIntoView();
}

for (const list of document.querySelectorAll("[data-tabs]")) start(list);
