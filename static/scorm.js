// The calls of SCORM 1.2, with which a learning system records that somebody opened and finished a
// module. It knows nothing of the page: package.js decides what is written. Systems differ in what they
// answer, so booleans are compared as text, and no call that fails may stop the page.
var learningSystem = (function () {
  "use strict";
  var api, started, ended, writes = false;

  // The system's object is in a window around this one, or in the one that opened it. A window of another
  // site throws when it is looked into, but its parent can still be reached.
  function above(w) {
    for (var i = 0; w && i <= 10; i++) {
      try {
        if (w.API && w.API.LMSInitialize) return w.API;
      } catch (e) { /* a window of another site */ }
      if (w.parent === w) return null;
      w = w.parent;
    }
    return null;
  }
  function openerOf(w) {
    try {
      return w.opener;
    } catch (e) {
      return null;
    }
  }
  function call(name) {
    try {
      return String(api[name].apply(api, Array.prototype.slice.call(arguments, 1)));
    } catch (e) {
      return "";
    }
  }
  function get(name) {
    var value = call("LMSGetValue", name);
    return value === "undefined" || value === "null" ? "" : value;
  }
  function set(name, value) { return writes && !ended && call("LMSSetValue", name, value) === "true"; }
  function commit() { return writes && !ended && call("LMSCommit", "") === "true"; }

  // clear reports whether nothing is kept now to go on another day. A system that takes no empty value may take
  // one without content.
  function clear() {
    set("cmi.suspend_data", "");
    if (get("cmi.suspend_data")) set("cmi.suspend_data", "0");
    return /^0?$/.test(get("cmi.suspend_data"));
  }

  // time returns the time since the start as HHHH:MM:SS. One system ignores a session of no seconds.
  function time() {
    var seconds = Math.max(1, Math.round((performance.now() - started) / 1000));
    function digits(n, width) { return String(n).padStart(width, "0"); }
    return digits(Math.min(9999, Math.floor(seconds / 3600)), 4) + ":" + digits(Math.floor(seconds / 60) % 60, 2) + ":" + digits(seconds % 60, 2);
  }

  return {
    get: get,
    set: set,
    commit: commit,
    // open starts a session. It returns "none" if there is no system, "denied" if it refuses, "review" if
    // it shows a past attempt, "done" if the module was finished before, "unsaved" if it did not store that
    // the module was opened, and otherwise "open".
    open: function () {
      api = above(window) || above(openerOf(window)) || above(openerOf(window.top));
      if (!api) return "none";
      // After a crash, a system may say that the session is open already.
      if (call("LMSInitialize", "") !== "true" && (call("LMSGetLastError") !== "101" || !get("cmi.core.lesson_status"))) {
        api = null;
        return "denied";
      }
      started = performance.now();
      var status = get("cmi.core.lesson_status"), review = /^(review|browse)$/.test(get("cmi.core.lesson_mode"));
      writes = !review;
      if (writes && /^(completed|passed)$/.test(status)) return "done";
      // A system that has no status when the session ends may count opening and closing as finished. Without one,
      // the session is left open.
      if (review ? /^(not attempted)?$/.test(status) : !set("cmi.core.lesson_status", "incomplete")) {
        writes = false;
        api = null;
      }
      if (!api || review) return review ? "review" : "denied";
      set("cmi.core.exit", "suspend");
      return commit() ? "open" : "unsaved";
    },
    clear: clear,
    // finish records that the module is finished, with the given score unless that is "", and clears by the same
    // commit what was only needed to go on another day. It returns whether the system has taken that it is
    // finished and the score, has cleared the rest, and has stored all. What it has not, it may store later.
    finish: function (score) {
      var taken = set("cmi.core.lesson_status", "completed"), scored = !score || set("cmi.core.score.raw", score);
      if (score && scored) {
        set("cmi.core.score.min", "0"); // some systems have no limits
        set("cmi.core.score.max", "100");
      }
      set("cmi.core.session_time", time());
      if (taken) set("cmi.core.exit", "");
      var cleared = taken && clear();
      return { taken: taken, scored: scored, cleared: cleared, stored: commit() && taken };
    },
    // end closes the session. It is the last call.
    end: function () {
      if (!api || ended) return;
      set("cmi.core.session_time", time());
      ended = true;
      call("LMSFinish", "");
    }
  };
})();
