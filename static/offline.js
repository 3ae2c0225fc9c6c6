// Saves pages on this device when the reader asks for it, and removes them. Only the
// page of these controls loads this.
(function () {
  "use strict";
  var page = document, box = page.getElementById("_controls");
  if (!box) return;
  var scope = new URL(box.dataset.root, location.href).href;
  var status = page.getElementById("_status"), state = page.getElementById("_state");
  var all = page.getElementById("_save"), remove = page.getElementById("_remove-all");
  var units = Array.from(page.querySelectorAll("[data-module]"));
  if (!window.isSecureContext || !("serviceWorker" in navigator) || !window.caches) {
    say("This browser cannot save pages here.");
    return;
  }

  function say(words) {
    status.textContent = words;
  }
  function long(time) {
    return new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  }

  // The worker that is at work for this folder, null where none is.
  function worker() {
    return navigator.serviceWorker.getRegistration(scope).then(function (r) {
      return r && r.scope === scope ? r.active : null;
    });
  }
  function ask(to, question, id) {
    return new Promise(function (done) {
      var line = new MessageChannel();
      line.port1.onmessage = function (e) { done(e.data); };
      to.postMessage({ ask: question, id: id }, [line.port2]);
    });
  }

  function clear() {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.startsWith("safelearn " + scope + " "); }).map(function (name) { return caches.delete(name); }));
    });
  }

  // Saves the kit: the worker comes with all of it or not at all.
  function start() {
    return navigator.serviceWorker.register(scope + "sw.js", { scope: scope, updateViaCache: "none" }).then(function (r) {
      return new Promise(function (done, fail) {
        var coming = r.installing || r.waiting || r.active;
        function look() {
          if (coming.state === "activated") done(coming);
          else if (coming.state === "redundant") fail();
        }
        coming.addEventListener("statechange", look);
        look();
      });
    });
  }

  function show() {
    return worker().then(function (w) { return w ? ask(w, "state") : null; }).then(function (now) {
      var saved = Boolean(now && now.when), focus = page.activeElement;
      state.textContent = saved ? "Saved on this device. Last compared with the site on " + long(now.when) + "." : "Nothing is saved on this device.";
      all.hidden = saved;
      remove.hidden = !saved;
      var first = !saved || !Object.keys(now.modules).length;
      units.forEach(function (unit) {
        var when = saved && now.modules[unit.dataset.module];
        var button = unit.querySelector("button"), words = unit.querySelector(".when");
        var size = Number(unit.dataset.kb) + (saved ? 0 : Number(box.dataset.kb)) + (first ? Number(box.dataset.common) : 0);
        button.textContent = when ? "Remove" : saved ? "Save, " + size + " KB" : "Save with the pages above, " + size + " KB";
        button.setAttribute("aria-label", button.textContent + ": " + unit.dataset.title);
        button.dataset.ask = when ? "drop" : "save";
        button.hidden = false;
        words.textContent = when ? "Saved on " + long(when) + "." : "";
      });
      if (focus && focus.hidden) page.getElementById("_kit").focus();
    });
  }

  // While something is saved or removed the buttons stay, so that focus does, but do
  // nothing.
  var busy = false;
  function work(words, job) {
    if (busy) return;
    busy = true;
    box.setAttribute("aria-busy", "true");
    say(words);
    job().catch(function () {
      return "Nothing was saved: the network failed, or the site was changed in between. Try again.";
    }).then(function (told) {
      return show().then(function () { say(told); });
    }).finally(function () {
      busy = false;
      box.removeAttribute("aria-busy");
    });
  }

  var problems = {
    changed: "The site has just been changed. Nothing was saved; try again in a moment.",
    network: "Nothing was saved: the network failed. Try again when the signal is better.",
    full: "Nothing was saved: there is no room on this device.",
  };
  all.addEventListener("click", function () {
    work("Saving.", function () {
      return start().then(function () {
        return "Saved. These pages open without a network now.";
      }, function (error) {
        return worker().then(function (w) { if (!w) return clear(); }).then(function () { throw error; });
      });
    });
  });
  units.forEach(function (unit) {
    unit.querySelector("button").addEventListener("click", function (e) {
      var question = e.currentTarget.dataset.ask;
      work(question === "save" ? "Saving." : "Removing.", function () {
        return worker().then(function (w) { return w || start(); }).then(function (w) { return ask(w, question, unit.dataset.module); }).then(function (answer) {
          return problems[answer.problem] || unit.dataset.title + (question === "save" ? " is saved." : " is removed.");
        });
      });
    });
  });
  remove.addEventListener("click", function () {
    work("Removing.", function () {
      return navigator.serviceWorker.getRegistrations().then(function (list) {
        return Promise.all(list.filter(function (r) { return r.scope === scope; }).map(function (r) { return r.unregister(); }));
      }).then(clear).then(function () {
        try {
          Object.keys(localStorage).forEach(function (key) { if (key.startsWith("safelearn:")) localStorage.removeItem(key); });
        } catch (e) { /* nothing can be kept here, so nothing is */ }
        return "Everything is removed from this device.";
      });
    });
  });
  show();
})();
