/** A cluster as it came to be by one bootstrap of etcd. */

/** What its members share. */
export interface TalosCluster {
  /** Drawn at the bootstrap; installations remember it. */
  readonly key: string;
}
