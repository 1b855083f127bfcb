import { DEFAULT_PREFERENCES, type Preferences } from '#src/domain/reader/preferences.js';
import { readPreferences } from './preferences-form.js';

const current: Preferences = {
  ...DEFAULT_PREFERENCES,
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  topics: ['logistics'],
  actors: ['meta'],
  allowed: ['personalisation'],
};
const TODAY = '2026-11-27';
const base = { locale: 'en', timeZone: 'Europe/Berlin' };
const read = (posted: Record<string, string>) => readPreferences({ ...base, ...posted }, current, TODAY);

describe('the preferences form', () => {
  it('keeps what it does not show', () => {
    expect(read({})).toEqual({ ok: true, preferences: { ...current, ...base } });
  });

  it('takes a box that is not posted for one that is not ticked, once it has shown them', () => {
    const { preferences } = read({
      boxes: 'shown',
      'topic:ai-models': 'yes',
      'market:us': 'yes',
      'platform:temu': 'yes',
    });
    expect(preferences).toMatchObject({ topics: ['ai-models'], markets: ['us'], platforms: ['temu'], allowed: [] });
  });

  it('knows no words but its own', () => {
    const { preferences } = read({
      boxes: 'shown',
      'topic:anything': 'yes',
      'topic:logistics': 'no',
      'allow:newsletter': 'yes',
    });
    expect(preferences).toMatchObject({ topics: [], allowed: [] });
  });

  it('shows two languages side by side, and never one twice', () => {
    expect(read({ secondLocale: 'zh-TW' }).preferences.secondLocale).toBe('zh-TW');
    expect(read({ secondLocale: 'en' }).preferences.secondLocale).toBeNull();
    expect(read({ secondLocale: '' }).preferences.secondLocale).toBeNull();
  });

  it.each([
    ['2026-11-28', '2026-11-28'],
    ['2027-11-27', '2027-11-27'],
    [' 2026-12-24 ', '2026-12-24'],
    ['', null],
  ])('pauses until %j', (pausedUntil, expected) => {
    expect(read({ pausedUntil })).toMatchObject({ ok: true, preferences: { pausedUntil: expected } });
  });

  it.each(['2026-11-27', '2020-01-01', '2027-11-28', '2026-02-30', 'tomorrow', '2026-1-2', '2026-12-01T00:00'])(
    'does not pause until %j',
    (pausedUntil) => {
      expect(read({ pausedUntil })).toMatchObject({ ok: false, fault: 'pause', preferences: { pausedUntil: null } });
    },
  );

  it('finds actors by any of their names, once each', () => {
    const { ok, preferences } = read({ actors: 'Meta，菜鸟, 歐盟\n亚马逊; Amazon' });
    expect({ ok, actors: preferences.actors }).toEqual({ ok: true, actors: ['meta', 'cainiao', 'eu', 'amazon'] });
    expect(read({ actors: '' }).preferences.actors).toEqual([]);
  });

  it('says which actors it does not know, and keeps the others', () => {
    expect(read({ actors: 'Meta, Nobody Knows Inc' })).toMatchObject({
      ok: false,
      fault: 'actors',
      unknown: ['Nobody Knows Inc'],
      preferences: { actors: ['meta'] },
    });
  });

  it.each([
    { rhythm: 'hourly' },
    { localHour: '24' },
    { localHour: '-1' },
    { secondLocale: 'fr' },
    { locale: 'fr' },
    { timeZone: 'Mars/X' },
  ])('refuses %j as a whole', (posted) => {
    expect(read(posted as Record<string, string>)).toEqual({
      ok: false,
      fault: 'other',
      unknown: [],
      preferences: current,
    });
  });
});
