'use strict';
// Works out the proof that goes with the form, from the first key press on. Without it the form works as well, with one more step.
(() => {
  const form = document.querySelector('form[data-proof-bits]');
  if (form === null || !window.crypto?.subtle) return;
  const { challenge, nonce } = form.elements;
  const button = form.querySelector('button');
  const label = button.textContent;
  const bits = Number(form.dataset.proofBits);
  const encoder = new TextEncoder();
  const BATCH = 256;
  let work;

  const digest = (n) => crypto.subtle.digest('SHA-256', encoder.encode(`${challenge.value}.${n}`));
  const zeroBits = (hash) => Math.clz32(new DataView(hash).getUint32(0));
  const solve = async () => {
    for (let first = 0; ; first += BATCH) {
      const hashes = await Promise.all(Array.from({ length: BATCH }, (_, n) => digest(first + n)));
      const hit = hashes.findIndex((hash) => zeroBits(hash) >= bits);
      if (hit !== -1) return String(first + hit);
    }
  };
  const begin = () => {
    work ??= solve().then((found) => {
      nonce.value = found;
    });
    return work;
  };
  const rest = (isBusy) => {
    button.disabled = isBusy;
    button.textContent = isBusy ? form.dataset.busy : label;
  };

  if ('proofNow' in form.dataset) void begin();
  else form.addEventListener('input', () => void begin(), { once: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    rest(true);
    const go = () => form.submit();
    begin().then(go, go);
  });
  // The back button may bring the page back as it was left.
  window.addEventListener('pageshow', () => rest(false));
})();
