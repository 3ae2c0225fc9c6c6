// A learning system for tests of packages. Its settings are in the address of the page: the learner, whose
// values the server keeps; the package; "system", which is "again" for scorm-again or "strict"; and "window",
// which is "frame" or "popup". The strict system refuses whatever one of the systems in use refuses,
// and what the pattern "refuses" matches; "count" is set if it counts interactions. Of the state that it keeps
// for a learner, "clear" says what it does not take once the status is "completed": "empty" is an empty
// one, and "all" is any. If it is "ignored", the system takes it and keeps the old one.
const settings = Object.fromEntries(new URLSearchParams(location.search));
const store = "/store/" + settings.learner;
const calls = []; // name, arguments and answer of each call
let content; // the window of the package

function load() {
  const request = new XMLHttpRequest();
  request.open("GET", store, false);
  request.send();
  return JSON.parse(request.responseText);
}

function save(values, leaving) {
  const body = JSON.stringify(values);
  if (leaving) return navigator.sendBeacon(store, body);
  const request = new XMLHttpRequest();
  request.open("POST", store, false);
  request.send(body);
  return request.status === 200;
}

function strict() {
  const values = load(), pattern = {
    "cmi.core.lesson_status": /^(passed|failed|completed|incomplete|browsed)$/,
    "cmi.core.exit": /^(suspend|logout|time-out|)$/,
    "cmi.core.score.raw": /^(100|\d{1,2})$/,
    "cmi.core.session_time": /^\d{4}:\d\d:\d\d$/,
    "cmi.core.lesson_location": /^.{0,255}$/,
    "cmi.suspend_data": /^[^\n=+]{0,4096}$/,
    id: /^[\w.-]{1,255}$/,
    type: /^(choice|sequencing|matching)$/,
    result: /^(correct|wrong)$/,
    choice: /^[a-z0-9](,[a-z0-9])*$/,
    sequencing: /^[a-z0-9](,[a-z0-9])*$/,
    matching: /^[a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*$/
  };
  let open = settings.fault === "crashed", finished = false, error = 0;
  const answer = (ok, code) => {
    error = ok ? 0 : code;
    return settings.answers === "booleans" ? ok : String(ok);
  };
  const keeps = (name, value) => name === "cmi.suspend_data" && values["cmi.core.lesson_status"] === "completed" &&
    (settings.clear === "empty" ? value === "" : settings.clear);
  function allowed(name, value) {
    if (keeps(name, value) && settings.clear !== "ignored") return 405;
    if (settings.refuses && new RegExp(settings.refuses).test(name)) return 401;
    const item = /^cmi\.interactions\.(\d+)\.(.*)$/.exec(name);
    if (!item) return pattern[name] && pattern[name].test(value) ? 0 : pattern[name] ? 405 : 401;
    if (settings.answers !== "booleans") return 401; // one system has no interactions
    const begin = "cmi.interactions." + item[1] + ".", count = Object.keys(values).filter((key) => /\.id$/.test(key)).length;
    if (item[2] === "id" ? Number(item[1]) > count : !(begin + "id" in values)) throw new Error("a gap in the interactions");
    const part = /^(student_response|correct_responses\.0\.pattern)$/.test(item[2]) ? values[begin + "type"] : item[2];
    return pattern[part] && pattern[part].test(value) ? 0 : 405;
  }
  return {
    LMSInitialize() {
      if (settings.fault === "throws") throw new Error("the system is not well");
      if (open || settings.fault === "denies") return answer(false, 101);
      open = true;
      values["cmi.core.lesson_status"] ||= "not attempted";
      return answer(true);
    },
    LMSGetValue(name) {
      if (settings.fault === "denies" || name === "cmi.core.lesson_mode" && !settings.mode) return "";
      if (name === "cmi.interactions._count" && settings.count) return Object.keys(values).filter((key) => /\.id$/.test(key)).length;
      if (/^cmi\.interactions/.test(name)) return "";
      return name === "cmi.core.lesson_mode" ? settings.mode : values[name] || "";
    },
    LMSSetValue(name, value) {
      if (settings.fault === "denies") return answer(false, 101);
      if (!open || finished) return answer(false, 301);
      const code = allowed(name, value);
      if (!code && !keeps(name, value)) values[name] = value;
      return answer(!code, code);
    },
    LMSCommit() {
      if (!open || finished || settings.fault === "denies") return answer(false, 301);
      return answer(save(values), 101);
    },
    LMSFinish() {
      values.finished = (values.finished || 0) + 1; // even if it is refused
      if (!open || finished) return answer(save(values, true) && false, 301);
      finished = true;
      // Opening and closing counts as done if no status was written.
      if (values["cmi.core.lesson_status"] === "not attempted") values["cmi.core.lesson_status"] = "completed";
      return answer(save(values, true), 101);
    },
    LMSGetLastError: () => settings.answers === "booleans" ? error : String(error)
  };
}

function again() {
  const api = new Scorm12API({ lmsCommitUrl: store, dataCommitFormat: "flattened", logLevel: 5 });
  const values = load();
  delete values.finished;
  if (Object.keys(values).length) api.loadFromFlattenedJSON(values);
  return api;
}

// logged returns an object with the calls of SCORM 1.2, which are recorded.
function logged(system) {
  const names = ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish", "LMSGetLastError"];
  return Object.fromEntries(names.map((name) => [name, (...args) => {
    const value = system[name](...args);
    calls.push([name, ...args, value]);
    return value;
  }]));
}

function launch() {
  const address = "/packages/" + settings.package + "/index.html?key1=a%20b";
  if (settings.window === "popup") {
    content = open(address, "_blank", "popup,width=800,height=600");
    return;
  }
  const frame = document.createElement("iframe");
  if (settings.sandbox) frame.sandbox = settings.sandbox;
  frame.src = address;
  frame.width = frame.height = 600;
  document.body.append(frame);
  content = frame.contentWindow;
}

// answer gives an answer to a question of the package: the letters of options, of steps in order, or of what
// belongs to each row.
function answer(id, letters) {
  const box = content.document.getElementById(id);
  letters.forEach((letter, i) => {
    if (box.dataset.kind === "choice") box.querySelector("#_" + id + "-" + letter).click();
    else if (box.dataset.kind === "match") {
      const select = box.querySelectorAll("select")[i];
      select.value = letter;
      select.dispatchEvent(new content.Event("change", { bubbles: true }));
    } else {
      const steps = box.querySelector(".ordering"), step = steps.querySelector('[data-letter="' + letter + '"]');
      step.querySelectorAll("button")[1].click(); // a step must be moved, even if it is in its place
      while ([...steps.children].indexOf(step) > i) step.querySelectorAll("button")[0].click();
    }
  });
  box.querySelector("button.main").click();
}
const rightAnswer = (id) => content.document.getElementById(id).dataset.right.split(" ");
const questions = () => [...content.document.querySelectorAll(".question[data-right]")].map((box) => box.id);
const ready = () => content && content.document.readyState === "complete" && content.location.href !== "about:blank" && content.learningSystem;
const words = (selector) => content.document.querySelector(selector).innerText.replace(/\s+/g, " ").trim();

if (settings.system !== "none") {
  const system = settings.system === "again" ? again() : strict();
  Object.defineProperty(window, "API", { value: logged(system) });
}
document.getElementById("launch").addEventListener("click", launch);
