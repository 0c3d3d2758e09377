// What a phone at the door keeps: display names, their folded spellings and opaque tokens; and check-ins and walk-ins
// that are not sent yet, whose contacts it cannot read itself. What is sent goes from here at once.
"use strict";

const DOOR_DATABASE = "jobmatch-door";
const DOOR_CACHE = "jobmatch-door";

function openStore() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(DOOR_DATABASE, 2);
    asked.onupgradeneeded = () => {
      const stores = { guests: "token", unsent: "client_id", walk_ins: "client_id", facts: "name" };
      for (const [name, keyPath] of Object.entries(stores)) {
        if (!asked.result.objectStoreNames.contains(name)) asked.result.createObjectStore(name, { keyPath });
      }
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function inStore(names, mode, work) {
  const database = await openStore();
  try {
    const transaction = database.transaction(names, mode);
    const ended = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
    const result = work(...names.map((name) => transaction.objectStore(name)));
    await ended;
    return result?.result;
  } finally {
    database.close();
  }
}

const doorStore = {
  guests: () => inStore(["guests"], "readonly", (guests) => guests.getAll()),
  unsent: () => inStore(["unsent"], "readonly", (unsent) => unsent.getAll()),
  fact: async (name) => (await inStore(["facts"], "readonly", (facts) => facts.get(name)))?.value,
  keepFacts: (facts) => inStore(["facts"], "readwrite", (kept) => {
    for (const [name, value] of Object.entries(facts)) kept.put({ name, value });
  }),
  keepGuests: (rows, facts) => inStore(["guests", "facts"], "readwrite", (guests, kept) => {
    guests.clear();
    for (const row of rows) guests.put(row);
    for (const [name, value] of Object.entries(facts)) kept.put({ name, value });
  }),
  arrive: (guest, checkIn) => inStore(["guests", "unsent"], "readwrite", (guests, unsent) => {
    guests.put({ ...guest, here: true });
    unsent.put(checkIn);
  }),
  walkIns: () => inStore(["walk_ins"], "readonly", (rows) => rows.getAll()),
  walkIn: (guest, row) => inStore(["guests", "walk_ins"], "readwrite", (guests, rows) => {
    guests.put(guest);
    rows.put(row);
  }),
  dropWalkIns: (ids) => inStore(["walk_ins"], "readwrite", (rows) => { for (const id of ids) rows.delete(id); }),
  drop: (ids) => inStore(["unsent"], "readwrite", (unsent) => { for (const id of ids) unsent.delete(id); }),
};

async function wipeDoor() {
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase(DOOR_DATABASE);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });
  if (window.caches) await caches.delete(DOOR_CACHE);
  for (const one of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    if (one.active?.scriptURL.endsWith("/door-worker.js")) await one.unregister();
  }
}
