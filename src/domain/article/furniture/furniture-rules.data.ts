/** A line of a page that is not the article. `at: end` counts only among the last lines of a text. */
export interface FurnitureRule {
  id: string;
  /** For editors. */
  why: string;
  at: 'anywhere' | 'end';
  /** On one trimmed, folded line in lower case (simplified characters, ASCII marks). */
  is: RegExp;
  /** Longer lines are never this, whatever they begin with. */
  mostCharacters: number;
}

/** Furniture of Chinese and English news pages. Each rule describes a whole line; none cuts a line in two. */
export const FURNITURE_RULES: readonly FurnitureRule[] = [
  { id: 'icp', why: '备案号 / licence numbers of a site', at: 'anywhere', mostCharacters: 120, is: /(?:公网安备\s*\d{6,}|icp(?:备|证)\s*\d{5,}|增值电信业务经营许可证|互联网新闻信息服务许可证)/u },
  { id: 'copyright', why: 'copyright line', at: 'anywhere', mostCharacters: 200, is: /^(?:(?:©|copyright\s?(?:©|\(c\)|(?:19|20)\d\d)|\(c\)\s).*|.*\ball rights reserved\.?|版权所有(?:$|[\s,。;:©!-].*)|.{0,20}版权所有[,。;:].*(?:不得|禁止|转载|侵权).*)$/u },
  { id: 'origin-zh', why: '本文来源 line, without news of its own', at: 'anywhere', mostCharacters: 160, is: /^(?:\(|\[)?(?:(?:本文|文章|稿件|内容|图文|文)?(?:来源|出处|转载自|转自|首发于|原载于|编译自)|原文(?:链接|地址|标题)|原标题)\s*[:|丨](?:[^。!?]|https?:\S+){1,140}(?:\)|\])?。?$/u },
  { id: 'origin-repost-zh', why: 'repost notice', at: 'anywhere', mostCharacters: 160, is: /^(?:\()?本文(?:为|系|由).{1,40}(?:原创|授权|投稿|首发|供稿|整理发布|编译发布|授权转载|授权发布).{0,60}$/u },
  { id: 'credit-zh', why: 'author, editor or picture credit', at: 'anywhere', mostCharacters: 60, is: /^(?:作者|撰文|文|编辑|责编|责任编辑|编译|校对|审核|监制|排版|设计|图源|图片来源|图片|题图|封面图?|头图)\s*[:|丨/]\s*[^。!?]{1,50}$/u },
  { id: 'disclaimer-zh', why: '免责声明', at: 'anywhere', mostCharacters: 400, is: /^(?:\(|【)?(?:特别|免责|版权|郑重|风险|重要)?(?:声明|免责|提示|说明)(?:】|\))?\s*[:|丨].*(?:不代表|仅代表|不构成|不承担|侵权|侵犯|删除|仅供参考|版权归|谨慎|转载)/u },
  { id: 'views-zh', why: 'views are the author’s', at: 'anywhere', mostCharacters: 160, is: /^(?:以上|本文|文中|文章)(?:内容|观点|文章|所述|信息)?.{0,12}(?:仅代表作者|不代表本(?:站|平台|网|号|公众号)|仅供参考|不构成(?:任何)?(?:投资|购买|法律)?建议).{0,80}$/u },
  { id: 'infringe-zh', why: 'notice to rights holders', at: 'anywhere', mostCharacters: 160, is: /^(?:如|若)(?:有|涉及|存在|您认为).{0,20}侵(?:权|犯).{0,20}(?:联系|删除|告知).{0,60}$/u },
  { id: 'no-repost-zh', why: 'reposting forbidden', at: 'anywhere', mostCharacters: 120, is: /^(?:未经.{0,12}(?:授权|许可|允许|同意).{0,6}(?:不得|禁止|严禁|请勿).{0,10}(?:转载|复制|使用|摘编|抄袭|传播|镜像).{0,30}|(?:转载|商务合作|投稿|寻求报道|内容合作|广告合作|媒体合作)(?:请|,请|:|、).{1,80})$/u },
  { id: 'account-zh', why: '公众号 self-description', at: 'anywhere', mostCharacters: 200, is: /^.{0,30}\((?:微信)?(?:公众号|公号|微信号|id|微信id)\s*[:]\s*[^()]{1,40}\).{0,10}(?:是一个|是一家|是专业|致力于|专注于|为.{1,20}(?:提供|传递)).{0,120}$/u },
  { id: 'account-line-zh', why: '公众号 name or number', at: 'anywhere', mostCharacters: 60, is: /^(?:本文)?(?:微信)?(?:公众号|公号|微信号|微信id|视频号|小红书|抖音号)\s*[:|丨(].{1,50}$/u },
  { id: 'follow-zh', why: 'call to follow, scan or join', at: 'anywhere', mostCharacters: 80, is: /^(?:(?:欢迎|请|记得|快来|点击|长按|识别|扫码|扫描|扫一扫|点个|别忘了|喜欢本文|觉得不错|更多(?:精彩)?(?:内容|资讯|干货|行业)).{0,24}(?:关注|订阅|二维码|公众号|加群|进群|入群|添加|加微信|小助手|在看|点赞|分享|转发|星标|下载app|蓝字)).{0,40}$/u },
  { id: 'read-original-zh', why: '阅读原文 / 展开全文', at: 'anywhere', mostCharacters: 30, is: /^(?:点击.{0,6})?(?:阅读原文|查看原文|阅读全文|展开全文|展开阅读全文|查看更多|加载更多|点击查看|收起|返回顶部|返回搜狐,查看更多|继续阅读|打开app.{0,10}|上一篇.{0,20}|下一篇.{0,20})[>»→。]*$/u },
  { id: 'share-zh', why: 'share bar and counters', at: 'anywhere', mostCharacters: 50, is: /^(?:(?:分享(?:到|至)?|微信|微博|朋友圈|qq|qq空间|qq好友|新浪微博|收藏|点赞|在看|赞|评论|举报|打印|复制链接|字号|字体|大|中|小|阅读|浏览|阅读量|人气|播放)[\s:|丨/+,()·]*[\d.万w+k]*[\s|丨/,()·]*){1,10}$/u },
  { id: 'comments-zh', why: 'comment form', at: 'anywhere', mostCharacters: 40, is: /^(?:发表评论|网友评论|全部评论|最新评论|热门评论|暂无评论|写留言|精选留言|登录后(?:发表)?评论|请先登录.{0,10}|留言)[\s\d()条:]*$/u },
  { id: 'related-zh', why: 'heading of other articles', at: 'end', mostCharacters: 16, is: /^(?:【|\[)?(?:相关(?:阅读|文章|推荐|新闻|资讯)|延伸阅读|推荐阅读|热门(?:文章|推荐)|猜你喜欢|为你推荐|往期(?:回顾|推荐|精选|文章)|更多(?:阅读|文章)|热文推荐)(?:】|\])?\s*:?$/u },
  { id: 'end-mark-zh', why: 'end of the text', at: 'end', mostCharacters: 12, is: /^(?:[-—·*=\s]+(?:完|end|the end|全文完)[-—·*=\s]*|\((?:完|end)\)|全文完)$/u },
  { id: 'ad-mark', why: 'advertisement mark', at: 'anywhere', mostCharacters: 24, is: /^(?:广告|推广|赞助内容|advertisement|advertising|sponsored|sponsored content|promoted|ad)[\s.:]*$/u },
  { id: 'cookies', why: 'cookie notice', at: 'anywhere', mostCharacters: 400, is: /^(?:(?:we|this (?:site|website)|our (?:site|website)|by (?:continuing|clicking|using)).{0,160}\bcookies?\b.{0,240}|(?:accept|reject|manage|allow)(?: all)? cookies(?: (?:preferences|settings))?|cookie (?:settings|preferences|policy)|本(?:网站|站|网页)使用.{0,10}cookies?.{0,120})$/u },
  { id: 'read-more', why: 'read more, continue reading', at: 'anywhere', mostCharacters: 120, is: /^(?:(?:read|see|show|load|view) (?:more|also|next|the full (?:story|article)|all)|continue reading|keep reading|click here to (?:read|continue).{0,40}|back to top|skip to (?:main )?content)(?:\s*[:>»→|.].{0,80})?$/u },
  { id: 'subscribe', why: 'subscribe prompt', at: 'anywhere', mostCharacters: 200, is: /^(?:(?:please )?(?:subscribe|sign up|register|sign in|log in|join)\b.{0,80}\b(?:newsletters?|updates|inbox|emails?|alerts|to continue(?: reading)?|for free|our (?:list|channel|community))\b.{0,80}|(?:get|receive) .{0,60}\b(?:delivered|straight|sent)\b.{0,30}\b(?:inbox|e-?mail)\b.{0,60}|(?:enter|your) (?:your )?e-?mail(?: address)?|subscribe(?: now)?|sign up|already a subscriber\?.{0,40})[.!]?$/u },
  { id: 'share', why: 'share bar', at: 'anywhere', mostCharacters: 120, is: /^(?:(?:share(?: this)?(?: (?:article|story|post))?(?: (?:on|via|to|with))?|tweet|pin it|e-?mail|print|save|copy link|link copied!?|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|line|flipboard|messenger|wechat|weibo|follow us(?: on)?)[\s:|/,·+\d]*){1,14}$/u },
  { id: 'credit', why: 'byline or picture credit', at: 'anywhere', mostCharacters: 90, is: /^(?:(?:photo|image|picture|illustration|graphic|credit|photograph)(?: (?:credit|by|source|courtesy(?: of)?))?\s*[:|].{1,70}|(?:reporting|writing|editing|edited|additional reporting|compiled) by [^.,;]{2,70}\.?|by (?:[a-z'’-]+\.? ?){1,5})$/u },
  { id: 'reading-time', why: 'reading time, counters, update stamp', at: 'anywhere', mostCharacters: 60, is: /^(?:\d{1,3}\s?(?:min(?:ute)?s?|分钟)(?: read|阅读)?|(?:reading time|阅读时间|预计阅读)\s*[:]?.{1,20}|\d[\d,.]*[km]?\s(?:views|shares|comments|likes)|(?:published|updated|last updated|posted)(?: on| at)?\s*[:]?\s*(?=[^\n]*\d)[\w ,:./+-]{4,40}|(?:发布|更新|发表)(?:时间|于)\s*[:]\s*[\d年月日时分秒\s:./-]{4,30})$/u },
  { id: 'related', why: 'heading of other articles', at: 'end', mostCharacters: 40, is: /^(?:related(?: (?:articles?|stories|posts|coverage|reading|news))?|you (?:may|might) also like|recommended(?: for you| reading)?|more from .{1,25}|more (?:stories|news)|trending(?: now)?|most (?:read|popular)|popular posts|up next|further reading)\s*:?$/u },
  { id: 'disclaimer', why: 'disclaimer', at: 'anywhere', mostCharacters: 500, is: /^(?:disclaimer|disclosure)\s*[:|-].{10,}$/u },
  { id: 'not-advice', why: 'no advice, views of the author', at: 'end', mostCharacters: 300, is: /^(?:the (?:views|opinions)(?: and (?:views|opinions))? expressed .{10,200}|this (?:article|post|content|material) (?:is|was) (?:for (?:general )?informational? purposes only|not (?:intended as )?(?:financial|legal|investment) advice).{0,160})$/u },
  { id: 'contact', why: 'contact line of a press release', at: 'end', mostCharacters: 120, is: /^(?:(?:media|press|investor)(?: relations)? (?:contacts?|enquiries|inquiries)|contact(?: us)?|about the author|terms of (?:use|service)|privacy policy|联系我们|关于我们|隐私政策|用户协议|友情链接|网站地图|媒体联系人?)\s*(?:[:|].{0,80})?$/u },
]; // prettier-ignore
