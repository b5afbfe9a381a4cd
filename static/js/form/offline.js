// Lets this device keep the blank form, so that it opens without a network. Nothing of anybody is
// in what is kept, and on a shared device it is thrown away again.

import { isKept } from "./draft.js";

const QUIET_MS = 1000;

export async function start(form) {
  if (!navigator.serviceWorker) return;
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS)); // the form itself comes first
  nameTheApp(form.dataset.manifest);
  const registration = await navigator.serviceWorker.register(form.dataset.worker).catch(() => null);
  if (!registration) return;
  const worker = await active(registration);
  const tell = () => worker.postMessage({ keep: isKept(), address: form.getAttribute("action") });
  form.addEventListener("kept", tell);
  tell();
}

// What the home screen needs; after the form, since a browser asks for it at once.
function nameTheApp(address) {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = address;
  document.head.append(link);
}

function active(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  return new Promise((resolve) => {
    const look = () => worker.state === "activated" && resolve(worker);
    worker.addEventListener("statechange", look);
    look();
  });
}
