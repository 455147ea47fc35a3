// "Many at once": a grid of photos of which some are chosen, and what is done with them as one act.
// Behind `label_hand.js`. The desk (`label_grid_desk.py`) gives the photos; the choice lives here.
const POLL_MS = 1500;
let begun = false, active = 0, anchor = 0, chosen = new Set(); // SHA-256 of the chosen photos
let polling = null, cluster = 0, after = '', last = '', hasMore = false, isCluster = true;

const photos = () => every('.grid-photo');
const list = () => find('.grid-photos');
const shows = () => find('#grid-show').value;

function view(step = 1) {
  const filters = Object.fromEntries(['state', 'label', 'proposed', 'group', 'order'].map((each) => [each, find(`#grid-${each}`).value]));
  return { show: shows(), cluster, after, step, ...filters };
}

function ask(more = {}, step = 1) { return send({ view: view(step), ...(begun ? {} : { first: true }), ...more }); }

function front() { if (!begun) ask(); }

function restart() { again(() => { cluster = 0; after = ''; ask(); }); }

function came(told, message) {
  begun = true;
  if (told.html !== undefined) show(told, message);
  if (told.refused) say(told.refused, true);
  else if (message.act && told.said) say(told.said);
  else if (told.fault) say(told.fault, true);
  else if (told.looking) say(`The network looks at the photos: ${told.looking[0]} of ${told.looking[1]}.`);
  else say(told.said ?? '');
  if (told.refused && message.act === 'label') classField().select();
  else if (message.act === 'label') classField().value = '';
  if (told.looking) poll();
}

function poll() { // one at a time, and never in place of what the person asked for
  clearTimeout(polling);
  polling = setTimeout(() => { if (!isShown() || !ask({ polls: true })) poll(); }, POLL_MS);
}

function show(told, message) {
  const turned = !message.act && !message.polls, before = chosen;
  const there = new Set(photos().map((each) => each.dataset.sha256));
  list().innerHTML = told.html;
  find('.grid-head').innerHTML = told.head;
  isCluster = shows() !== 'filter';
  const moved = cluster !== told.cluster;
  [cluster, last, hasMore] = [told.cluster, told.last, told.more];
  const now = photos().map((each) => each.dataset.sha256);
  // A cluster comes chosen, to be taken with one key; the odd ones that were left out stay so.
  chosen = new Set(now.filter((each) => (turned || !there.has(each) ? isCluster : before.has(each))));
  if (turned || moved) active = 0;
  active = within(active, 0, Math.max(now.length - 1, 0));
  anchor = active;
  find('[data-do=before]').disabled = isCluster ? cluster === 0 && now.length > 0 : !after;
  find('[data-do=next]').disabled = isCluster ? !now.length : !hasMore;
  mark();
}

function mark(scroll = false) {
  photos().forEach((each, place) => {
    each.setAttribute('aria-selected', String(chosen.has(each.dataset.sha256)));
    each.classList.toggle('is-active', place === active);
  });
  const here = photos()[active];
  if (here) list().setAttribute('aria-activedescendant', here.id); else list().removeAttribute('aria-activedescendant');
  if (here && scroll) here.scrollIntoView({ block: 'nearest' });
  const total = photos().length;
  find('.grid-count').textContent = `${chosen.size} of ${total} chosen`;
  every('.grid-acts button, [data-do=group], [data-do=fields]').forEach((each) => { each.disabled = !chosen.size; });
  const proposed = new Set(photos().filter((each) => chosen.has(each.dataset.sha256)).map((each) => each.dataset.proposal));
  const [only] = proposed;
  const button = find('[data-do=proposals]');
  button.disabled = !chosen.size || (proposed.size === 1 && !only);
  button.firstElementChild.textContent = proposed.size === 1 && only ? `Label them: ${nameOf(only)}` : 'Take what is proposed for each';
}

function columns() {
  const tops = photos().map((each) => each.offsetTop);
  return Math.max(tops.filter((top) => top === tops[0]).length, 1);
}

