// Takes a check up again after this tab was loaded anew, as phones do while their camera is open.
// The tab keeps a random token and nothing else, in sessionStorage, which no other tab reads; the
// server keeps the check (`returning.py`). Runs inside a Gradio HTML part (`element`, `trigger`,
// `watch` are Gradio's).
const KEY = 'check', WAIT = 200; // ms for another tab to answer
const AGAIN = [3, 6, 12, 24, 48, 96]; // s; a server may be full or out of reach

function kept(token) { // a browser that keeps nothing only does not come back
  try {
    if (token === undefined) return sessionStorage.getItem(KEY);
    if (token) sessionStorage.setItem(KEY, token); else sessionStorage.removeItem(KEY);
  } catch (error) { console.warn('a check would not come back:', error.message); }
  return null;
}

// A tab that is duplicated takes the token along. The tab that has the check says so; of two that
// are loaded at once the one with the smaller number has it.
const number = crypto.getRandomValues(new Uint32Array(1))[0] + Math.random();
const tabs = new BroadcastChannel('checks');
let wanted = kept(), mine = null, isAsked = false;
tabs.addEventListener('message', ({ data: { asks, by, has } }) => {
  const isOurs = asks && (asks === mine || (asks === wanted && (isAsked || number < by)));
  if (isOurs) tabs.postMessage({ has: asks });
  if (has && has === wanted && !isAsked) wanted = null;
});

function store() { // what the server says of the token, out of sight of who copies the page
  const ticket = element.querySelector('[data-ticket]');
  if (!ticket) return;
  if (ticket.matches('.returned')) wanted = null; // it is back, or lost for good
  mine = ticket.dataset.ticket || null;
  ticket.removeAttribute('data-ticket');
  if (!wanted) kept(mine ?? '');
  else if (isAsked) ask(); // a photo was answered first: until the check is here its token stays
}

function ask() { // Gradio leaves out what is still on its way, so it is never asked twice at once
  if (wanted) trigger('submit', { token: wanted });
}

// Set once: readers say what comes into a part that they know already.
element.setAttribute('aria-live', 'polite');
watch('value', store);
element.addEventListener('click', (event) => {
  if (event.target.closest('button')) trigger('click');
});
// A page that the browser had put aside as it was: its check may have gone on elsewhere meanwhile.
window.addEventListener('pageshow', (event) => { if (event.persisted && kept()) location.reload(); });

if (wanted) {
  const found = wanted;
  history.scrollRestoration = 'manual'; // else the browser scrolls past the line
  tabs.postMessage({ asks: found, by: number });
  setTimeout(() => {
    if (!wanted) { // another tab has it
      history.scrollRestoration = 'auto';
      if (kept() === found) kept(mine ?? '');
      return;
    }
    isAsked = true;
    ask(); // also where a photo was faster: they join
    AGAIN.forEach((seconds) => setTimeout(ask, seconds * 1000));
  }, WAIT);
}
