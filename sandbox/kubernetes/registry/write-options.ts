import type { User } from "../auth/user";
import type { Json } from "../plain/json";

/** Who writes, and how. */
export interface WriteOptions {
  readonly user: User;
  /** Field manager. */
  readonly manager: string;
  /** Everything but the writing. Default false. */
  readonly dryRun?: boolean;
  /** Default: the resource itself. */
  readonly subresource?: string;
  /** API version that the writer speaks; default: the resource's own. */
  readonly apiVersion?: string;
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

/** Conflicts of a write that must not be lost. */
export interface UpdatePreconditions {
  readonly resourceVersion: Json | undefined;
  readonly uid: Json | undefined;
}
