import type { User } from "../auth/user";
import type { Resource } from "../schema/resource";

/** Who writes, and how. */
export interface WriteOptions {
  readonly user: User;
  /** Field manager. */
  readonly manager: string;
  /** Everything but the writing. Default false. */
  readonly dryRun?: boolean;
  /** Default: the resource itself. */
  readonly subresource?: string;
  /** The resource in whose version the writer speaks; default: that which is stored. */
  readonly view?: Resource;
  /** A patch: whoever changes the uid changes what may not be changed. Default false. */
  readonly isPatch?: boolean;
}

/** How to delete; from the body or the query of a request. */
export interface DeleteOptions {
  /** Default: what the object says. */
  readonly gracePeriodSeconds?: number;
  /** Default: what the kind says. */
  readonly propagationPolicy?: string;
  /** Default: any object of that name. */
  readonly uid?: string;
  /** Default: whatever version it has. */
  readonly resourceVersion?: string;
}
