// Draws what `label.js` holds: the photo, its proposals, marks and progress. Texts of people and of
// the library go in as text only.
const RECENT_KEYS = ['q', 'w', 'e', 'r', 't'];
const address = (sha256, side) => `/library/${sha256}/${side}`;

function made(kind, attributes = {}, ...children) {
  const node = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

function say(sentence, isBad = false) {
  const place = find('.label-said');
  place.textContent = sentence;
  place.classList.toggle('bad', isBad);
}

function named(id) { // the name of a class; one of their own is not translated
  const known = classes.get(id);
  return made('span', { translate: known && known.name !== id ? null : 'no' }, known?.name ?? id);
}

const nameOf = (id) => classes.get(id)?.name ?? id;

function load(card) { // the pictures of a photo, fetched and decoded before it is shown
  if (card.image) return card.image;
  card.list = card.proposals.slice(0, 9).map((each, at) => proposal(each, at + 1));
  const image = made('img', { alt: 'The photo to label', draggable: 'false' });
  image.src = address(card.sha256, PREVIEW);
  card.ready = image.decode().catch(() => { card.broken = true; });
  card.image = image;
  return image;
}

function showCard() {
  const card = current(), place = frame();
  element.querySelector('.label-room').classList.toggle('empty', !card);
  boxMode = false;
  if (!card) { place.replaceChildren(); showEmpty(); showMarks(); return; }
  const ratio = card.width / card.height;
  place.style.aspectRatio = `${card.width} / ${card.height}`;
  place.style.width = `min(100%, calc(var(--label-height) * ${ratio}))`;
  const image = load(card);
  place.replaceChildren(image);
  place.dataset.sha256 = card.sha256;
  card.ready.then(() => { if (card.broken && current() === card) {
    say('This photo cannot be shown; its file may be damaged. Skip it.', true);
  } });
  find('.label-state').textContent = card.said;
  find('.label-facts').replaceChildren(...card.facts.map(([name, value]) =>
    made('div', {}, made('dt', {}, name), made('dd', {}, made('bdi', {}, value)))));
  showProposals(card);
  drawBox();
  showMarks();
}

function showEmpty() {
  find('.label-proposals').replaceChildren();
  find('.label-state').textContent = '';
  find('.label-facts').replaceChildren();
  find('.label-fault').hidden = true;
}

function small(source, alt) {
  return made('img', { src: source, alt, decoding: 'async', class: 'label-alike', draggable: 'false' });
}

function proposal(each, number) {
  const pictures = [each.view && small(each.view, `Rendered picture of ${each.name}`),
    ...(each.photos ?? []).map((sha256) => small(address(sha256, 320), `Photo labelled ${each.name}`))];
  const button = made('button', { type: 'button', 'data-label': each.id, 'aria-keyshortcuts': String(number) },
    made('kbd', { 'aria-hidden': 'true' }, String(number)),
    made('span', { class: 'label-words' }, made('strong', {}, named(each.id)), ' ',
      made('span', { class: 'quiet' }, each.words)),
    made('span', { class: 'label-pictures' }, ...pictures.filter(Boolean)));
  return made('li', {}, button);
}

function showProposals(card) {
  find('.label-proposals').replaceChildren(...card.list);
  const fault = find('.label-fault');
  fault.textContent = card.fault
    || (card.unknown ? 'The network knows nothing that looks like this. Trust your own eyes.' : '');
  fault.hidden = !fault.textContent;
  mark(card);
}

function unload(card) { // long past: memory stays flat
  card.image = card.list = null;
}

function mark(card) { // which proposal is the label now
  for (const button of element.querySelectorAll('button[data-label]')) {
    const isIt = Boolean(card?.label) && button.dataset.label === card.label;
    if (isIt) button.setAttribute('aria-current', 'true'); else button.removeAttribute('aria-current');
  }
}

function showRecent() {
  const buttons = recent.slice(0, RECENT_KEYS.length).map((id, at) => made('button',
    { type: 'button', 'data-label': id, 'aria-keyshortcuts': RECENT_KEYS[at] },
    made('kbd', { 'aria-hidden': 'true' }, RECENT_KEYS[at].toUpperCase()), ' ', named(id)));
  find('.label-recent').replaceChildren(...buttons);
  mark(current());
}

function showMarks() {
  const card = current();
  const press = (name, isOn) => find(`[data-do=${name}]`).setAttribute('aria-pressed', String(isOn));
  press('several', Boolean(card?.several));
  press('box', boxMode);
  find('[data-do=save]').hidden = !(card?.label && card.marked);
  for (const button of element.querySelectorAll('.label-tools [data-do], .label-proposals button')) {
    if (!['keys', 'undo', 'back'].includes(button.dataset.do)) button.disabled = !card;
  }
  find('[data-do=back]').disabled = at === 0;
}

function showProgress() {
  const all = Object.values(progress).reduce((sum, count) => sum + count, 0);
  const said = all - (progress.todo ?? 0), bar = find('progress');
  bar.max = Math.max(all, 1);
  bar.value = said;
  find('.label-count').textContent = all
    ? `${said} of ${all} photos have an answer. You: ${mine} since you opened this page.`
    : 'The library holds no photo yet.';
}
