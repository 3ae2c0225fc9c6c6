// Questions, answered in the page. It reads what is right and why from the page
// itself. This script sends nothing, and keeps nothing but what the reader asks to keep.
(function () {
  "use strict";
  var page = document;
  var result = page.getElementById("_result");
  if (!result) return;
  var list = function (root, selector) { return Array.from(root.querySelectorAll(selector)); };
  var letters = function (text) { return (text || "").split(" ").filter(Boolean); };

  // What this script adds bears a mark, so that it can be told from the page's own.
  function make(tag, className, words) {
    var e = page.createElement(tag);
    e.className = className || "";
    e.textContent = words || "";
    e.dataset.added = "";
    return e;
  }
  function button(words, label, act) {
    var b = make("button", "", words);
    b.type = "button";
    if (label) b.setAttribute("aria-label", label);
    b.addEventListener("click", act);
    return b;
  }
  // fill returns a text with values for its placeholders. If it has plural forms, values.n chooses one.
  function fill(text, values) {
    if (text.other) text = text[new Intl.PluralRules(page.documentElement.lang).select(values.n)] || text.other;
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function numberOf(question) { return question.querySelector(".no").textContent.replace(/[,:،：，].*/, ""); }
  function copy(of) {
    var e = of.cloneNode(true);
    list(e, "[id]").forEach(function (inner) { inner.removeAttribute("id"); });
    return Array.from(e.childNodes);
  }

  function shape(sort) { return result.querySelector('[data-shape="' + sort + '"]').cloneNode(true); }
  function focus(heading) {
    heading.tabIndex = -1;
    heading.focus();
  }

  // say speaks through a live region that was there before; the words are taken out
  // first, so that the same words are spoken again. Before an end that is shown, they are only spoken.
  function say(region, words, sort, end) {
    region.textContent = "";
    region.dataset.sort = sort || "";
    clearTimeout(region.saying);
    region.saying = setTimeout(function () {
      if (end) return region.append(make("span", "hide", words + " "), make("span", "", end));
      region.textContent = words;
      if (sort) region.prepend(shape(sort));
    }, 60);
  }

  // addReply writes a shape, a mark and a reason below an answer.
  function addReply(answer, sort, mark, reason, input) {
    var box = make("div", "reply " + sort), words = make("div");
    words.append(make("span", "mark", mark));
    if (reason) words.append.apply(words, reason);
    box.append(shape(sort), words);
    answer.after(box);
    if (input) {
      box.id = input.id + "-reply";
      input.dataset.sort = sort;
      input.setAttribute("aria-describedby", box.id);
    }
  }
  function removeReplies(q) {
    list(q.box, ".reply, .yours").forEach(function (e) { e.remove(); });
    q.box.classList.remove("solved", "answered");
    if (q.check) q.check.firstChild.data = T("script_check");
    q.status.textContent = "";
    q.inputs.forEach(function (e) {
      delete e.dataset.sort;
      e.removeAttribute("aria-describedby");
      e.removeAttribute("aria-invalid");
    });
    q.fields.removeAttribute("aria-invalid");
    q.fields.removeAttribute("aria-describedby");
    q.error.textContent = "";
  }

  // refuse says that nothing was chosen, and puts the focus where to choose.
  function refuse(q, words, first) {
    q.error.textContent = fill(T("script_error"), { problem: words });
    q.fields.setAttribute("aria-describedby", q.error.id);
    if (q.fields.getAttribute("role") === "radiogroup") q.fields.setAttribute("aria-invalid", "true");
    else q.inputs.forEach(function (e) { if (!e.checked && !e.value || e.type === "checkbox") e.setAttribute("aria-invalid", "true"); });
    first.focus();
  }

  // Each kind of question knows how to mark itself, what to keep of it, and how to
  // put that back.
  function choice(q) {
    var several = q.inputs[0].type === "checkbox";
    q.status.classList.toggle("hide", q.single = !several); // the reply is beside the only answer
    var words = function (i) { return q.box.querySelector('.reasons [data-for="' + i.value + '"] .mark').textContent; };
    q.mark = function () {
      var chosen = q.inputs.filter(function (i) { return i.checked; });
      if (!chosen.length) return refuse(q, T("script_choose"), q.inputs[0]);
      var found = 0, wrong = 0, unsafe = false;
      q.inputs.forEach(function (i) {
        var right = q.right.includes(i.value);
        var reason = q.box.querySelector('.reasons [data-for="' + i.value + '"] dd').cloneNode(true);
        var mark = words(i), sort = right ? "right" : "wrong";
        var risk = reason.querySelector(".risk");
        if (i.checked) {
          if (right) found++; else wrong++;
          i.parentNode.append(make("strong", "yours", T("script_your_answer")));
          if (risk) {
            unsafe = true;
            sort = "unsafe";
            mark = risk.textContent;
            risk.remove();
          }
        } else {
          if (!right || !several) return;
          sort = "missed";
          mark = T("script_missed");
        }
        addReply(i.parentNode, sort, mark, copy(reason), i);
      });
      var best = found === q.right.length && !wrong;
      var said = best && several ? T("script_all_best")
        : found && !best ? fill(wrong ? T("script_partly_wrong") : T("script_partly"), { found: found, all: q.right.length, n: wrong })
          : words(chosen[0]) + ".";
      if (unsafe) said += " " + T("script_risk");
      return { best: best, unsafe: unsafe, partly: found, words: said + " " + T("script_reason") };
    };
    q.get = function () { return q.inputs.filter(function (i) { return i.checked; }).map(function (i) { return i.value; }); };
    q.set = function (kept) { q.inputs.forEach(function (i) { i.checked = kept.includes(i.value); }); };
  }

  function order(q) {
    var steps = q.box.querySelector(".ordering");
    var start = Array.from(steps.children);
    var moved = false;
    var words = function (step) { return step.querySelector("span").textContent; };
    function settle() {
      var all = Array.from(steps.children);
      all.forEach(function (step, i) {
        step.up.setAttribute("aria-disabled", i === 0);
        step.down.setAttribute("aria-disabled", i === all.length - 1);
      });
    }
    function move(step, up) {
      var other = up ? step.previousElementSibling : step.nextElementSibling;
      if (other) {
        // The neighbour moves, so that the focus stays on the button.
        if (up) step.after(other); else step.before(other);
        removeReplies(q);
        moved = true;
        settle();
      }
      say(q.status, fill(T("script_place"), { step: words(step), place: Array.from(steps.children).indexOf(step) + 1, all: start.length }));
    }
    start.forEach(function (step) {
      var moves = make("span", "moves");
      step.up = button(T("script_up"), T("script_up") + ": " + words(step), function () { move(step, true); });
      step.down = button(T("script_down"), T("script_down") + ": " + words(step), function () { move(step, false); });
      moves.append(step.up, step.down);
      step.append(moves);
    });
    settle();
    q.mark = function () {
      if (!moved) return refuse(q, T("script_move"), start[0].down);
      var right = 0;
      Array.from(steps.children).forEach(function (step, i) {
        var here = step.dataset.letter === q.right[i];
        if (here) right++;
        addReply(step.lastChild, here ? "right" : "wrong", here ? T("script_right_place") : T("script_wrong_place"));
      });
      var best = right === start.length;
      return { best: best, partly: right, words: best ? T("script_right_order") : fill(T("script_some_placed"), { right: right, all: start.length }) };
    };
    q.get = function () { return moved ? Array.from(steps.children).map(function (s) { return s.dataset.letter; }) : []; };
    q.set = function (kept) {
      moved = kept.length > 0;
      (moved ? kept.map(function (l) { return start.find(function (s) { return s.dataset.letter === l; }); }) : start)
        .forEach(function (s) { if (s) steps.append(s); });
      settle();
    };
  }

  function match(q) {
    q.mark = function () {
      var empty = q.inputs.find(function (s) { return !s.value; });
      if (empty) return refuse(q, T("script_choose_each"), empty);
      var right = 0;
      q.inputs.forEach(function (s, i) {
        var here = s.value === q.right[i];
        if (here) right++;
        addReply(s, here ? "right" : "wrong", here ? T("script_together") : T("script_not_together"), null, s);
      });
      var best = right === q.inputs.length;
      return { best: best, partly: right, words: best ? T("script_all_together") : fill(T("script_some_together"), { right: right, all: q.inputs.length }) };
    };
    q.get = function () { return q.inputs.map(function (s) { return s.value; }); };
    q.set = function (kept) { q.inputs.forEach(function (s, i) { s.value = kept[i] || ""; }); };
  }

  function sureness(q, number) {
    var fields = make("fieldset", "sure-of"), legend = make("legend", "", T("script_how_sure"));
    legend.append(make("span", "hide", " " + number));
    fields.append(legend);
    q.sure = [T("script_sure"), T("script_fairly_sure"), T("script_guessing")].map(function (words, i) {
      var label = make("label", "", " " + words);
      var input = make("input");
      input.type = "radio";
      input.name = q.error.id + "-sure";
      input.value = i;
      label.prepend(input);
      fields.append(label);
      return input;
    });
    q.error.before(fields);
  }

  var asked = list(page, ".question[data-right]").map(function (box) {
    var q = {
      box: box,
      right: letters(box.dataset.right),
      title: box.querySelector("h2, h3, h4").textContent,
      fields: box.querySelector("fieldset"),
      error: box.querySelector(".error"),
      status: box.querySelector(".status"),
      inputs: list(box, "input, select"),
      sure: []
    };
    ({ choice: choice, order: order, match: match })[box.dataset.kind](q);
    q.set([]); // some browsers keep what was chosen when a page is loaded again
    var number = numberOf(box);
    if ("sure" in box.dataset) sureness(q, number);
    var check = q.check = button(T("script_check"), "", function () {
      var answered = box.classList.contains("answered");
      removeReplies(q);
      if (answered) return (q.inputs[0] || q.fields.querySelector("button:not([aria-disabled=true])")).focus();
      var marked = q.mark();
      if (!marked) return;
      check.firstChild.data = T("script_try_again");
      box.classList.add("answered");
      var again = q.done;
      q.done = true;
      q.best = marked.best;
      box.classList.toggle("solved", q.best);
      if (marked.unsafe) {
        q.risked = true;
        q.wasSure = q.wasSure || Boolean(q.sure.length && q.sure[0].checked);
      }
      update();
      keep();
      // In a package for a learning system another script listens.
      page.dispatchEvent(new CustomEvent("answered", { detail: { id: box.id, kind: box.dataset.kind, best: marked.best, given: q.get(), right: q.right } }));
      result.hidden = false;
      label();
      var last = again || asked.some(function (other) { return !other.done; }) ? "" : T("script_last");
      if (q.single) q.status.classList.toggle("hide", !last);
      say(q.status, marked.words + (last && !q.single ? " " + last : ""),
        marked.unsafe ? "unsafe" : marked.best ? "right" : marked.partly ? "partly" : "wrong", q.single && last);
    });
    q.inputs.forEach(function (i) { i.addEventListener("change", function () { removeReplies(q); }); });
    check.classList.add("main");
    check.append(make("span", "hide", ", " + number));
    q.status.before(check);
    return q;
  });

  function update() {
    var done = asked.filter(function (q) { return q.done; });
    var best = done.filter(function (q) { return q.best; }).length;
    var left = asked.length - done.length;
    list(result, ".score").forEach(function (e) {
      e.textContent = fill(left ? T("script_score_left") : T("script_score"), { best: best, all: asked.length, left: left });
    });
    var look = result.querySelector(".look");
    look.replaceChildren();
    function group(words, questions) {
      if (!questions.length) return;
      var items = make("ul");
      questions.forEach(function (q) {
        var item = make("li"), link = make("a", "", q.title);
        link.href = "#" + q.box.id;
        item.append(link);
        if (q.risked) item.append(make("strong", "risk", q.wasSure ? T("script_sure_risk") : T("script_at_risk")));
        var sources = q.box.querySelector(".answer .sources");
        if (sources) item.append.apply(item, [" "].concat(copy(sources)));
        items.append(item);
      });
      look.append(make("h3", "", words), items);
    }
    var risked = done.filter(function (q) { return q.risked; });
    risked.sort(function (a, b) { return Boolean(b.wasSure) - Boolean(a.wasSure); });
    group(T("script_look_first"), risked);
    group(T("script_look_again"), done.filter(function (q) { return !q.best && !q.risked; }));
  }

  function clear() {
    asked.forEach(function (q) {
      removeReplies(q);
      q.set([]);
      q.sure.forEach(function (i) { i.checked = false; });
      q.done = q.best = q.risked = q.wasSure = false;
    });
    update();
  }

  // Only a tick lets answers be kept, on this device, under one name for each page. A
  // new version of a module has new questions: what was kept of the old one is let go.
  var prefix = "safelearn:", name = prefix + result.dataset.name;
  var remember = page.getElementById("_remember"); // not there in a package
  var status = result.querySelector(".status");
  function keep() {
    if (!remember || !remember.checked) return;
    var all = {};
    asked.forEach(function (q) {
      all[q.box.id] = [q.get(), q.sure.findIndex(function (i) { return i.checked; })];
    });
    try {
      localStorage.setItem(name, JSON.stringify({ version: result.dataset.version, answers: all }));
    } catch (e) {
      remember.checked = false;
      say(status, T("script_keeps_nothing"));
    }
  }
  function forget(which) {
    try {
      Object.keys(localStorage).forEach(function (key) { if (key.startsWith(which)) localStorage.removeItem(key); });
    } catch (e) { /* nothing can be kept here, so nothing is */ }
  }
  function recall() {
    try {
      var kept = JSON.parse(localStorage.getItem(name));
      if (!kept) return;
      if (kept.version !== result.dataset.version) return forget(name);
      remember.checked = true;
      asked.forEach(function (q) {
        var own = kept.answers[q.box.id];
        if (!own) return;
        q.set(own[0]);
        if (q.sure[own[1]]) q.sure[own[1]].checked = true;
      });
    } catch (e) {
      forget(name);
    }
  }
  if (remember) remember.checked = false;
  if (remember) remember.addEventListener("change", function () {
    if (remember.checked) {
      say(status, T("script_kept"));
      keep();
    } else {
      forget(name);
      say(status, T("script_not_kept"));
    }
  });
  var acts = {
    again: function () {
      clear();
      keep();
      show(steps.findIndex(function (step) { return step.box.matches(".question"); }), whole);
      say(status, T("script_cleared"));
    },
    forget: function () {
      forget(prefix);
      remember.checked = false;
      page.getElementById("_name").value = "";
      clear();
      say(status, T("script_forgotten"));
    },
    print: function () {
      page.documentElement.classList.add("recording");
      print();
    }
  };
  addEventListener("afterprint", function () { page.documentElement.classList.remove("recording"); });
  list(result, "[data-do]").forEach(function (b) { b.addEventListener("click", acts[b.dataset.do]); });
  result.querySelector(".date").textContent = new Date().toLocaleDateString(page.documentElement.lang, { day: "numeric", month: "long", year: "numeric" });
  if (asked.length) {
    if (remember) recall();
    update();
    result.hidden = !remember || !remember.checked; // until there is an answer
  }

  // Sections and questions are shown one at a time, or all when the reader asks. All stand on paper and
  // without this script. A step has a box and, if its section is nothing but questions, the heading of that.
  var steps = [], at = 0;
  (function () {
    var text = page.querySelector(".parts > .text"), part, box;
    if (!text) steps = list(page, ".question").map(function (q) { return { box: q }; });
    else Array.from(text.children).some(function (e) {
      if (e.matches(".result")) return true;
      if (e.matches(".question")) {
        if (part && part === box && part.children.length < 2) steps.pop();
        else if (part === box) part = null;
        steps.push({ box: box = e, head: part });
        return false;
      }
      if (e.matches("h2") || !box) {
        part = box = page.createElement("div");
        part.className = "part";
        e.before(part);
        steps.push({ box: part });
      }
      if (box === part) part.append(e);
      return false;
    });
  })();
  var whole = steps.length < 2;
  var bar = make("progress"), moves = make("p", "step"), all = make("p", "whole");
  var back = button(T("back"), "", function () { show(at - 1); });
  var next = button(T("next"), "", function () {
    if (steps[at + 1]) show(at + 1);
    else focus(result.querySelector("h2"));
  });
  var toggle = button("", "", function () {
    whole = !whole;
    show(at, true);
  });
  function within(step, target) { return step.box.contains(target) || Boolean(step.head) && step.head.contains(target); }
  function label() {
    next.textContent = steps[at + 1] ? T("next") : T("your_result");
    next.hidden = !steps[at + 1] && result.hidden;
  }
  function show(to, quietly) {
    at = to;
    steps.forEach(function (step) {
      step.box.hidden = !whole && step !== steps[at];
      step.box.classList.toggle("alone", !whole);
      if (step.head) step.head.hidden = !whole && step.head !== steps[at].head;
    });
    list(page, ".contents a").forEach(function (link) {
      if (!whole && within(steps[at], page.getElementById(link.hash.slice(1)))) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    var box = steps[at].box;
    bar.hidden = moves.hidden = whole;
    bar.value = steps.filter(function (step, i) { return i <= at && step.box.matches(".question"); }).length;
    back.hidden = !at;
    label();
    toggle.textContent = whole ? T("script_one_at_a_time") : T("script_all_questions");
    box.prepend(bar);
    box.append(moves);
    if (quietly) return;
    focus(box.querySelector("h2, h3, h4") || box);
    (steps[at].head || box).scrollIntoView();
  }
  // A link leads to a section, a question, or a scene of a story, which takes the focus itself.
  function follow(link, quietly) {
    var target = page.getElementById(link.slice(1));
    var to = target ? steps.findIndex(function (step) { return within(step, target); }) : -1;
    if (to >= 0) show(to, quietly || steps[to].box.contains(target) && target !== steps[to].box && steps[to].box.matches(".question"));
  }
  if (!whole) {
    bar.setAttribute("aria-hidden", true);
    moves.append(back, next);
    all.append(toggle);
    steps[0].box.before(all);
    var numbers = list(page, ".no:not(.scene .no)");
    bar.max = numbers.length;
    numbers.forEach(function (no) {
      // In a language without these words, the text is in several elements.
      var texts = page.createTreeWalker(no, NodeFilter.SHOW_TEXT), text = texts.nextNode(), rest = numberOf(no.parentNode).length;
      while (text && text.length < rest) {
        rest -= text.length;
        text = texts.nextNode();
      }
      if (text) text.splitText(rest).before(make("span", "", " " + fill(T("script_of"), { all: numbers.length })));
    });
    show(0, true);
    follow(location.hash, true);
    addEventListener("hashchange", function () { follow(location.hash); });
    // The address does not change when it names the step already.
    page.addEventListener("click", function (e) {
      var link = e.target.closest('a[href^="#"]');
      if (link && !e.defaultPrevented) setTimeout(follow, 0, link.hash);
    });
  }

  // A story shows one scene at a time, tells what the choice brought, and leads back.
  list(page, '[data-kind="scenario"]').forEach(function (box) {
    var scenes = list(box, ".scene");
    var trail = [];
    function show(scene, way, quietly) {
      list(box, ".came, .moves").forEach(function (e) { e.remove(); });
      scenes.forEach(function (s) {
        s.hidden = s !== scene;
        s.classList.add("alone");
      });
      var heading = scene.querySelector("h3, h4, h5");
      if (way) {
        var came = make("div", "came"), words = make("div");
        words.append(make("p", "", fill(T("script_chose"), { choice: way.querySelector("a").textContent })));
        var brings = way.querySelector(".brings div");
        if (brings) words.append.apply(words, copy(brings));
        if (words.querySelector(".risk")) {
          came.className = "came reply unsafe";
          came.append(shape("unsafe"));
        }
        came.append(words);
        heading.after(came);
      }
      var moves = make("p", "moves");
      if (trail.length > 1) moves.append(button(T("script_go_back"), fill(T("script_go_back_label"), { question: numberOf(box) }), function () {
        trail.pop();
        show(trail[trail.length - 1]);
      }));
      if (scene.matches(".ending")) moves.append(button(T("script_start_again"), fill(T("script_start_again_label"), { question: numberOf(box) }), function () {
        trail = [scenes[0]];
        show(scenes[0]);
      }));
      scene.append(moves);
      if (quietly) return;
      focus(heading);
    }
    function linked() { return scenes.find(function (s) { return "#" + s.id === location.hash; }); }
    function enter(quietly) {
      var scene = linked() || scenes[0];
      trail = [scene];
      show(scene, null, quietly);
    }
    list(box, ".ways li").forEach(function (way) {
      list(way, ".go, .brings").forEach(function (e) { e.hidden = true; });
      way.querySelector("a").addEventListener("click", function (e) {
        var to = scenes.find(function (s) { return "#" + s.id === way.querySelector("a").getAttribute("href"); });
        if (!to || e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        trail.push(to);
        show(to, way);
      });
    });
    if (!scenes.length) return;
    enter(true);
    addEventListener("hashchange", function () { if (linked()) enter(); });
  });
})();
