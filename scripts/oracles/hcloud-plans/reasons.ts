/** Where the stand-in plans otherwise on purpose: by the case's name and the difference, each with its reason. */
const reasons: readonly { readonly name: RegExp; readonly difference: RegExp; readonly reason: string }[] = [
  {
    name: /^provider\/(endpoint|everything)/,
    difference: /refused: This is a stand-in for the sandbox only/,
    reason: "The stand-in speaks to loopback only, and says so before anything is planned",
  },
  {
    name: /^state\/(server|load_balancer)_network-bad-subnet$/,
    difference: /^the real one panicked/,
    reason: "The real provider's process dies over an unreadable subnet_id; the stand-in goes on",
  },
  {
    name: /^state\/(server|load_balancer)_network-ip-outside-subnet-(ip-configured|both-configured-so)$/,
    difference: /recorded a refusal "Provider produced invalid plan/,
    reason: "The real provider plans an address that is not the configured one, which the core refuses",
  },
];

/** Why a difference is meant, or undefined when it is a failure. */
export function reasonFor(name: string, difference: string): string | undefined {
  return reasons.find((entry) => entry.name.test(name) && entry.difference.test(difference))?.reason;
}
