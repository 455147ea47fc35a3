// Shows the page in another language without a reload: replaces English texts by their translation
// and keeps the English, from which every later choice starts. Runs once in a Gradio HTML part
// (`element` is Gradio's); `WORDS` stands before it, made by `wording.dictionary`.
const LOOK_AT = ['aria-label', 'alt', 'placeholder', 'title'];
// What persons wrote, codes and fields are never touched; `translate=no` is HTML's own word for it.
const KEPT = 'script, style, textarea, input, code, pre, bdi, .mono, .codes, .filename, .said-by-user, '
  + '[translate=no], [contenteditable=true]';
const PLACE = /\{([*#=@]?)([a-z_]+)\}/g;
const FORMS = { '': '([\\s\\S]+?)', '*': '([\\s\\S]+?)', '=': '([\\s\\S]+?)',
  '@': '([^\\s,;:()]+(?: \\d[^\\s,;:()]*)*)', '#': '(-?\\d(?:[\\d.,]*\\d)?)' };
const WORD = /\p{L}{2}/u;
const MOST_SENTENCES = 8; // of one text that are told apart
const DEEPEST = 3; // messages in places of messages
const root = document.documentElement;
const english = new WeakMap(); // node -> English of its text, or element -> { attribute: English }
const shown = new WeakMap(); // the same, as we left it
const madeFrom = new Map(); // translation -> English: scripts of the page copy what is shown
const CLOSED = 'input[readonly]:is([role=combobox], [role=listbox])';
const VALUE = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
const chosen = new WeakMap(); // closed list -> English of its choice
const marked = new Set(); // elements that we gave a `lang`
let language = 'en', exact = new Map(), buckets = new Map(), known = new Map(), rules = null;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const single = (text) => text.replace(/\s+/g, ' ').trim();

function pattern(key, value) {
  const places = [...key.matchAll(PLACE)], literals = key.split(/\{[*#=@]?[a-z_]+\}/);
  const source = literals.map((text, at) => escaped(text) + (places[at] ? FORMS[places[at][1]] : ''));
  return { places: places.map(([whole, kind, name]) => ({ whole, kind, name })), value,
    test: new RegExp(`^${source.join('')}$`), first: literals[0], last: literals.at(-1),
    weight: literals.join('').length };
}

function use(code) { // the messages of a language, ready to look up
  const chosen = WORDS.languages[code];
  exact = new Map(); buckets = new Map(); known = new Map();
  rules = chosen ? new Intl.PluralRules(code) : null;
  (chosen?.messages ?? []).forEach((value, at) => {
    if (value === null) return;
    const key = WORDS.english[at];
    if (key.search(PLACE) < 0) { exact.set(key, value); return; }
    const made = pattern(key, value), initial = made.first.charAt(0);
    buckets.set(initial, [...(buckets.get(initial) ?? []), made]);
  });
  for (const some of buckets.values()) some.sort((a, b) => b.weight - a.weight);
}

function isolated(text) { // so that a Latin name does not disturb a line that runs to the left
  return WORDS.languages[language].direction === 'rtl' && /[A-Za-z]/.test(text)
    ? `\u2068${text}\u2069` : text;
}

function days(words) { // 2024-05-01 would be shown as 01-05-2024 behind letters that run to the left
  return words && WORDS.languages[language].direction === 'rtl'
    ? words.replace(/(?<![\w\u2068-])\d+(?:-\d+)+(?![\w-])/g, '\u2068$&\u2069') : words;
}

function joined(text, depth) { // "A, B or C": every member must be a message
  for (const [sign, name] of [[', ', 'comma'], [' or ', 'or'], [' and ', 'and']]) {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
      const first = whole(text.slice(0, at), depth), rest = text.slice(at + sign.length);
      const others = first && (whole(rest, depth) ?? joined(rest, depth));
      if (others) return first + WORDS.languages[language].joins[name] + others;
    }
  }
  return null;
}

function placed({ kind, name }, value, depth) {
  const { decimal } = WORDS.languages[language];
  if (kind === '#') return decimal === ',' && /^-?\d+\.\d+$/.test(value) ? value.replace('.', ',') : value;
  if (kind === '=' || kind === '@') return isolated(value);
  const words = whole(value, depth + 1) ?? joined(value, depth + 1);
  return words ?? (kind === '*' ? null : isolated(value));
}

function filled(made, found, depth) {
  const values = new Map(), last = made.places.length;
  // A stop behind a place that ends the message ends the sentence, unless it is part of a message.
  const ends = !depth && made.last === '' && found[last].endsWith('.') && whole(found[last], 1) === null;
  for (const [at, place] of made.places.entries()) {
    const value = ends && at + 1 === last ? found[last].slice(0, -1) : found[at + 1];
    const words = placed(place, value, depth);
    if (words === null) return null;
    values.set(place.whole, words);
  }
  let words = made.value;
  if (typeof words === 'object') {
    const at = made.places.findIndex((place) => place.name === words.by);
    words = words[rules.select(Number(found[at + 1].replaceAll(',', '')))] ?? words.other;
  }
  return words.replace(PLACE, (place) => values.get(place)) + (ends ? WORDS.languages[language].stop : '');
}

function whole(text, depth = 0) { // the translation, or null
  const words = exact.get(text);
  if (words !== undefined) return words;
  if (depth > DEEPEST) return null;
  for (const initial of new Set([text.charAt(0), ''])) {
    for (const made of buckets.get(initial) ?? []) {
      if (!text.startsWith(made.first) || !text.endsWith(made.last)) continue;
      const found = made.test.exec(text), said = found && filled(made, found, depth);
      if (said) return said;
    }
  }
  return null;
}

function sentence(text) { // errors begin small and end without a stop; pages show them as sentences
  if (!text.endsWith('.')) return null;
  const core = text.slice(0, -1), words = whole(core) ?? whole(core.charAt(0).toLowerCase() + core.slice(1));
  if (!words) return null; // a name of a file at the beginning keeps its small letter
  const first = /^\p{Ll}/u.test(text) ? words.charAt(0) : words.charAt(0).toUpperCase();
  return first + words.slice(1) + WORDS.languages[language].stop;
}

function sentences(text) { // one text, or several one after the other, of which each must be known
  const alone = whole(text) ?? sentence(text);
  if (alone !== null) return alone;
  const ends = [...text.matchAll(/[.?!] (?=[\p{Lu}\d])/gu)].slice(0, MOST_SENTENCES).reverse();
  for (const { index } of ends) {
    const before = text.slice(0, index + 1), first = whole(before) ?? sentence(before);
    const rest = first && sentences(text.slice(index + 2));
    if (rest) return `${first} ${rest}`;
  }
  return null;
}

function said(text) { // the same, remembered; blanks at the ends stay
  const core = single(text);
  if (!known.has(core)) known.set(core, days(sentences(core)));
  const words = known.get(core);
  if (words === null) return null;
  madeFrom.set(single(words), core);
  return text.match(/^\s*/)[0] + words + text.match(/\s*$/)[0];
}

function original(text) { // English of a text that the page has just set
  const core = single(text);
  return WORDS.foreign[core] ?? (WORDS.isEnglish.has(core) ? text : madeFrom.get(core) ?? text);
}

function mark(box) { // screen readers and the direction of a line follow `lang`
  if (marked.has(box)) unmark(box);
  if (box.hasAttribute('lang')) return;
  const own = [...box.childNodes].filter((node) => WORD.test(english.get(node) ?? ''));
  if (!own.length) return;
  const code = own.some((node) => shown.get(node) === english.get(node)) ? 'en' : language;
  if ((box.closest('[lang]')?.lang ?? 'en') === code) return;
  box.lang = code;
  box.dir = WORDS.languages[code]?.direction ?? 'ltr';
  marked.add(box);
  for (const inner of box.querySelectorAll('*')) mark(inner);
}

function unmark(box) { box.removeAttribute('lang'); box.removeAttribute('dir'); marked.delete(box); }

function textOf(node) {
  if (!node.data.trim() || shown.get(node) === node.data) return;
  english.set(node, original(node.data));
}

function tellText(node) {
  const box = node.parentElement;
  if (!node.data.trim() || !box || box.closest(KEPT) || isForeign(box)) return;
  textOf(node);
  const source = english.get(node), words = language === 'en' ? source : said(source);
  const now = words ?? source;
  shown.set(node, now);
  if (node.data !== now) node.data = now;
  mark(box);
}

function tellAttributes(box) {
  if (box.dir && box.matches('.block, [data-testid=block-info]') && !marked.has(box)) {
    box.dir = root.dir; // Gradio says ltr on every part, and on its label
  }
  if (box.matches('input[dir=ltr], textarea[dir=ltr]')) box.dir = 'auto'; // as its writer writes
  if (box.matches(CLOSED)) tellChoice(box);
  if (box.closest('bdi, .said-by-user, [translate=no]')) return;
  for (const name of LOOK_AT) {
    const value = box.getAttribute(name);
    if (!value) continue;
    const before = shown.get(box) ?? {}, sources = english.get(box) ?? {};
    if (before[name] !== value) sources[name] = original(value);
    const now = (language === 'en' ? null : said(sources[name])) ?? sources[name];
    english.set(box, sources);
    shown.set(box, { ...before, [name]: now });
    if (value !== now) box.setAttribute(name, now);
  }
}

// The choice that a closed list shows is the value of a field that nobody can type in. Gradio goes on
// reading and setting the English.
function tellChoice(box) {
  if (!chosen.has(box)) {
    chosen.set(box, VALUE.get.call(box));
    Object.defineProperty(box, 'value', { configurable: true, get: () => chosen.get(box),
      set: (text) => { chosen.set(box, String(text)); tellChoice(box); } });
  }
  const source = chosen.get(box);
  VALUE.set.call(box, (language === 'en' ? null : said(source)) ?? source);
}

// Something with a `lang` that is not ours, such as the names of the languages.
function isForeign(box) {
  const near = box.closest('[lang]');
  return near !== null && near !== root && !marked.has(near);
}

function tell(top) {
  if (top.nodeType === Node.TEXT_NODE) return tellText(top);
  if (top.nodeType !== Node.ELEMENT_NODE) return;
  const walk = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = top; node; node = walk.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) tellText(node); else tellAttributes(node);
  }
}

function dress() { // what is no text of the page: direction, title, words of the style sheet
  root.lang = language;
  root.dir = WORDS.languages[language]?.direction ?? 'ltr';
  for (const [name, words] of Object.entries(WORDS.styled)) {
    root.style.setProperty(name, JSON.stringify((language === 'en' ? null : said(words)) ?? words));
  }
  for (const title of document.querySelectorAll('head > title')) tell(title);
  const note = element.querySelector('.language-note');
  note.hidden = language === 'en';
  element.querySelector('select').value = language;
}

function choose(code) {
  language = code;
  use(code);
  for (const box of [...marked]) unmark(box);
  dress();
  tell(document.body);
}

function kept(code) { // a browser that keeps nothing still switches this page
  try {
    if (code === undefined) return localStorage.getItem('language');
    // For the log-in page, which the server writes.
    document.cookie = `triage-language=${code}; path=/; max-age=31536000; samesite=lax`;
    localStorage.setItem('language', code);
  } catch (error) { console.warn('the language is not remembered:', error.message); }
  return null;
}

function first() {
  const asked = new URLSearchParams(location.search).get('lang');
  const wished = [asked, kept(), ...navigator.languages.map((name) => name.split('-')[0])];
  return wished.find((code) => code === 'en' || code in WORDS.languages) ?? 'en';
}

const watcher = new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (target === root) {
      if (root.lang !== language) root.lang = language; // Gradio sets its own
    } else if (type === 'childList') {
      for (const node of addedNodes) if (node.isConnected) tell(node);
    } else if (type === 'characterData') tellText(target);
    else tellAttributes(target);
  }
});

element.querySelector('select').addEventListener('change', (event) => {
  const here = new URL(location.href);
  here.searchParams.delete('lang');
  history.replaceState(history.state, '', here);
  kept(event.target.value);
  choose(event.target.value);
});
const asked = new URLSearchParams(location.search).get('lang');
WORDS.isEnglish = new Set(WORDS.english);
choose(first());
if (language === asked) kept(asked);
for (const part of [document.head, document.body]) {
  watcher.observe(part, { subtree: true, childList: true, characterData: true, attributeFilter: LOOK_AT });
}
watcher.observe(root, { attributeFilter: ['lang'] });
