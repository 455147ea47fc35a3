// The label page, one photo after the other. Runs inside a Gradio HTML part (`element`, `trigger`
// are Gradio's). The next photos wait here, so that a key is answered at once; what was done is
// sent behind the person's back, one message at a time, and what is refused comes back.
const AHEAD = 8, LOT = 3, KEPT = 200, PATIENCE_MS = 20000, MOST_SENT = 50;
const find = (query) => element.querySelector(query);
const classes = new Map(); // id -> { id, name, low, others }
let cards = [], at = 0; // photos in the order shown: before `at` the past, behind it the next
let last = '', turn = 0, ended = false, asking = null; // where the desk goes on
let outbox = [], sending = null, numbers = 0, timer = null;
let progress = {}, mine = 0, recent = [], account = '', refused = '';

const current = () => cards[at] ?? null;
const store = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* private window */ } };
const stored = (key) => { try { return sessionStorage.getItem(key); } catch { return null; } };
const drawn = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join('');
const tab = stored('label-tab') ?? drawn();
store('label-tab', tab);

// Photos from the desk

function choice() {
  const chosen = Object.fromEntries(['order', 'state', 'proposed', 'label'].map((name) => [name, find(`#label-${name}`).value]));
  return { ...chosen, turn };
}

function more() {
  if (asking || ended || refused || cards.length - at > AHEAD) return;
  if (first) { ask({ ...choice(), photos: [first], count: 1 }); first = ''; return; }
  ask({ ...choice(), after: last, count: cards.length - at > 0 ? LOT : 1 });
}

function ask(asked) {
  asking = { number: ++numbers, asked };
  trigger('select', { number: asking.number, by: name(), tab, asked });
  const mineNow = asking;
  setTimeout(() => { if (asking === mineNow) { asking = null; trouble(); } }, PATIENCE_MS);
}

function restart() {
  turn += 1;
  cards = []; at = 0; last = ''; ended = false;
  showCard();
  more(); // or once the answer that is on its way has come: two at once could cover each other
}

function cameMore(told) {
  if (told.number !== asking?.number) return;
  asking = null;
  if (told.refused) { say(told.refused, true); return; }
  if (told.turn !== turn) { more(); return; }
  const wasEmpty = !current();
  for (const card of told.cards) {
    if (!cards.some((each) => each.sha256 === card.sha256)) { cards.push(card); load(card); }
    last = card.sha256;
  }
  ended = told.end;
  if (wasEmpty) { showCard(); if (!current()) sayEnd(); }
  more();
}

function sayEnd() {
  say(ended ? 'No further photo fits your choice. Begin again with these, or choose others.'
    : 'One moment: the next photo is fetched.');
}

function go(step) {
  if (step > 0 && !current()) return;
  at = within(at + step, 0, cards.length);
  const surplus = at - KEPT; // memory stays flat
  if (surplus > 0) { cards.splice(0, surplus); at -= surplus; }
  for (const card of cards.slice(0, Math.max(at - AHEAD, 0))) unload(card);
  showCard();
  if (!current()) sayEnd();
  more();
}

// What the person does

const name = () => account || find('#label-name').value.trim();

function mayAct() {
  if (refused) { say(refused, true); return false; }
  if (name()) return true;
  say('Write your name first: the library keeps who did what.', true);
  find('#label-name').focus();
  return false;
}

function act(doing, more = {}) {
  const card = current();
  if (!card || !mayAct()) return false;
  outbox.push({ id: drawn(), doing, sha256: card.sha256, several: card.several, box: card.box, card, ...more });
  return true;
}

function label(id, isNew = false) {
  const card = current();
  if (card?.several && !card.box) {
    say('Several goods: draw a box round the one that the label means, then label it.', true);
    if (!boxMode) toggleBox();
    return false;
  }
  if (!act('label', { label: id, is_new: isNew })) return false;
  if (!classes.has(id)) learn([id, id, '']);
  recent = [id, ...recent.filter((each) => each !== id)].slice(0, RECENT_KEYS.length);
  card.label = id;
  card.marked = false;
  say(`${nameOf(id)}: one moment.`);
  showRecent();
  done();
  return true;
}

