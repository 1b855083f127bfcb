import { ACTORS } from '../shift/actors/actor-lexicon.js';
import { compileActors } from '../shift/actors/actor-matcher.js';
import { actorRecordSchema, entryOf, recordOf } from './actor-record.schema.js';
import { aliasConflicts, changedNames, formerKeys, lexiconOf } from './lexicon.js';

const aRecord = (given: object = {}) =>
  actorRecordSchema.parse({
    slug: 'norwick',
    kind: 'company',
    names: { en: 'Norwick', 'zh-Hans': '诺维克' },
    aliases: ['Norwick Commerce'],
    products: ['Norwick Pay'],
    ...given,
  });
const find = (text: string, ...kept: Parameters<typeof lexiconOf>[0]) =>
  compileActors(lexiconOf(kept)).find(text).map(({ id, via }) => `${id ?? ''}:${via}`); // prettier-ignore

describe('a kept actor', () => {
  it('is found by its names, people and products', () => {
    const record = aRecord({ people: ['Ada Norwell'] });
    const text = 'Norwick Commerce said so. Ada Norwell and Norwick Pay agreed, 诺维克也是。';
    expect(find(text, { record, isRetired: false })).toEqual([
      'norwick:name',
      'norwick:person',
      'norwick:product',
      'norwick:name',
    ]);
  });

  it('goes before the shipped entry of its slug, and a retired one takes that away', () => {
    const amazon = aRecord({ slug: 'amazon', names: { en: 'Amazon' }, aliases: [], products: [] });
    expect(find('亚马逊 and Amazon', { record: amazon, isRetired: false })).toEqual(['amazon:name']);
    expect(find('亚马逊 and Amazon', { record: amazon, isRetired: true })).toEqual([]);
  });
});

it('a shipped entry reads the same as a record', () => {
  for (const entry of ACTORS.slice(0, 40)) {
    const record = recordOf(entry);
    expect(record).toMatchObject({ slug: entry.id, kind: entry.role });
    const texts = entryOf(record).aliases.map(({ text }) => text);
    expect([...new Set(texts)].sort()).toEqual([...new Set(entry.aliases.map(({ text }) => text))].sort());
  }
});

describe('names of a record', () => {
  it('that another actor has are told with their field and owner, in any script or case', () => {
    const record = aRecord({ aliases: ['亞馬遜', 'norwick 2'], products: ['AMAZON.COM'] });
    expect(aliasConflicts(record, ACTORS).map(({ field, slug }) => [field, slug])).toEqual([
      ['aliases.0', 'amazon'],
      ['products.0', 'amazon'],
    ]);
  });

  it('that come, go or stand for it in another way are what articles are read for', () => {
    const before = aRecord();
    expect(changedNames(null, before)).toEqual(['Norwick', '诺维克', 'Norwick Commerce', 'Norwick Pay']);
    expect(changedNames(before, aRecord({ aliases: ['Norwick Group'] }))).toEqual([
      'Norwick Commerce',
      'Norwick Group',
    ]);
    expect(changedNames(before, aRecord({ homeMarket: 'GB' }))).toEqual([]);
    expect(changedNames(before, null)).toHaveLength(4);
  });

  it('under which shifts were kept before are those that name it', () => {
    expect(formerKeys(aRecord())).toEqual(['诺维克', 'norwickcommerce']);
  });
});

it.each([
  [{ slug: 'Norwick' }, 'slug'],
  [{ aliases: ['x'] }, 'aliases.0'],
  [{ names: { 'zh-Hans': '诺维克' } }, 'names.en'],
  [{ homeMarket: 'gb' }, 'homeMarket'],
  [{ names: { en: 'a\u0000b' } }, 'names.en'],
])('a record with %j is refused by name', (given, field) => {
  const parsed = actorRecordSchema.safeParse({ ...aRecord(), ...given });
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});
