/** Where the stand-in asks or ends otherwise on purpose: by the case's name and the difference, each with its reason. */
const reasons: readonly { readonly name: RegExp; readonly difference: RegExp; readonly reason: string }[] = [
  {
    name: /^firewall\/(update-bare-ips-rename|update-full-apply_to-(changed|less))$/,
    difference: /^2\. apply: /,
    reason:
      "Rules that do not change are left alone; the real provider sends them again, without those whose addresses are not in normal form",
  },
];

/** Why a difference is meant, or undefined when it is a failure. */
export function standInReasonFor(name: string, difference: string): string | undefined {
  return reasons.find((entry) => entry.name.test(name) && entry.difference.test(difference))?.reason;
}
