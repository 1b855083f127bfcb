import type { AgentClass } from './agents.data.js';
import { agentClassOf, isPrefetch } from './agent-class.js';

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';

it.each<[AgentClass, string | undefined]>([
  ['other', `${CHROME} Chrome/142.0.0.0 Safari/537.36`],
  [
    'other',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  ],
  ['other', 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0.50'],
  ['other', 'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office; MSOffice 16)'],
  ['other', 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17126; Pro)'],
  ['other', `${CHROME} Thunderbird/128.4.0`],
  ['none', undefined],
  ['none', ''],
  ['none', '   '],
  ['privacy-proxy', 'Mozilla/5.0'],
  ['image-proxy', 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)'],
  ['image-proxy', 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html'],
  ['scanner', 'Mozilla/5.0 (compatible; BarracudaCentral Inspector)'],
  ['scanner', 'Proofpoint URL Defense'],
  ['preview', 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)'],
  ['preview', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
  ['preview', 'WhatsApp/2.23.20.0'],
  ['preview', 'DingTalkBot-LinkService/1.0'],
  ['library', 'curl/8.5.0'],
  ['library', 'python-requests/2.32.3'],
  ['library', 'Go-http-client/2.0'],
  ['library', 'Java/17.0.9'],
  ['library', `${CHROME} HeadlessChrome/120.0.0.0 Safari/537.36`],
  ['bot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  ['bot', 'Mozilla/5.0 (compatible; bingbot/2.0)'],
  ['bot', 'Mozilla/5.0 (compatible; Baiduspider/2.0)'],
  ['bot', 'Sogou web spider/4.0'],
])('%s: %s', (expected, agent) => {
  expect(agentClassOf(agent)).toBe(expected);
});

it('a name of any length takes little time', () => {
  const start = performance.now();
  expect(agentClassOf(' '.repeat(1_000_000))).toBe('none');
  expect(agentClassOf('x'.repeat(1_000_000))).toBe('other');
  expect(performance.now() - start).toBeLessThan(200);
});

it.each([
  [{ purpose: 'prefetch' }, true],
  [{ 'sec-purpose': 'prefetch;anonymous-client-ip' }, true],
  [{ 'sec-purpose': 'prefetch;prerender' }, true],
  [{ 'x-purpose': 'preview' }, true],
  [{ 'x-moz': 'Prefetch' }, true],
  [{ 'x-moz': ['prefetch'] }, true],
  [{ purpose: 'reading' }, false],
  [{ referer: 'prefetch' }, false],
  [{}, false],
])('%j runs ahead of a person: %s', (headers, expected) => {
  expect(isPrefetch(headers)).toBe(expected);
});
