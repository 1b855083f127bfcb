import type { Locale } from '#src/domain/locale/locale.js';

export type Notice = { title: string; text: string };
export type Offer = Notice & { button: string };

/** The words of the public pages. `{name}` is the name of the newsletter. */
export type SiteMessages = {
  leave: Offer;
  left: Offer & { hint: string };
  back: Notice;
  blocked: Notice;
  notFound: Notice;
  trouble: Notice;
  tooLarge: Notice;
  preferences: {
    title: string;
    language: string;
    timeZone: string;
    common: string;
    save: string;
    saved: string;
    faulty: string;
    leave: Offer;
    again: Offer;
  };
  cities: Record<CommonZone, string>;
  regions: Record<string, string>;
};

/** Where most cross-border sellers and their buyers live; offered first. */
export const COMMON_ZONES = [
  'Asia/Shanghai',
  'Asia/Taipei',
  'Asia/Hong_Kong',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Europe/London',
  'Europe/Berlin',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'Australia/Sydney',
  'UTC',
] as const;
export type CommonZone = (typeof COMMON_ZONES)[number];

export const LANGUAGE_NAMES: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' };

const zhCN: SiteMessages = {
  leave: {
    title: '退订《{name}》？',
    text: '按下按钮立即生效，无需登录，也不用填写原因。',
    button: '退订',
  },
  left: {
    title: '您已退订',
    text: '我们不会再给您发送《{name}》。已经在途中的一封可能还会送达。',
    hint: '按错了？',
    button: '恢复订阅',
  },
  back: { title: '已恢复订阅', text: '下一期《{name}》会照常寄到您的邮箱。' },
  blocked: {
    title: '无法恢复订阅',
    text: '这个邮箱地址已被停止投递。如果您认为有误，请直接回复我们发过的任意一封邮件。',
  },
  notFound: { title: '找不到这个页面', text: '链接可能不完整。请回到邮件里，重新点开其中的链接。' },
  trouble: { title: '暂时出了点问题', text: '刚才的操作没有完成。请过几分钟再试一次。' },
  tooLarge: { title: '请求过大', text: '刚才的操作没有完成。请回到邮件里，重新点开其中的链接。' },
  preferences: {
    title: '订阅设置',
    language: '语言',
    timeZone: '时区',
    common: '常用',
    save: '保存',
    saved: '已保存。',
    faulty: '没有保存：请从列表中各选一项。',
    leave: { title: '退订', text: '不想再收到《{name}》？按下按钮立即生效。', button: '退订' },
    again: { title: '您已退订', text: '您目前不会收到《{name}》。', button: '恢复订阅' },
  },
  cities: {
    'Asia/Shanghai': '北京、上海',
    'Asia/Taipei': '台北',
    'Asia/Hong_Kong': '香港',
    'Asia/Singapore': '新加坡',
    'Asia/Tokyo': '东京',
    'Europe/London': '伦敦',
    'Europe/Berlin': '柏林',
    'America/New_York': '纽约',
    'America/Chicago': '芝加哥',
    'America/Los_Angeles': '洛杉矶',
    'Australia/Sydney': '悉尼',
    UTC: '协调世界时',
  },
  regions: {
    Africa: '非洲',
    America: '美洲',
    Antarctica: '南极洲',
    Arctic: '北极',
    Asia: '亚洲',
    Atlantic: '大西洋',
    Australia: '澳大利亚',
    Europe: '欧洲',
    Indian: '印度洋',
    Pacific: '太平洋',
  },
};

