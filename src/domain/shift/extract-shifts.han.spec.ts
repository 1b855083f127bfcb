import { brief, fits, read, type Wanted } from '../../../test/support/extraction.js';

const FOUND: readonly [string, Wanted, ...Wanted[]][] = [
  // open_to_closed, closed_to_open, dual_track
  ['Mistral宣布,旗舰模型将从开源转为闭源,只通过API出售。', { actor: 'Mistral', kind: 'open_to_closed', from: '开源', to: '闭源', modality: 'announced' }],
  ['智谱决定不再开源其视频模型,权重只提供给付费客户。', { actor: 'Zhipu AI', kind: 'open_to_closed' }],
  ['推特在去年春天关闭了面向第三方客户端的API接口。', { actor: 'X Corp', kind: 'open_to_closed', object: 'API', date: '2025-03-01', modality: 'done' }],
  ['微软正式开源了用于仓库调度的小模型,许可证为MIT。', { actor: 'Microsoft', kind: 'closed_to_open', modality: 'done' }],
  ['月之暗面将Kimi的推理模型全面开源。', { actor: 'Moonshot AI', kind: 'closed_to_open' }],
  ['菜鸟宣布向第三方商家开放其欧洲仓储网络。', { actor: 'Cainiao', kind: 'closed_to_open', modality: 'announced' }],
  ['百度表示,今后会同时推行开源和闭源两条路线。', { actor: 'Baidu', kind: 'dual_track' }],
  // build and partner
  ['三星放弃自研搜索助手,转而采用Perplexity的服务。', { actor: 'Samsung', kind: 'build_to_partner', from: '自研', to: 'Perplexity' }],
  ['沃尔玛把墨西哥的末端配送外包给当地的物流公司。', { actor: 'Walmart', kind: 'build_to_partner' }],
  ['OpenAI正在减少对微软云的依赖,计划自建数据中心。', { actor: 'OpenAI', kind: 'partner_to_build', from: '微软云' }],
  ['京东在德国从第三方物流转向自营配送。', { actor: 'JD.com', kind: 'partner_to_build', to: '自营' }],
  // direction
  ['Shopee将业务重心从补贴转向盈利,巴西之外的新市场全部暂停招商。', { actor: 'Shopee', kind: 'strategy_refocus', to: '盈利' }],
  ['安克创新从充电配件转型为储能公司。', { actor: 'Anker', kind: 'strategy_refocus', from: '充电配件', to: '储能' }],
  ['据知情人士透露,谷歌已下调购物助手项目的优先级。', { actor: 'Google', kind: 'deprioritize', object: '购物助手', modality: 'reported' }],
  ['字节跳动大幅缩减了VR头显业务的投入。', { actor: 'ByteDance', kind: 'deprioritize', modality: 'done' }],
  ['eBay撤回了此前对英国个人卖家收费的决定。', { actor: 'eBay', kind: 'reversal' }],
  ['亚马逊在印度恢复了对入仓商品的免费退货服务。', { actor: 'Amazon', kind: 'reversal' }],
  ['苹果将原本投向汽车项目的资金转移到AI服务器。', { actor: 'Apple', kind: 'reallocate' }],
  ['TikTok削减电视广告,并将这部分预算投入到达人佣金。', { actor: 'TikTok', kind: 'reallocate', from: '电视广告', to: '达人佣金' }],
  // money
  ['微软承诺未来两年在印尼投资17亿美元建设云基础设施。', { actor: 'Microsoft', kind: 'invest', amount: [1.7e9, 'USD'], modality: 'announced' }],
  ['极兔速递拟斥资超过20亿元在越南扩建转运网络。', { actor: 'J&T Express', kind: 'invest', amount: [2e9, 'CNY'], modality: 'planned' }],
  ['2026年9月,PayPal以12亿欧元收购了一家荷兰支付公司。', { actor: 'PayPal', kind: 'acquire', amount: [1.2e9, 'EUR'], date: '2026-09-01', modality: 'done' }],
  ['Wish被一家新加坡电商集团收购之前,兰亭集势已完成对Zaful的收购。', { actor: 'LightInTheBox', kind: 'acquire', object: 'Zaful' }],
  ['英特尔考虑出售其网络业务的多数股权。', { actor: 'Intel', kind: 'divest', modality: 'considering' }],
  ['阿里巴巴已将高鑫零售的持股转让给一家私募基金。', { actor: 'Alibaba', kind: 'divest' }],
  ['思科计划裁员约4000人,占员工总数的5%。', { actor: 'Cisco', kind: 'layoff', amount: [4000, 'positions'], modality: 'planned' }],
  ['戴尔上周裁撤了西班牙客服中心的数百名员工。', { actor: 'Dell', kind: 'layoff', amount: [200, 'positions'], date: '2026-11-09' }],
  ['英伟达从谷歌挖来了两名芯片架构工程师。', { actor: 'NVIDIA', kind: 'hire' }],
  ['DeepSeek开出数百万元年薪,招募海外的语音研究员。', { actor: 'DeepSeek', kind: 'hire' }],
  ['Stripe任命前央行官员林海为亚太区总裁。', { actor: 'Stripe', kind: 'leadership', object: '林海', to: '亚太区总裁' }],
  ['贝宝首席产品官上月离职,由支付业务主管接任。', { actor: 'PayPal', kind: 'leadership' }],
  ['美团将到店与外卖两个事业群合并为本地商业板块。', { actor: 'Meituan', kind: 'reorg', to: '本地商业' }],
  ['Lazada成立了专门负责跨境合规的事业部。', { actor: 'Lazada', kind: 'reorg' }],
  ['Ozon将中国卖家的佣金从12%下调至8%。', { actor: 'Ozon', kind: 'pricing', from: '12%', to: '8%', amount: [8, 'percent'] }],
  ['联邦快递宣布,2027年1月6日起国际件燃油附加费上调至21%。', { actor: 'FedEx', kind: 'pricing', date: '2027-01-06', amount: [21, 'percent'] }],
  ['连连国际对新客户免除提现费。', { actor: 'LianLian', kind: 'pricing' }],
  ['软银在芯片设计公司Ampere的持股比例升至34%。', { actor: 'SoftBank', kind: 'ownership_change', amount: [34, 'percent'] }],
  ['Klarna已提交上市申请,拟在纽约挂牌。', { actor: 'Klarna', kind: 'ownership_change' }],
  // products
  ['领英推出了面向小企业的招聘智能体。', { actor: 'LinkedIn', kind: 'product_launch', object: '招聘智能体', modality: 'done' }],
  ['Anthropic预计在2027年第二季度发布新一代Claude。', { actor: 'Anthropic', kind: 'product_launch', date: '2027-04-01', modality: 'planned' }],
  ['亚马逊将于12月31日关停英国的鲜果订阅服务。', { actor: 'Amazon', kind: 'product_cancel', date: '2026-12-31' }],
  ['Pinterest停止了直播购物功能的开发。', { actor: 'Pinterest', kind: 'product_cancel' }],
  ['华为推迟发布新款折叠屏手机。', { actor: 'Huawei', kind: 'product_delay' }],
  ['特斯拉把低价车型的上市时间推迟到2027年下半年。', { actor: 'Tesla', kind: 'product_delay', to: '2027年下半年', date: '2027-07-01' }],
  // rules
  ['英国政府宣布取消135英镑以下进口包裹的关税豁免。', { actor: 'United Kingdom', kind: 'policy', modality: 'announced' }],
  ['美国自2027年2月起对越南制造的家具加征15%的关税。', { actor: 'United States', kind: 'policy', amount: [15, 'percent'], date: '2027-02-01' }],
  ['Temu被韩国公平交易委员会处以3亿韩元罚款。', { actor: 'South Korea', kind: 'policy', object: 'Temu', amount: [3e8, 'KRW'] }],
  ['Etsy要求所有卖家在明年3月前公开供应商信息。', { actor: 'Etsy', kind: 'policy' }],
  ['国家市场监管总局对携程展开反垄断调查。', { actor: 'SAMR', kind: 'policy', object: '携程' }],
  ['Visa与蚂蚁集团签署合作协议,打通两地的扫码支付。', { actor: 'Visa', kind: 'partnership', party: 'Ant Group' }],
  // markets and ways of goods
  ['小红书正式进军墨西哥市场。', { actor: 'Xiaohongshu', kind: 'market_entry', to: '墨西哥' }],
  ['Temu上线了智利站,首批开放家居类目。', { actor: 'Temu', kind: 'market_entry', to: '智利站' }],
  ['Allegro退出斯洛伐克之后,Kaufland也宣布撤出捷克市场。', { actor: 'Kaufland', kind: 'market_exit', from: '捷克' }],
  ['Shopee关闭了智利站点的运营。', { actor: 'Shopee', kind: 'market_exit' }],
  ['UPS在匈牙利启用了新的分拨中心。', { actor: 'UPS', kind: 'logistics_change' }],
  ['澳大利亚邮政自9月1日起暂停向美国寄递包裹。', { actor: 'Australia Post', kind: 'logistics_change', date: '2026-09-01' }],
  ['递四方将欧洲小包由空运改为中欧班列运输。', { actor: '4PX', kind: 'logistics_change' }],
  // traditional script
  ['輝達宣布以30億美元入股一家光通訊公司。', { actor: 'NVIDIA', kind: 'invest', amount: [3e9, 'USD'] }],
  ['祖克柏證實,Meta將縮減實境實驗室的預算,轉而把資源投入AI眼鏡。', { actor: 'Meta', kind: 'reallocate', to: 'AI眼鏡' }],
  ['蝦皮自明年1月1日起將成交手續費由5.5%調升至6%。', { actor: 'Shopee', kind: 'pricing', from: '5.5%', to: '6%', date: '2027-01-01' }],
  ['台積電延後亞利桑那三廠的量產時程。', { actor: 'TSMC', kind: 'product_delay' }],
  ['關務署宣布,單件進口包裹的免稅額將調降至1000元。', { actor: 'Taiwan', kind: 'policy' }],
  ['momo資遣了約80名倉儲員工。', { actor: 'momo', kind: 'layoff', amount: [80, 'positions'] }],
  // two in one, a stand-in, a newcomer
  ['谷歌关闭了柏林的实验室,并裁减了60个岗位。', { actor: 'Google', kind: 'layoff', amount: [60, 'positions'] }],
  ['Shopify调整了合作伙伴计划。公司还将应用商店的抽成上调至18%。', { actor: 'Shopify', kind: 'pricing', to: '18%' }],
  ['跨境电商公司Lumiva宣布退出巴西市场。', { actor: 'Lumiva', kind: 'market_exit', from: '巴西' }],
  ['亚马逊:自2027年1月15日起,美国站配送费平均每件上涨0.08美元。', { actor: 'Amazon', kind: 'pricing', date: '2027-01-15', amount: [0.08, 'USD'] }],
  ['Meta的两名研究员已加盟Anthropic,Meta随后任命乔治·哈珀接管该团队。', { actor: 'Anthropic', kind: 'hire' }, { actor: 'Meta', kind: 'leadership', object: '乔治·哈珀' }],
  ['墨西哥参议院批准对中国商品加征最高50%关税。', { actor: 'Mexico', kind: 'policy', amount: [50, 'percent'] }],
  ['该平台与LINE Pay终止合作,改推自有的支付工具。PChome没有说明原因。', { actor: 'PChome', kind: 'partner_to_build' }],
  ['云帆物流计划投资5亿元在长沙建设分拣中心。', { actor: '云帆物流', kind: 'invest', amount: [5e8, 'CNY'] }],
]; // prettier-ignore

