// Lets this device show, where there is no network, a page that says where the notes are.

const { worker, address } = document.querySelector("[data-keep-page]").dataset;

async function start() {
  const registration = await navigator.serviceWorker?.register(worker).catch(() => null);
  if (!registration) return;
  const { installing, waiting, active } = registration;
  (active ?? waiting ?? installing).postMessage({ address });
}

start();
