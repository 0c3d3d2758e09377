// Serves the copy of the offers while the phone is offline. It keeps nothing that the person did not ask to keep, and
// drops it when they sign out, or when the server no longer knows them.
"use strict";

const COPY = "/my/offers/copy";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const path = new URL(request.url).pathname;
  if (request.method === "POST" && path === "/my/sign-out") await caches.delete("offers");
  try {
    const response = await fetch(request);
    if (request.mode === "navigate" && response.redirected && new URL(response.url).pathname === "/my/sign-in") {
      await caches.delete("offers");
    }
    return response;
  } catch (error) {
    const kept = request.mode === "navigate" ? await caches.match(COPY) : await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin === self.location.origin) event.respondWith(answer(event.request));
});
