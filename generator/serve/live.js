// Every page that the server sends loads this script. It reloads the page after a good
// build and shows the problems after a bad one. It uses no style attribute and no style
// element, because the policy of the pages forbids them.
(() => {
  'use strict';
  const base = '/_safelearn/';
  // The main element of the server's own page, which is sent while there is no site.
  const problems = document.getElementById('safelearn-problems');
  // The id of this page's build. It is in a header; in a browser that does not expose
  // the header, the id in the first event is used.
  const [loaded] = performance.getEntriesByType('navigation');
  let build = loaded?.serverTiming?.find((t) => t.name === 'build')?.description;
  let stream = null;
  let panel = null;
  let shown = '';
  let closed = '';

  // A hidden tab closes its stream: a browser opens at most six connections to a
  // server, and a seventh tab would wait for ever.
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
      if (stream?.readyState !== EventSource.CLOSED) return; // the browser reconnects
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

  // The panel is the first element of the page, so that the first press of Tab reaches
  // it. It does not take the focus.
  function open() {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = `
      <div class="visually-hidden" role="alert"></div>
      <div class="panel" role="region" aria-label="Problems in the content" tabindex="0">
        <button type="button">Close</button>
        <div></div>
      </div>`;
    root.querySelector('button').addEventListener('click', close);
    root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close();
    });
    fetch(base + 'panel.css')
      .then((response) => response.text())
      .then((css) => sheet.replaceSync(css));
    document.body.prepend(host);
    return { host, alert: root.querySelector('.visually-hidden'), text: root.querySelector('.panel > div') };
  }

  function close() {
    closed = shown;
    panel.host.remove();
    panel = null;
  }

  document.addEventListener('visibilitychange', listen);
  listen();
})();
