import { SaxesParser } from 'saxes';
import { decode } from './text-rows.js';
import { FileFault } from './file-fault.js';

export type XmlHandlers = {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/**
 * Walks through XML as it arrives; names come without their prefix. It yields after each slice, so that the caller can hand on what its
 * handlers gathered. Entities of a DTD are not known to the parser and refused, so nothing expands.
 */
export async function* walkXml(
  bytes: AsyncIterable<Buffer>,
  what: string,
  handlers: XmlHandlers,
): AsyncGenerator<undefined> {
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('doctype', () => {
    throw new FileFault('broken', `The workbook's ${what} declares a document type.`);
  });
  parser.on('opentag', (tag) => handlers.open?.(local(tag.name), tag.attributes));
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  parser.on('closetag', (tag) => handlers.close?.(local(tag.name)));
  parser.on('error', (error) => {
    throw new FileFault('broken', `The workbook's ${what} is no well-formed XML.`, 0, { cause: error });
  });
  for await (const text of decode(bytes, 'utf-8')) {
    parser.write(text);
    yield undefined;
  }
  parser.close();
  yield undefined;
}
