import { brief, fits, read, type Wanted } from '../../../test/support/extraction.js';

const FOUND: readonly [string, Wanted, ...Wanted[]][] = [
  ['Cohere will shift from an open-source release to a proprietary model sold through its API.', { actor: 'Cohere', kind: 'open_to_closed', modality: 'announced' }],
  ['Reddit has restricted third-party access to its APIs.', { actor: 'Reddit', kind: 'open_to_closed' }],
  ['Alibaba will no longer open-source its largest video models.', { actor: 'Alibaba', kind: 'open_to_closed' }],
  ['NVIDIA open-sourced its warehouse simulation toolkit on Thursday.', { actor: 'NVIDIA', kind: 'closed_to_open', modality: 'done', date: '2026-11-19' }],
  ['Apple said it would open its tap-to-pay system to third-party wallets.', { actor: 'Apple', kind: 'closed_to_open' }],
  ['Mistral is pursuing a two-track strategy of free and paid models.', { actor: 'Mistral', kind: 'dual_track' }],
  ['Samsung replaced its in-house search engine with a model from Perplexity.', { actor: 'Samsung', kind: 'build_to_partner', to: 'Perplexity' }],
  ['eBay outsourced seller support to a contractor in Manila.', { actor: 'eBay', kind: 'build_to_partner' }],
  ['Amazon is bringing its last-mile delivery in-house in Sweden.', { actor: 'Amazon', kind: 'partner_to_build' }],
  ['Microsoft wants to reduce its reliance on OpenAI and is training its own models.', { actor: 'Microsoft', kind: 'partner_to_build', from: 'OpenAI' }],
  ['Wayfair is shifting its focus from discounts to loyalty.', { actor: 'Wayfair', kind: 'strategy_refocus', from: 'discounts', to: 'loyalty' }],
  ['Etsy pivoted from growth to profitability last year.', { actor: 'Etsy', kind: 'strategy_refocus', to: 'profitability' }],
  ['Google scaled back its investment in smart displays.', { actor: 'Google', kind: 'deprioritize', modality: 'done' }],
  ['Shein reversed its decision to charge for returns in France.', { actor: 'SHEIN', kind: 'reversal', modality: 'done' }],
  ['Adobe called off its planned acquisition of a stock-photo site.', { actor: 'Adobe', kind: 'reversal' }],
  ['Meta is redirecting engineers from virtual reality to smart glasses.', { actor: 'Meta', kind: 'reallocate', from: 'virtual reality', to: 'smart glasses' }],
  ['Oracle pledged to spend $7.5 billion on data centers in Japan over the next five years.', { actor: 'Oracle', kind: 'invest', amount: [7.5e9, 'USD'], modality: 'announced' }],
  ['TikTok raised its capital spending to €12 billion in 2026.', { actor: 'TikTok', kind: 'invest', amount: [1.2e10, 'EUR'], date: '2026-01-01' }],
  ['Klarna bought a Danish price-comparison startup for $60 million.', { actor: 'Klarna', kind: 'acquire', amount: [6e7, 'USD'], modality: 'done' }],
  ['The parcel software firm Shipwell was acquired by FedEx in August 2026.', { actor: 'FedEx', kind: 'acquire', date: '2026-08-01' }],
  ['Rakuten agreed to sell a 20% stake in its mobile unit to a pension fund.', { actor: 'Rakuten', kind: 'divest', amount: [20, 'percent'] }],
  ['Intel is laying off about 2,400 workers in Oregon.', { actor: 'Intel', kind: 'layoff', amount: [2400, 'positions'] }],
  ['Block, Inc. cut 8% of its workforce.', { actor: 'Block Inc', kind: 'layoff', amount: [8, 'percent'] }],
  ['Anthropic hired the former head of payments at Stripe.', { actor: 'Anthropic', kind: 'hire' }],
  ['Target named Jane Doe as chief merchandising officer.', { actor: 'Target', kind: 'leadership', object: 'Jane Doe' }],
  ['PayPal chief financial officer Tom Reed will step down in March 2027.', { actor: 'PayPal', kind: 'leadership', date: '2027-03-01', modality: 'announced' }],
  ['Salesforce is merging its commerce and marketing units into one division.', { actor: 'Salesforce', kind: 'reorg' }],
  ['UPS will raise its peak-season surcharge from $4 to $5.50 per package starting December 1.', { actor: 'UPS', kind: 'pricing', from: '$4', to: '$5.50', date: '2026-12-01' }],
  ['Temu waived commissions for European sellers until the end of 2026.', { actor: 'Temu', kind: 'pricing' }],
  ['Stripe has filed confidentially for an IPO.', { actor: 'Stripe', kind: 'ownership_change' }],
  ['Pinterest launched a shopping assistant for gift buyers.', { actor: 'Pinterest', kind: 'product_launch', object: 'shopping assistant', modality: 'done' }],
  ['Microsoft plans to introduce a checkout button in Bing next spring.', { actor: 'Microsoft', kind: 'product_launch', modality: 'planned', date: '2027-03-01' }],
  ['Snap discontinued its camera drone.', { actor: 'Snap', kind: 'product_cancel' }],
  ['Tesla postponed the debut of its delivery van until 2028.', { actor: 'Tesla', kind: 'product_delay', to: '2028' }],
  ['The European Commission imposed a €2 handling fee on low-value parcels.', { actor: 'European Union', kind: 'policy', amount: [2, 'EUR'] }],
  ['Indonesia banned social media platforms from processing payments.', { actor: 'Indonesia', kind: 'policy' }],
  ['German regulators opened an investigation into Temu over price claims.', { actor: 'Germany', kind: 'policy', party: 'Temu' }],
  ['Walmart will require all third-party sellers to use its returns portal from February 2027.', { actor: 'Walmart', kind: 'policy', date: '2027-02-01' }],
  ['Shopify partnered with Coinbase to accept stablecoins.', { actor: 'Shopify', kind: 'partnership', party: 'Coinbase' }],
  ['Instacart expanded into France with a local grocer.', { actor: 'Instacart', kind: 'market_entry', to: 'France' }],
  ['Coupang opened its first Thai store on Monday.', { actor: 'Coupang', kind: 'market_entry', date: '2026-11-16' }],
  ['Flipkart exited Bangladesh after two years.', { actor: 'Flipkart', kind: 'market_exit', from: 'Bangladesh' }],
  ['Zalando will close its Irish operations.', { actor: 'Zalando', kind: 'market_exit' }],
  ['Maersk opened a 50,000-square-foot warehouse near Rotterdam.', { actor: 'Maersk', kind: 'logistics_change' }],
  ['Shein moved bulk orders from air freight to sea freight.', { actor: 'SHEIN', kind: 'logistics_change', from: 'air', to: 'sea' }],
  ['Canada Post suspended parcel deliveries to the United States.', { actor: 'Canada Post', kind: 'logistics_change' }],
  ['Amazon raised prices for Prime in Spain. The company also shut down its Madrid bookstore app.', { actor: 'Amazon', kind: 'pricing' }, { actor: 'Amazon', kind: 'product_cancel' }],
  ['Stripe\'s chief executive said the company had stopped hiring.', { actor: 'Stripe', kind: 'deprioritize', object: 'hiring' }],
  ['It entered Japan in June and cut commissions to 1%. Temu declined to comment.', { actor: 'Temu', kind: 'market_entry', to: 'Japan' }, { actor: 'Temu', kind: 'pricing', amount: [1, 'percent'] }],
  ['Walmart sued Google and raised its delivery fee by 4%.', { actor: 'Walmart', kind: 'pricing' }],
  ['Brazil scrapped its 20% tax on purchases below $50, and Thailand will charge a fee from January 2027.', { actor: 'Brazil', kind: 'policy', amount: [20, 'percent'] }],
  ['The listing fee was doubled by Etsy.', { actor: 'Etsy', kind: 'pricing', object: 'listing fee' }],
  ['Lumiva, a marketplace for used furniture, said it will leave Portugal. It cut 40 jobs there.', { actor: 'Lumiva', kind: 'market_exit', from: 'Portugal' }, { actor: 'Lumiva', kind: 'layoff', amount: [40, 'positions'] }],
]; // prettier-ignore

