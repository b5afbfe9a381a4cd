// The batch total: what was typed in on this device beside what was counted by hand.

export function start(form, count) {
  const message = form.querySelector("[data-total-message]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    message.textContent = text(form.elements.counted.value.trim(), count());
  });

  function text(counted, typed) {
    if (!/^\d{1,5}$/.test(counted)) return message.dataset.unclear;
    if (Number(counted) === typed) return message.dataset.right.replaceAll("{n}", typed);
    return message.dataset.wrong.replace("{typed}", typed).replace("{counted}", Number(counted));
  }
}
