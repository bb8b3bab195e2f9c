/** Keeps the bag between pages and says what happened; without it the form leads straight to the order. */

const key = 'northwind-bag';

function readBag() {
  try {
    const count = Number(localStorage.getItem(key));
    return Number.isInteger(count) && count > 0 ? count : 0;
  } catch {
    return 0; // storage is blocked: the bag starts empty on each page
  }
}

function writeBag(count) {
  try {
    localStorage.setItem(key, String(count));
  } catch {
    // storage is blocked: the count still shows on this page
  }
}

let bag = document.body.dataset.order === undefined ? readBag() : 0;
writeBag(bag);

function drawBag() {
  for (const el of document.querySelectorAll('.bag-count')) el.textContent = String(bag);
}

drawBag();

const form = document.querySelector('form.buy-form');
form?.addEventListener('submit', event => {
  event.preventDefault();
  bag += Number(new FormData(form).get('quantity'));
  writeBag(bag);
  drawBag();
  const checkout = document.createElement('a');
  checkout.href = form.action;
  checkout.textContent = 'Go to checkout';
  form.querySelector('.added').replaceChildren('In your bag. ', checkout);
});
form?.addEventListener('change', () => {
  const finish = new FormData(form).get('finish');
  document.querySelector('.gallery img').src = `images/alder-${finish}.svg`;
});
