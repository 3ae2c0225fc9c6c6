// Pages of a site that can be changed have a link to the page for writers. It is not part of
// the site: only the server adds it.
(() => {
  'use strict';
  const aside = document.createElement('aside');
  aside.className = 'safelearn-writer';
  aside.setAttribute('aria-label', 'For the writer');
  const link = document.createElement('a');
  link.href = '/_safelearn/';
  link.textContent = 'Make a page, or publish';
  aside.append(link);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.safelearn-writer { margin: 2rem auto 1rem; text-align: center; }
    .safelearn-writer a { display: inline-block; padding: 0.5rem 1rem; border: 2px dashed #0b0c0c; color: #0b0c0c; background: #fff; }
    @media print { .safelearn-writer { display: none; } }`);
  document.adoptedStyleSheets.push(sheet);
  document.body.append(aside);
})();
