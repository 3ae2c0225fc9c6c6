/* Search. It loads nothing before something is typed, then scripts that call _search, as
   generator/search writes them. A typed word is looked up among the forms on the site. */
(() => {
  const form = document.querySelector('form[role=search]');
  const out = document.getElementById('_results');
  const status = document.getElementById('_count');
  if (!form || !out || !status) return;
  const offers = document.getElementById('_empty');
  const box = form.elements.q;
  const folder = out.dataset.index;
  const fill = (text, values) => (text.other ? text[new Intl.PluralRules(document.documentElement.lang).select(values.n)] || text.other : text).replace(/\{(\w+)\}/g, (_, key) => values[key]);

  /* Files. */
  const files = new Map();
  const waiting = {};
  window._search = (name, value) => waiting[name](value);
  const load = (name, read) => {
    if (!files.has(name)) {
      files.set(name, new Promise((done, fail) => {
        const script = document.createElement('script');
        waiting[name] = (value) => done(read ? read(value) : value);
        script.onerror = () => { files.delete(name); script.remove(); fail(new Error(name)); };
        script.src = folder + name + '.js';
        document.head.append(script);
      }));
    }
    return files.get(name);
  };
  const start = () => load(out.dataset.start, (s) => ({ ...s, words: s.words.split(' '), turned: s.turned.split(' '), stops: (s.stops || '').split(' '), kinds: s.kinds.flatMap(([kind, n]) => Array(n).fill(kind)) }));
  const place = (list, word) => {
    let i = list.length - 1;
    while (i > 0 && list[i] > word) i--;
    return i;
  };
  const part = (names, i, figures) => names.slice(figures * i, figures * (i + 1));
  const shard = async (i) => load('w' + part((await start()).w, i, 5), (text) => {
    const forms = new Map();
    for (const line of text.split('\n')) {
      const [names, hits] = line.split(' ');
      const [common, ...ends] = names.split(',');
      const group = { forms: ends.map((end) => common + end), hits };
      for (const word of group.forms) forms.set(word, group);
    }
    return forms;
  });
  const unfold = (text) => {
    const forms = [];
    let last = '';
    for (const [, shared, end] of text.matchAll(/([A-Z])([^A-Z]*)/g)) forms.push(last = last.slice(0, shared.charCodeAt() - 65) + end);
    return forms;
  };
  const turned = async (i) => load('r' + part((await start()).r, i, 5), unfold);
  /* Words that no page has and that are no slips: those of the pages for parents, and common ones. */
  const known = async () => load((await start()).known, unfold).catch(() => []);

  /* Words, split as generator/search/token.go splits them. */
  const pattern = /(?:[a-z]\.)+[a-z](?![\p{L}\p{N}\p{M}])|[\p{L}\p{N}\p{M}]+(?:(?:\.(?=[0-9])|['’](?=[a-z]))[\p{L}\p{N}\p{M}]+)*/giu;
  const plain = (word) => word.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/ς/g, 'σ').replace(/’/g, "'").replace(/'s$/, '').replace(/'/g, '').replace(/(^|[^0-9])\.+/g, '$1');
  const split = (text) => (text.match(pattern) || []).map(plain).filter(Boolean);
  const code = (word) => /\d/.test(word);

  /* How a word goes on that is the same word. A short word that was typed to its end is not the start of
     another that is little longer (mood, Moodle). */
  const endings = /^(?:e?[sd]|ings?|e?rs?|ly|ment|ness)$/;

  /* How many letters differ, as far as limit. */
  const slips = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return 9;
    let before, row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[b.length];
  };
  const nearest = (word, forms) => {
    let limit = word.length < 8 ? 1 : 2, list = [];
    for (const other of forms) {
      const n = slips(word, other, limit);
      if (n < limit) [limit, list] = [n, []];
      if (n === limit) list.push(other);
    }
    return { slips: list.length ? limit : 9, list };
  };
  /* Forms that begin alike and end otherwise: one of escalate for escalating. */
  const kin = (word, forms) => {
    let most = 4, list = [];
    for (const other of forms) {
      let n = 0;
      while (n < word.length && word[n] === other[n]) n++;
      if (n < most || word.length - n > 3 || other.length - n > 3) continue;
      if (n > most) list = [];
      most = n;
      list.push(other);
    }
    return list;
  };
  /* Forms that begin nearly like a word that is not typed to its end. */
  const beginning = (word, forms) => ({ slips: 1, list: forms.filter((other) => other.length > word.length
    && [0, 1, -1].some((more) => slips(word, other.slice(0, word.length + more), 1) < 2)) });
  const look = async (word) => (await shard(place((await start()).words, word))).get(word);
  /* Two words typed as one. */
  const halves = async (word, forms) => {
    const [, name, number] = /^(\p{L}{3,})(\d.*)/u.exec(word) || [];
    if (name && (await look(number))?.hits) return [name, number];
    if (code(word)) return;
    for (let i = word.length - 4; i > 3; i--) {
      if (!forms.has(word.slice(0, i))) continue;
      const rest = word.slice(i);
      if (await look(rest)) return [word.slice(0, i), rest];
    }
  };
  const turn = (word) => [...word].reverse().join('');

  /* The groups of forms that a typed word may mean, each with how sure that is. */
  const meant = async (word, typing) => {
    const { words, turned: ends, stops } = await start();
    if (stops.includes(word)) return { found: new Map(), stop: true };
    const at = place(words, word);
    const forms = await shard(at);
    const exact = forms.get(word)?.hits && forms.get(word);
    const found = new Map();
    const offer = (group, sure) => group?.hits && !(found.get(group) >= sure) && found.set(group, sure);
    offer(exact, 1);
    const others = exact || code(word) ? [] : await known(), right = others.includes(word);
    if ((code(word) ? typing && !exact : typing || !exact) && word.length > 1) {
      const lists = [forms];
      if (words[at + 1]?.startsWith(word)) lists.push(await shard(at + 1));
      for (const list of lists) {
        for (const [other, group] of list) {
          if (other !== word && other.startsWith(word) && (typing && !right || word.length > 4 && !right || other.length > 2 * word.length || endings.test(other.slice(word.length)))) offer(group, (exact ? .4 : typing ? .9 : .5) * Math.sqrt(word.length / other.length));
        }
      }
    }
    /* A number or a short word is no slip for another, nor is a word of the list. */
    if (exact || right || typing && found.size || word.length < 5 && !code(word)) return { found, typed: word };
    if (code(word)) return { found, typed: word, halves: await halves(word, forms) };
    const here = [...forms.keys()].filter((form) => forms.get(form).hits);
    let near = nearest(word, here), sure = .7;
    if (found.size) near.slips > 1 && (near.list = []);
    else {
      if (near.slips > 1) {
        const back = nearest(turn(word), await turned(place(ends, turn(word))).catch(() => []));
        if (back.slips < near.slips) near = { slips: back.slips, list: back.list.map(turn) };
      }
      if (nearest(word, others).slips < near.slips) return { found, typed: word };
      if (near.slips > 1) {
        const pair = await halves(word, forms);
        if (pair) return { halves: pair };
        const list = kin(word, here);
        if (list.length) near.list = list;
        else if (near.slips > 2 && word.length > 3) near = beginning(word, here);
        sure = .5;
      }
    }
    for (const other of near.list.slice(0, 9)) offer(await look(other), sure);
    return { found, typed: word, instead: near.list[0] };
  };

  /* Pages, the best first: { page, section, score }. */
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
  const hits = function* (text) {
    let i = 0, page = -1;
    const number = () => {
      for (let n = 0, unit = 1; ; unit *= 32) {
        const digit = digits.indexOf(text[i++]);
        n += digit % 32 * unit;
        if (digit < 32) return n;
      }
    };
    while (i < text.length) {
      page += number() + 1;
      const digit = digits.indexOf(text[i++]);
      yield { page, label: digit > 31, score: (digit % 32 / 31) ** 2, section: number() };
    }
  };
  /* Words that are one label are looked up as one, too: LP 6, 6.9 (b). */
  const find = async (query, typing) => {
    const texts = [...query.matchAll(pattern)], words = texts.map((text) => plain(text[0])), labels = [], parts = [];
    for (let i = 0; i < words.length; i++) {
      for (let n = Math.min(4, words.length - i); n > 1; n--) {
        const end = texts[i + n - 1], list = words.slice(i, i + n), label = list.join('');
        if (!/^\S+$|\d\S*$|\d\W+\w$/.test(query.slice(texts[i].index, end.index + end[0].length)) || ![...hits((await look(label))?.hits || '')].some((hit) => hit.label)) continue;
        labels.push(label);
        parts.push(...list);
        i += n - 1;
        break;
      }
    }
    const typed = [...new Set([...labels, ...words])].filter(Boolean).slice(0, 40);
    let all = await Promise.all(typed.map((word) => meant(word, typing && word === words.at(-1))));
    all = await Promise.all(all.flatMap((word) => word.halves ? word.halves.map((half) => meant(half)) : [word]));
    const searched = all.filter((word) => !word.stop);
    const pages = new Map();
    let worth = 0;
    for (const word of searched.length ? searched : all) {
      const best = new Map();
      for (const [group, sure] of word.found) {
        for (const { page, label, score, section } of hits(group.hits)) {
          if (!(best.get(page)?.score >= score * sure)) best.set(page, { score: score * sure, section, label: label && sure === 1 && !parts.includes(word.typed) });
        }
      }
      const top = Math.max(0, ...[...best.values()].map((hit) => hit.score));
      worth += top;
      for (const [page, hit] of best) {
        const p = pages.get(page) || pages.set(page, { page, labels: 0, score: 0, worth: 0, sections: new Map() }).get(page);
        p.labels += hit.label;
        p.score += hit.score;
        p.worth += top;
        p.sections.set(hit.section, (p.sections.get(hit.section) || 0) + hit.score + 9 * hit.label);
      }
    }
    const list = [...pages.values()];
    for (const p of list) {
      p.score *= (p.worth / worth) ** 2;
      p.section = [...p.sections].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
    }
    list.sort((a, b) => b.labels - a.labels || b.score - a.score || a.page - b.page);
    const marked = new Set(all.flatMap((word) => [...word.found.keys()].flatMap((group) => group.forms)));
    const wrong = all.filter((word) => word.instead);
    return { list, marked, nowhere: searched.filter((word) => !word.found.size && !parts.includes(word.typed)).map(({ typed }) => (texts[words.indexOf(typed)] || [typed])[0]), slipped: wrong.map((word) => word.typed).join(' '), instead: wrong.map((word) => word.instead).join(' ') };
  };
  const of = async (letter, page, parts = 1) => {
    const { per, h } = await start();
    const size = per / parts;
    return (await load(letter + Math.floor(page / size) + '_' + part(h, Math.floor(page / per), 3)))[page % size];
  };
  const headOf = async (page) => {
    const [address, title, kind, where, tag, summary, ...rest] = await of('h', page);
    return { address, title, kind, where, tag, summary, section: (n) => n > 0 ? rest.slice(2 * n - 2, 2 * n) : ['', ''] };
  };
  window._search.find = find;
  window._search.head = headOf;

  /* What is shown. */
  const copy = (id) => document.getElementById(id).content.cloneNode(true);
  const make = (name, textContent = '', className = '', more) => Object.assign(document.createElement(name), { textContent, className, ...more });
  const mark = (element, text, marked) => {
    let done = 0;
    for (const found of text.matchAll(pattern)) {
      if (!marked.has(plain(found[0]))) continue;
      element.append(text.slice(done, found.index), make('mark', found[0]));
      done = found.index + found[0].length;
    }
    element.append(text.slice(done));
    return element;
  };
  const room = 220;
  const excerpt = (text, marked) => {
    const places = [...text.matchAll(pattern)].filter((found) => marked.has(plain(found[0])));
    let from = 0, most = 0;
    for (const { index } of places) {
      const begin = Math.max(text.lastIndexOf('. ', index) + 1, index - 90, 0);
      const inside = new Set(places.filter((p) => p.index >= begin && p.index < begin + room).map((p) => plain(p[0]))).size;
      if (inside > most) [from, most] = [begin, inside];
    }
    if (from && text[from - 1] !== '.' && text[from] !== ' ') from = text.indexOf(' ', from);
    let to = from + room >= text.length ? text.length : text.lastIndexOf(' ', from + room);
    return (from && text[from - 1] !== '.' ? '… ' : '') + text.slice(from, to).trim() + (to < text.length ? ' …' : '');
  };
  /* A summary says enough of the start of a page. The first results are shown with their excerpts, so that
     none moves under a finger. */
  const show = async ({ page, section }, marked, i) => {
    const text = () => of('t', page, 8).then((texts) => texts[section], () => '');
    const inView = section > 0 && i < innerHeight / 500;
    const [head, early] = await Promise.all([headOf(page), inView && text()]);
    const item = make('li');
    const [anchor, heading] = head.section(section);
    const link = mark(make('a'), head.title, marked);
    link.href = out.dataset.root + head.address.slice(1) + (out.dataset.file && head.address.endsWith('/') ? out.dataset.file : '') + (anchor && '#' + anchor);
    const line = [head.kind, head.where, heading].filter(Boolean).join(' · ');
    const kind = make('span', line, 'kind');
    if (head.tag) kind.append(' ', make('b', head.tag, 'sample'));
    if (line) item.append(kind, ' ');
    item.append(link);
    if (head.summary) item.append(mark(make('p'), head.summary, marked));
    const quote = (text) => text && item.append(mark(make('p', '', 'excerpt'), excerpt(text, marked), marked));
    quote(early);
    item.excerpt = async () => inView || (section > 0 || !head.summary) && quote(await text());
    return item;
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      entry.target.excerpt();
    }
  });
  const first = 7;
  let turnOf = 0;
  let announcing;
  const announce = (text, wait) => {
    clearTimeout(announcing);
    announcing = setTimeout(() => { status.textContent = text; }, wait);
  };
  const list = make('ol', '', 'items');
  const button = (text, className, onclick) => make('button', text, className, { type: 'button', onclick });
  const more = button(out.dataset.more, 'more');
  const draw = async (hits, shown, marked, mine) => {
    const items = await Promise.all(hits.slice(0, shown).map((hit, i) => show(hit, marked, i)));
    if (mine !== turnOf) return;
    list.replaceChildren(...items);
    more.hidden = !hits[shown];
    more.onclick = async () => {
      await draw(hits, shown + first, marked, mine);
      list.children[shown].querySelector('a').focus();
    };
    for (const item of items) seen.observe(item);
  };
  const run = async (typing) => {
    const mine = ++turnOf;
    const query = box.value.trim();
    clearTimeout(announcing);
    status.textContent = '';
    const empty = !split(query).length;
    if (empty || !out.firstChild) offers.className = empty ? '' : 'side';
    if (empty) { out.replaceChildren(); return; }
    try {
      const found = await find(query, typing);
      const { parents, kinds, order } = await start();
      if (mine !== turnOf) return;
      let hits = found.list;
      offers.className = hits.length ? 'side' : '';
      const typed = ` ${split(query).join(' ')} `, has = (words) => typed.includes(` ${split(words).join(' ')} `);
      let said;
      const task = [...document.querySelectorAll('[data-words]')].find((task) => (said = task.dataset.words.split('|').filter(has))[0]);
      const poor = !hits.length || found.nowhere[0] || found.slipped;
      const answer = (document.getElementById(parents.some(has) ? '_parents' : poor && !task ? '_apart' : '') || task)?.content.cloneNode(true);
      // What the card answers with is not repeated just below it, but another section of its page is shown.
      const card = answer?.querySelector('.answer a')?.getAttribute('href'), heads = await Promise.all(hits.slice(0, first).map((hit) => headOf(hit.page)));
      if (mine !== turnOf) return;
      // In a narrow window, the call for help beside the results is out of sight.
      const call = card && document.querySelector('.help .sos');
      if (call) answer.querySelector('.answer').prepend(call.cloneNode(true));
      if (card && hits[1]) hits = hits.filter((hit, i) => !heads[i] || !card.startsWith('..' + heads[i].address) || hit.section > 0 && !card.endsWith('#' + heads[i].section(hit.section)[0]));
      // A card alone is one result.
      const n = hits.length || +!!card, nowhere = found.nowhere.filter((word) => !card || !split(said + '').includes(plain(word))).join('”, “');
      const also = [...found.marked].filter((word) => !has(word) && (!/s$/.test(word) || !has(word.slice(0, -1)) && !found.marked.has(word.slice(0, -1)))).slice(0, 3).join(', ');
      const values = { ...found, nowhere, n, q: query };
      const text = n ? (nowhere && fill(out.dataset.nowhere, values)) + fill(out.dataset[found.slipped ? 'instead' : nowhere && 'others'] || T("search_results"), values) : fill(out.dataset.none, values);
      const above = [make('p', also && !found.slipped ? fill(out.dataset.also, { results: text, also }) : text, 'kind'), ...answer ? [answer] : []];
      const own = hits.map((hit) => kinds[hit.page]), other = out.dataset.other;
      const names = [...new Set([...order.filter((kind) => own.includes(kind)), ...own])].filter((kind) => kind !== other).slice(0, 6);
      const groups = new Map([[out.dataset.all, hits], ...names.map((kind) => [kind, []])]);
      hits.forEach((hit, i) => {
        const kind = groups.has(own[i]) ? own[i] : other;
        groups.set(kind, [...groups.get(kind) || [], hit]);
      });
      if (groups.size > 2) {
        const sieve = make('div', '', 'sieve'), press = (pressed) => { for (const other of sieve.children) other.setAttribute('aria-pressed', other === pressed); };
        for (const [kind, some] of groups) sieve.append(button(kind + ' ' + some.length, '', ({ target }) => {
          press(target);
          draw(some, first, found.marked, mine);
        }));
        press(sieve.firstChild);
        above.push(sieve);
      }
      await draw(hits, first, found.marked, mine);
      if (mine !== turnOf) return;
      out.replaceChildren(...above, ...hits.length ? [list, more] : n ? [] : [copy('_nothing')]);
      announce(text, typing ? 700 : 0);
    } catch {
      if (mine !== turnOf) return;
      out.replaceChildren(copy('_lost'));
      out.querySelector('a').href = location.href;
      announce(out.dataset.lost, 0);
    }
  };
  const address = (how) => {
    const query = box.value.trim();
    try { history[how](null, '', query ? '?q=' + encodeURIComponent(query) : location.pathname); } catch { /* a browser that keeps file addresses as they are */ }
  };
  const read = () => {
    box.value = new URLSearchParams(location.search).get('q') || '';
    run(false);
  };
  let pause;
  box.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => { address('replaceState'); run(true); }, 120);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    address('pushState');
    run(false);
  });
  window.addEventListener('popstate', read);
  // WebKit empties the box after this event, because of its autocomplete="off".
  window.addEventListener('pageshow', (event) => event.persisted && setTimeout(read));
  read();
})();
