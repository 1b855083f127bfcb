import type { Email } from 'postal-mime';
import { markup, type Html } from './markup.js';
import type { InboxLine, InboxMessage } from './inbox.js';

/** Gmail cuts the HTML of a message beyond this (102 kB) and hides the rest, the way out included. */
const GMAIL_CLIP_BYTES = 102 * 1024;

export function listPage(lines: InboxLine[], receivedCount: number): string {
  const shown = lines.length === receivedCount ? `${receivedCount}` : `newest ${lines.length} of ${receivedCount}`;
  return page(
    'Development inbox',
    markup`<header>
        <h1>Development inbox</h1>
        <span class="muted">${shown} ${receivedCount === 1 ? 'message' : 'messages'} · nothing leaves this machine</span>
      </header>
      <main>
        <div class="card">
          ${
            lines.length === 0
              ? markup`<p class="empty muted">Nothing has arrived yet. Reload when something was sent.</p>`
              : markup`<ul class="list">
                  ${lines.map(line)}
                </ul>`
          }
        </div>
      </main>`,
  );
}

function line({ id, subject, to, receivedAt, sizeBytes }: InboxLine): Html {
  return markup`<li>
    <a href="/inbox/${id}">
      <span class="subject">${subject}</span>
      <span class="side"><time datetime="${receivedAt}">${shortTime(receivedAt)}</time></span>
      <span class="muted">${to.join(', ')}</span>
      <span class="side muted">${size(sizeBytes)}</span>
    </a>
  </li>`;
}

export function messagePage({ stored, email }: InboxMessage): string {
  const subject = email.subject ?? '(no subject)';
  return page(
    subject,
    markup`<header>
        <a href="/inbox">← Inbox</a>
        <a href="/inbox/${stored.id}/raw">Source</a>
      </header>
      <main>
        <div class="card">
          <dl>
            <dt>Subject</dt>
            <dd><h1>${subject}</h1></dd>
            <dt>From</dt>
            <dd>${sender(email)}</dd>
            <dt>To</dt>
            <dd>${stored.envelopeTo.join(', ')}</dd>
            <dt>Arrived</dt>
            <dd>
              <time datetime="${stored.receivedAt.toISOString()}">${shortTime(stored.receivedAt.toISOString())}</time>
            </dd>
            <dt>Size</dt>
            <dd>${sizes(stored.raw.length, email)}</dd>
            ${attachments(email)}
          </dl>
          <details>
            <summary>Headers and envelope</summary>
            <dl>
              <dt>MAIL FROM</dt>
              <dd>&lt;${stored.envelopeFrom}&gt;</dd>
              ${email.headers.map(
                ({ originalKey, value }) =>
                  markup`<dt>${originalKey}</dt>
                    <dd>${value}</dd>`,
              )}
            </dl>
          </details>
        </div>
        ${email.html === undefined ? undefined : htmlPart(stored.id, subject)}
        ${
          email.text === undefined
            ? undefined
            : markup`<h2>Text</h2>
                <div class="card"><pre>${email.text}</pre></div>`
        }
      </main>`,
  );
}

/** Links of the mail open beside the inbox; scripts, forms and the inbox itself stay out of its reach. */
function htmlPart(id: number, subject: string): Html {
  return markup`<h2>HTML</h2>
    <div class="card">
      <iframe src="/inbox/${id}/html" title="${subject}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
    </div>`;
}

function attachments(email: Email): Html | undefined {
  if (email.attachments.length === 0) return undefined;
  const names = email.attachments.map(({ filename, mimeType }) => `${filename ?? 'unnamed'} (${mimeType})`);
  return markup`<dt>Attachments</dt>
    <dd>${names.join(', ')}</dd>`;
}

function sizes(rawBytes: number, email: Email): string {
  if (email.html === undefined) return size(rawBytes);
  const htmlBytes = Buffer.byteLength(email.html);
  const clipped = htmlBytes > GMAIL_CLIP_BYTES ? ', more than Gmail shows (102 kB)' : '';
  return `${size(rawBytes)}, of which HTML ${size(htmlBytes)}${clipped}`;
}

function sender({ from }: Email): string {
  if (from?.address === undefined) return from?.name ?? '';
  return from.name === '' ? from.address : `${from.name} <${from.address}>`;
}

function size(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
}

function shortTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

function page(title: string, body: Html): string {
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/inbox.css" />
      </head>
      <body>
        ${body}
      </body>
    </html>`.text;
}