const NOTHING: readonly [string, string][] = [
  ['denied', 'Walmart denied that it would close its marketplace in Chile.'],
  ['not', 'Apple does not plan to launch a cheaper headset.'],
  ['condition', 'If tariffs rise again, Temu would raise prices in the United States.'],
  ['opinion', 'Analysts expect Google to sell its ad exchange.'],
  ['appeal', 'Retail groups urged the U.S. government to end the de minimis exemption.'],
  ['market move', 'Shares of Etsy fell 9% on Tuesday.'],
  ['sellers', 'Sellers are leaving Amazon for their own stores.'],
  ['nominal', 'The launch of the new iPhone drew long queues.'],
  ['participle', 'A tool launched by Shopify in 2019 is still popular.'],
  ['question', 'Will Meta abandon open source?'],
  ['history', 'Back in 2006, Google acquired YouTube for $1.65 billion.'],
  ['ability', 'The update helps merchants reduce shipping costs.'],
  ['noun phrase', 'Layoffs at Microsoft have made headlines all year.'],
  ['advice', 'Brands should shift spending from Amazon to TikTok, one consultant said.'],
  ['speech about others', '“Chinese companies are releasing open models faster than anybody expected,” Jensen Huang said.'],
  ['undone', 'eBay has no plans to launch a drone service.'],
  ['threat', 'Trump threatened to impose tariffs on Spanish olives.'],
  ['correction', 'Correction: an earlier version of this article said that Amazon had closed its Seattle stores.'],
  ['victim of others', 'Sellers on Etsy raised prices after the storm.'],
  ['undecided', 'It is unclear whether ByteDance will sell TikTok.'],
  ['comparison', 'Unlike Amazon, the grocer has never charged a subscription fee.'],
]; // prettier-ignore

describe('reading shifts from an English sentence', () => {
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
