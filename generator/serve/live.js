// Loaded by every page that the server shows: shows the page anew after a good
// build, and what is wrong after a bad one. It writes no style attribute and no
// style element, which the policy of the pages forbids.
(() => {
  'use strict';
  const base = '/_safelearn/';
  // The server's own page, shown while there is no site.
  const problems = document.getElementById('safelearn-problems');
  // The build that this page is of. The header says it exactly; where a browser
  // does not give it, the first word from the stream is the best guess.
  const [loaded] = performance.getEntriesByType('navigation');
  let build = loaded?.serverTiming?.find((t) => t.name === 'build')?.description;
  let stream = null;
  let panel = null;
  let shown = '';
  let closed = '';

  // A hidden tab holds no stream: a browser opens six connections to a server and
  // no more, and the seventh tab would wait for ever.
  function listen() {
    if (document.hidden) {
      stream?.close();
      stream = null;
      return;
    }
    if (stream) return;
    stream = new EventSource(base + 'events?page=' + encodeURIComponent(location.pathname));
    stream.addEventListener('build', (event) => {
      build ??= event.data;
      if (event.data !== build) location.reload();
    });
    stream.addEventListener('reload', () => location.reload());
    stream.addEventListener('kept', (event) => {
      build = event.data;
    });
    stream.addEventListener('problems', (event) => show(event.data));
    stream.onerror = () => {
      if (stream?.readyState !== EventSource.CLOSED) return; // it tries again by itself
      stream = null;
      setTimeout(listen, 1000);
    };
  }

  function show(html) {
    if (problems) {
      if (html !== shown) problems.innerHTML = html;
      shown = html;
      return;
    }
    if (html === closed || (panel && html === shown)) return;
    shown = html;
    panel ??= open();
    panel.text.innerHTML = html;
    panel.alert.textContent = panel.text.querySelector('h1').textContent;
  }

  // The panel goes first in the page, so the first press of Tab reaches it; what
  // the reader is doing keeps the focus.
  function open() {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = `
      <div class="unseen" role="alert"></div>
      <div class="panel" role="region" aria-label="Problems in the content" tabindex="0">
        <button type="button">Close</button>
        <div></div>
      </div>`;
    root.querySelector('button').addEventListener('click', close);
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close();
    });
    fetch(base + 'panel.css')
      .then((answer) => answer.text())
      .then((css) => sheet.replaceSync(css));
    document.body.prepend(host);
    return { host, alert: root.querySelector('.unseen'), text: root.querySelector('.panel > div') };
  }

  function close() {
    closed = shown;
    panel.host.remove();
    panel = null;
  }

  document.addEventListener('visibilitychange', listen);
  listen();
})();
