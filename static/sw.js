// The service worker of readers who asked for pages to be kept. The generator puts
// `list` before this text: the fingerprint of every file that can be kept. The network
// comes first, always; a copy is shown where it fails, and says that it is one. Nothing
// is kept whose bytes are neither in the list nor a page of this site.
(function () {
  "use strict";
  // H and a key in brackets become the text of that key as HTML, in the default language of the site.
  const language = 'lang="' + T("_tag") + '" dir="' + T("_dir") + '"';
  const dated = (text, date) => text.replace("{date}", () => date);
  const scope = registration.scope; // the folder of the site, its slash at the end
  const ours = "safelearn " + scope + " "; // another site on this origin has another
  const kept = ours + list.release;
  const chosen = scope + "?modules";
  const whole = scope + "?whole"; // stands in a cache when all of it is there: since when it is known to be the present one
  const patience = 4000, recent = 12 * 36e5, day = 864e5;
  const marked = /\.[0-9a-f]{8}\.\w+$|\/search\/files\/\w+\.js$/; // an address that follows from the bytes

  // --- what is kept

  async function fingerprint(body) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return Array.from(sum.slice(0, 8), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  // The copy of an address in a cache, undefined where there is none. To open a cache makes it, so
  // none is opened to look into it: after everything was removed none may come back.
  const look = (cacheName, url) => caches.match(url, { cacheName });
  const find = (path) => look(kept, scope + path);

  // A copy bears its fingerprint and the time at which the network last gave it.
  function copyOf(body, headers, sum) {
    headers = new Headers(headers);
    ["content-encoding", "content-length", "transfer-encoding"].forEach((name) => headers.delete(name));
    headers.set("x-sum", sum);
    headers.set("x-when", Date.now());
    return new Response(body, { headers });
  }

  // The copy of a file that is fetched past the browser's own cache, where a second one
  // would outlive it.
  async function fetched(path) {
    const response = await fetch(scope + path, { cache: "no-store" }); // to the address without its slash, on some hosts
    const body = await response.arrayBuffer();
    const sum = await fingerprint(body);
    if (response.ok && sum === list.files[path]) return copyOf(body, response.headers, sum);
    const error = new Error(path + " is not what the list says");
    error.changed = !response.redirected && (response.ok || response.status === 404 || response.status === 410);
    throw error;
  }

  // A file that an earlier release has with the same bytes is not fetched again.
  async function reused(path) {
    for (const name of await names()) {
      const copy = await look(name, scope + path);
      if (copy && copy.headers.get("x-sum") === list.files[path]) return copyOf(await copy.arrayBuffer(), copy.headers, list.files[path]);
    }
  }

  // Everything is there before the first file is put, and what pages load is put
  // before them.
  async function fill(paths, cache) {
    const copies = await Promise.all(paths.map(async (path) => [path, await reused(path) || await fetched(path)]));
    const page = (path) => path === "" || path.endsWith("/");
    copies.sort((a, b) => page(a[0]) - page(b[0]));
    cache = cache || await caches.open(kept);
    for (const [path, copy] of copies) await cache.put(scope + path, copy);
  }

  async function names() {
    return (await caches.keys()).filter((name) => name.startsWith(ours) && name !== ours + "modules");
  }

  async function modules() {
    const copy = await look(ours + "modules", chosen);
    return copy ? copy.json() : [];
  }

  async function choose(ids) {
    await (await caches.open(ours + "modules")).put(chosen, new Response(JSON.stringify(ids)));
  }

  const stamp = (cache) => cache.put(whole, new Response(String(Date.now())));

  async function stamped() {
    const copy = await find("?whole");
    return copy ? Number(await copy.text()) : 0;
  }

  // --- a release comes whole or not at all

  addEventListener("install", (e) => e.waitUntil((async () => {
    const wanted = (await modules()).flatMap((id) => list.modules[id] || []);
    await fill([...new Set(list.kit.concat(wanted))]);
    await stamp(await caches.open(kept));
    await skipWaiting();
  })()));

  // The release before stays for tabs that are still open with it, without its pages:
  // no page of it is shown again. All older ones go, and those that never were whole.
  addEventListener("activate", (e) => e.waitUntil((async () => {
    let last;
    const others = (await names()).filter((name) => name !== kept);
    for (const name of others) if (await look(name, whole)) last = name;
    for (const name of others) if (name !== last) await caches.delete(name);
    if (!last) return;
    const cache = await caches.open(last);
    for (const request of await cache.keys()) if (!marked.test(request.url) && request.url !== whole) await cache.delete(request);
  })()));

  // --- what is asked for

  addEventListener("fetch", (e) => {
    const url = new URL(e.request.url);
    if (e.request.method !== "GET" || !url.href.startsWith(scope)) return;
    let path = url.pathname.slice(new URL(scope).pathname.length).replace(/(^|\/)index\.html$/, "$1");
    if (list.files[path + "/"]) path += "/"; // on a host that takes the slash away
    if (list.apart.some((folder) => (path + "/").startsWith(folder))) return;
    if (e.request.mode === "navigate") e.respondWith(page(e, url, path));
    else if (marked.test(path)) e.respondWith(marking(e.request));
    else if (list.files[path]) e.respondWith(fetch(e.request).catch(async (error) => { return await find(path) || Promise.reject(error); }));
  });

  async function marking(request) {
    for (const name of await names()) {
      const copy = await look(name, request.url.split("?")[0]);
      if (copy) return copy;
    }
    return fetch(request);
  }

  async function page(e, url, path) {
    const copy = await find(path);
    // Not from the browser's own cache, which would pass an old page for a new one.
    const answer = fetch(url.href, { cache: "no-cache", redirect: "manual", credentials: "same-origin" });
    const lost = () => missing(path);
    if (!copy && !list.kit.includes(path)) return answer.catch(lost);
    const read = answer.then(async (response) => [response, response.type === "basic" ? await response.clone().arrayBuffer() : null]);
    e.waitUntil(read.then(([response, body]) => body && learn(path, copy, response, body)).catch(() => {}));
    if (!copy) return answer.catch(lost);
    const late = new Promise((done) => { setTimeout(done, patience); });
    const got = await Promise.race([read.catch(() => null), late]);
    return got && got[0].status < 500 ? got[0] : shown(copy, url, path);
  }

  // What the network said of a page holds at once: it takes the place of the copy, or
  // takes it away.
  async function learn(path, copy, response, body) {
    const cache = await caches.open(kept);
    // One that was just made has no stamp. What is put into one that is removed later stays out of sight.
    if (!await cache.match(whole)) return caches.delete(kept);
    if (response.status === 404 || response.status === 410) return cache.delete(scope + path);
    const type = response.headers.get("content-type") || "";
    let text = new TextDecoder().decode(body);
    // A page that somebody else put there, to log in with for instance, is not kept.
    if (response.status !== 200 || !type.startsWith("text/html") || !text.includes(' data-site="' + list.site + '"')) return;
    const sum = await fingerprint(body);
    if (!copy || copy.headers.get("x-sum") !== sum) {
      try {
        await loads(cache, text, path);
      } catch (error) {
        text = bare(text); // it reads without its script, too
      }
    }
    try {
      await cache.put(scope + path, copyOf(text, response.headers, sum));
    } catch (error) {
      await cache.delete(scope + path); // no copy is better than one that is known to be old
    }
    if (Date.now() - await stamped() > recent) await check(cache);
  }

  // What a new page loads and is not here yet comes with it.
  async function loads(cache, text, path) {
    for (const [, to] of text.matchAll(/(?: src|sheet" href)="([^"]+)"/g)) {
      const url = new URL(to.replaceAll("&amp;", "&"), scope + path).href;
      if (await cache.match(url)) continue;
      const response = await fetch(url, { redirect: "error" });
      const body = await response.arrayBuffer();
      const sum = await fingerprint(body);
      if (!response.ok || marked.test(url) && !url.includes("." + sum.slice(0, 8) + ".")) throw new Error(url);
      await cache.put(url, copyOf(body, response.headers, sum));
    }
  }

  // The list is the present one where the network gives no other worker.
  async function check(cache) {
    await registration.update();
    if (!registration.installing && !registration.waiting) await stamp(cache);
  }

  // --- what a reader sees

  const bare = (text) => text.replace(/<script src=[^>]*><\/script>/g, "");
  const long = (time) => new Date(time).toLocaleDateString(T("_tag"), { day: "numeric", month: "long", year: "numeric" });

  function html(text, headers, status) {
    headers = new Headers(headers);
    headers.set("content-type", "text/html; charset=utf-8");
    headers.set("cache-control", "no-store");
    return new Response(text, { status: status || 200, headers });
  }

  // The words of this worker in the place of a page's own, in its frame.
  function framed(text, title, main) {
    text = bare(text).replace(/<title>[^<]*/, () => "<title>" + title);
    const inner = '<main id="main" tabindex="-1" ' + language + '><h1>' + title + "</h1>" + main + "</main>";
    return /<main[\s\S]*<\/main>/.test(text) ? text.replace(/<main[\s\S]*<\/main>/, () => inner) : text.replace(/<body[\s\S]*/, () => "<body>" + inner + "</body></html>");
  }

  async function shown(copy, url, path) {
    if (!url.pathname.endsWith(path)) return Response.redirect(scope + path);
    const text = await copy.text();
    let when = Number(copy.headers.get("x-when"));
    if (copy.headers.get("x-sum") === list.files[path]) when = Math.max(when, await stamped());
    const date = long(when);
    const due = (text.match(/ data-due="([\d-]+)"/) || [0, list.due[path]])[1];
    const now = Date.now();
    const doubts = [];
    if (due && due < new Date().toISOString().slice(0, 10)) doubts.push(dated(H("saved_was_due"), long(due)));
    if (now - when > 14 * day) doubts.push(dated(H("saved_long_ago"), date));
    if (now < when - day) doubts.push(dated(H("saved_clock"), date));
    if (doubts.length && url.search !== "?saved-copy") {
      return html(framed(text, H("saved_doubtful"), doubts.map((words) => "<p>" + words + "</p>").join("") +
        "<p>" + H("saved_ask") + "</p>" +
        '<p><a href="?saved-copy">' + H("saved_show") + "</a></p>"), copy.headers);
    }
    const notice = '<aside class="banner saved" ' + language + ' aria-label="' + H("saved_name") + '"><p>' + dated(H("saved_notice"), date) + "</p></aside>";
    const skip = /<a class="skip"[^>]*>[^<]*<\/a>/;
    return html(text.replace(skip.test(text) ? skip : /<body[^>]*>/, (found) => found + notice), copy.headers);
  }

  // Where nothing is kept of an address, the frame of the home page says so. Its links
  // are relative to the home page.
  async function missing(path) {
    const words = "<p>" + H("saved_missing_says") + '</p><ul><li><a href="">' + H("saved_home") + '</a></li><li><a href="offline/">' + H("saved_list") + "</a></li></ul>";
    const home = await find("");
    const text = framed(home ? await home.text() : '<!doctype html><html ' + language + '><meta name="viewport" content="width=device-width"><title></title><body></body></html>', H("saved_missing"), words);
    return html(text.replace(/ href="(?![a-z]+:|#)([^"]*)"/g, (_, to) => ' href="' + new URL(to, scope).href + '"'), home && home.headers, 503);
  }

  // --- what the page of controls asks for, one thing after the other

  const asked = {
    async state() {
      const answer = { when: await stamped(), modules: {} };
      for (const id of await modules()) {
        const copies = await Promise.all((list.modules[id] || ["?"]).map(find));
        if (copies.every(Boolean)) answer.modules[id] = Math.min(...copies.map((copy) => Number(copy.headers.get("x-when"))));
      }
      return answer;
    },
    async save(id) {
      if (!list.modules[id]) return { problem: "changed" };
      try {
        await fill(list.modules[id]);
        await choose([...new Set(await modules()).add(id)]);
      } catch (error) {
        if (error.changed) await registration.update().catch(() => {});
        return { problem: error.changed ? "changed" : error.name === "QuotaExceededError" ? "full" : "network" };
      }
      return {};
    },
    async drop(id) {
      const left = (await modules()).filter((other) => other !== id);
      await choose(left);
      const needed = list.kit.concat(...left.map((other) => list.modules[other] || []));
      const cache = await caches.open(kept);
      for (const path of list.modules[id] || []) if (!needed.includes(path)) await cache.delete(scope + path);
      return {};
    },
  };
  let turn = Promise.resolve();
  addEventListener("message", (e) => {
    turn = turn.then(() => asked[e.data.ask](e.data.id)).then((answer) => e.ports[0].postMessage(answer), () => e.ports[0].postMessage({ problem: "full" }));
    e.waitUntil(turn);
  });
})();
