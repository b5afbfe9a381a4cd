// From entries to the state of a journal: what nobody replaced counts. As webapp/conversation/fold.py.

// "document subject" → the entries that count, the oldest first.
export function heads(entries) {
  const known = new Map([...entries].map((entry) => [entry.id, entry]));
  const replaced = new Set();
  for (const entry of known.values()) {
    for (const id of entry.replaces) {
      const other = known.get(id);
      if (other && other !== entry && keyOf(other) === keyOf(entry)) replaced.add(id);
    }
  }
  const state = new Map();
  for (const entry of [...known.values()].sort(byAge)) {
    if (replaced.has(entry.id)) continue;
    if (!state.has(keyOf(entry))) state.set(keyOf(entry), []);
    state.get(keyOf(entry)).push(entry);
  }
  return state;
}

function keyOf({ document, subject }) {
  return `${document} ${subject}`;
}

function byAge(one, other) {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}
