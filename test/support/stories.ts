/** Texts written for the tests of de-duplication. Companies are real, everything said about them is not. */
export const FEES = {
  title: '亚马逊上调美国站物流费用,明年一月生效',
  body: `亚马逊周二宣布,自2026年1月15日起上调美国站FBA配送费用,标准尺寸商品平均每件增加0.08美元,大件商品平均增加0.31美元。
公司在卖家中心的公告中表示,这次调整反映了运输与人工成本的上升,低价商品的优惠费率将继续保留。公告还说,仓储利用率附加费的门槛将从26周缩短到22周。
一位在深圳经营家居用品的卖家说,他的店铺每月发货约4万件,新费率意味着每月多支出近3200美元。他计划在年底前把一部分商品转到第三方海外仓。
多家服务商提醒,卖家应当在12月中旬之前核对商品的尺寸与重量,因为按错误尺寸计费的申诉窗口只有30天。行业人士认为,独立站与其他平台可能会借此机会争取卖家。
亚马逊没有透露欧洲站是否会跟进。该公司上一次调整美国站配送费是在2024年2月。`,
};
/** The same words by another publisher, with a line of its own at each end and one number corrected. */
export const FEES_COPY = {
  title: '快讯:亚马逊上调美国站物流费用',
  body: `据外媒报道,平台收费又有新变化。
${FEES.body.replace('近3200美元', '约3300美元')}
对此你怎么看?欢迎在评论区留言讨论。`,
};
/** Only its beginning, as a feed gives it. */
export const FEES_EXCERPT = { title: '亚马逊上调美国站物流费用', body: FEES.body.slice(0, 150) };
/** The same event in another hand. */
export const FEES_RETOLD = {
  title: 'FBA又涨价了:大件每件贵三毛一',
  body: `距离旺季结束还有一个多月,卖家们等来了新的账单。按照亚马逊最新的通知,2026年1月15日以后,从美国仓库发出的每一单都会更贵:普通商品多收0.08美元,大件则要多收0.31美元。
此前传闻中的低价商品附加费没有出现。不过,库存压力依然在增大,超过22周没有卖掉的货物就会被加收费用,而原来的期限是26周。
对利润只有几个点的铺货型卖家来说,这不是小数目。有卖家算过一笔账,月销四万单的店铺要为此多掏3200美元。
分析人士建议,尽早清理滞销库存,同时评估海外仓与独立站的替代方案,不要把全部订单压在一个渠道上。`,
};
/** The same event in English. */
export const FEES_EN = {
  title: 'Amazon raises FBA fees for US sellers from January',
  body: `Amazon told sellers on Tuesday that it will raise FBA fulfilment fees in the United States on January 15, 2026. Standard-size units will cost $0.08 more on average, and large items $0.31 more.
The company said low-price discounts stay in place. The threshold of the storage utilisation surcharge falls from 26 weeks to 22 weeks, a change that service providers expect to hit slow stock hardest.
A Shenzhen seller of household goods who ships some 40,000 units a month put the extra cost at about $3,200. He plans to move part of his range to a third-party warehouse before the end of the year.
Amazon did not say whether European marketplaces would follow. It last changed US fulfilment fees in February 2024.`,
};
/** Other stories. */
export const TEMU = {
  title: 'Temu在波兰启用首个本地仓,半托管卖家可直接入驻',
  body: `Temu周四表示,位于波兰弗罗茨瓦夫的首个本地仓库已经投入运营,半托管卖家可以把货物直接备到仓内,由当地快递在两天内送达。
平台称,入仓卖家在头三个月免收仓储费,之后按体积计费。首批开放的品类包括家居、宠物用品与小家电,暂不接受带电池的商品。
物流服务商介绍,从华东发往波兰的铁路班列约需18天,比海运快了将近三周,但每立方米的运价高出四成左右。
波兰电商协会担心,本地仓会让低价商品绕开欧盟正在讨论的包裹处理费。欧盟委员会发言人拒绝对单个平台发表评论。
据一位参与谈判的人士说,Temu还在捷克与匈牙利寻找仓址,最快明年夏季签约。`,
};
export const SHOPIFY_EN = {
  title: 'Shopify opens checkout to AI agents',
  body: `Shopify said on Wednesday that merchants can let shopping assistants complete orders in its checkout, with the buyer confirming each payment on a page of the store. The feature is off unless a merchant turns it on.
Assistants receive a catalogue feed with prices, stock and delivery times, and they must identify themselves. Shopify will charge no fee on top of its usual payment rates during the first year, the company said.
Several retailers have tested the service since the summer. One of them, a maker of running socks in Oregon, said a fifth of its test orders were returned because an assistant had chosen the wrong size.
Rivals are moving as well, and payment companies are writing rules on who is liable when a program buys the wrong thing. Shopify declined to say how many merchants had signed up so far.`,
};
/** A weekly report: the same sentences each week, with other numbers. */
export function rates(week: { number: number; west: number; east: number; fall: number }): {
  title: string;
  body: string;
} {
  return {
    title: `跨太平洋运价周报(第${week.number}周)`,
    body: `本周上海至美国西海岸的即期运价为每标准箱${week.west}美元,较上周变动${week.fall}%。上海至美国东海岸的即期运价为每标准箱${week.east}美元。
船公司表示,舱位供应仍然充足,部分航线通过跳港与空班调整运力。货代普遍预计,节前备货需求有限,运价短期内难以大幅回升。
美国主要港口的等待时间保持稳定,洛杉矶与长滩的平均等泊时间为${week.number % 5}天。空箱回流情况良好,华南地区用箱没有明显压力。
燃油附加费按月调整,下月标准将于月底公布。建议卖家提前两周订舱,并关注旺季附加费的取消时间。我们将在下周继续更新运价数据,敬请留意。`,
  };
}
