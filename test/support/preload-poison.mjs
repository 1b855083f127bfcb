// Preloaded into a process of its own: looking for shifts in a text with the word POISON kills it.
const { RuleExtractor } = await import(new URL('../../dist/src/shifts/extractor.js', import.meta.url));
const { extract } = RuleExtractor.prototype;
RuleExtractor.prototype.extract = function (article) {
  if (article.text.includes('POISON')) process.kill(process.pid, 'SIGKILL');
  return extract.call(this, article);
};
