// What most Node programs do: nodemailer's pooled sendMail, the slots filled by string replacement, the DKIM key given as PEM. Its pool is
// set to its advantage: no reconnects. Argument: JSON {port, connections, count, seconds, digest, key?}; prints one JSON line.
import { readFileSync } from 'node:fs';
import nodemailer from 'nodemailer';
import { aTally } from './tally.mjs';

const given = JSON.parse(process.argv[2]);
const digest = JSON.parse(readFileSync(given.digest, 'utf8'));
const dkim =
  given.key === undefined
    ? undefined
    : { domainName: 'bench.example', keySelector: 'tw1', privateKey: readFileSync(given.key, 'utf8') };
const transport = nodemailer.createTransport({
  host: '127.0.0.1',
  port: given.port,
  pool: true,
  maxConnections: given.connections,
  maxMessages: Infinity,
  ignoreTLS: true,
  ...(dkim === undefined ? {} : { dkim }),
});
const tally = aTally(given);

function mailFor(number) {
  const unsubscribe = `https://news.example/u/${number}`;
  const preferences = `https://news.example/p/${number}`;
  const fill = (text) => text.replaceAll('⟦unsubscribe-url⟧', unsubscribe).replaceAll('⟦preferences-url⟧', preferences);
  return {
    from: { name: 'Tradewind', address: 'digest@bench.example' },
    to: { name: `Reader ${number}`, address: `r${number}@bench.example` },
    subject: digest.subject,
    html: fill(digest.html),
    text: fill(digest.text),
    list: { unsubscribe },
    headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  };
}

async function lane() {
  for (let number = tally.next(); number !== undefined; number = tally.next())
    await transport.sendMail(mailFor(number));
}

// Twice as many callers as connections, so that no connection waits for work.
await Promise.all(Array.from({ length: given.connections * 2 }, lane));
tally.print();
process.exit(0);
