/**
 * Words of the Taiwan press for which the rules know another word of the same length, so that offsets stay true. Read on folded text; left of
 * the dash what the text says, right of it what the rules read.
 */
const WORDS: readonly (readonly [string, string])[] = [
  ['计画', '计划'], ['规画', '规划'], ['研拟', '计划'], ['资料中心', '数据中心'], ['软体', '软件'], ['硬体', '硬件'], ['网路', '网络'], ['伺服器', '服务器'], ['程式', '程序'], ['专案', '项目'], ['营运', '运营'],
  ['晶片', '芯片'], ['智慧', '智能'], ['介面', '接口'], ['影片', '视频'], ['讯息', '消息'], ['通路', '渠道'], ['门市', '门店'], ['宅配', '快递'], ['调涨', '上调'], ['调升', '上调'], ['调降', '下调'],
  ['调高', '上调'], ['调低', '下调'], ['并购', '收购'], ['征才', '招聘'], ['徵才', '招聘'], ['职缺', '职位'], ['人力', '人员'], ['执行长', 'CEO'], ['营运长', 'COO'], ['运营长', 'COO'], ['财务长', 'CFO'],
  ['技术长', 'CTO'], ['行销长', 'CMO'], ['下市', '退市'], ['资遣', '遣散'], ['出脱', '出售'], ['释股', '减持'], ['裁罚', '罚款'], ['开罚', '罚款'], ['课征', '征收'], ['祭出', '推出'], ['委外', '外包'],
  ['新创', '初创'], ['募资', '融资'], ['核准', '批准'], ['上路', '实施'], ['决议', '决定'], ['货柜', '集装'], ['跨足', '进入'], ['抢进', '进入'], ['插旗', '进入'], ['收摊', '关闭'], ['熄灯', '关闭'],
  ['歇业', '停业'], ['闭店', '关店'], ['延后', '推迟'], ['展延', '延期'], ['携手', '联手'], ['缔约', '签约'], ['异动', '变动'], ['请辞', '辞职'], ['续任', '连任'], ['优先顺序', '的优先级'],
]; // prettier-ignore

/** Words that mean something else on the mainland, and are read so only in a text of the traditional script. */
const ONLY_TRADITIONAL: readonly (readonly [string, string])[] = [['处分', '出售'], ['减班', '裁员'], ['扩编', '扩招'], ['运能', '运力'], ['业者', '企业']]; // prettier-ignore

const all = new Map([...WORDS, ...ONLY_TRADITIONAL]);
const common = new RegExp(WORDS.map(([word]) => word).join('|'), 'gu');
const traditional = new RegExp([...WORDS, ...ONLY_TRADITIONAL].map(([word]) => word).join('|'), 'gu');

/** Folded text in the words that the rules know; every offset stays. */
export function readRegional(folded: string, isTraditional: boolean): string {
  return folded.replaceAll(isTraditional ? traditional : common, (word) => all.get(word) ?? word);
}
