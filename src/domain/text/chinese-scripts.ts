import { Converter } from 'opencc-js';

type Convert = (text: string) => string;

/** A converter whose dictionary is read when it is first used: each takes tens of megabytes, and a worker that only sends needs none. */
export function scriptConverter(from: 't' | 'cn' | 'twp', to: 't' | 'cn' | 'twp'): Convert {
  let convert: Convert | undefined;
  return (text) => {
    convert ??= known(from, to);
    return convert(text);
  };
}

const made = new Map<string, Convert>();

function known(from: string, to: string): Convert {
  const key = `${from} ${to}`;
  const convert = made.get(key) ?? Converter({ from, to });
  made.set(key, convert);
  return convert;
}
