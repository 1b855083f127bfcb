/** The package's own types import each other without file extensions, which NodeNext cannot resolve. */
declare module 'opencc-js' {
  export function Converter(options: { from: string; to: string }): (text: string) => string;
}
