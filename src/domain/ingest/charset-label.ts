/** How much of a document may stand before it says its charset; 1 KiB is too little for pages with long scripts first. */
const HEAD_BYTES = 4_096;
const LABELS = [
  /<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']/i,
  /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i,
];

/** The charset that the document itself names: XML prolog, `<meta charset>` or `<meta http-equiv>`. As it is written there. */
export function labelInDocument(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  return LABELS.map((pattern) => pattern.exec(head)?.[1]).find((label) => label !== undefined);
}

/** `charset` of a Content-Type header. */
export function labelInHeader(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType ?? '')?.[1];
}

/**
 * The name that TextDecoder knows it by, or undefined. GB 2312 and GBK are read as their superset GB 18030, which is what such pages hold. A
 * document that could be read far enough to find a label in it is not UTF-16, whatever the label says (HTML, "prescan a byte stream").
 */
export function decoderFor(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(label.trim().toLowerCase());
    if (encoding === 'gbk') return 'gb18030';
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch {
    return undefined;
  }
}
