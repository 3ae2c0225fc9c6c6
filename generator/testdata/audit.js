// Accessibility checks that axe-core does not have. The browser tests evaluate this file in
// a page over the DevTools protocol; audit(checks) returns the faults of the page.
window.audit = (() => {
  "use strict";
  const TARGETS = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";

  // name describes an element briefly.
  const name = (e) => {
    const own = (x) => x.localName + (x.id ? "#" + x.id : "") + [...x.classList].map((c) => "." + c).join("");
    const words = (e.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 30);
    return (e.parentElement ? own(e.parentElement) + " > " : "") + own(e) + (words && ` “${words}”`);
  };
  const shown = (e) => e.checkVisibility({ visibilityProperty: true });
  // Content that only screen readers announce is one pixel in size.
  const visuallyHidden = (e) => { for (; e; e = e.parentElement) if (e.offsetWidth <= 1 && e.offsetHeight <= 1 && getComputedStyle(e).overflow === "hidden") return true; return false; };
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const block = (e) => { while (e.parentElement && getComputedStyle(e).display.startsWith("inline")) e = e.parentElement; return e; };

  // texts returns all visible text nodes.
  const texts = () => {
    const list = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      if (n.data.trim() && !n.parentElement.closest("script, style, option") && shown(n.parentElement)) list.push(n);
    }
    return list;
  };
  // The meaning of a glossary term covers other text until Escape (WCAG 2.2, 1.4.13).
  const escape = () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  const boxes = (n) => { const r = document.createRange(); r.selectNodeContents(n); return [...r.getClientRects()].filter((b) => b.width > 1 && b.height > 1); };

  // rgba parses a colour in any notation; contrast is the contrast ratio of WCAG 2.2.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
  const behind = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) {
      const c = rgba(getComputedStyle(e).backgroundColor);
      layers.push(c);
      if (c[3] === 1) break;
    }
    const base = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
    return layers.reduceRight((under, c) => over(c, under), base);
  };
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const contrast = (colour, under) => { const a = light(over(rgba(colour), under)), b = light(under); return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };

  const checks = {
    // The page does not scroll sideways, and no element but code does.
    sideways() {
      const root = document.documentElement, by = root.scrollWidth - root.clientWidth;
      const list = all("body *").filter((e) => e.localName !== "pre" && e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))
        .map((e) => `scrolls sideways: ${name(e)}`);
      if (by <= 0) return list;
      const out = (b) => b.right > root.clientWidth + 1;
      const widest = all("body *").findLast((e) => !e.closest("pre *") && out(e.getBoundingClientRect())) ?? texts().find((n) => boxes(n).some(out))?.parentElement;
      return [`wider by ${by} pixels: ${widest ? name(widest) : "?"}`, ...list];
    },

    // No text is cut off by its box or by the edge of the page. A link that becomes visible
    // when it has the focus may be outside. Text in a drawing does not wrap.
    cut() {
      const wide = document.documentElement.clientWidth;
      const offscreen = (box) => box && (document.dir === "rtl" ? box.left > wide : box.right < 0);
      const boxed = all("body *").filter((e) => !visuallyHidden(e) && e.innerText?.trim() && (
        (/hidden|clip/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1) ||
        (/hidden|clip/.test(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1)));
      const off = texts().filter((n) => !visuallyHidden(n.parentElement) && !n.parentElement.closest("pre") &&
        boxes(n).some((b) => b.left < -1 || b.right > wide + 1) && !offscreen(n.parentElement.closest("a[href]")?.getBoundingClientRect()));
      return [...boxed, ...all("svg text"), ...off.map((n) => n.parentElement)].map((e) => `cut off: ${name(e)}`);
    },

    // No text overlaps other text. Fixed and sticky elements are left to focus().
    overlap() {
      const stays = (e) => e && (/fixed|sticky/.test(getComputedStyle(e).position) || stays(e.parentElement));
      const lines = texts().filter((n) => !visuallyHidden(n.parentElement) && !stays(n.parentElement)).flatMap((n) => boxes(n).map((b) => ({ n, b }))).sort((x, y) => x.b.top - y.b.top);
      const list = [];
      for (let i = 0; i < lines.length; i++) {
        for (let j = i + 1; j < lines.length && lines[j].b.top < lines[i].b.bottom; j++) {
          const a = lines[i], c = lines[j];
          const high = Math.min(a.b.bottom, c.b.bottom) - c.b.top, wide = Math.min(a.b.right, c.b.right) - Math.max(a.b.left, c.b.left);
          if (a.n !== c.n && wide > 3 && high > Math.min(a.b.height, c.b.height) / 2) list.push(`overlaps other text: ${name(a.n.parentElement)} and ${name(c.n.parentElement)}`);
        }
      }
      return list;
    },

    // Every text that was visible at the first call is still visible.
    lost() {
      const now = new Map(texts().filter((n) => boxes(n).length).map((n) => [n.parentElement, n.data]));
      checks.lost.first ??= now;
      return [...checks.lost.first].filter(([e]) => !now.has(e)).map(([, words]) => `no longer visible: ${words.trim().slice(0, 40)}`);
    },

    // The page has one heading of the first level, at the start, and skips no level.
    headings() {
      const levels = all("h1, h2, h3, h4, h5, h6").map((e) => [Number(e.localName[1]), e]);
      const list = levels.filter(([l], i) => l > (i ? levels[i - 1][0] : 0) + 1).map(([, e]) => `skips a heading level: ${name(e)}`);
      const firsts = levels.filter(([l]) => l === 1).length;
      return firsts === 1 ? list : [`has ${firsts} headings of the first level`, ...list];
    },

    // Controls with the same name do the same, and a table below a heading has a name.
    names() {
      const labels = (e) => [e.closest("fieldset")?.querySelector("legend"), ...e.labels].map((l) => l?.textContent).join(" ");
      const spoken = (e) => (e.getAttribute("aria-label") ?? (e.labels?.length ? labels(e) : e.textContent)).replace(/\s+/g, " ").trim();
      const known = new Map();
      const list = all("table").filter((e) => all("h2, h3, h4").some((h) => h.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) && !e.caption && !e.ariaLabel && !e.getAttribute("aria-labelledby")).map((e) => `a table without a name: ${name(e)}`);
      for (const e of all("a[href], button, summary, input, select, textarea")) {
        const key = [e.localName, spoken(e), e.closest("nav")?.ariaLabel].join(" "), same = known.get(key);
        if (same && (e.localName !== "a" || e.href !== same.href)) list.push(`has the name of another control: ${name(e)}`);
        known.set(key, e);
      }
      return list;
    },

    // A target is 24 by 24 pixels, or is part of a sentence, or has the spacing of a circle
    // of 24 pixels (WCAG 2.2, 2.5.8).
    targets() {
      const list = all(TARGETS).filter((e) => !e.disabled && !visuallyHidden(e)).map((e) => {
        const areas = [e, ...(e.labels ?? [])].flatMap((x) => [...x.getClientRects()]).filter((b) => b.width && b.height);
        const b = areas.reduce((most, b) => (b.width * b.height > most.width * most.height ? b : most), areas[0] ?? e.getBoundingClientRect());
        return { e, areas, b, small: b.width < 23.9 || b.height < 23.9, x: (b.left + b.right) / 2, y: (b.top + b.bottom) / 2 };
      });
      const inSentence = (e) => {
        if (getComputedStyle(e).display !== "inline") return false;
        const walker = document.createTreeWalker(block(e), NodeFilter.SHOW_TEXT);
        for (let n = walker.nextNode(); n; n = walker.nextNode()) {
          if (/[\p{L}\p{N}]/u.test(n.data) && !n.parentElement.closest(TARGETS) && block(n.parentElement) === block(e)) return true;
        }
        return false;
      };
      const distance = (t, a) => Math.hypot(Math.max(a.left - t.x, 0, t.x - a.right), Math.max(a.top - t.y, 0, t.y - a.bottom));
      return list.filter((t) => t.small && !inSentence(t.e) && list.some((o) => o !== t && !o.e.contains(t.e) && !t.e.contains(o.e) &&
        (o.areas.some((a) => distance(t, a) < 12) || (o.small && Math.hypot(t.x - o.x, t.y - o.y) < 24))))
        .map((t) => `too small to tap: ${name(t.e)}, ${Math.round(t.b.width)} by ${Math.round(t.b.height)}`);
    },

    // A line of running text has at most 80 characters.
    lines() {
      const most = new Map();
      let last, at, count = 0;
      for (const n of texts()) {
        const home = block(n.parentElement);
        if (n.parentElement.closest("pre, h1, h2, h3, h4, h5, h6") || visuallyHidden(n.parentElement)) continue;
        for (const word of n.data.matchAll(/\S+/g)) {
          const r = document.createRange();
          r.setStart(n, word.index);
          r.setEnd(n, word.index + word[0].length);
          const parts = r.getClientRects(); // several if the word is broken
          const b = parts[0];
          if (!b) continue;
          if (home !== at || b.top > last.top + last.height / 2) count = -1;
          const share = Math.ceil(word[0].length / parts.length);
          count += 1 + share;
          most.set(home, Math.max(most.get(home) ?? 0, count));
          if (parts.length > 1) count = share;
          [at, last] = [home, parts[parts.length - 1]];
        }
      }
      return [...most].filter(([, n]) => n > 80).map(([e, n]) => `a line of ${n} characters: ${name(e)}`);
    },

    // The border of a control and its placeholder have enough contrast (WCAG 2.2, 1.4.11 and
    // 1.4.3).
    edges() {
      const list = [];
      for (const e of all("input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea, button")) {
        const style = getComputedStyle(e), under = behind(e.parentElement);
        const bare = parseFloat(style.borderTopWidth) === 0 && rgba(style.backgroundColor)[3] === 0;
        const edge = Math.max(parseFloat(style.borderTopWidth) ? contrast(style.borderTopColor, under) : 1, contrast(style.backgroundColor, under));
        if (!(bare && e.localName === "button") && edge < 3) list.push(`the edge of a control has a contrast of ${edge.toFixed(1)}: ${name(e)}`);
        if (e.placeholder) {
          const faint = contrast(getComputedStyle(e, "::placeholder").color, behind(e));
          if (faint < 4.5) list.push(`a placeholder has a contrast of ${faint.toFixed(1)}: ${name(e)}`);
        }
      }
      return list;
    },

    // A browser can read aloud all visible text.
    aloud() {
      const faults = new Set();
      for (const n of texts()) {
        const e = n.parentElement;
        if (/[\p{L}\p{N}]/u.test(n.data) && e.closest("[aria-hidden=true]")) faults.add(`is not read aloud: ${name(e)}`);
        if (getComputedStyle(e).userSelect === "none") faults.add(`cannot be selected to be read aloud: ${name(e)}`);
      }
      return [...faults];
    },

    // The keyboard focus changes the look of an element with enough contrast to its
    // surroundings, and nothing covers the element.
    focus() {
      const look = (e) => { const s = getComputedStyle(e); return { outline: s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 1 ? "" : s.outlineColor, style: s.outlineStyle, shadow: s.boxShadow, back: s.backgroundColor, border: s.borderTopColor }; };
      const list = [];
      for (const e of all(TARGETS)) {
        if (e.disabled || e.tabIndex < 0) continue;
        document.activeElement.blur();
        const before = look(e), under = behind(e.parentElement);
        e.focus();
        if (document.activeElement !== e) { list.push(`does not take the focus: ${name(e)}`); continue; }
        const after = look(e);
        const changed = [["outline", after.outline], ["shadow", after.shadow.match(/^\w+\([^)]*\)/)?.[0]], ["back", after.back], ["border", after.border]]
          .filter(([key, colour]) => colour && after[key] !== before[key]).map(([, colour]) => contrast(colour, under));
        if (!changed.some((c) => c >= 3) && !(after.style === "auto" && before.style !== "auto")) list.push(`the focus is not visible: ${name(e)}`);
        escape();
        const b = e.getClientRects()[0], x = (Math.max(b.left, 0) + Math.min(b.right, innerWidth)) / 2, y = (Math.max(b.top, 0) + Math.min(b.bottom, innerHeight)) / 2;
        const top = document.elementFromPoint(x, y);
        if (!top || !(e.contains(top) || top.contains(e) || [...(e.labels ?? [])].some((l) => l.contains(top)))) list.push(`is covered or out of sight with the focus: ${name(e)}, by ${top ? name(top) : "nothing"}`);
      }
      document.activeElement.blur();
      escape();
      scrollTo(0, 0);
      return list;
    },
  };

  return (names) => names.flatMap((n) => [...new Set(checks[n]())]);
})();
