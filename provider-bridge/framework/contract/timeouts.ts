/** Verbs that can have a time limit. */
export type TimedVerb = "create" | "read" | "update" | "delete";

/** Default time limits in milliseconds, for the verbs a user may set. */
export interface TimeoutDefaults {
  readonly createMs?: number;
  readonly readMs?: number;
  readonly updateMs?: number;
  readonly deleteMs?: number;
}
