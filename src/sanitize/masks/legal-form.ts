/**
 * What a company's name says of its legal form, in lower case and without full stops and spaces. From the lists of
 * @faker-js/faker, without its words that are no legal forms ("Group"), and the forms of the countries that it lacks.
 */
const forms: ReadonlySet<string> = new Set(
  `inc incorporated corp corporation co company llc llp lp plc ltd limited pty pvt private public pc pllc cic
  gmbh mbh ag kg kgaa ohg ug gbr ev eg ek sa sas sasu sarl sàrl snc scs sca sci scop eurl ei gie sl slu sc scp
  scr sad spa srl srls sapa bv nv vof cv bvba cvba vzw srlu ab hb kb as asa ba ans da oy oyj ky tmi aps ivs ks
  sp oo zoo sk spj spk spp psa ska spzoo as sro vos ks kft zrt nyrt bt kkt kv doo dd jdoo ad dooel ood eood ead ltda
  lda eireli epp sab cv sapi srlcv tbk pt persero se scrl sprl asbl aş şti bhd sdn pte sia uab oü kk gk
  ооо ао оао зао пао ип гуп муп нко тов пат прат фоп дп тдв кт пт ад дооел доо еоод оод
  αε επε ικε οε εε בעמ`.split(/\s+/),
);

/** The same, where it is written onto the name. */
const attached =
  /^(?:株式会社|有限会社|合同会社|合名会社|合資会社|주식회사|유한회사|㈜|\(주\)|（株）)|(?:株式会社|有限会社|合同会社|合名会社|合資会社|（集团）有限公司|集团有限公司|股份有限公司|有限责任公司|無限責任公司|无限责任公司|有限公司|无限公司|股份公司|주식회사|유한회사|㈜|\(주\)|（株）)$/u;

const joiners = /^(?:&|\+|and|und|et|y|e|i|z|и|και)$/iu;

/**
 * Where the name itself stands in a company's name, between the legal forms before and behind it: `Acme` in
 * `Acme GmbH & Co. KG`, in `ООО Acme` and in `Acme株式会社`. All of it if there is nothing else.
 */
export function nameWithoutLegalForm(company: string): { start: number; end: number } {
  const words = [...company.matchAll(/\S+/gu)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
    word,
  }));
  let first = 0;
  let last = words.length - 1;
  const isJoiner = (index: number) => joiners.test(words[index]?.word ?? '');
  while (last > first && isForm(words[last]?.word)) {
    last -= isJoiner(last - 1) && last - 1 > first ? 2 : 1;
  }
  // In front, only where that is usual: "AS" or "Co" may begin a name.
  if (last === words.length - 1 && first < last && isFrontForm(words[first]?.word)) first += 1;
  const start = words[first]?.start ?? 0;
  const end = words[last]?.end ?? company.length;
  return withoutAttached(company, start, end);
}

function withoutAttached(company: string, start: number, end: number) {
  // The longest is far shorter, and a pattern must not look at all of a long value.
  const head = attached.exec(company.slice(start, start + 12));
  const tail = attached.exec(company.slice(Math.max(start, end - 12), end));
  const before = head && head.index === 0 ? head[0].length : 0;
  const behind = tail && tail.index > 0 ? tail[0].length : 0;
  return end - start > before + behind
    ? { start: start + before, end: end - behind }
    : { start, end };
}

function isForm(word: string | undefined): boolean {
  return (
    word !== undefined &&
    word.length <= 16 &&
    forms.has(word.toLowerCase().replace(/[.,()/״׳"']/gu, ''))
  );
}

function isFrontForm(word: string | undefined): boolean {
  return isForm(word) && /^(?:PT|CV|UAB|SIA|OÜ|[^\p{ASCII}]+)\.?$/u.test(word ?? '');
}
