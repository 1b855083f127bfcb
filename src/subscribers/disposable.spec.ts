import { isDisposable } from './disposable.js';

it.each(['mailinator.com', 'inbox.mailinator.com', 'yopmail.com'])('%s gives addresses to throw away', (domain) => {
  expect(isDisposable(domain)).toBe(true);
});

it.each(['qq.com', '163.com', 'gmail.com', 'example.com', 'com', ''])('%j does not', (domain) => {
  expect(isDisposable(domain)).toBe(false);
});
