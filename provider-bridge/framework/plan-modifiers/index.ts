/**
 * What authors change plans with, one attribute at a time.
 * Here belongs what any resource may need; never what looks at several attributes (a resource's `modifyPlan`).
 */
export { keepPriorSpelling } from "./keep-prior-spelling";
export { requiresReplace, requiresReplaceIf, requiresReplaceIfConfigured } from "./requires-replace";
export { useNonNullStateForUnknown, useStateForUnknown } from "./use-state-for-unknown";