function choose(from, to, isOn) {
  photos().slice(Math.min(from, to), Math.max(from, to) + 1).forEach((each) => {
    if (isOn) chosen.add(each.dataset.sha256); else chosen.delete(each.dataset.sha256);
  });
}

function move(step, extends_) {
  const to = within(active + step, 0, Math.max(photos().length - 1, 0));
  if (extends_) choose(active, to, true); else anchor = to;
  active = to;
  mark(true);
}

function toggle(place, isRange) {
  const sha256 = photos()[place]?.dataset.sha256;
  if (!sha256) return;
  if (isRange) choose(anchor, place, true);
  else if (chosen.has(sha256)) chosen.delete(sha256);
  else chosen.add(sha256);
  active = place;
  if (!isRange) anchor = place;
  mark();
}

function act(what, more = {}) {
  if (!mayAct()) return;
  const some = photos().filter((each) => chosen.has(each.dataset.sha256));
  if (what !== 'undo' && !some.length) { say('Choose a photo first.', true); return; }
  if (what === 'proposals') more = { proposals: some.map((each) => each.dataset.proposal) };
  const based = some.map((each) => [each.dataset.sha256, Number(each.dataset.version)]);
  ask({ act: what, ...(what === 'undo' ? {} : { photos: based }), ...more });
}

const ACTIONS = {
  all: () => { choose(0, photos().length, true); mark(); },
  none: () => { chosen.clear(); mark(); },
  proposals: () => act('proposals'),
  label: () => { const typed = typedClass(); if (typed) act('label', { label: typed.id, is_new: typed.isNew }); },
  cannot_tell: () => act('cannot_tell'),
  group: () => act('group', { group: find('#grid-thing').value.trim() }),
  fields: () => act('fields', { fields: Object.fromEntries(every('.grid-fields input').map((each) => [each.name, each.value.trim()])) }),
  undo: () => act('undo'),
  next: () => { if (find('[data-do=next]').disabled) return; if (isCluster) cluster += 1; else after = last; ask({}, 1); },
  before: () => { if (find('[data-do=before]').disabled) return; if (!isCluster) after = ''; else if (photos().length) cluster -= 1; ask({}, -1); },
  look: () => ask({ act: 'look' }),
};
const LETTERS = { a: 'all', p: 'proposals', 0: 'cannot_tell', o: 'group', n: 'next', b: 'before', u: 'undo' };

function key(event) {
  if (!isShown() || event.defaultPrevented) return;
  if (event.target === classField() && event.key === 'Enter') { ACTIONS.label(); event.preventDefault(); return; }
  if (typing(event)) { if (event.key === 'Escape' && element.contains(event.target)) list().focus(); return; }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey) { ACTIONS.undo(); event.preventDefault(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inList = event.target === list() || event.target === document.body;
  const wide = columns(), ahead = document.documentElement.dir === 'rtl' ? -1 : 1; // to the right
  const steps = { ArrowLeft: -ahead, ArrowRight: ahead, ArrowUp: -wide, ArrowDown: wide };
  if (inList && steps[event.key]) move(steps[event.key], event.shiftKey);
  else if (inList && event.key === ' ') toggle(active, false);
  else if (event.key === 'Escape') ACTIONS.none();
  else if (event.repeat || !keysAct()) return;
  else if (event.key === '/') classField().focus();
  else if (LETTERS[event.key.toLowerCase()]) ACTIONS[LETTERS[event.key.toLowerCase()]]();
  else return;
  event.preventDefault();
}

document.addEventListener('keydown', key);
element.addEventListener('click', (event) => {
  const photo = event.target.closest('.grid-photo'), button = event.target.closest('button[data-do]');
  if (photo) { toggle(photos().indexOf(photo), event.shiftKey); list().focus({ preventScroll: true }); }
  else if (button && !button.disabled) ACTIONS[button.dataset.do]();
});
element.addEventListener('change', (event) => {
  if (!event.target.closest('.label-top') || event.target === nameField()) return;
  find('.grid-filters').hidden = shows() !== 'filter';
  restart();
});
mark();
