// The search for any class: a list below the field, chosen with arrow keys and Enter. A class that
// nobody knows is made only after a second word. Part of `label.js`.
const MOST_FOUND = 8;
let found = [], chosen = 0;

const field = () => find('#label-find');
const list = () => find('#label-found');
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const idOf = (words) => plain(words).trim().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 80);

function fitting(words) { // best first: a name that begins so, a word that does, any place, other names
  const asked = plain(words).trim();
  const rank = ({ id, low, others }) => {
    if (low === asked || id === asked) return 0;
    if (low.startsWith(asked)) return 1;
    if (low.includes(` ${asked}`) || id.startsWith(asked)) return 2;
    if (low.includes(asked) || id.includes(asked)) return 3;
    return others.includes(asked) ? 4 : 9;
  };
  const ranked = [...classes.values()].map((each) => [rank(each), each]).filter(([of]) => of < 9);
  ranked.sort(([one, a], [two, b]) => one - two || a.low.localeCompare(b.low));
  return ranked.slice(0, MOST_FOUND).map(([, each]) => each);
}

function showFound() {
  const words = field().value, id = idOf(words);
  found = words.trim() ? fitting(words).map((each) => ({ id: each.id })) : [];
  if (id && !classes.has(id)) found.push({ id, isNew: true });
  chosen = within(chosen, 0, Math.max(found.length - 1, 0));
  list().replaceChildren(...found.map((each, place) => made('li',
    { role: 'option', id: `label-found-${place}`, 'aria-selected': String(place === chosen), 'data-place': place },
    ...(each.isNew ? [made('span', {}, 'A new class of your own:'), ' ', made('bdi', {}, each.id)] : [named(each.id)]))));
  list().hidden = !found.length;
  field().setAttribute('aria-expanded', String(Boolean(found.length)));
  if (found.length) field().setAttribute('aria-activedescendant', `label-found-${chosen}`);
  else field().removeAttribute('aria-activedescendant');
}

function leaveFind() {
  field().value = '';
  chosen = 0;
  showFound();
  field().blur();
}

function choose(place) {
  const each = found[place];
  if (!each) return;
  if (each.isNew && !each.confirmed) {
    each.confirmed = true;
    const option = list().children[place];
    option.replaceChildren(made('strong', {}, 'No class is called so. Choose it again to make a new class of your own.'));
    say('No class is called so. Choose it again to make a new class of your own.');
    return;
  }
  if (label(each.id, Boolean(each.isNew))) leaveFind();
}

function findKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { chosen = (chosen + step + found.length) % Math.max(found.length, 1); showFound(); }
  else if (event.key === 'Enter') choose(chosen);
  else if (event.key === 'Escape') leaveFind();
  else return;
  event.preventDefault();
}
