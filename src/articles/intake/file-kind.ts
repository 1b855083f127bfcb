import type { ParseJob } from '../ingest/parse-document.js';

const KINDS: Readonly<Record<string, ParseJob['as']>> = {
  txt: 'text',
  text: 'text',
  md: 'markdown',
  markdown: 'markdown',
  html: 'page',
  htm: 'page',
  docx: 'docx',
};

/** What a file is by its name; a ZIP under another name than .docx is none of ours. Undefined: not read. */
export function kindOfFile(fileName: string, bytes: Uint8Array): ParseJob['as'] | undefined {
  const ending = /\.([a-z]{2,8})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const kind = KINDS[ending];
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  return isZip === (kind === 'docx') ? kind : undefined;
}
