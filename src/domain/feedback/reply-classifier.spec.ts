import { classifyReply } from './reply-classifier.js';

describe('a refusal', () => {
  it.each([
    [550, '5.1.1', '550 5.1.1 no such user', 'hard'],
    [550, '5.1.10', '550 5.1.10 RecipientNotFound', 'hard'],
    [550, '5.2.1', '550 5.2.1 mailbox disabled', 'hard'],
    [552, '5.2.2', '552 5.2.2 mailbox full', 'soft'],
    [452, '4.2.2', '452 4.2.2 over quota', 'soft'],
    [554, '5.7.1', '554 5.7.1 refused by policy', 'block'],
    [421, '4.7.28', '421 4.7.28 unusual rate', 'block'],
    [550, null, '550 Mailbox not found', 'hard'],
    [550, null, '550 user unknown', 'hard'],
    [554, null, '554 something else', 'soft'],
    [null, null, '', 'soft'],
  ] as const)('%s %s is read', (code, enhancedCode, text, expected) => {
    expect(classifyReply({ code, enhancedCode, text }).class).toBe(expected);
  });

  it('that no rule knows is called so', () => {
    expect(classifyReply({ code: 554, text: '554 hm' }).rule).toBe('unmatched');
  });
});