function done() { // to the next photo, and send
  go(1);
  send();
}

const ACTIONS = {
  back: () => go(-1),
  next: () => go(1),
  skip: () => { if (current()) { say('Skipped: it stays to be labelled.'); go(1); } },
  cannot_tell: () => { if (act('cannot_tell')) { current().label = ''; say('Cannot tell: one moment.'); done(); } },
  several: () => { const card = current(); if (!card) return; card.several = !card.several; card.marked = true;
    if (card.several && !card.box && !boxMode) toggleBox(); else showMarks(); },
  box: () => toggleBox(),
  save: () => { const card = current(); if (!card?.label || !card.marked) return;
    if (act('mark')) { card.marked = false; say('One moment: the box is saved.'); showMarks(); send(); } },
  undo: () => { if (!mayAct()) return; outbox.push({ id: drawn(), doing: 'undo' }); say('One moment: your last change is taken back.'); send(); },
  keys: () => find('.label-help').showModal(),
  close: () => find('.label-help').close(),
  restart: () => restart(),
  again: () => { send(); more(); },
};

// To the desk and back

function batch() { // at most one act a photo: the second one is based on what the first one made
  const some = [], seen = new Set();
  for (const each of outbox) {
    if (some.length === MOST_SENT || seen.has(each.sha256)) break;
    if (each.sha256) seen.add(each.sha256);
    some.push(each);
  }
  return some;
}

function send() {
  if (sending || !outbox.length) return;
  const acts = batch();
  for (const each of acts) if (each.card) each.version = each.card.version;
  sending = { number: ++numbers, acts };
  trigger('submit', { number: sending.number, by: name(), tab,
    acts: acts.map(({ card, ...told }) => told) });
  clearTimeout(timer);
  timer = setTimeout(() => { sending = null; trouble(); }, PATIENCE_MS);
}

function trouble() {
  const lost = outbox.length ? `The server does not answer. ${outbox.length} of your answers are not saved yet.`
    : 'The server does not answer.';
  say(lost, true);
  const again = made('button', { type: 'button', 'data-do': 'again' }, 'Try again');
  find('.label-said').append(' ', again);
}

function cameDone(told) {
  if (told.number !== sending?.number) return;
  clearTimeout(timer);
  const { acts } = sending;
  sending = null;
  if (told.refused) { outbox = outbox.slice(acts.length); returned(acts[0].card, told.refused); return; }
  outbox = outbox.slice(acts.length);
  progress = told.progress;
  told.done.forEach((each, place) => settle(acts[place], each));
  showProgress();
  send();
}

function settle(act, told) {
  if (told.refused) {
    if (told.card) returned(replaced(act.card, told.card), told.refused);
    else returned(act.card, told.refused);
  } else if (act.doing === 'undo') {
    mine -= 1;
    returned(replaced(null, told.card), told.count > 1
      ? `Taken back, as it was for ${told.count} photos at once.` : 'Taken back. Here is the photo again.', false);
  } else {
    act.card.version = told.version;
    act.card.said = act.doing === 'label' ? `You labelled it: ${nameOf(act.label)}.`
      : act.doing === 'mark' ? act.card.said : 'You could not tell.';
    if (act.doing !== 'mark') mine += 1;
    if (!outbox.length) {
      say(act.doing === 'label' ? `Saved: ${nameOf(act.label)}.` : act.doing === 'mark' ? 'The box is saved.' : 'Saved: you could not tell.');
    }
  }
}

function replaced(old, fresh) { // a photo as it is now, in the place where it was shown
  const place = cards.findIndex((each) => each.sha256 === fresh.sha256);
  if (place >= 0) cards[place] = fresh;
  else cards.splice(at, 0, fresh);
  return fresh;
}

function returned(card, sentence, isBad = true) { // show a photo again, and why
  if (card) {
    const place = cards.findIndex((each) => each.sha256 === card.sha256);
    if (place >= 0) at = place;
    if (isBad && !card.fresh) card.marked = card.marked ?? false;
    showCard();
  }
  say(sentence, isBad);
}

