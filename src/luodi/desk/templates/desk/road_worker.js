// Serves /road/ without a network: the page with the form, and what it is made of. Keeps nothing of anybody's.
"use strict";
const KEPT = "road-{{ static('ui/road.js') | urlencode }}";
const PAGE = "{{ url_with('road-offline') }}";
const PARTS = [PAGE, "{{ static('ui/road.js') }}", "{{ static('ui/road.css') }}", "{{ static('ui/frame.css') }}", "{{ static('ui/parts.css') }}", "{{ static('ui/print.css') }}", "{{ static('ui/mark.svg') }}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(PARTS)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("road-") && name !== KEPT).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)));
  } else if (PARTS.includes(new URL(event.request.url).pathname + new URL(event.request.url).search)) {
    event.respondWith(caches.match(event.request).then((found) => found || fetch(event.request)));
  }
});
