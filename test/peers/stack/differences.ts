/** Where the stand-in's plans and states differ from the real provider's on purpose, each with its reason. */
const reasons: readonly { readonly difference: RegExp; readonly reason: string }[] = [];

/** Why a difference is meant, or undefined when it is a failure. */
export function reasonFor(difference: string): string | undefined {
  return reasons.find((entry) => entry.difference.test(difference))?.reason;
}