function learn([id, itsName, others]) {
  classes.set(id, { id, name: itsName, low: plain(itsName), others: plain(others) });
}

function cameStart(told) {
  if (told.refused) { refused = told.refused; say(refused, true); return; }
  account = told.user;
  find('.label-who').hidden = Boolean(account);
  told.classes.forEach(learn);
  progress = told.progress;
  showProgress();
  restart();
}

// Keys, clicks, and what the desk says

function key(event) {
  if (!element.isConnected || element.offsetParent === null || event.defaultPrevented) return;
  if (event.target === field()) { findKey(event); return; }
  if (event.target.closest?.('input, textarea, select, [contenteditable=true], dialog[open]')) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey) ACTIONS.undo();
  else if (event.ctrlKey || event.metaKey) return;
  else if (boxKey(event)) { /* done there */ }
  else if (event.altKey || event.repeat || !find('#label-keys-on').checked) return;
  else if (!plainKey(event)) return;
  event.preventDefault();
}

function plainKey(event) { // whether a single key did something
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]; // also where digits need Shift
  if (digit && !(event.shiftKey && event.key !== digit)) {
    const each = current()?.proposals[Number(digit) - 1];
    if (digit === '0') ACTIONS.cannot_tell(); else if (each) label(each.id);
    return true;
  }
  const letter = event.key.toLowerCase(), lately = recent[RECENT_KEYS.indexOf(letter)];
  const does = { s: 'skip', u: 'undo', m: 'several', b: 'box', arrowleft: 'back', arrowright: 'next', '?': 'keys' }[letter];
  if (does) ACTIONS[does]();
  else if (letter === '/') field().focus();
  else if (RECENT_KEYS.includes(letter)) { if (lately) label(lately); }
  else if (letter === 'enter' && !event.target.closest?.('button, summary, a') && !find('[data-do=save]').hidden) ACTIONS.save();
  else return false;
  return true;
}

document.addEventListener('keydown', key);
element.addEventListener('click', (event) => {
  const button = event.target.closest('button'), option = event.target.closest('[role=option]');
  if (option) { choose(Number(option.dataset.place)); return; }
  if (button?.dataset.do) ACTIONS[button.dataset.do]();
  else if (button?.dataset.label) label(button.dataset.label);
});
element.addEventListener('input', (event) => {
  if (event.target === field()) { chosen = 0; showFound(); }
  if (event.target.id === 'label-keys-on') store('label-keys', event.target.checked ? 'on' : 'off');
  if (event.target.id === 'label-name') store('inspector', event.target.value.trim());
});
element.addEventListener('change', (event) => { if (event.target.closest('.label-choice')) restart(); });
window.addEventListener('label-desk', ({ detail }) => {
  if (!detail) return;
  if (detail.classes || detail.number === 0) cameStart(detail);
  else if (detail.done || detail.number === sending?.number) cameDone(detail);
  else cameMore(detail);
});
find('#label-keys-on').checked = stored('label-keys') !== 'off';
window.addEventListener('beforeunload', (event) => { if (outbox.length) event.preventDefault(); });
find('#label-name').value = stored('inspector') ?? '';
showMarks();
// Links of the dataset page say which photos: their state, class or proposal, or one photo.
const linked = new URLSearchParams(window.location.search);
let first = /^[0-9a-f]{64}$/.test(linked.get('photo') ?? '') ? linked.get('photo') : '';
if (['label', 'proposed'].some((name) => linked.get(name))) find('#label-state').value = '';
for (const name of ['order', 'state', 'proposed', 'label']) {
  const list = find(`#label-${name}`), value = linked.get(name);
  if (!value) continue;
  if (/^(label|proposed)$/.test(name) && !Array.from(list.options).some((each) => each.value === value)) list.add(new Option(value, value));
  if (Array.from(list.options).some((each) => each.value === value)) list.value = value;
}
trigger('focus');
