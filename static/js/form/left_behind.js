// On pages without a form: what this device still keeps, a way back to it, and a way to wipe it.

import { sendOthers } from "./others.js";
import { transact } from "./store.js";

export async function start(element) {
  await sendOthers();
  const isHere = (record) => !("room" in element.dataset) || location.pathname === `/d/${record.room}`;
  const left = await transact((records) => [...records.values()].filter(isHere)).catch(() => []);
  if (left.length === 0) return;
  element.hidden = false;
  const link = element.querySelector("a");
  if (link) link.href = left.sort((one, other) => other.at - one.at)[0].address;
  element.querySelector("button").addEventListener("click", async () => {
    await transact((_records, store) => left.forEach((record) => store.delete(record.id)));
    element.hidden = true;
  });
}
