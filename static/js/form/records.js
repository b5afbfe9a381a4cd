// One record per person on this device: { id, room, at: of the last change, address, fields,
// sending: the body that waits to be sent, or null }.

import { plainCode, slipOf, valuesOf } from "./fields.js";

// The record that this form goes on with, if any: of the same slip, or else without a slip yet.
export function findRecord(records, form) {
  const slip = slipOf(form);
  const here = [...records.values()].filter((record) => record.room === form.dataset.room);
  const newest = here.sort((one, other) => other.at - one.at);
  const slipIs = (wanted) => newest.find((record) => plainCode(record.fields.code) === wanted);
  return slip ? (slipIs(slip) ?? slipIs("")) : newest[0];
}

export function newRecord(form) {
  const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const address = form.getAttribute("action");
  return { id, room: form.dataset.room, address, fields: valuesOf(form), sending: null };
}
