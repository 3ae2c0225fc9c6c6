/* Search. Loaded by the search page alone, after site.js. It fetches nothing before
   something is typed; the files it then loads are scripts that call _search with
   their name and what they hold, as generator/search writes them. A typed word is
   looked up among the forms that stand on the site, so no stemming is done here. */
(() => {
  const form = document.querySelector('form[role=search]');
  const out = document.getElementById('_results');
  const status = document.getElementById('_count');
  if (!form || !out || !status) return;
  const box = form.elements.q;
  const folder = out.dataset.index;
  const say = (name, values) => out.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

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
  const start = () => load(out.dataset.start, (s) => ({ ...s, words: s.words.split(' '), turned: s.turned.split(' '), stops: (s.stops || '').split(' ') }));
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
  const turned = async (i) => load('r' + part((await start()).r, i, 5), (text) => {
    const forms = [];
    let last = '';
    for (const [, shared, end] of text.matchAll(/([A-Z])([^A-Z]*)/g)) forms.push(last = last.slice(0, shared.charCodeAt() - 65) + end);
    return forms;
  });

  /* Words, split as generator/search/word.go splits them. */
  const pattern = /(?:[a-z]\.)+[a-z](?![\p{L}\p{N}\p{M}])|[\p{L}\p{N}\p{M}]+(?:(?:\.(?=[0-9])|['’](?=[a-z]))[\p{L}\p{N}\p{M}]+)*/giu;
  const plain = (word) => word.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/ς/g, 'σ').replace(/’/g, "'").replace(/'s$/, '').replace(/'/g, '').replace(/(^|[^0-9])\.+/g, '$1');
  const split = (text) => (text.match(pattern) || []).map(plain).filter(Boolean);

  /* How many letters are wrong, left out, too many or exchanged, as far as limit. */
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
  /* Two words typed as one. */
  const halves = async (word, forms) => {
    const { words } = await start();
    const name = /^\p{L}+(?=\d)/u.exec(word)?.[0];
    if (name) {
      const pair = [name, word.slice(name.length)];
      if ((await Promise.all(pair.map(async (part) => (await shard(place(words, part))).has(part)))).every(Boolean)) return pair;
    }
    for (let i = word.length - 4; i > 3; i--) {
      if (!forms.has(word.slice(0, i))) continue;
      const rest = word.slice(i);
      if ((await shard(place(words, rest))).has(rest)) return [word.slice(0, i), rest];
    }
  };
  const turn = (word) => [...word].reverse().join('');

  /* The groups of forms that a typed word may mean, each with how sure that is. */
  const meant = async (word, typing) => {
    const { words, turned: ends, stops } = await start();
    if (stops.includes(word)) return { found: new Map(), stop: true };
    const at = place(words, word);
    const forms = await shard(at);
    const exact = forms.get(word);
    const found = new Map();
    const offer = (group, sure) => group?.hits && !(found.get(group) >= sure) && found.set(group, sure);
    offer(exact, 1);
    if ((typing || !exact) && word.length > 1) {
      const lists = [forms];
      if (words[at + 1]?.startsWith(word)) lists.push(await shard(at + 1));
      for (const list of lists) {
        for (const [other, group] of list) {
          if (other !== word && other.startsWith(word)) offer(group, (exact ? .4 : typing ? .9 : .5) * Math.sqrt(word.length / other.length));
        }
      }
    }
    if (exact || typing && found.size || word.length < 3 || !/\p{L}/u.test(word)) return { found };
    const known = [...forms.keys()].filter((form) => forms.get(form).hits);
    let near = nearest(word, known), sure = .7;
    if (found.size) near.slips > 1 && (near.list = []);
    else {
      if (near.slips > 1) {
        const back = nearest(turn(word), await turned(place(ends, turn(word))));
        if (back.slips < near.slips) near = { slips: back.slips, list: back.list.map(turn) };
      }
      if (near.slips > 1) {
        const pair = await halves(word, forms);
        if (pair) return { found, halves: pair };
        const list = kin(word, known);
        if (list.length) near.list = list;
        else if (near.slips > 2 && word.length > 3) near = beginning(word, known);
        sure = .5;
      }
    }
    for (const other of near.list.slice(0, 9)) offer((await shard(place(words, other))).get(other), sure);
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
      const score = digits.indexOf(text[i++]) / 31;
      yield { page, score: score * score, section: number() };
    }
  };
  const find = async (query, typing) => {
    const typed = [...new Set(split(query))].slice(0, 12);
    let all = await Promise.all(typed.map((word, i) => meant(word, typing && i === typed.length - 1)));
    all = await Promise.all(all.flatMap((word) => word.halves ? word.halves.map((half) => meant(half)) : [word]));
    const told = all.filter((word) => !word.stop);
    const pages = new Map();
    let worth = 0;
    for (const word of told.length ? told : all) {
      const best = new Map();
      for (const [group, sure] of word.found) {
        for (const { page, score, section } of hits(group.hits)) {
          if (!(best.get(page)?.score >= score * sure)) best.set(page, { score: score * sure, section });
        }
      }
      const top = Math.max(0, ...[...best.values()].map((hit) => hit.score));
      worth += top;
      for (const [page, hit] of best) {
        const p = pages.get(page) || pages.set(page, { page, score: 0, worth: 0, sections: new Map() }).get(page);
        p.score += hit.score;
        p.worth += top;
        p.sections.set(hit.section, (p.sections.get(hit.section) || 0) + hit.score);
      }
    }
    const list = [...pages.values()];
    for (const p of list) {
      p.score *= (p.worth / worth) ** 2;
      p.section = [...p.sections].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
    }
    list.sort((a, b) => b.score - a.score || a.page - b.page);
    const marked = new Set(all.flatMap((word) => [...word.found.keys()].flatMap((group) => group.forms)));
    return { list, marked, slipped: all.map((word) => word.instead && word.typed).filter(Boolean).join(' '), instead: all.map((word) => word.instead).filter(Boolean).join(' ') };
  };
  const of = async (letter, page) => {
    const { per, h } = await start();
    const i = Math.floor(page / per);
    return (await load(letter + i + '_' + part(h, i, 3)))[page % per];
  };
  const headOf = async (page) => {
    const [address, title, kind, where, tag, summary, ...rest] = await of('h', page);
    return { address, title, kind, where, tag, summary, section: (n) => n > 0 ? rest.slice(2 * n - 2, 2 * n) : ['', ''] };
  };
  window._search.find = find;
  window._search.head = headOf;

  /* What is shown. */
  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.append(text);
    if (className) element.className = className;
    return element;
  };
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
  /* The first results are shown with their excerpts, not before them: a result that
     moves when it is about to be pressed leads to the wrong page. */
  const show = async ({ page, section }, marked, i) => {
    const text = () => of('t', page).then((texts) => texts[section], () => '');
    const [head, early] = await Promise.all([headOf(page), i < 2 && text()]);
    const item = make('li');
    const [anchor, heading] = head.section(section);
    const link = mark(make('a'), head.title, marked);
    link.href = out.dataset.root + head.address.slice(1) + (out.dataset.file && head.address.endsWith('/') ? out.dataset.file : '') + (anchor && '#' + anchor);
    const line = [i < best && head.kind, head.where, heading].filter(Boolean).join(' · ');
    item.append(link);
    if (line) item.append(' ', make('span', line, 'kind'));
    if (head.tag) item.append(' ', make('b', head.tag, 'sample'));
    if (head.summary) item.append(mark(make('p'), head.summary, marked));
    const quote = (text) => text && item.append(mark(make('p', '', 'excerpt'), excerpt(text, marked), marked));
    quote(early);
    item.excerpt = async () => i < 2 || quote(await text());
    return { item, kind: head.kind };
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      entry.target.excerpt();
    }
  });
  const first = 8, best = 3;
  let turnOf = 0;
  let telling;
  const tell = (text, wait) => {
    clearTimeout(telling);
    telling = setTimeout(() => { status.textContent = text; }, wait);
  };
  const draw = async (found, shown, mine) => {
    const { kinds } = await start();
    const results = await Promise.all(found.list.slice(0, shown).map((hit, i) => show(hit, found.marked, i)));
    if (mine !== turnOf) return;
    const groups = new Map();
    results.forEach(({ item, kind }, i) => {
      const name = i < best ? out.dataset.best : kinds[kind];
      groups.set(name, [...groups.get(name) || [], item]);
    });
    const parts = [...groups].map(([name, items]) => {
      const part = make('section'), list = make('ol', '', 'items');
      list.append(...items);
      part.append(make('h2', name), list);
      return part;
    });
    if (found.list.length > shown) {
      const more = make('button', out.dataset.more, 'more');
      more.type = 'button';
      more.addEventListener('click', async () => {
        await draw(found, shown + first, mine);
        [...out.querySelectorAll('ol a')][shown]?.focus();
      });
      parts.push(more);
    }
    out.replaceChildren(...parts);
    for (const { item } of results) seen.observe(item);
  };
  const run = async (typing) => {
    const mine = ++turnOf;
    const query = box.value.trim();
    status.textContent = '';
    clearTimeout(telling);
    if (!split(query).length) { out.replaceChildren(); return; }
    try {
      const found = await find(query, typing);
      if (mine !== turnOf) return;
      if (!found.list.length) out.replaceChildren(document.getElementById('_nothing').content.cloneNode(true));
      else await draw(found, first, mine);
      const values = { n: found.list.length, q: query, slipped: found.slipped, instead: found.instead };
      if (mine === turnOf) tell(say(!values.n ? 'none' : found.slipped ? 'instead' : values.n === 1 ? 'one' : 'many', values), typing ? 700 : 0);
    } catch {
      if (mine !== turnOf) return;
      out.replaceChildren(document.getElementById('_lost').content.cloneNode(true));
      out.querySelector('a').href = location.href;
      tell(out.dataset.lost, 0);
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
  read();
})();
