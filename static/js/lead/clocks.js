// A clock per part: how long it ran so far. One part runs at a time.

const TICK_MS = 1000;
const STOPPED = { started: null, before: 0 };

export function start(parts, journal) {
  const clocks = [...parts.querySelectorAll("[data-clock]")];
  const read = (clock) => earliest(journal.heads("clock", clock.dataset.clock)) ?? STOPPED;

  function show() {
    for (const clock of clocks) {
      const { started, before } = read(clock);
      const button = clock.querySelector("[data-clock-button]");
      const isRunning = started !== null;
      clock.querySelector("[data-clock-time]").textContent = asTime(before + (isRunning ? Date.now() - started : 0));
      clock.classList.toggle("clock--runs", isRunning);
      button.setAttribute("aria-pressed", String(isRunning));
      button.querySelector("[data-clock-word]").textContent = isRunning ? button.dataset.stop : button.dataset.start;
    }
  }

  function stop(clock) {
    const { started, before } = read(clock);
    if (started === null) return;
    journal.write("clock", clock.dataset.clock, { started: null, before: before + Math.max(0, Date.now() - started) });
  }

  for (const clock of clocks) {
    clock.querySelector("[data-clock-button]").addEventListener("click", () => {
      if (read(clock).started !== null) return stop(clock);
      clocks.forEach(stop);
      journal.write("clock", clock.dataset.clock, { started: Date.now(), before: read(clock).before });
    });
  }
  journal.onChange(show);
  setInterval(show, TICK_MS);
  show();
}

// Two who started it at once: the earliest start counts, and of two stops the longest time.
function earliest(counting) {
  const values = counting.map(({ value }) => value);
  const running = values.filter(({ started }) => started !== null).sort((one, other) => one.started - other.started);
  return running[0] ?? values.sort((one, other) => other.before - one.before)[0];
}

function asTime(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
