// Pages for parents: leaving in a hurry, and printing.
(function () {
  "use strict";
  var page = document;

  // Shift three times within five seconds leaves a page for parents, as the button
  // does. The page is emptied first: on a poor signal the next one takes a while.
  var exits = page.querySelectorAll(".exit a"), presses = [], title = page.title;
  var leave = function () {
    page.title = T("script_loading");
    page.body.hidden = true;
    try {
      top.location.href = exits[0].href; // also from a frame
    } catch (e) { // which may forbid it
      location.href = exits[0].href;
    }
  };
  addEventListener("pageshow", function () { // the reader came back by the browser's own button
    presses = [];
    page.title = title;
    page.body.hidden = false;
  });
  exits.forEach(function (exit) {
    exit.addEventListener("click", function (e) {
      e.preventDefault();
      leave();
    });
  });
  page.addEventListener("keyup", function (e) {
    var now = Date.now();
    presses = e.key === "Shift" ? presses.filter(function (t) { return now - t < 5000; }).concat(now) : [];
    if (presses.length > 2) leave();
  });

  var opening = page.querySelector(".answers");

  // All answers at once, where they are closed. The button stands above the first of them.
  var first = page.querySelector("details:not([open], .callout *)");
  if (opening && first) {
    first.before(opening);
    opening.hidden = false;
    opening.addEventListener("click", function () {
      page.querySelectorAll("details").forEach(function (e) { e.open = true; });
      first.firstElementChild.focus();
      opening.hidden = true;
    });
  }
})();
