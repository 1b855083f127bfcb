import type { Locale } from '#src/domain/locale/locale.js';

type Notice = { title: string; text: string };

/** The words of the pages with which a subscription begins. `{name}` is the name of the newsletter. */
export type SubscribeMessages = {
  form: Notice & {
    email: string;
    language: string;
    options: string;
    trap: string;
    button: string;
    busy: string;
    faultyEmail: string;
    /** `{address}` is what was probably meant. */
    suggestion: string;
    faulty: string;
    languages: string;
  };
  person: Notice & { button: string; tooSoon: string };
  asked: Notice;
  limited: Notice;
  confirm: Notice & { button: string };
  confirmed: Notice & { link: string };
  already: Notice;
  gone: Notice & { link: string };
};

const zhCN: SubscribeMessages = {
  form: {
    title: '订阅《{name}》',
    text: '填写邮箱后，我们会先发一封确认邮件；在其中的页面上按下按钮，订阅才会生效。',
    email: '邮箱地址',
    language: '邮件语言',
    options: '可选，默认不开启',
    trap: '请勿填写此栏',
    button: '订阅',
    busy: '请稍候……',
    faultyEmail: '请填写完整的邮箱地址，例如 name@example.com。',
    suggestion: '您是想填 {address} 吗？请修改；如果原来的地址没有错，请再按一次按钮。',
    faulty: '没有提交成功：请检查后再试一次。',
    languages: '页面语言',
  },
  person: {
    title: '还差一步',
    text: '请按下按钮，让我们知道这是您本人的操作。',
    button: '我不是机器人，发送确认邮件',
    tooSoon: '按得太快了，请再按一次。',
  },
  asked: {
    title: '请查看您的邮箱',
    text: '如果这个邮箱可以订阅，一封带有链接的确认邮件已经在路上了。可能需要几分钟，也请看看垃圾邮件文件夹。同一个邮箱一天最多发送一封。',
  },
  limited: { title: '请求过多', text: '来自您所在网络的请求太多了。请过一个小时再试。' },
  confirm: { title: '确认订阅《{name}》？', text: '按下按钮，订阅立即生效。', button: '确认订阅' },
  confirmed: {
    title: '订阅成功',
    text: '下一期《{name}》会寄到您的邮箱。每封邮件里都有退订链接。',
    link: '选择主题和频率',
  },
  already: { title: '您已经确认过了', text: '订阅已经生效，不需要再做什么。' },
  gone: { title: '链接已失效', text: '确认链接七天内有效，只能使用一次。您可以重新申请一封。', link: '重新订阅' },
};

const zhTW: SubscribeMessages = {
  form: {
    title: '訂閱《{name}》',
    text: '填寫信箱後，我們會先寄一封確認信；在其中的頁面上按下按鈕，訂閱才會生效。',
    email: '電子郵件地址',
    language: '信件語言',
    options: '可選，預設不開啟',
    trap: '請勿填寫此欄',
    button: '訂閱',
    busy: '請稍候……',
    faultyEmail: '請填寫完整的電子郵件地址，例如 name@example.com。',
    suggestion: '您是想填 {address} 嗎？請修改；如果原來的地址沒有錯，請再按一次按鈕。',
    faulty: '沒有送出：請檢查後再試一次。',
    languages: '頁面語言',
  },
  person: {
    title: '還差一步',
    text: '請按下按鈕，讓我們知道這是您本人的操作。',
    button: '我不是機器人，寄送確認信',
    tooSoon: '按得太快了，請再按一次。',
  },
  asked: {
    title: '請查看您的信箱',
    text: '如果這個信箱可以訂閱，一封附有連結的確認信已經在路上了。可能需要幾分鐘，也請看看垃圾郵件匣。同一個信箱一天最多寄送一封。',
  },
  limited: { title: '請求過多', text: '來自您所在網路的請求太多了。請過一個小時再試。' },
  confirm: { title: '確認訂閱《{name}》？', text: '按下按鈕，訂閱立即生效。', button: '確認訂閱' },
  confirmed: {
    title: '訂閱成功',
    text: '下一期《{name}》會寄到您的信箱。每封信裡都有取消訂閱的連結。',
    link: '選擇主題和頻率',
  },
  already: { title: '您已經確認過了', text: '訂閱已經生效，不需要再做什麼。' },
  gone: { title: '連結已失效', text: '確認連結七天內有效，只能使用一次。您可以重新申請一封。', link: '重新訂閱' },
};

const en: SubscribeMessages = {
  form: {
    title: 'Subscribe to {name}',
    text: 'We mail you a link first. Your subscription begins when you press the button it leads to.',
    email: 'E-mail address',
    language: 'Language of the newsletter',
    options: 'Optional, off unless you tick it',
    trap: 'Leave this field empty',
    button: 'Subscribe',
    busy: 'One moment…',
    faultyEmail: 'Please enter a whole e-mail address, such as name@example.com.',
    suggestion: 'Did you mean {address}? Change it, or press the button again if the address is right.',
    faulty: 'Nothing was sent: please check the form and try again.',
    languages: 'Language of this page',
  },
  person: {
    title: 'One more step',
    text: 'Press the button, so that we know a person is asking.',
    button: 'I am a person, send me the mail',
    tooSoon: 'That was quick. Please press the button once more.',
  },
  asked: {
    title: 'Look into your inbox',
    text: 'If the address can be subscribed, a mail with a link is on its way. It may take a few minutes; look into the spam folder, too. An address gets at most one such mail a day.',
  },
  limited: {
    title: 'Too many requests',
    text: 'More requests came from your network than we take. Please try again in an hour.',
  },
  confirm: {
    title: 'Subscribe to {name}?',
    text: 'Press the button and your subscription begins.',
    button: 'Confirm',
  },
  confirmed: {
    title: 'You are subscribed',
    text: 'The next edition of {name} will reach you. Every mail has a link with which you can leave.',
    link: 'Choose topics and rhythm',
  },
  already: { title: 'You have confirmed already', text: 'Your subscription stands; there is nothing more to do.' },
  gone: {
    title: 'This link is no longer good',
    text: 'It works for seven days, and once. You can ask for another mail.',
    link: 'Subscribe',
  },
};

export const SUBSCRIBE_MESSAGES: Record<Locale, SubscribeMessages> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en };
