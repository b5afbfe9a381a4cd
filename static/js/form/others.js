// Sheets of others that still wait on this device: of another slip, or of another meeting.

import { deliver } from "./delivery.js";
import { currentId } from "./draft.js";
import { transact } from "./store.js";

export async function sendOthers() {
  const waiting = (records) => [...records.values()].filter((one) => one.sending && one.id !== currentId());
  for (const record of await transact(waiting).catch(() => [])) {
    const { kind } = await deliver(record.address, record.sending);
    await transact((records, store) => {
      if (records.get(record.id)?.sending !== record.sending) return;
      if (kind === "received") store.delete(record.id);
      else if (kind === "too-late") store.put({ ...record, sending: null });
    });
  }
}
