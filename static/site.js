// What works only with script: nothing here is needed to read, follow or print.
(function () {
  "use strict";

  // A page past its review date says so by the reader's own clock.
  var due = document.querySelector("time[data-due]");
  var today = new Date().toISOString().slice(0, 10);
  if (due && due.dataset.due < today) {
    var note = document.createElement("p");
    note.className = "tag overdue";
    note.textContent = "The review of this page was due on " + due.textContent + ". It may be out of date.";
    var heading = document.querySelector("main h1");
    if (heading) heading.after(note);
  }

  // Shift three times within five seconds leaves a page for parents, as the button
  // does. The page is emptied first: on a poor signal the next one takes a while.
  var exit = document.getElementById("exit");
  if (exit) {
    var presses = [];
    var leave = function () {
      document.title = "Loading";
      document.body.hidden = true;
      location.href = exit.href;
    };
    window.addEventListener("pageshow", function () {
      document.body.hidden = false; // the reader came back by the browser's own button
    });
    exit.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
    document.addEventListener("keyup", function (event) {
      if (event.key !== "Shift") {
        presses = [];
        return;
      }
      var now = Date.now();
      presses = presses.filter(function (t) { return now - t < 5000; });
      presses.push(now);
      if (presses.length >= 3) leave();
    });
  }
})();
