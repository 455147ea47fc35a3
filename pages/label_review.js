// "Review": one photo at a time, judged by keys. Behind `label_hand.js`; the desk is
// `label_review_desk.py`. What stands beside the photo comes from the desk as markup of ours.
let begun = '', photo = null, after = ''; // the person the queue is of; SHA-256 and version
let fetched = []; // pictures of the next photos, fetched meanwhile

const way = () => find('[data-way][aria-pressed=true]').dataset.way;

function view(more = {}) {
  const percent = Math.round(Number(find('#review-percent').value)) || 0;
  return { way: way(), label: way() === 'blind' ? '' : find('#review-label').value, percent, after, photo: '', ...more };
}

function ask(more = {}, shown = {}) {
  return send({ view: view(shown), ...(names.size ? {} : { first: true }), ...more });
}

function front() { if (!photo || begun !== name()) restart(); }

function restart() { again(() => { after = ''; begun = name(); ask(); }); }

function came(told, message) {
  if (told.agreement !== undefined) { find('.review-agreement').innerHTML = told.agreement; return; }
  if (told.html !== undefined) show(told);
  if (!begun && account) begun = account;
  if (told.refused) say(told.refused, true);
  else if (message.act) { say(told.said); classField().value = ''; asksNew = ''; }
  else if (document.activeElement !== classField()) say('');
}

function show(told) {
  photo = told.photo;
  find('.review-told').innerHTML = told.html;
  find('.review-more').innerHTML = told.more ?? '';
  const [review, own, apart] = told.counts, is = way();
  find('.review-counts').textContent = is === 'apart' ? `Disagreements that wait for you: ${apart}.`
    : is === 'blind' ? 'The order is random.' : `Wait for you: ${review}. Your own, for somebody else: ${own}.`;
  find('.review-other').hidden = !photo;
  find('.label-left').hidden = !photo;
  find('[data-do=label]').textContent = is === 'blind' ? 'It shows this' : 'Label it so';
  every('.label-left [data-do=skip]').forEach((each) => { each.disabled = !photo; });
  if (!photo) return;
  const [width, height] = told.size, image = new Image(width, height);
  image.src = told.picture;
  image.alt = 'The photo to review';
  const stage = find('.label-stage'), frame = find('.label-frame');
  const scale = Math.min(stage.clientWidth / width, stage.clientHeight / height);
  frame.style.width = `${width * scale}px`;
  frame.style.height = `${height * scale}px`;
  frame.replaceChildren(image, ...boxes(told.box));
  fetched = (told.ahead ?? []).map((address) => Object.assign(new Image(), { src: address }));
}

function boxes(box) { // the good that matters, in shares of the photo
  if (!box) return [];
  const made = Object.assign(document.createElement('div'), { className: 'label-box' });
  ['left', 'top', 'width', 'height'].forEach((side, place) => { made.style[side] = `${100 * box[place]}%`; });
  return [made];
}

function act(what, more = {}, stays = false) {
  if (!photo || !mayAct()) return;
  ask({ act: what, photos: [photo], ...more }, stays ? { photo: photo[0] } : {});
}

function reject(reason) {
  if (!reason) { say('Write why: a rejected label needs a reason.', true); find('#review-reason')?.focus(); return; }
  act('reject', { reason });
}

const ACTIONS = {
  accept: () => { if (find('[data-do=accept]')) act('accept'); },
  reject: (button) => reject(button.dataset.reason),
  write: () => reject(find('#review-reason').value.trim()),
  say: (button) => act('say', { label: button.dataset.label }),
  cannot_tell: () => { if (way() === 'blind') act('say', { cannot_tell: true }); },
  label: () => { const typed = typedClass(); if (typed) act(way() === 'blind' ? 'say' : 'label', { label: typed.id, is_new: typed.isNew }); },
  skip: () => { if (photo) { [after] = photo; ask(); } },
  undo: () => { if (mayAct()) ask({ act: 'undo' }); },
  way: (button) => {
    every('[data-way]').forEach((each) => each.setAttribute('aria-pressed', String(each === button)));
    find('#review-percent').parentElement.hidden = way() !== 'blind';
    find('#review-label').parentElement.hidden = way() === 'blind';
    restart();
  },
  restart: () => restart(),
  agreement: () => ask({ act: 'agreement' }),
};

function plainKey(event) { // whether a single key did something
  const letter = event.key.toLowerCase();
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]; // also where digits need Shift
  if (digit === '0') ACTIONS.cannot_tell();
  else if (digit && !event.shiftKey) every(way() === 'blind' ? '[data-do=say]' : '[data-do=reject]')[Number(digit) - 1]?.click();
  else if (letter === 'a') ACTIONS.accept();
  else if (letter === 's' || letter === 'arrowright') ACTIONS.skip();
  else if (letter === 'u') ACTIONS.undo();
  else if (letter === 'r') find('#review-reason')?.focus();
  else if (letter === '/') classField().focus();
  else return false;
  return true;
}

function key(event) {
  if (!isShown() || event.defaultPrevented) return;
  const enter = { [classField().id]: 'label', 'review-reason': 'write' }[event.target.id];
  if (enter && event.key === 'Enter') ACTIONS[enter]();
  else if (typing(event)) { if (event.key !== 'Escape' || !element.contains(event.target)) return; event.target.blur(); }
  else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey) ACTIONS.undo();
  else if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !keysAct()) return;
  else if (!plainKey(event)) return;
  event.preventDefault();
}

document.addEventListener('keydown', key);
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-do]');
  if (button && !button.disabled) ACTIONS[button.dataset.do](button);
});
element.addEventListener('change', (event) => {
  if (event.target.closest('.label-top')) restart();
});
