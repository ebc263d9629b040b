import { durationText } from "../formats/duration-text";
import type { Attribute, NestedShape, PlainShape } from "../schema/attribute";
import { attribute } from "../schema/attribute-builder";
import { nested } from "../schema/nested-builder";
import { types } from "../schema/types";
import { duration } from "../validators/duration";

/** Verbs that can have a time limit. */
export type TimedVerb = "create" | "read" | "update" | "delete";

/** Default time limits in milliseconds, for the verbs a user may set. */
export interface TimeoutDefaults {
  readonly createMs?: number;
  readonly readMs?: number;
  readonly updateMs?: number;
  readonly deleteMs?: number;
}

/** The name under which a schema has its time limits. */
export const TIMEOUTS = "timeouts";

type TimeoutAttribute = Attribute<PlainShape<typeof types.string>, "optional">;

/** One attribute for each verb that has a default. */
type TimeoutAttributes<D> = { readonly [V in TimedVerb as `${V}Ms` extends keyof D ? V : never]: TimeoutAttribute };

const VERBS: readonly TimedVerb[] = ["create", "read", "update", "delete"];

const limit = duration({ min: "1ms" });

/**
 * The attribute `timeouts`: how long each verb may take, as durations like `"30m"`.
 *
 * @param defaults the limits where the user sets none, in milliseconds; only verbs named here can be set. Give the same
 * object to the resource as `timeouts`.
 */
export function timeoutsAttribute<const D extends TimeoutDefaults>(
  defaults: D,
): Attribute<NestedShape<TimeoutAttributes<D>, "single">, "optional">;
export function timeoutsAttribute(defaults: TimeoutDefaults): Attribute {
  const attributes: Record<string, TimeoutAttribute> = {};
  for (const verb of VERBS) {
    const limitMs = defaults[`${verb}Ms`];
    if (limitMs === undefined) continue;
    attributes[verb] = attribute(types.string, {
      description: `How long ${verb} may take, for instance "90s" or "1h30m". Default: ${durationText(limitMs)}.`,
      optional: true,
      validators: [limit],
    });
  }
  return nested.single({ description: "How long the verbs may take.", optional: true, attributes });
}
