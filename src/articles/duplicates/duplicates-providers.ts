import { ArticleIdentity } from './article-identity.js';
import { ClusterDesk } from './cluster.desk.js';
import { ClusterRepository } from './cluster.repository.js';
import { CopyFinder } from './copy-finder.js';
import { FeatureCensus } from './feature-census.js';
import { OriginRepository } from './origin.repository.js';
import { RelationRepository } from './relation.repository.js';
import { StoryFinder } from './story-finder.js';
import { TrailReader } from './trail.reader.js';

/** Who recognises articles that are known already, and keeps what is known about that. */
export const duplicatesProviders = [
  ArticleIdentity,
  ClusterDesk,
  ClusterRepository,
  CopyFinder,
  FeatureCensus,
  OriginRepository,
  RelationRepository,
  StoryFinder,
  TrailReader,
];
