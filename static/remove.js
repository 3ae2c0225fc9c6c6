// The service worker of a site that keeps nothing on its readers' devices: it takes
// the place of one that did, removes what that one kept, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (e) => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("safelearn " + registration.scope + " ")) await caches.delete(name);
  await registration.unregister();
})()));
