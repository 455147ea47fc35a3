// Asks before a whole check is given up. Runs once in a Gradio HTML part (`element` and `trigger` are
// Gradio's); the button and the question come and go with the objects, so the part listens for them.
const ACTIONS = {
  ask: (dialog) => dialog.showModal(),
  no: (dialog) => dialog.close(), // as Escape does; the browser gives the focus back to the button
  yes: (dialog) => { dialog.close(); trigger('click'); },
};

element.addEventListener('click', (event) => {
  const action = event.target.closest('[data-action]')?.dataset.action;
  if (action) ACTIONS[action](element.querySelector('dialog'));
});
