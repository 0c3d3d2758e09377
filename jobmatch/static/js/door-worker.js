// Lets the check-in page open without a network. It keeps that page and its files, never a page with names.
"use strict";

const CACHE = "jobmatch-door";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep } = event.data;
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(keep)));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(
    fetch(event.request).catch(async (error) => {
      const kept = await caches.match(event.request, { ignoreSearch: true });
      if (kept) return kept;
      throw error;
    }),
  );
});
