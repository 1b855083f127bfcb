/**
 * Words where OpenCC's Taiwan phrases are wrong, or not what trade press in Taiwan writes. Applied before OpenCC, longest first, and kept from it.
 * Left simplified, right traditional. Not every pair is true the other way round: `REVERSIBLE` lists those that are.
 */
const REVERSIBLE = [
  ['移动支付', '行動支付'], ['虚拟现实', '虛擬實境'], ['增强现实', '擴增實境'], ['混合现实', '混合實境'], ['半托管', '半託管'], ['全托管', '全託管'], ['托管', '託管'],
  ['云计算', '雲端運算'], ['短视频', '短影音'], ['社交媒体', '社群媒體'], ['智能体', '智慧代理'], ['营销', '行銷'], ['账户', '帳戶'], ['账号', '帳號'], ['账期', '帳期'],
  ['运营商', '電信業者'], ['运营', '營運'], ['渠道', '管道'], ['反馈', '回饋'], ['人工智能', '人工智慧'], ['访问权限', '存取權限'], ['权限', '權限'], ['数据中心', '資料中心'],
  ['扎克伯格', '祖克柏'], ['特朗普', '川普'], ['英伟达', '輝達'], ['迪拜', '杜拜'], ['悉尼', '雪梨'], ['首席执行官', '執行長'], ['首席财务官', '財務長'], ['首席技术官', '技術長'],
] as const; // prettier-ignore

const ONE_WAY = [
  ['发布', '發布'], ['宣布', '宣布'], ['公布', '公布'], ['颁布', '頒布'], ['布局', '布局'], ['用户', '用戶'], ['质量', '品質'], ['优化', '優化'], ['平台', '平台'], ['台湾', '台灣'],
  ['后台', '後台'], ['谷歌', 'Google'], ['账', '帳'], ['澳大利亚', '澳洲'], ['商家', '商家'], ['支持', '支持'], ['计划', '計畫'], ['信息', '資訊'],
  ['高级', '高級'], ['文件', '文件'],
] as const; // prettier-ignore

/** Where a text is written in traditional characters already, OpenCC must not go on (用戶 → 使用者). 管道 is also a pipe. */
const SETTLED = [...REVERSIBLE, ...ONE_WAY].map(([, traditional]) => traditional).filter((word) => word !== '管道');
export const TO_TRADITIONAL: ReadonlyMap<string, string> = new Map<string, string>([
  ...SETTLED.map((word) => [word, word] as const),
  ...REVERSIBLE,
  ...ONE_WAY,
]);
export const TO_SIMPLIFIED: ReadonlyMap<string, string> = new Map<string, string>([
  ...REVERSIBLE.map(([simplified, traditional]) => [traditional, simplified] as const),
  ['使用者', '用户'],
  ['用戶', '用户'],
  ['澳洲', '澳大利亚'],
  ['離線', '离线'],
  ['預設', '默认'],
  ['計畫', '计划'],
]);
