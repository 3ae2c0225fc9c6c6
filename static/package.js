// The page of a module in a package for a learning system: what is recorded and when, and what the reader
// is shown about it. The switches on the section "_record" are those from which its words are made.
(function () {
  "use strict";
  var page = document, system = learningSystem;
  var record = page.getElementById("_record"), finish = page.getElementById("_finish"), stale = page.getElementById("_stale");
  var score = "score" in record.dataset, answers = "answers" in record.dataset;
  var questions = Array.from(page.querySelectorAll(".question[data-right]"));
  var parts = questions.map(function () { return "-"; }); // "d" when answered, "a" if the system also has the answer
  var best = 0; // first answers that were best, which are only counted for the score
  var status = record.querySelector(".status"), end = finish.querySelector(".status"), warned = [];
  var interaction = 0; // index of the next interaction, which is how many the system has
  var ending, finished = false; // what the system has taken at the end, and whether it has stored that

  // A copy lives for years and cannot ask the site, so its date decides.
  if (stale.dataset.due && stale.dataset.due < new Date().toISOString().slice(0, 10)) stale.hidden = false;

  // show writes texts into an element. Each bears its language if that is not the language of the page.
  function show(region, texts) {
    region.replaceChildren();
    texts.forEach(function (text, i) {
      var span = page.createElement("span");
      span.textContent = text.words;
      if (text.lang) span.lang = text.lang;
      if (text.dir) span.dir = text.dir;
      region.append(i ? " " : "", span);
    });
  }
  function say(region, texts) {
    region.replaceChildren();
    clearTimeout(region.saying);
    region.saying = setTimeout(show, 60, region, texts);
  }
  function fill(text, n) {
    var words = text.words[new Intl.PluralRules(text.lang || page.documentElement.lang).select(n)] || text.words.other;
    return { words: words.replace("{n}", n), lang: text.lang, dir: text.dir };
  }
  // own says beside the result where the answers go.
  function own() {
    var element = page.getElementById("_own");
    if (element) show(element, [answers ? W("package_own_answers") : score ? W("package_own_score") : W("package_own")]);
  }
  function keepNothing() {
    score = answers = false;
    own();
  }
  // printing says how to print a record, if the module has one.
  function printing() { return parts.length ? [W("package_print")] : []; }
  // nothing says that nothing is recorded instead of what would be.
  function nothing(texts) {
    keepNothing();
    record.querySelector(".sent").hidden = true;
    finish.hidden = true;
    say(status, texts);
  }
  function left() { return parts.filter(function (part) { return part === "-"; }).length; }

  // confirmStored says that something is stored now, wherever the page said that it was not stored yet.
  function confirmStored() {
    warned.splice(0).forEach(function (region) { say(region, [W("package_taken_late")]); });
  }

  // commit reports whether the system has stored all that it was given. If so, it may be the end that it had
  // not stored before.
  function commit() {
    var stored = system.commit();
    if (stored) confirmStored();
    if (stored && ending && !finished) conclude();
    return stored;
  }
  function conclude() {
    finished = true;
    say(end, [W("package_recorded")].concat(ending.scored ? [] : W("package_no_score"), ending.cleared ? [] : W("package_not_cleared")));
    confirmStored();
  }

  // restore reads which questions were answered on an earlier day. If the questions are others now, what was
  // kept means nothing. What begins otherwise is not from this page.
  function restore(kept) {
    if (!/^1;/.test(kept)) return;
    var fields = /^1;([0-9a-f]{8});([ad-]*)(?:;(\d+))?$/.exec(kept);
    if (!fields || fields[1] !== record.dataset.questions || fields[2].length !== parts.length) return say(status, [W("package_dropped")]);
    parts = fields[2].split("");
    parts.forEach(function (part, i) {
      if (part === "-") return;
      var note = page.createElement("p");
      note.className = "kind before";
      show(note, [W("package_before")]);
      questions[i].querySelector(".error").before(note);
    });
    var done = parts.length - left();
    best = Number(fields[3]) || 0;
    // Earlier answers were not counted if the package had no score then.
    if (done && score && !fields[3]) {
      score = false;
      record.querySelector(".sent-score").hidden = true;
    }
    if (done) say(status, [fill(W("package_resumed"), done)]);
  }

  // send reports whether the system took an answer. One that refuses the first of all keeps no answers, and
  // is not asked again.
  function send(answer) {
    var types = { choice: "choice", order: "sequencing", match: "matching" };
    function response(letters) {
      return letters.map(function (letter, i) { return (answer.kind === "match" ? i + 1 + "." : "") + letter.toLowerCase(); }).join(",");
    }
    var begin = "cmi.interactions." + interaction + ".";
    if (!system.set(begin + "id", answer.id)) {
      if (interaction) return false;
      answers = false;
      own();
      show(record.querySelector(".sent-answers"), [W("package_no_answers")]);
      return true;
    }
    interaction++;
    return [["type", types[answer.kind]], ["correct_responses.0.pattern", response(answer.right)], ["student_response", response(answer.given)],
      ["result", answer.best ? "correct" : "wrong"]].filter(function (value) { return !system.set(begin + value[0], value[1]); }).length === 0;
  }

  // Only the first answer to a question counts. All is sent at once, so that little is left for the end. Nothing
  // is sent after that, because what is kept until then was cleared.
  function answered(e) {
    var i = questions.findIndex(function (box) { return box.id === e.detail.id; }), region = questions[i].querySelector(".stored");
    if (ending) return void (finished || commit());
    if (parts[i] !== "-") return;
    if (e.detail.best) best++;
    var asked = answers, before = interaction, sent = !answers || send(e.detail);
    parts[i] = interaction > before ? "a" : "d";
    var kept = system.set("cmi.suspend_data", "1;" + record.dataset.questions + ";" + parts.join("") + (score ? ";" + best : ""));
    var stored = commit(), texts = [];
    if (!stored) texts.push(W("package_not_taken"));
    if (!kept) texts.push(W("package_no_state"));
    if (!sent) texts.push(W("package_no_answer"));
    if (asked && !answers) texts.push(W("package_no_answers"));
    if (texts.length) say(region, texts); // where the reader is
    if (!stored && kept && sent) warned.push(region);
  }

  function finishModule() {
    var skip = finish.querySelector("input");
    if (finished) return conclude();
    if (left() && !skip.checked) {
      skip.focus();
      return say(end, [fill(W("package_left"), left())]);
    }
    var outcome = system.finish(score && parts.length ? String(Math.round(100 * best / parts.length)) : "");
    if (outcome.taken) ending = outcome;
    if (!outcome.stored) return say(end, [W("package_unconfirmed")].concat(printing()));
    conclude();
  }

  var state = system.open();
  if (state === "none") nothing([W("package_none")].concat(printing()));
  else if (state === "denied") nothing([W("package_denied")].concat(printing()));
  else if (state === "review") nothing([W("package_review")]);
  else if (state === "done") {
    keepNothing();
    var cleared = !/^1;/.test(system.get("cmi.suspend_data")) || system.clear() && commit();
    say(status, [W("package_done")].concat(cleared ? [] : W("package_not_cleared")));
  } else {
    restore(system.get("cmi.suspend_data"));
    // Not every system counts interactions.
    var count = answers ? system.get("cmi.interactions._count") : "";
    interaction = /^\d+$/.test(count) ? Number(count) : parts.filter(function (part) { return part === "a"; }).length;
    own();
    questions.forEach(function (box) {
      var region = page.createElement("p");
      region.className = "status stored";
      region.setAttribute("role", "status");
      region.dataset.added = "";
      box.querySelector(".status").after(region);
    });
    if (state === "unsaved") {
      say(status, [W("package_not_taken")]);
      warned.push(status);
    }
    finish.hidden = false;
    finish.querySelector(".skip-parts").hidden = !parts.length;
    page.addEventListener("answered", answered);
    finish.querySelector("button").addEventListener("click", finishModule);
  }
  page.addEventListener("visibilitychange", function () { if (page.visibilityState === "hidden") commit(); });
  addEventListener("pagehide", system.end);
  // A page that comes back after its session has ended starts a new one.
  addEventListener("pageshow", function (e) { if (e.persisted) location.reload(); });
})();
