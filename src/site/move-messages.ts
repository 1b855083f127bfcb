import type { Locale } from '#src/domain/locale/locale.js';
import type { Notice, Offer } from './messages.js';

/** The words of a change of address. `{name}` is the name of the newsletter. */
export type MoveMessages = {
  offer: Offer & { email: string };
  faulty: string;
  asked: Notice;
  open: Offer;
  waiting: Notice;
  done: Notice;
  gone: Notice;
};

export const MOVE_MESSAGES: Record<Locale, MoveMessages> = {
  'zh-CN': {
    offer: {
      title: '更换邮箱',
      text: '我们会给新旧两个邮箱各发一封信，两边都同意后才会更换。',
      email: '新的邮箱地址',
      button: '更换邮箱',
    },
    faulty: '没有提交成功：请填写完整的邮箱地址，例如 name@example.com。',
    asked: {
      title: '请查看两个邮箱',
      text: '如果可以更换，两封带有链接的信已经在路上了。两边都在三天内按下按钮，更换才会生效。一小时内最多申请一次。',
    },
    open: { title: '同意更换邮箱？', text: '新旧两个邮箱都同意后，《{name}》就会寄到新邮箱。', button: '同意更换' },
    waiting: { title: '还需要另一个邮箱的同意', text: '您已经同意。另一个邮箱里也有一封信，请按下其中的按钮。' },
    done: { title: '邮箱已更换', text: '下一期《{name}》会寄到新邮箱。' },
    gone: {
      title: '链接已失效',
      text: '这次更换已过期、已被新的申请取代，或者无法完成。请从邮件中的“订阅设置”重新申请。',
    },
  },
  'zh-TW': {
    offer: {
      title: '更換信箱',
      text: '我們會寄信給新舊兩個信箱，兩邊都同意後才會更換。',
      email: '新的電子郵件地址',
      button: '更換信箱',
    },
    faulty: '沒有送出：請填寫完整的電子郵件地址，例如 name@example.com。',
    asked: {
      title: '請查看兩個信箱',
      text: '如果可以更換，兩封附有連結的信已經在路上了。兩邊都在三天內按下按鈕，更換才會生效。一小時內最多申請一次。',
    },
    open: { title: '同意更換信箱？', text: '新舊兩個信箱都同意後，《{name}》就會寄到新信箱。', button: '同意更換' },
    waiting: { title: '還需要另一個信箱的同意', text: '您已經同意。另一個信箱裡也有一封信，請按下其中的按鈕。' },
    done: { title: '信箱已更換', text: '下一期《{name}》會寄到新信箱。' },
    gone: {
      title: '連結已失效',
      text: '這次更換已過期、已被新的申請取代，或者無法完成。請從信件中的「訂閱設定」重新申請。',
    },
  },
  en: {
    offer: {
      title: 'Another address',
      text: 'We mail both addresses, the old and the new one. Mail moves when both have agreed.',
      email: 'Your new e-mail address',
      button: 'Change the address',
    },
    faulty: 'Nothing was sent: please enter a whole e-mail address, such as name@example.com.',
    asked: {
      title: 'Look into both inboxes',
      text: 'If the address can be changed, two mails with a link are on their way. The change is made when the buttons of both are pressed within three days. You can ask once an hour.',
    },
    open: {
      title: 'Change the address?',
      text: 'When both addresses have agreed, {name} goes to the new one.',
      button: 'Agree',
    },
    waiting: {
      title: 'The other address must agree, too',
      text: 'You have agreed. There is a mail in the other inbox as well; press the button it leads to.',
    },
    done: { title: 'Your address is changed', text: 'The next edition of {name} goes to the new address.' },
    gone: {
      title: 'This link is no longer good',
      text: 'The change has expired, was replaced by a newer one, or cannot be made. You can ask again from the preferences link of any mail.',
    },
  },
};
