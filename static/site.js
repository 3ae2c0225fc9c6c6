// What works only with script: nothing here is needed to read, follow or print. When the site is
// built, T and a key in brackets become the text of that key in the language of the page.
(function () {
  "use strict";
  var page = document;

  // A page past its review date says so by the reader's own clock.
  var due = page.querySelector("time[data-due]");
  if (due && !page.querySelector("main .overdue") && due.dataset.due < new Date().toISOString().slice(0, 10)) {
    var note = page.createElement("p");
    note.className = "tag overdue";
    note.textContent = due.dataset.words.replace("{date}", due.textContent);
    var heading = page.querySelector("main h1");
    if (heading) heading.after(note);
  }

  var printing = page.querySelector(".print:not(.answers)");
  if (printing) {
    printing.hidden = false;
    printing.addEventListener("click", function () { print(); });
  }

  // A glossary word shows its meaning on hover, focus and tap (WCAG 1.4.13: Escape
  // dismisses it, the pointer may move onto it, and it stays until then). It never
  // covers what has the focus next (2.4.11), and is on the screen in full.
  var tip, word, closing;
  function hide() {
    clearTimeout(closing);
    if (tip && tip.matches(":popover-open")) tip.hidePopover();
    tip = word = null;
  }
  function hideSoon() {
    clearTimeout(closing);
    closing = setTimeout(hide, 300);
  }
  function show(link) {
    clearTimeout(closing);
    if (word === link) return;
    hide();
    var next = page.getElementById(link.getAttribute("aria-describedby"));
    if (!next || !next.showPopover) return;
    word = link;
    tip = next;
    tip.showPopover();
    place();
  }
  function place() {
    var at = word.getBoundingClientRect();
    var box = tip.getBoundingClientRect();
    var top = at.bottom + 6, above = at.top - box.height - 6;
    if (top + box.height > innerHeight - 8 && above > 8) top = above;
    tip.style.top = Math.max(8, Math.min(top, innerHeight - box.height - 8)) + "px";
    tip.style.left = Math.max(8, Math.min(page.dir === "rtl" ? at.right - box.width : at.left, page.documentElement.clientWidth - box.width - 8)) + "px";
  }
  page.querySelectorAll("a.term[aria-describedby]").forEach(function (link) {
    link.addEventListener("pointerenter", function (e) { if (e.pointerType === "mouse") show(link); });
    link.addEventListener("pointerleave", hideSoon);
    link.addEventListener("focus", function () { if (link.matches(":focus-visible")) show(link); });
    link.addEventListener("click", function (e) {
      if (e.pointerType && e.pointerType !== "mouse" && word !== link) {
        e.preventDefault();
        show(link);
      }
    });
  });
  page.querySelectorAll(".tip").forEach(function (box) {
    box.addEventListener("pointerenter", function () { clearTimeout(closing); });
    box.addEventListener("pointerleave", hideSoon);
  });
  page.addEventListener("keydown", function (e) { if (e.key === "Escape") hide(); });
  ["pointerdown", "focusin"].forEach(function (type) {
    page.addEventListener(type, function (e) {
      if (tip && !tip.contains(e.target) && e.target !== word) hide();
    });
  });
  // Focus on a word out of sight scrolls the page: the meaning stays by its word.
  addEventListener("scroll", function () { if (tip) place(); }, { passive: true });

  // Each part of a page can be cited: its link, and whose words they are.
  if (navigator.clipboard) {
    page.querySelectorAll("[data-quote]").forEach(function (part) {
      var button = page.createElement("button");
      button.type = "button";
      button.className = "copy";
      offer();
      button.addEventListener("click", function () {
        var link = location.href.split("#")[0] + "#" + part.id;
        navigator.clipboard.writeText(part.dataset.quote + ". " + link).then(function () {
          button.textContent = T("script_copied");
          button.setAttribute("aria-label", T("script_copied"));
          setTimeout(offer, 3000);
        });
      });
      // Beside the links to the part, or else at the end of its words.
      (part.querySelector(":scope > .ours:not(details), :scope > .fold") || part.matches(".para") && part.querySelector(":scope > p") || part).append(" ", button);
      function offer() {
        button.innerHTML = '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 15l6-6M11 7l2-2a4 4 0 0 1 6 6l-2 2M13 17l-2 2a4 4 0 0 1-6-6l2-2"/></svg>';
        button.title = T("script_copy");
        button.setAttribute("aria-label", T("script_copy") + ": " + part.dataset.quote);
      }
    });
  }

  // What a link leads to is not folded, nor are the parts of a protocol in a wide window, nor anything
  // on paper: browsers that do not know ::details-content print what is open.
  function open(e) { e.open = true; }
  function unfold() {
    var target = location.hash && page.getElementById(location.hash.slice(1));
    var fold = target && (target.closest(".fold") || target.querySelector(":scope > .fold"));
    if (fold && !fold.open) {
      open(fold);
      target.scrollIntoView();
    }
  }
  if (matchMedia("(min-width: 64rem)").matches) page.querySelectorAll(".steps .fold").forEach(open);
  unfold();
  addEventListener("hashchange", unfold);
  page.addEventListener("click", function (e) { if (e.target.closest('a[href^="#"]')) setTimeout(unfold); });
  addEventListener("beforeprint", function () { page.querySelectorAll(".fold,.sources,.kind").forEach(open); });

  // Without script a search leads to the index.
  page.querySelectorAll("form[data-search]").forEach(function (form) {
    form.action = form.dataset.search;
  });
})();
