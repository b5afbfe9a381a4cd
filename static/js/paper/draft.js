// The form that is being typed in, as this device keeps it until the server has it.
// `fresh`: nothing had come in under its number when we asked, so it counts as one more;
// `storing`: it was sent at least once, so that what came in since is this form itself.

import { transact } from "./store.js";

const A_DAY = 24 * 60 * 60 * 1000;

class Drafts {
  constructor(meeting, onNotKept) {
    this.meeting = meeting;
    this.onNotKept = onNotKept;
    this.current = this.blank();
    this.count = 0;
  }

  async open() {
    const count = await this.keep((_drafts, counts) => counts.get(this.meeting));
    this.count = count?.n ?? 0;
  }

  // Takes up a form that no living tab is typing, if there is one; true when there was.
  async adopt(isTooLate = () => false) {
    const all = (await this.keep((drafts) => drafts.getAll())) ?? [];
    for (const old of all.filter((one) => Date.now() - one.at > A_DAY)) {
      await this.keep((drafts) => drafts.delete(old.id));
    }
    const isMine = (one) => one.meeting === this.meeting && Date.now() - one.at <= A_DAY && Object.values(one.fields).some(Boolean);
    const mine = all.filter(isMine);
    for (const draft of mine) {
      if (isTooLate() || draft.id === this.current.id || !(await claim(draft.id))) continue;
      this.current = draft;
      return true;
    }
    return false;
  }

  async change(values) {
    const draft = Object.assign(this.current, values, { at: Date.now() });
    if (!draft.isKept) {
      draft.isKept = true;
      await claim(draft.id);
    }
    await this.keep((drafts) => drafts.put({ ...draft }));
  }

  // The server has it: forgotten and counted in one go, so that a crash does neither or both.
  async finish() {
    const { id, fresh } = this.current;
    this.count += fresh ? 1 : 0;
    const counted = { meeting: this.meeting, n: this.count };
    this.current = this.blank();
    await this.keep((drafts, counts) => {
      drafts.delete(id);
      return counts.put(counted);
    });
  }

  async keep(work) {
    return transact(work).catch(() => this.onNotKept());
  }

  blank() {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return { id, meeting: this.meeting, fields: {}, number: "", fresh: null, storing: false, isKept: false, at: 0 };
  }
}

export function openDrafts(meeting, onNotKept) {
  return new Drafts(meeting, onNotKept);
}

// Whether this tab is the only one with this form; it stays so until the tab is gone.
function claim(id) {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    navigator.locks.request(`fiche ${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    });
  });
}
