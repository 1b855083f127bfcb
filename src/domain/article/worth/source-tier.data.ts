/** Who speaks, by the host of the page; a name covers its subdomains. The first list that names it decides. */
export const OFFICIAL_HOSTS = [
  // Authorities.
  'gov', 'gov.cn', 'gov.uk', 'gov.au', 'gov.sg', 'gov.in', 'gov.br', 'gob.mx', 'go.jp', 'go.kr', 'go.th', 'go.id', 'gov.my', 'gov.ph', 'gov.vn', 'gov.tw',
  'gov.hk', 'europa.eu', 'gc.ca', 'canada.ca', 'wto.org', 'bund.de', 'gouv.fr', 'gov.pl',
  // Companies about themselves.
  'aboutamazon.com', 'sell.amazon.com', 'sellercentral.amazon.com', 'press.aboutamazon.com', 'gs.amazon.cn', 'advertising.amazon.com',
  'about.fb.com', 'ai.meta.com', 'investor.atmeta.com', 'blog.google', 'abc.xyz', 'openai.com', 'anthropic.com', 'news.microsoft.com', 'nvidianews.nvidia.com',
  'apple.com', 'newsroom.tiktok.com', 'seller-us.tiktok.com', 'shopify.com', 'ebayinc.com', 'corporate.walmart.com', 'marketplace.walmart.com',
  'alibabagroup.com', 'alizila.com', 'seller.shopee.cn', 'mercadolibre.com', 'investor.pddholdings.com', 'sheingroup.com', 'fedex.com', 'ups.com', 'about.usps.com',
  'usps.com', 'maersk.com', 'newsroom.paypal-corp.com', 'stripe.com', 'sec.gov', 'hkexnews.hk', 'cninfo.com.cn',
] as const; // prettier-ignore
export const TRADE_HOSTS = [
  'reuters.com', 'bloomberg.com', 'ft.com', 'wsj.com', 'nytimes.com', 'cnbc.com', 'apnews.com', 'bbc.co.uk', 'bbc.com', 'theguardian.com', 'economist.com',
  'techcrunch.com', 'theverge.com', 'wired.com', 'theinformation.com', 'arstechnica.com', 'marketplacepulse.com', 'modernretail.co', 'retaildive.com',
  'supplychaindive.com', 'freightwaves.com', 'loadstar.com', 'theloadstar.com', 'joc.com', 'digitalcommerce360.com', 'ecommercebytes.com', 'adweek.com', 'digiday.com',
  'searchengineland.com', 'nikkei.com', 'scmp.com', 'caixin.com', 'yicai.com', 'jiemian.com', '36kr.com', 'latepost.com', 'ebrun.com', 'cifnews.com', 'amz123.com', 'ennews.com',
  '10100.com', 'hugo.com', 'nmedialink.com', 'ithome.com', 'huxiu.com', 'tmtpost.com', 'cls.cn', 'stcn.com', 'thepaper.cn', 'people.com.cn', 'xinhuanet.com', 'news.cn',
  'udn.com', 'ctee.com.tw', 'cnyes.com', 'bnext.com.tw', 'digitimes.com', 'technews.tw', 'chinanews.com.cn',
] as const; // prettier-ignore
export const COMMUNITY_HOSTS = [
  'reddit.com', 'x.com', 'twitter.com', 'facebook.com', 'linkedin.com', 'youtube.com', 'medium.com', 'substack.com', 'quora.com', 'zhihu.com', 'weibo.com',
  'douyin.com', 'toutiao.com', 'baijiahao.baidu.com', 'bilibili.com', 'xiaohongshu.com', 'jianshu.com', 'csdn.net', 'douban.com', 'sohu.com', '163.com',
  'mp.weixin.qq.com', 'wearesellers.com', 'mjzj.com', 'news.ycombinator.com', 'github.com', 'blogspot.com', 'wordpress.com', 'wixsite.com',
  'ptt.cc', 'dcard.tw', 'threads.net',
] as const; // prettier-ignore
/** Publishers that write where a host says nothing about them, as on WeChat. Folded, in lower case. */
export const TRADE_PUBLISHERS = [
  'reuters', '路透', '路透社', 'bloomberg', '彭博', '彭博社', '新华社', '人民日报', '财新', '财新网', '第一财经', '界面新闻', '36氪', '晚点latepost', '亿邦动力', '雨果跨境', '雨果网',
  '虎嗅', '澎湃新闻', '联合早报', '日经中文网', '经济日报', '工商时报', 'financial times', 'wall street journal', 'the wall street journal', 'cnbc', 'associated press',
] as const; // prettier-ignore
