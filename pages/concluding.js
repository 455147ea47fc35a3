// Leaving the page asks first while something that was filled in is not saved.
if (!window.asksBeforeLeaving) {
  window.asksBeforeLeaving = true;
  let filledIn = false;
  const fill = (event) => { if (event.target.closest?.('#conclude')) filledIn = true; };
  document.addEventListener('input', fill);
  document.addEventListener('change', fill);
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('#save, #returning button, #anew [data-action=yes]')) filledIn = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (filledIn || document.querySelector('#saved [role=alert]')) event.preventDefault();
  });
}
