import { TOPICS } from '../reader/preferences.js';
import { assignTopics, findMarkets } from './assign-topics.js';
import { TOPIC_CUES } from './topic-cues.data.js';

const topicsOf = (title: string, body = '', shiftSentences: string[] = []): string[] =>
  assignTopics({ title, body, shiftSentences }).map(({ topic }) => topic);

describe('the topics of an article', () => {
  it.each([
    ['marketplace-amazon', '亚马逊调整FBA入仓规则'],
    ['marketplace-amazon', 'Amazon sellers lose the buy box over shipping speed'],
    ['marketplace-temu-shein', 'Temu半托管扩大招商'],
    ['marketplace-temu-shein', 'Shein opens to local brands'],
    ['marketplace-tiktok-social', 'TikTok Shop美区直播带货规则更新'],
    ['marketplace-others', '速卖通海外托管上线'],
    ['marketplace-others', 'eBay changes its return policy'],
    ['independent-store', '独立站卖家的建站成本'],
    ['ads-marketing', '廣告主重新分配投放預算'],
    ['ads-marketing', 'ROAS falls as CPM climbs'],
    ['ai-models', '大模型从开源转向闭源'],
    ['ai-models', 'Llama successor will be proprietary, another foundation model is not'],
    ['ai-tools-commerce', 'Agentic commerce comes to checkout'],
    ['payments-fx', '收款公司下调提现费率'],
    ['payments-fx', 'Payout rules and payment reserves change'],
    ['logistics', '海运运价回落,海外仓爆满'],
    ['logistics', 'Freight surcharge hits parcels'],
    ['tariffs-customs', '美國取消小額免稅,關稅上調'],
    ['tariffs-customs', 'De minimis ends; customs duty due on every parcel'],
    ['compliance-tax', '欧盟GPSR与EPR合规'],
    ['regulation-privacy', '反垄断监管升级'],
    ['regulation-privacy', 'Regulators weigh a ban under the Digital Markets Act'],
    ['investment-capex', '公司完成新一轮融资并收购对手'],
    ['investment-capex', 'Capex on data centers doubles after the acquisition'],
    ['layoffs-org', '总部裁员与重组'],
    ['layoffs-org', 'Layoffs follow as the chief steps down'],
  ])('%s: %s', (topic, title) => {
    expect(topicsOf(title)).toContain(topic);
  });

  it('need two cues, or a strong one', () => {
    expect(topicsOf('无关', '文中提到短视频。')).toEqual([]);
    expect(topicsOf('无关', '文中提到短视频与达人。')).toEqual(['marketplace-tiktok-social']);
    expect(topicsOf('无关', '文中提到关税一次。')).toEqual(['tariffs-customs']);
    expect(topicsOf('无关', '正文。', ['公司将承担关税。'])).toEqual(['tariffs-customs']);
  });

  it('weigh the title threefold and a shift twofold, and say which words they rest on', () => {
    const [found] = assignTopics({ title: '关税', body: '关税', shiftSentences: ['关税'] });
    expect(found).toEqual({
      topic: 'tariffs-customs',
      weight: (3 + 2 + 1) * 2,
      cues: [
        { cue: '关税', isStrong: true, zone: 'title', times: 1 },
        { cue: '关税', isStrong: true, zone: 'shifts', times: 1 },
        { cue: '关税', isStrong: true, zone: 'body', times: 1 },
      ],
    });
  });

  it('find Latin cues as whole words only', () => {
    expect(topicsOf('Surban planning for dsalex and vatican banter')).toEqual([]);
    expect(topicsOf('新FBA与VAT规则')).toEqual(expect.arrayContaining(['marketplace-amazon', 'compliance-tax']));
  });

  it('are five at most', () => {
    const all = TOPICS.map((topic) => TOPIC_CUES[topic].zh.split(',')[0]?.replace('*', '')).join(' ');
    expect(topicsOf(all, all)).toHaveLength(5);
  });
});

describe('the lexicon', () => {
  it('has cues in both languages for each topic', () => {
    for (const topic of TOPICS) {
      expect(TOPIC_CUES[topic].zh.length).toBeGreaterThan(0);
      expect(TOPIC_CUES[topic].en.length).toBeGreaterThan(0);
    }
  });
});

describe('the markets of an article', () => {
  it.each([
    [['us', 'eu'], '美国与欧盟的新规'],
    [['uk'], 'Britain and the U.K.'],
    [['sea'], '印尼與越南'],
    [[], 'usable eureka'],
  ])('are %j in %s', (markets, title) => {
    expect(findMarkets(title, '')).toEqual(markets);
  });
});
