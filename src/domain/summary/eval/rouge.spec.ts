import { rouge, rougeUnits } from './rouge.js';

test('counts Han characters, numbers and words', () => {
  expect(rougeUnits('Meta投入6,000亿美元。')).toEqual(['meta', '投', '入', '6,000', '亿', '美', '元']);
});

test('is 1 for the same words and 0 for none in common', () => {
  expect(rouge('裁员600人', '裁员600人')).toEqual({ rouge1: 1, rouge2: 1, rougeL: 1 });
  expect(rouge('甲乙', '丙丁')).toEqual({ rouge1: 0, rouge2: 0, rougeL: 0 });
});

test('knows order by pairs and by the longest common subsequence', () => {
  const score = rouge('b a c', 'a b c');
  expect(score.rouge1).toBe(1);
  expect(score.rouge2).toBe(0);
  expect(score.rougeL).toBeCloseTo(2 / 3);
});
