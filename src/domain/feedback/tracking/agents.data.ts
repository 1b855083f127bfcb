/**
 * What a fetcher is, as far as it says so itself:
 *
 * - `scanner`: looks at links for safety. `bot`: crawls. `preview`: draws a card of a link for a chat. `library`: a program without a person.
 * - `privacy-proxy`: loads every picture of every mail, read or not. `image-proxy`: loads a picture when its mail is shown.
 * - `none`: says nothing. `other`: a browser or a mail program, as far as anybody can tell.
 */
export const AGENT_CLASSES = [
  'scanner',
  'bot',
  'preview',
  'library',
  'privacy-proxy',
  'image-proxy',
  'none',
  'other',
] as const;
export type AgentClass = (typeof AGENT_CLASSES)[number];

/** By the User-Agent header; the first that fits decides. Data, so that a new one is a line. */
export const AGENTS: readonly { class: AgentClass; pattern: RegExp }[] = [
  { class: 'none', pattern: /^\s*$/ },
  // Apple Mail Privacy Protection sends these eleven characters and nothing else.
  { class: 'privacy-proxy', pattern: /^Mozilla\/5\.0$/ },
  { class: 'image-proxy', pattern: /GoogleImageProxy|YahooMailProxy/ },
  {
    class: 'scanner',
    pattern:
      /proofpoint|mimecast|barracuda|ironport|messagelabs|symantec|trendmicro|sophos|fireeye|forcepoint|zscaler|cloudmark|cisco-?umbrella|bitdefender|kaspersky|withsecure|virustotal|urlscan|safebrowsing|safelinks|mailguard|spamhaus/i,
  },
  {
    class: 'preview',
    pattern:
      /facebookexternalhit|facebot|slackbot|slack-imgproxy|twitterbot|whatsapp\/|telegrambot|discordbot|linkedinbot|skypeuripreview|dingtalkbot|bingpreview|embedly|iframely/i,
  },
  {
    class: 'library',
    pattern:
      /^(?:curl|wget|java|okhttp|axios|node|node-fetch|undici|got|ruby|php|perl|lwp|libwww-perl|guzzlehttp|httpie)\b|python-(?:requests|urllib)|python\/|aiohttp|httpx|go-http-client|apache-httpclient|scrapy|headlesschrome|phantomjs|playwright|puppeteer|selenium/i,
  },
  { class: 'bot', pattern: /bot\b|bot\/|crawl|spider|slurp|scanner|link-?check|monitor/i },
];
