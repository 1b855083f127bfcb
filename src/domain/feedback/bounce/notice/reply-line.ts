import { enhancedCodeIn, smtpCode } from '../rules/classify-reply.js';

const MAX_REPLY = 500;

const LABEL =
  /(?:reason|error|cause|原因|错误|錯誤|エラー|理由|grund|motivo|raison|причина)[^:：]{0,20}[:：]|^\S{0,6}(?:原因|理由)\s/i;

/** The sentence of a report in words that holds what the other server said, on one line; null when there is none. */
export function replyLineOf(reason: string, address: string): string | null {
  const lines = reason.split(/\r?\n/).map((line) => line.trim());
  const given = lines.findIndex((line) => /^\(reason:\s/.test(line));
  if (given >= 0) return oneLine(untilClosed(lines.slice(given)));
  const answered = lines.findIndex((line) => /^<<<\s*[45]\d\d/.test(line));
  if (answered >= 0) return oneLine(answersFrom(lines.slice(answered)));
  const said = lines.findIndex((line) => smtpCode(line) !== null || /^[45]/.test(enhancedCodeIn(line) ?? ''));
  if (said >= 0) return oneLine(untilBlank(lines.slice(said)));
  const labelled = lines.findIndex((line) => LABEL.test(line));
  if (labelled >= 0)
    return oneLine(untilBlank(lines.slice(labelled).filter((line, index) => index !== 1 || line !== '')));
  const words = lines.map((line, index) =>
    index === 0 ? line.replace(address, '').replace(/^[\s<>:：,()"'-]+/, '') : line,
  );
  const first = words.findIndex((line) => /\p{L}{2}/u.test(line));
  return first < 0 ? null : oneLine(untilBlank(words.slice(first)));
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_REPLY);
}

/** In a transcript `<<<` are the other server's words; what follows is made up from the code by the reporting one. */
function answersFrom(lines: readonly string[]): string {
  const end = lines.findIndex((line) => !line.startsWith('<<<'));
  return lines
    .slice(0, end < 0 ? 8 : Math.min(end, 8))
    .map((line) => line.slice(3))
    .join(' ');
}

/** `(reason: 550 5.1.1 …)` of sendmail, maybe over some lines. */
function untilClosed(lines: readonly string[]): string {
  const end = lines.findIndex((line) => line.endsWith(')'));
  return lines
    .slice(0, end < 0 ? 1 : Math.min(end + 1, 8))
    .join(' ')
    .replace(/^\(reason:\s*|\)$/g, '');
}

function untilBlank(lines: readonly string[]): string {
  const end = lines.findIndex((line, index) => index > 0 && line === '');
  return lines.slice(0, end < 0 ? 8 : Math.min(end, 8)).join(' ');
}
