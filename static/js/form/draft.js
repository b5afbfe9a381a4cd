// What somebody fills in stays on this device at every change, until it is received.

import { transact } from "./store.js";
import { fill, valuesOf } from "./fields.js";
import { findRecord, newRecord } from "./records.js";

const tabs = new BroadcastChannel("bouwstenen");
let form = null;
let id = null;
let keeps = true;
let waiting = null; // what `sending` is where the device keeps nothing

export async function openDraft(element) {
  form = element;
  tabs.onmessage = ({ data }) => {
    if (data.id !== id) return;
    if (data.gone) id = waiting = null;
    form.dispatchEvent(new CustomEvent("tab", { detail: data }));
  };
  if (!keeps) return null;
  const record = await transact((records) => records.get(id) ?? findRecord(records, form)).catch(keepNothing);
  id = record?.id ?? null;
  return record;
}

export function isKept() {
  return keeps;
}

export function currentId() {
  return id;
}

// Keeps what was changed and gives all fields that are kept. Whoever changes an answer takes back
// what still waited to be sent; the first token stays, so that one device counts once.
export async function save(changed) {
  waiting = null;
  const record = await change((found) => {
    const fields = { ...found.fields, ...changed };
    if (found.fields.token) fields.token = found.fields.token;
    for (const name in fields) if (fields[name] === "") delete fields[name];
    return { sending: null, fields };
  });
  if (keeps) tabs.postMessage({ id, changed });
  return record?.fields ?? valuesOf(form);
}

// Puts a sheet on its way: it replaces an older one that still waited.
export async function enqueue(body) {
  waiting = body;
  await change(() => ({ sending: body }));
}

export async function waitingBody() {
  if (!keeps) return waiting;
  return transact((records) => records.get(id)?.sending ?? null).catch(() => waiting);
}

// Forgets this person's form; `shown` is the page that the other tabs get to see.
export async function wipe(shown = null) {
  const gone = id;
  id = waiting = null;
  if (gone) {
    await transact((_records, store) => void store.delete(gone));
    tabs.postMessage({ id: gone, shown, gone: true });
  }
}

// On a shared device, and where a browser refuses to keep anything: the page says so.
export async function keepNothing() {
  const body = waiting;
  keeps = false;
  await wipe().catch(() => null);
  waiting = body; // what was on its way is still sent, from memory
  form.dispatchEvent(new Event("kept"));
}

export async function keepAgain() {
  keeps = true;
  form.dispatchEvent(new Event("kept"));
  await save(valuesOf(form));
}

async function change(work) {
  if (!keeps) return null;
  let isAnother = false;
  const record = await transact((records, store) => {
    const known = records.get(id) ?? findRecord(records, form);
    isAnother = known !== undefined && known.id !== id;
    const found = known ?? newRecord(form);
    const made = { ...found, ...work(found), at: Date.now() };
    store.put(made);
    return made;
  }).catch(keepNothing);
  id = record?.id ?? null;
  if (isAnother) fill(form, record.fields); // another tab of this device began first
  return record;
}
