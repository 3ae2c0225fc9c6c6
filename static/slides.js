// Slides: keys, a bar with a clock, and notes. Without it the links of each slide lead on.
(function () {
  "use strict";
  var page = document;
  var deck = page.querySelector(".deck");
  if (!deck) return;
  var slides = Array.from(deck.querySelectorAll(".slide"));
  var notes = Array.from(deck.querySelectorAll(".notes"));
  var answers = Array.from(deck.querySelectorAll(".answer"));
  var now = 0, started = 0;

  var bar = page.createElement("div");
  bar.className = "bar";
  bar.dataset.added = ""; // as in quiz.js: what is added can be told from the page's own
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", T("name_slides"));
  function button(words, act) {
    var b = page.createElement("button");
    b.type = "button";
    b.textContent = words;
    b.addEventListener("click", act);
    bar.append(b);
    return b;
  }
  button(T("notes"), toggle);
  var clock = page.createElement("span");
  clock.className = "clock";
  bar.append(clock);
  var timer = button(T("script_start_clock"), function () {
    started = started ? 0 : Date.now();
    timer.textContent = started ? T("script_stop_clock") : T("script_start_clock");
    tick();
  });
  // On a large screen the bar is at the foot of the slide in sight, where it covers nothing.
  var large = matchMedia("(min-width: 60rem) and (min-height: 30rem)");
  function place() {
    var foot = slides[now].querySelector(".under");
    if (!large.matches) deck.after(bar);
    else if (!foot.contains(bar) && !bar.contains(page.activeElement)) foot.lastElementChild.before(bar);
  }

  function tick() {
    var seconds = started ? Math.floor((Date.now() - started) / 1000) : 0;
    clock.textContent = started ? Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0") : "";
  }
  setInterval(tick, 1000);

  function go(to) {
    now = Math.max(0, Math.min(slides.length - 1, to));
    slides[now].tabIndex = -1;
    slides[now].focus({ preventScroll: true });
    place();
    slides[now].scrollIntoView({ block: "start", behavior: "instant" });
  }

  // One step forward opens an answer that is shut, then shows what is left of a slide
  // that is higher than the screen, then goes on.
  function step(by) {
    var slide = slides[now], box = slide.getBoundingClientRect();
    var shut = slide.querySelector(".answer:not([open])");
    if (by > 0 && shut) shut.open = true;
    else if (by > 0 && box.bottom > innerHeight + 4) scrollBy({ top: innerHeight * 0.8, behavior: "instant" });
    else if (by < 0 && box.top < -4) scrollBy({ top: -innerHeight * 0.8, behavior: "instant" });
    else go(now + by);
  }
  function toggle() {
    var open = notes.some(function (n) { return n.hidden; });
    notes.forEach(function (n) {
      n.hidden = !open;
      n.open = open;
    });
    go(now);
  }

  var keys = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
    ArrowLeft: -1, ArrowUp: -1, PageUp: -1
  };
  page.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === " " && e.target.closest("a, button, summary")) return;
    // In a language written from right to left, left is forward.
    var turned = page.dir === "rtl" && (e.key === "ArrowRight" || e.key === "ArrowLeft");
    if (keys[e.key]) step(turned || e.shiftKey && e.key === " " ? -keys[e.key] : keys[e.key]);
    else if (e.key === "Home") go(0);
    else if (e.key === "End") go(slides.indexOf(deck.querySelector(".last")));
    // A letter is a key only while the focus is in the slides (WCAG 2.1.4).
    else if (e.key.toLowerCase() === "n" && deck.contains(page.activeElement)) toggle();
    else return;
    e.preventDefault();
  });

  // Whoever scrolls or swipes is followed, and so is a link to a slide.
  addEventListener("scroll", function () {
    var middle = innerHeight / 2;
    slides.forEach(function (s, i) {
      var box = s.getBoundingClientRect();
      if (box.top <= middle && box.bottom > middle) now = i;
    });
    place();
  }, { passive: true });
  large.addEventListener("change", place);

  // A link into a slide shows the whole of it. Without one the focus stays where a
  // page's focus starts.
  function linked() {
    var target = page.getElementById(decodeURIComponent(location.hash.slice(1)));
    var at = slides.findIndex(function (s) { return target && s.contains(target); });
    if (at >= 0) go(at);
  }
  addEventListener("hashchange", linked);

  // Where the style alone cannot open answers on paper.
  var shut = [];
  addEventListener("beforeprint", function () {
    shut = answers.filter(function (a) { return !a.open; });
    shut.forEach(function (a) { a.open = true; });
  });
  addEventListener("afterprint", function () { shut.forEach(function (a) { a.open = false; }); });

  notes.forEach(function (n) { n.hidden = true; });
  place();
  linked();
})();
