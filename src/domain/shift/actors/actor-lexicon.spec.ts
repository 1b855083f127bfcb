import { foldText } from '../../text/fold-text.js';
import { ACTORS, actorNamed, findActors, overlayActors } from './actor-lexicon.js';
import { compileActors } from './actor-matcher.js';
import { findNewcomers } from './newcomers.js';

const read = (text: string) => findActors(foldText(text)).map((mention) => `${mention.id ?? ''}:${mention.via}`);

describe('the lexicon of actors', () => {
  it('knows well over 150 actors, each by one id', () => {
    expect(ACTORS.length).toBeGreaterThan(300);
    expect(new Set(ACTORS.map((actor) => actor.id)).size).toBe(ACTORS.length);
  });

  it.each([
    ['扎克伯格', 'meta:person'],
    ['祖克柏', 'meta:person'],
    ['臉書', 'meta:name'],
    ['輝達', 'nvidia:name'],
    ['Sora', 'openai:product'],
    ['Siri', 'apple:product'],
    ['Qwen', 'alibaba:product'],
    ['蝦皮', 'shopee:name'],
    ['Shein', 'shein:name'],
    ['SHEIN', 'shein:name'],
    ['eBay', 'ebay:name'],
    ['印度商务部', 'india:name'],
    ['German regulators', 'germany:name'],
    ['美国', 'us:country'],
  ])('reads %s as %s', (text, wanted) => {
    expect(read(text)).toEqual([wanted]);
  });

  it.each([
    '元宇宙',
    '京东方',
    '亚马逊雨林',
    'meta-analysis',
    'an apple a day',
    '6000亿美元',
    '欧美市场',
    'a target of',
    'Amazonian',
    'stripes',
  ])('finds no actor in %s', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('finds an actor by any of its names', () => {
    expect(actorNamed('歐盟')?.id).toBe('eu');
    expect(actorNamed('alphabet')?.id).toBe('google');
    expect(actorNamed('Nobody at all')).toBeNull();
  });

  it('learns a company that the article introduces', () => {
    const names = (text: string) => findNewcomers(text, compileActors(ACTORS)).map((newcomer) => newcomer.name);
    expect(names('Lumiva, a marketplace for used furniture, said so. Parcelwing Logistics agreed.')).toEqual([
      'Lumiva',
      'Parcelwing Logistics',
    ]);
    expect(names('跨境电商公司Lumiva宣布了。\n云帆物流表示同意。')).toEqual(['Lumiva', '云帆物流']);
    expect(names('Amazon, a retailer, said so.')).toEqual([]);
  });
});

describe("a lexicon with entries of one's own", () => {
  const norwick = {
    id: 'norwick',
    name: 'Norwick',
    role: 'company',
    aliases: [
      { text: 'Norwick', via: 'name' },
      { text: '北域', via: 'name' },
    ],
  } as const;
  const amazon = {
    id: 'amazon',
    name: 'Amazon.example',
    role: 'company',
    aliases: [{ text: 'Amazon', via: 'name' }],
  } as const;

  it('adds, replaces by id, and leaves the built-in one as it was', () => {
    const matcher = compileActors(overlayActors([norwick, amazon]));
    expect(matcher.find('北域与Amazon合作').map((mention) => mention.name)).toEqual(['Norwick', 'Amazon.example']);
    expect(matcher.named('亚马逊')).toBeNull();
    expect(matcher.named('shopee')?.id).toBe('shopee');
    expect(findActors('Norwick')).toEqual([]);
    expect(actorNamed('亚马逊')?.id).toBe('amazon');
  });

  it('gives a name that two entries claim to the added one', () => {
    const other = { id: 'x-new', name: 'X New', role: 'company', aliases: [{ text: '虾皮', via: 'name' }] } as const;
    expect(compileActors(overlayActors([other])).named('虾皮')?.id).toBe('x-new');
  });

  it('is compiled once for an array', () => {
    const lexicon = overlayActors([norwick]);
    expect(compileActors(lexicon)).toBe(compileActors(lexicon));
  });
});
