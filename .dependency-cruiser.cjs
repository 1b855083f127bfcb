/** The import law of the floor plan (see DECISIONS.md). A change here needs an entry there. */
const areas = ['audit', 'auth', 'subscribers', 'articles', 'shifts', 'rendering', 'delivery', 'digests', 'feedback', 'signup'];
const may = {
  audit: [],
  auth: ['audit'],
  subscribers: ['audit', 'auth'],
  articles: ['audit', 'auth'],
  shifts: ['articles', 'audit', 'auth'],
  rendering: [],
  delivery: ['rendering', 'subscribers', 'audit', 'auth'],
  digests: ['shifts', 'articles', 'subscribers', 'rendering', 'delivery', 'audit', 'auth'],
  feedback: ['delivery', 'subscribers', 'audit', 'auth'],
  signup: ['delivery', 'subscribers', 'audit', 'auth'],
  ops: ['auth', 'audit', 'delivery', 'feedback'],
  site: ['signup', 'subscribers', 'digests', 'shifts', 'feedback', 'rendering', 'auth'],
  admin: [...areas, 'ops'],
};
const floor = Object.keys(may);
const areaRules = floor.map((area) => ({
  name: `floor-plan-${area}`,
  severity: 'error',
  from: { path: `^src/${area}/` },
  to: { path: `^src/(${floor.filter((other) => other !== area && !may[area].includes(other)).join('|')}|roles)/` },
}));
const frontDoors = floor.map((area) => ({
  name: `front-door-of-${area}`,
  severity: 'error',
  comment: 'Another area is entered through its index.ts only.',
  from: { path: '^src/', pathNot: `^src/(${area}|roles)/` },
  to: { path: `^src/${area}/`, pathNot: `^src/${area}/index\\.ts$` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: { path: '^(src|migrations)' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'domain-is-pure', severity: 'error', from: { path: '^src/domain/' }, to: { pathNot: '^(src/domain/|node_modules/(zod|opencc-js|linebreak|postal-mime|croner)/)' } },
    { name: 'foundation-knows-no-business', severity: 'error', from: { path: '^src/foundation/' }, to: { path: '^src/(?!foundation/)' } },
    { name: 'roles-are-the-roof', severity: 'error', from: { path: '^src/', pathNot: '^src/(roles/|main\\.ts)' }, to: { path: '^src/(roles/|main\\.ts)' } },
    ...areaRules,
    ...frontDoors,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: '.dependency-cruiser.resolve.cjs' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
