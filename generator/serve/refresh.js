// The page for writers shows the problems and lists of each build without loading again, so that what
// is typed into its forms is kept.
(() => {
  'use strict';
  const state = document.getElementById('state');
  const lists = document.getElementById('lists');

  async function refresh() {
    try {
      const response = await fetch('/_safelearn/?refresh');
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      replace(state, page);
      const typed = [...lists.querySelectorAll('input:not([type=hidden])')].some((field) => field.value);
      if (!typed && !lists.contains(document.activeElement)) replace(lists, page);
    } catch {
      stopped();
    }
  }

  function replace(part, page) {
    const next = page.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  }

  function stopped() {
    const text = document.createElement('p');
    text.className = 'problem';
    text.textContent = 'The program is not running any more. Start it again, then load this page.';
    state.replaceChildren(text);
  }

  const stream = new EventSource('/_safelearn/events?page=%2F_safelearn%2F');
  for (const name of ['build', 'problems', 'reload', 'kept']) stream.addEventListener(name, refresh);
  stream.onerror = stopped;
})();
