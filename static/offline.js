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
    say(T("script_cannot_save"));
    return;
  }

  function say(words) {
    status.textContent = words;
  }
  function long(time) {
    return new Date(time).toLocaleDateString(page.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
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
      state.textContent = saved ? T("script_saved_state").replace("{date}", long(now.when)) : T("script_nothing_saved");
      all.hidden = saved;
      remove.hidden = !saved;
      var first = !saved || !Object.keys(now.modules).length;
      units.forEach(function (unit) {
        var when = saved && now.modules[unit.dataset.module];
        var button = unit.querySelector("button"), words = unit.querySelector(".when");
        var size = Number(unit.dataset.kb) + (saved ? 0 : Number(box.dataset.kb)) + (first ? Number(box.dataset.common) : 0);
        button.textContent = when ? T("script_remove") : (saved ? T("script_save") : T("script_save_all")).replace("{kb}", size);
        button.setAttribute("aria-label", button.textContent + ": " + unit.dataset.title);
        button.dataset.ask = when ? "drop" : "save";
        button.hidden = false;
        words.textContent = when ? T("script_saved_on").replace("{date}", long(when)) : "";
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
      return T("script_save_failed");
    }).then(function (told) {
      return show().then(function () { say(told); });
    }).finally(function () {
      busy = false;
      box.removeAttribute("aria-busy");
    });
  }

  var problems = {
    changed: T("script_save_changed"),
    network: T("script_save_network"),
    full: T("script_save_full"),
  };
  all.addEventListener("click", function () {
    work(T("script_saving"), function () {
      return start().then(function () {
        return T("script_save_done");
      }, function (error) {
        return worker().then(function (w) { if (!w) return clear(); }).then(function () { throw error; });
      });
    });
  });
  units.forEach(function (unit) {
    unit.querySelector("button").addEventListener("click", function (e) {
      var question = e.currentTarget.dataset.ask;
      work(question === "save" ? T("script_saving") : T("script_removing"), function () {
        return worker().then(function (w) { return w || start(); }).then(function (w) { return ask(w, question, unit.dataset.module); }).then(function (answer) {
          return problems[answer.problem] || (question === "save" ? T("script_module_saved") : T("script_module_removed")).replace("{module}", function () { return unit.dataset.title; });
        });
      });
    });
  });
  remove.addEventListener("click", function () {
    work(T("script_removing"), function () {
      return navigator.serviceWorker.getRegistrations().then(function (list) {
        return Promise.all(list.filter(function (r) { return r.scope === scope; }).map(function (r) { return r.unregister(); }));
      }).then(clear).then(function () {
        try {
          Object.keys(localStorage).forEach(function (key) { if (key.startsWith("safelearn:")) localStorage.removeItem(key); });
        } catch (e) { /* nothing can be kept here, so nothing is */ }
        return T("script_all_removed");
      });
    });
  });
  show();
})();