const NOTHING: readonly [string, string][] = [
  ['denied', '亚马逊否认将关闭其在法国的物流园区。'],
  ['not planned', '苹果没有计划推出低价版头显。'],
  ['rumour denied', '有传闻称Temu将退出日本市场,公司回应称该消息不实。'],
  ['condition', '如果欧盟取消小额免税,SHEIN将上调运费。'],
  ['opinion of analysts', '分析师认为,谷歌可能出售广告技术业务。'],
  ['appeal', '多个行业协会呼吁美国政府取消对中国商品的关税。'],
  ['advice', '专家建议卖家尽快退出低价竞争,转向独立站。'],
  ['market move', 'Meta股价下跌8%,市值蒸发1200亿美元。'],
  ['attributive', '阿里巴巴去年推出的翻译工具很受卖家欢迎。'],
  ['attributive hire', '刚被英伟达招募的研究员正在熟悉环境。'],
  ['nominal', '微软的裁员潮让整个行业感到不安。'],
  ['nominal deal', '围绕TikTok的收购传闻已经持续了两年。'],
  ['history', '2012年,Facebook以10亿美元收购了Instagram。'],
  ['once', '京东曾考虑进入印度市场。'],
  ['question', '拼多多会不会推出自己的大模型?'],
  ['somebody else', '许多卖家退出了速卖通,转向独立站。'],
  ['ability', '这项功能可以帮助商家降低运费。'],
  ['comparison', '他把Meta的开源策略比作谷歌推出安卓系统。'],
  ['speech about others', '黄仁勋说:“中国厂商正在全面开源模型,速度令人惊讶。”'],
  ['not yet', '在OpenAI发布新模型之前,竞争已经白热化。'],
  ['stock age and counts', '28岁的创始人带领300人的团队,模型有1.2万亿参数。'],
  ['threat', '特朗普在社交平台上威胁对欧洲汽车加征关税。'],
  ['correction', '更正:本刊误称亚马逊关闭了西雅图的门店。'],
  ['boilerplate', '关注公众号“跨境周刊”,了解亚马逊上调佣金的最新消息。'],
  ['background state', '此前,沃尔玛仅允许本土卖家入驻。'],
  ['seller talk', '卖家担心亚马逊上调佣金。'],
]; // prettier-ignore

describe('reading shifts from a Chinese sentence', () => {
  it.each(FOUND)('%s', (text, ...wanted) => {
    const proposals = read(text);
    for (const shift of wanted) {
      if (!proposals.some((proposal) => fits(proposal, shift))) expect(brief(proposals)).toEqual(shift);
    }
    for (const { quote, start, end } of proposals.flatMap((proposal) => proposal.evidence))
      expect(text.slice(start, end)).toBe(quote);
  });

  it.each(NOTHING)('finds nothing in %s', (_why, text) => {
    expect(brief(read(text))).toEqual([]);
  });
});
