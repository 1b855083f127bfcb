import { quotaAddress } from './quota-address.js';

it.each([
  ['ann@firm.example', 'ann@firm.example'],
  ['ann+news@firm.example', 'ann@firm.example'],
  ['ann+a+b@firm.example', 'ann@firm.example'],
  ['+ann@firm.example', '+ann@firm.example'],
  ['a.n.n@firm.example', 'a.n.n@firm.example'],
  ['a.n.n+x@gmail.com', 'ann@gmail.com'],
  ['a.nn@googlemail.com', 'ann@gmail.com'],
])('mails to %s count for %s', (canonical, expected) => {
  expect(quotaAddress({ canonical, domain: canonical.split('@')[1] ?? '' })).toBe(expected);
});
