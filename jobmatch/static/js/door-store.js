// What a phone at the door keeps: display names and opaque tokens, and check-ins that are not sent yet.
"use strict";

const DOOR_DATABASE = "jobmatch-door";
const DOOR_CACHE = "jobmatch-door";

function openStore() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(DOOR_DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("guests", { keyPath: "token" });
      asked.result.createObjectStore("unsent", { keyPath: "client_id" });
      asked.result.createObjectStore("facts", { keyPath: "name" });
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
  keepGuests: (rows, facts) => inStore(["guests", "facts"], "readwrite", (guests, kept) => {
    guests.clear();
    for (const row of rows) guests.put(row);
    for (const [name, value] of Object.entries(facts)) kept.put({ name, value });
  }),
  arrive: (guest, checkIn) => inStore(["guests", "unsent"], "readwrite", (guests, unsent) => {
    guests.put({ ...guest, here: true });
    unsent.put(checkIn);
  }),
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
