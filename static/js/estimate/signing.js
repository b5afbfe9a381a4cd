// What is signed is what the server has: nothing may wait on this device.

export function start(form, journal, flush) {
  const note = form.querySelector("[data-unsent-here]");
  const isWaiting = () => journal.status().waiting > 0 || journal.status().saving > 0;

  form.querySelector("[data-sign]").addEventListener("click", (event) => {
    flush();
    if (!isWaiting()) return;
    event.preventDefault();
    note.textContent = form.dataset.unsent;
    note.hidden = false;
    journal.retry();
  });
  journal.onChange(() => {
    if (!isWaiting()) note.hidden = true;
  });
}
