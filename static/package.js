// The page of a module in a package for a learning system: what is recorded and when, and what the reader
// is shown about it. The switches on the section "_record" are those from which its words are made.
(function () {
  "use strict";
  var page = document, system = learningSystem;
  var record = page.getElementById("_record"), finish = page.getElementById("_finish"), stale = page.getElementById("_stale");
  var score = "score" in record.dataset, answers = "answers" in record.dataset;
  var questions = Array.from(page.querySelectorAll(".question[data-right]"));
  var parts = questions.map(function () { return "-"; }); // "d" when answered, and "b" if the first answer was best
  var status = record.querySelector(".status"), end = finish.querySelector(".status");
  var finished = false, interaction = 0;

  // A copy lives for years and cannot ask the site, so its date decides.
  if (stale.dataset.due && stale.dataset.due < new Date().toISOString().slice(0, 10)) stale.hidden = false;

  function say(region, words) {
    region.textContent = "";
    setTimeout(function () { region.textContent = words; }, 60);
  }
  function fill(text, n) {
    return text[new Intl.PluralRules(page.documentElement.lang).select(n)] || text.other;
  }
  // nothing says that nothing is recorded instead of what would be.
  function nothing(words) {
    record.querySelector(".sent").hidden = true;
    finish.hidden = true;
    say(status, words);
  }
  function left() { return parts.filter(function (part) { return part === "-"; }).length; }

  // restore reads which questions were answered on an earlier day. If the questions are others now, what was
  // kept means nothing.
  function restore(kept) {
    if (!kept) return;
    var fields = /^1;([0-9a-f]{8});([bd-]*)$/.exec(kept);
    if (!fields || fields[1] !== record.dataset.questions || fields[2].length !== parts.length) return say(status, T("package_dropped"));
    parts = fields[2].split("");
    parts.forEach(function (part, i) {
      if (part === "-") return;
      var note = page.createElement("p");
      note.className = "kind before";
      note.textContent = T("package_before");
      questions[i].querySelector(".error").before(note);
    });
    var done = parts.length - left();
    if (done) say(status, fill(T("package_resumed"), done).replace("{n}", done));
  }

  function send(answer) {
    var types = { choice: "choice", order: "sequencing", match: "matching" };
    function response(letters) {
      return letters.map(function (letter, i) { return (answer.kind === "match" ? i + 1 + "." : "") + letter.toLowerCase(); }).join(",");
    }
    var name = "cmi.interactions." + interaction + ".";
    // A system that does not keep answers refuses the first value, and is not asked again.
    answers = system.set(name + "id", answer.id) && system.set(name + "type", types[answer.kind]) &&
      system.set(name + "correct_responses.0.pattern", response(answer.right)) &&
      system.set(name + "student_response", response(answer.given)) &&
      system.set(name + "result", answer.best ? "correct" : "wrong");
    interaction++;
  }

  // Only the first answer to a question counts. All is sent at once, so that little is left for the end.
  function answered(e) {
    var i = questions.findIndex(function (box) { return box.id === e.detail.id; });
    if (finished || parts[i] !== "-") return;
    parts[i] = score && e.detail.best ? "b" : "d";
    system.set("cmi.suspend_data", "1;" + record.dataset.questions + ";" + parts.join(""));
    if (answers) send(e.detail);
    say(status, system.commit() ? "" : T("package_not_taken"));
  }

  function finishModule() {
    var skip = finish.querySelector("input");
    if (finished) return say(end, T("package_recorded"));
    if (left() && !skip.checked) {
      skip.focus();
      return say(end, fill(T("package_left"), left()).replace("{n}", left()));
    }
    var values = {};
    if (score && parts.length) {
      values["cmi.core.score.raw"] = String(Math.round(100 * parts.filter(function (part) { return part === "b"; }).length / parts.length));
      values["cmi.core.score.min"] = "0";
      values["cmi.core.score.max"] = "100";
    }
    finished = system.finish(values);
    say(end, finished ? T("package_recorded") : T("package_not_recorded"));
  }

  var state = system.open();
  if (state === "none") nothing(T("package_none"));
  else if (state === "denied") nothing(T("package_denied"));
  else if (state === "review") nothing(T("package_review"));
  else if (state === "done") {
    finished = true;
    say(status, T("package_done"));
  } else {
    interaction = Number(answers && system.get("cmi.interactions._count")) || 0;
    restore(system.get("cmi.suspend_data"));
    if (state === "unsaved") say(status, T("package_not_taken"));
    finish.hidden = false;
    finish.querySelector(".skip-parts").hidden = !parts.length;
    page.addEventListener("answered", answered);
    finish.querySelector("button").addEventListener("click", finishModule);
  }
  page.addEventListener("visibilitychange", function () { if (page.visibilityState === "hidden") system.commit(); });
  addEventListener("pagehide", system.end);
  // A page that comes back after its session has ended starts a new one.
  addEventListener("pageshow", function (e) { if (e.persisted) location.reload(); });
})();
