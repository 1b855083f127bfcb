/** Trade words that a translation must use: Chinese (simplified) and the English of the trade press, the first of which is asked for. */
export const GLOSSARY: readonly (readonly [chinese: string, english: readonly string[]])[] = [
  ['半托管', ['semi-managed']], ['全托管', ['fully managed', 'fully-managed']], ['海外仓', ['overseas warehouse']], ['独立站', ['independent store', 'own store']],
  ['小额免税', ['de minimis']], ['佣金', ['commission', 'referral fee']], ['关税', ['tariff', 'duty', 'duties']], ['退货', ['return', 'refund']],
  ['卖家', ['seller', 'merchant']], ['物流', ['logistics', 'shipping', 'delivery']], ['开源', ['open source', 'open-source']], ['封闭', ['closed']], ['裁员', ['layoff', 'lay off', 'laid off', 'job cut']],
  ['收购', ['acqui', 'buy', 'bought', 'takeover']], ['清关', ['customs clearance', 'clear customs']], ['广告', ['ad']],
]; // prettier-ignore
