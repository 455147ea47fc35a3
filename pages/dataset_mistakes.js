// "Find mistakes" and "New products": buttons of a list send what they stand for.
element.addEventListener('click', (event) => {
  const pressed = event.target.closest('button[data-do]');
  if (!pressed || pressed.disabled) return;
  const entry = pressed.closest('[data-photo], [data-heap]') || element;
  const field = entry.querySelector('input[data-field]');
  const chosen = [...entry.querySelectorAll('input[data-chosen]:checked')].map((each) => each.value);
  pressed.setAttribute('aria-busy', 'true');
  trigger('click', { do: pressed.dataset.do, at: pressed.dataset.at || '', photo: entry.dataset.photo || '',
    version: entry.dataset.version || '', field: field ? field.value : '', chosen });
});
element.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !event.target.matches('input[data-field]')) return;
  event.preventDefault();
  event.target.closest('[data-photo], [data-heap]').querySelector('button[data-enter]').click();
});
watch('value', () => { // what happened is read next, so the focus goes there
  const next = element.querySelector('[tabindex="-1"]');
  if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: 'nearest' }); }
});