const zhTW: SiteMessages = {
  leave: {
    title: '取消訂閱《{name}》？',
    text: '按下按鈕立即生效，不必登入，也不用填寫原因。',
    button: '取消訂閱',
  },
  left: {
    title: '您已取消訂閱',
    text: '我們不會再寄《{name}》給您。已經寄出的一封可能還會送達。',
    hint: '按錯了？',
    button: '恢復訂閱',
  },
  back: { title: '已恢復訂閱', text: '下一期《{name}》會照常寄到您的信箱。' },
  blocked: {
    title: '無法恢復訂閱',
    text: '這個電子郵件地址已停止寄送。如果您認為有誤，請直接回覆我們寄過的任何一封信。',
  },
  notFound: { title: '找不到這個頁面', text: '連結可能不完整。請回到信件裡，重新點開其中的連結。' },
  trouble: { title: '暫時出了點問題', text: '剛才的操作沒有完成。請過幾分鐘再試一次。' },
  tooLarge: { title: '請求過大', text: '剛才的操作沒有完成。請回到信件裡，重新點開其中的連結。' },
  preferences: {
    title: '訂閱設定',
    language: '語言',
    timeZone: '時區',
    common: '常用',
    save: '儲存',
    saved: '已儲存。',
    faulty: '沒有儲存：請從清單中各選一項。',
    leave: { title: '取消訂閱', text: '不想再收到《{name}》？按下按鈕立即生效。', button: '取消訂閱' },
    again: { title: '您已取消訂閱', text: '您目前不會收到《{name}》。', button: '恢復訂閱' },
  },
  cities: {
    'Asia/Shanghai': '北京、上海',
    'Asia/Taipei': '台北',
    'Asia/Hong_Kong': '香港',
    'Asia/Singapore': '新加坡',
    'Asia/Tokyo': '東京',
    'Europe/London': '倫敦',
    'Europe/Berlin': '柏林',
    'America/New_York': '紐約',
    'America/Chicago': '芝加哥',
    'America/Los_Angeles': '洛杉磯',
    'Australia/Sydney': '雪梨',
    UTC: '世界協調時間',
  },
  regions: {
    Africa: '非洲',
    America: '美洲',
    Antarctica: '南極洲',
    Arctic: '北極',
    Asia: '亞洲',
    Atlantic: '大西洋',
    Australia: '澳洲',
    Europe: '歐洲',
    Indian: '印度洋',
    Pacific: '太平洋',
  },
};

const en: SiteMessages = {
  leave: {
    title: 'Unsubscribe from {name}?',
    text: 'One press and it is done. No login, no questions.',
    button: 'Unsubscribe',
  },
  left: {
    title: 'You are unsubscribed',
    text: 'We will not send you {name} again. A mail already on its way may still arrive.',
    hint: 'Pressed by mistake?',
    button: 'Subscribe again',
  },
  back: { title: 'You are subscribed again', text: 'The next edition of {name} will reach you as usual.' },
  blocked: {
    title: 'We cannot subscribe you again',
    text: 'Mail to this address has been stopped. If you think that is wrong, reply to any mail you had from us.',
  },
  notFound: {
    title: 'Page not found',
    text: 'The link may be incomplete. Go back to the mail and open it from there.',
  },
  trouble: {
    title: 'Something went wrong',
    text: 'Your request was not carried out. Please try again in a few minutes.',
  },
  tooLarge: {
    title: 'That was too much',
    text: 'Your request was not carried out. Go back to the mail and open the link again.',
  },
  preferences: {
    title: 'Your subscription',
    language: 'Language',
    timeZone: 'Time zone',
    common: 'Common',
    save: 'Save',
    saved: 'Saved.',
    faulty: 'Nothing was saved: please choose one entry from each list.',
    leave: { title: 'Unsubscribe', text: 'No more {name}? One press and it is done.', button: 'Unsubscribe' },
    again: { title: 'You are unsubscribed', text: 'You do not get {name} at present.', button: 'Subscribe again' },
  },
  cities: {
    'Asia/Shanghai': 'Beijing, Shanghai',
    'Asia/Taipei': 'Taipei',
    'Asia/Hong_Kong': 'Hong Kong',
    'Asia/Singapore': 'Singapore',
    'Asia/Tokyo': 'Tokyo',
    'Europe/London': 'London',
    'Europe/Berlin': 'Berlin',
    'America/New_York': 'New York',
    'America/Chicago': 'Chicago',
    'America/Los_Angeles': 'Los Angeles',
    'Australia/Sydney': 'Sydney',
    UTC: 'Universal Time',
  },
  regions: {
    Africa: 'Africa',
    America: 'Americas',
    Antarctica: 'Antarctica',
    Arctic: 'Arctic',
    Asia: 'Asia',
    Atlantic: 'Atlantic',
    Australia: 'Australia',
    Europe: 'Europe',
    Indian: 'Indian Ocean',
    Pacific: 'Pacific',
  },
};

export const SITE_MESSAGES: Record<Locale, SiteMessages> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };
