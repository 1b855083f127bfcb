/** Scripts whose names are written family first and without a space: Chinese, Japanese, Korean. */
const EAST_ASIAN =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}々ー・·]+$/u;

/**
 * The whole name of a person whose parts stand in two fields, either of which may be empty: 李 + 雷 is 李雷, Jane + Doe is Jane Doe. One part in a script
 * with spaces makes it a name with spaces, given name first, as in mixed names such as David 王.
 */
export function joinName({ family, given }: { family: string; given: string }): string {
  const [surname, forename] = [family.trim(), given.trim()];
  if (surname === '' || forename === '') return surname + forename;
  return EAST_ASIAN.test(surname) && EAST_ASIAN.test(forename) ? surname + forename : `${forename} ${surname}`;
}
