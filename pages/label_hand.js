// What "Many at once" and "Review" share: who sits there, classes, and one message at a time to the
// desk. Runs inside a Gradio HTML part (`element`, `trigger` are Gradio's); TAB is the tab's name.
const PATIENCE_MS = 60000, WAIT_MS = 400;
const find = (query) => element.querySelector(query);
const every = (query) => Array.from(element.querySelectorAll(query));
const within = (value, low, high) => Math.min(Math.max(value, low), high);
const plain = (words) => words.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
const idOf = (words) => plain(words).replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 80);
const store = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* private window */ } };
const stored = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
const classes = new Map(); // id, and name in lower case -> id
const names = new Map(); // id -> name
let account = '', sending = null, numbers = 0, timer = null, slow = null, asksNew = '', later = null;

const nameField = () => find(`#${TAB}-name`);
const classField = () => find(`#${TAB}-class`);
const isShown = () => element.isConnected && element.offsetParent !== null;
const name = () => account || nameField().value.trim();
const nameOf = (id) => names.get(id) ?? id;
// Single keys can be turned off (WCAG 2.2, 2.1.4) by the switch of the first tab.
const keysAct = () => document.querySelector('#label-keys-on')?.checked ?? true;

function say(words, isBad = false) {
  const line = find('.label-said');
  line.textContent = words;
  line.classList.toggle('bad', isBad);
}

function mayAct() {
  if (name()) return true;
  say('Write your name first: the library keeps who did what.', true);
  nameField().focus();
  return false;
}

function send(message) { // whether it was sent; the desk is asked one thing at a time
  if (sending) return false;
  sending = { number: ++numbers, message };
  element.setAttribute('aria-busy', 'true');
  slow = setTimeout(() => { element.classList.add('is-slow'); }, WAIT_MS);
  timer = setTimeout(() => { over(); say('The server does not answer. Try again.', true); }, PATIENCE_MS);
  trigger('submit', { number: sending.number, by: name(), ...message });
  return true;
}

function again(asks) { // ask for other photos; at once, or when the desk has answered what came before
  later = null;
  if (sending) later = asks; else asks();
}

function over() {
  clearTimeout(timer);
  clearTimeout(slow);
  element.classList.remove('is-slow');
  element.removeAttribute('aria-busy');
  sending = null;
}

function learn(listed) { // [id, name, names by language]; what two classes are called names neither
  const news = listed.filter(([id]) => !names.has(id)), ours = news.flatMap(([id, itsName]) => [id, plain(itsName)]);
  for (const [id, itsName, others] of news) {
    names.set(id, itsName);
    classes.set(id, id);
    classes.set(plain(itsName), id);
    for (const other of Object.values(others).map(plain)) {
      if (!ours.includes(other)) classes.set(other, [undefined, id].includes(classes.get(other)) ? id : '');
    }
    for (const value of new Set([itsName, others[document.documentElement.lang] ?? itsName])) {
      const option = document.createElement('option');
      option.value = value;
      find(`#${TAB}-classes`).append(option);
    }
  }
}

function typedClass() { // { id, isNew } of what stands in the field, or null after a sentence
  const words = classField().value, id = classes.get(plain(words)) ?? idOf(words);
  if (!id) { say('Choose a class first.', true); classField().focus(); return null; }
  if (classes.has(id)) return { id, isNew: false };
  if (asksNew === id) { asksNew = ''; return { id, isNew: true }; }
  asksNew = id;
  say(`No class is called ${id}. Press again to make a new class of your own.`, true);
  return null;
}

function typing(event) {
  return Boolean(event.target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable=true], dialog[open]'));
}

element.addEventListener('input', (event) => {
  if (event.target === nameField()) store('inspector', nameField().value.trim());
});
window.addEventListener(`label-${TAB}`, ({ detail }) => {
  if (!detail || detail.number !== sending?.number) return;
  const { message } = sending;
  over();
  account = detail.user;
  find('.label-who').hidden = Boolean(account);
  if (detail.classes) learn(detail.classes);
  came(detail, message);
  if (later) again(later);
});
new IntersectionObserver((seen) => { // the tab comes to the front
  if (!seen.some((each) => each.isIntersecting)) return;
  if (document.activeElement !== nameField()) nameField().value = stored('inspector') ?? '';
  front();
}).observe(find('.label-top'));
