'use strict';
// Presses the button of the page as soon as somebody sees it.
(() => {
  const press = () => {
    if (document.visibilityState === 'visible') document.querySelector('form').submit();
  };
  document.addEventListener('visibilitychange', press);
  press();
})();
